//! The shelves of the library come in a few makes only.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-storage-invalid",
    severity: Error,
    title: "Storage type is not possible",
    checks: "That the disk of a database is of the type gp3 or gp2, or magnetic (standard) with at most 3,072 GiB. io1 and io2 need a number of IOPS, which is not modelled; RDS has no other types.",
    why: "gp3 is what RDS takes by default, and fits nearly everybody.",
    reaction: "CreateDBInstance is refused.",
    source: "[API rds CreateDBInstance] · rulebook RDS-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let wrong = match database.storage_type.trim() {
            // Without any, RDS takes its default.
            "" | "gp2" | "gp3" => continue,
            "standard" if database.storage <= 3072 => continue,
            "standard" => "takes 3072 GiB at most",
            "io1" | "io2" => "needs a number of IOPS, which cannot be given here",
            _ => "is none that RDS has",
        };
        report
            .about(id)
            .at("storage_type")
            .fix("Use gp3", Edit::set(id, "storage_type", "gp3"))
            .say(format!(
                "{}'s storage is of the type “{}”, which {wrong}.",
                context.name(id),
                database.storage_type.trim(),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let stored = |kind: &str| three_tiers().set("db-1", "storage_type", kind);
    Examples::new()
        .fires(stored("st1"), expect!["notebookly-db's storage is of the type “st1”, which is none that RDS has. [Use gp3]"])
        .fires(stored("io1"), expect!["notebookly-db's storage is of the type “io1”, which needs a number of IOPS, which cannot be given here. [Use gp3]"])
        .fires(stored("standard").set("db-1", "storage", 4000), expect!["notebookly-db's storage is of the type “standard”, which takes 3072 GiB at most. [Use gp3]"])
        .silent(stored("gp2"))
        .silent(stored("standard"))
}
