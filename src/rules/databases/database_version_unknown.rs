//! The catalogue has no such edition.

use crate::rules::prelude::*;
use crate::aws::engines::{is_retired, newest};

pub const RULE: Rule = Rule {
    code: "database-version-unknown",
    severity: Error,
    title: "No such database version",
    checks: "That the version of a database belongs to a line of its engine that RDS has, such as 8.4 for MySQL or 16 for PostgreSQL.",
    why: "RDS takes versions by number, each engine its own. Left empty, AWS takes its default.",
    reaction: "CreateDBInstance is refused.",
    source: "[cfn E3691] · rulebook RDS-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let version = database.engine_version.trim();
        let engine = database.engine;
        if version.is_empty() || is_retired(engine.value(), version) || newest(engine.value(), version).is_some() {
            continue;
        }
        report
            .about(id)
            .at("engine_version")
            .fix("Let AWS choose the version", Edit::set(id, "engine_version", ""))
            .say(format!(
                "RDS has no version “{version}” of {} for {}: leave it empty, or choose one such as {}.",
                engine.label(),
                context.name(id),
                match engine {
                    Engine::Mysql => "8.4",
                    Engine::Mariadb => "11.4",
                    Engine::Postgres => "17",
                },
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let version = |text: &str| three_tiers().set("db-1", "engine_version", text);
    Examples::new()
        .fires(version("latest"), expect!["RDS has no version “latest” of MySQL for notebookly-db: leave it empty, or choose one such as 8.4. [Let AWS choose the version]"])
        .fires(version("8.0.42").set("db-1", "engine", "postgres"), expect!["RDS has no version “8.0.42” of PostgreSQL for notebookly-db: leave it empty, or choose one such as 17. [Let AWS choose the version]"])
        .silent(version("8.4"))
        .silent(version("5.7.44"))
        .silent(three_tiers())
}
