//! The first user of the library.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-user-invalid",
    severity: Error,
    title: "Master user cannot be called that",
    checks: "That the master user's name is of letters, digits and underscores, a letter first, with at most 16 characters for MySQL and MariaDB and 63 for PostgreSQL, and that it is not reserved: rdsadmin is RDS's own, and PostgreSQL keeps admin and whatever begins with pg_.",
    why: "The name is fixed when the database is created.",
    reaction: "CreateDBInstance is refused. Other reserved words of an engine are refused too; these are not checked here.",
    source: "[API rds CreateDBInstance], [RDS UG: Settings] · rulebook RDS-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let user = database.username.trim();
        let engine = database.engine;
        let (usual, most) = match engine {
            Engine::Mysql | Engine::Mariadb => ("admin", 16),
            Engine::Postgres => ("postgres", 63),
        };
        let lower = user.to_ascii_lowercase();
        let reserved = lower == "rdsadmin"
            || engine == Engine::Postgres && (lower == "admin" || lower.starts_with("pg_"));
        let odd = user.chars().find(|it| !it.is_ascii_alphanumeric() && *it != '_');
        let wrong = if user.is_empty() {
            " has no name yet".to_owned()
        } else if !user.starts_with(|it: char| it.is_ascii_alphabetic()) {
            format!(", “{user}”, must begin with a letter")
        } else if let Some(odd) = odd {
            format!(", “{user}”, may hold letters, digits and underscores, but not “{odd}”")
        } else if user.len() > most {
            format!(", “{user}”, is longer than the {most} characters that {} takes", engine.label())
        } else if reserved {
            format!(", “{user}”, has a name that {} keeps for itself", engine.label())
        } else {
            continue;
        };
        report
            .about(id)
            .at("username")
            .fix(format!("Call it {usual}"), Edit::set(id, "username", usual))
            .say(format!("The master user of {}{wrong}.", context.name(id)));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let user = |name: &str| three_tiers().set("db-1", "username", name);
    Examples::new()
        .fires(user(""), expect!["The master user of notebookly-db has no name yet. [Call it admin]"])
        .fires(user("1admin"), expect!["The master user of notebookly-db, “1admin”, must begin with a letter. [Call it admin]"])
        .fires(user("the-admin"), expect!["The master user of notebookly-db, “the-admin”, may hold letters, digits and underscores, but not “-”. [Call it admin]"])
        .fires(user("notebookly_administrator"), expect!["The master user of notebookly-db, “notebookly_administrator”, is longer than the 16 characters that MySQL takes. [Call it admin]"])
        .fires(three_tiers().set("db-1", "engine", "postgres"), expect!["The master user of notebookly-db, “admin”, has a name that PostgreSQL keeps for itself. [Call it postgres]"])
        .silent(user("notebookly_admin").set("db-1", "engine", "postgres"))
        .silent(three_tiers())
}
