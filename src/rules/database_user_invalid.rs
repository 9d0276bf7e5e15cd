//! The first user of the library.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-user-invalid",
    severity: Error,
    title: "Master user cannot be called that",
    checks: "That the master user's name begins with a letter and, for MySQL, has at most 16 characters.",
    why: "The name is fixed when the database is created.",
    reaction: "CreateDBInstance is refused. Reserved words of the engine are refused too; these are not checked here.",
    source: "[API rds CreateDBInstance] · rulebook RDS-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let user = &database.username;
        let wrong = if user.is_empty() {
            " has no name yet".to_owned()
        } else if !user.starts_with(|it: char| it.is_ascii_alphabetic()) {
            format!(", “{user}”, must begin with a letter")
        } else if database.engine == Engine::Mysql && user.len() > 16 {
            format!(", “{user}”, is longer than the 16 characters that MySQL takes")
        } else {
            continue;
        };
        report
            .about(id)
            .at("username")
            .say(format!("The master user of {}{wrong}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "username", ""), expect!["The master user of notebookly-db has no name yet."])
        .fires(three_tiers().set("db-1", "username", "1admin"), expect!["The master user of notebookly-db, “1admin”, must begin with a letter."])
        .fires(three_tiers().set("db-1", "username", "notebookly_administrator"), expect!["The master user of notebookly-db, “notebookly_administrator”, is longer than the 16 characters that MySQL takes."])
        .silent(three_tiers())
}
