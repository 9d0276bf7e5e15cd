//! A standby copies mistakes at once.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-without-backup",
    severity: Warning,
    title: "Database without backups",
    checks: "That automatic backups are kept for at least a day. Read replicas are not asked about: RDS makes them with backups off, and their source has them.",
    why: "Without them nothing can be restored to a moment before a mistake, and no read replica can be made. A standby is no backup: it copies a mistake at once.",
    reaction: "AWS accepts 0 days, which turns backups off; turning them on later means an outage.",
    source: "[RDS UG: Backups; Read replicas] · rulebook RDS-18, RDS-19, RDS-26",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let copy = database.replica_of.as_ref().is_some_and(|it| context.find::<Database>(it).is_some());
        if database.backup_days == 0 && !copy {
            report
                .about(id)
                .at("backup_days")
                .fix("Keep backups for 7 days", Edit::set(id, "backup_days", 7))
                .say(format!("{} keeps no automatic backups.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "backup_days", 0), expect!["notebookly-db keeps no automatic backups. [Keep backups for 7 days]"])
        .silent(three_tiers().add("db-2", "reports", Database { backup_days: 0, replica_of: to("db-1"), ..Database::default() }))
        .silent(three_tiers())
}
