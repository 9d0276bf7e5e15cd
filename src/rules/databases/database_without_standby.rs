//! What to have before something goes wrong.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-without-standby",
    severity: Warning,
    title: "Database without a standby",
    checks: "That a database is Multi-AZ.",
    why: "When its Availability Zone fails, a database without a standby is gone until it has been restored. A standby takes over under the same name in one to two minutes; it takes no reads before that.",
    reaction: "AWS accepts it. A standby roughly doubles the price.",
    source: "[RDS UG: Multi-AZ DB instance deployments] · rulebook REG-5, RDS-21, RDS-23, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        if !database.multi_az {
            report
                .about(id)
                .at("multi_az")
                .fix_all("Keep a standby", vec![
                    Edit::set(id, "multi_az", true),
                    Edit::set(id, "primary_zone", ""),
                ])
                .say(format!(
                    "{} has no standby in another zone: if its zone fails, so does it.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "multi_az", false), expect!["notebookly-db has no standby in another zone: if its zone fails, so does it. [Keep a standby]"])
        .silent(three_tiers())
}
