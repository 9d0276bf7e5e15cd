//! One wrong click from an empty library.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-without-deletion-protection",
    severity: Warning,
    title: "Database without deletion protection",
    checks: "That deletion protection is on.",
    why: "It costs nothing and stops a delete by mistake: it has to be turned off first.",
    reaction: "AWS accepts it; it is off by default.",
    source: "[API rds CreateDBInstance], [cfn I3011] · rulebook RDS-29",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        if !database.deletion_protection {
            report
                .about(id)
                .at("deletion_protection")
                .fix("Protect it", Edit::set(id, "deletion_protection", true))
                .say(format!("{} can be deleted with one call.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "deletion_protection", false), expect!["notebookly-db can be deleted with one call. [Protect it]"])
        .silent(three_tiers())
}
