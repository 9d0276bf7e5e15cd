//! A shelf that may grow by nothing.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-growth-too-small",
    severity: Error,
    title: "Storage cannot grow to that size",
    checks: "That the size up to which the disk of a database may grow by itself is at least 10% more than its size today; below 26% more, RDS keeps reporting that the limit is near, which is worth knowing.",
    why: "RDS grows the disk when less than a tenth of it is free, by at least 10 GiB or a tenth. A limit below that leaves no room for a single step. A disk never shrinks again.",
    reaction: "CreateDBInstance and ModifyDBInstance are refused.",
    source: "[RDS UG: Managing capacity automatically with Amazon RDS storage autoscaling], [API rds CreateDBInstance MaxAllocatedStorage] · rulebook RDS-12, RDS-31",
    aws_error: "InvalidParameterCombination",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let Some(most) = database.max_storage.map(u64::from) else {
            continue;
        };
        let now = u64::from(database.storage);
        let at_least = |percent: u64| (now * (100 + percent)).div_ceil(100);
        if most >= at_least(26) {
            continue;
        }
        let refused = most < at_least(10);
        let better = at_least(26);
        // More than 64 TiB RDS has not.
        let fix = (better <= 65_536)
            .then(|| Remedy::new(format!("Let it grow to {better} GiB"), Edit::set(id, "max_storage", better)));
        report
            .about(id)
            .at("max_storage")
            .weighs(if refused { Error } else { Info })
            .value(id, "storage")
            .value(id, "max_storage")
            .fix_if(fix)
            .say(if refused {
                format!(
                    "{} may grow to {most} GiB at most and has {now} today: RDS asks for at least {} (10% more).",
                    context.name(id),
                    at_least(10),
                )
            } else {
                format!(
                    "{} may grow to {most} GiB, less than 26% more than its {now}: RDS will report again and again that the limit is near.",
                    context.name(id),
                )
            });
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let up_to = |most: u32| three_tiers().set("db-1", "storage", 100).set("db-1", "max_storage", most);
    Examples::new()
        .fires(up_to(80), expect!["notebookly-db may grow to 80 GiB at most and has 100 today: RDS asks for at least 110 (10% more). [Let it grow to 126 GiB]"])
        .fires(up_to(109), expect!["notebookly-db may grow to 109 GiB at most and has 100 today: RDS asks for at least 110 (10% more). [Let it grow to 126 GiB]"])
        .fires(up_to(120), expect!["notebookly-db may grow to 120 GiB, less than 26% more than its 100: RDS will report again and again that the limit is near. [Let it grow to 126 GiB]"])
        .silent(up_to(126))
        .silent(three_tiers())
}
