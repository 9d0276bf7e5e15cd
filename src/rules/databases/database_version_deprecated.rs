//! A version that AWS is about to retire, or has.

use crate::rules::prelude::*;
use crate::aws::engines::{is_line, newest, retired, successor};

pub const RULE: Rule = Rule {
    code: "database-version-deprecated",
    severity: Error,
    title: "Database version that is retired or about to be",
    checks: "That RDS still makes new databases of the version, by the lists of cfn-lint, and that the line of the version is still in standard support.",
    why: "A deprecated version gets no repairs any more and is upgraded by AWS at a time that is not yours. After the end of its standard support a line of MySQL or PostgreSQL costs extra by the hour (RDS Extended Support), unless that was turned off: then AWS upgrades it.",
    reaction: "AWS may refuse to create it; cfn-lint warns. With Extended Support turned off, creating one of a line whose standard support has ended fails, which is an error.",
    source: "[cfn W3691], [RDS UG: MySQL on Amazon RDS versions; MariaDB on Amazon RDS versions; Using Amazon RDS Extended Support], [API rds CreateDBInstance EngineLifecycleSupport] · rulebook RDS-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let version = database.engine_version.trim();
        if version.is_empty() {
            continue;
        }
        let engine = database.engine;
        let (weight, wrong, fix) = match newest(engine.value(), version) {
            Some(newest) if newest == version || is_line(newest, version) => continue,
            Some(newest) => (
                Warning,
                format!("of which RDS makes no new databases: the newest of its line is {newest}"),
                Some(Remedy::new(format!("Use {newest}"), Edit::set(id, "engine_version", newest))),
            ),
            // None of its engine's at all is told as such.
            None => {
                let Some(end) = retired(engine.value(), version) else { continue };
                let since = match end {
                    "" => String::new(),
                    end if end.contains(' ') && end.starts_with(char::is_numeric) => format!(" on {end}"),
                    end => format!(" in {end}"),
                };
                let (weight, extra) = match engine {
                    Engine::Mariadb => (Warning, "AWS upgrades it at a time that is not yours"),
                    _ if database.extended_support => {
                        (Warning, "since then it costs extra by the hour (RDS Extended Support)")
                    }
                    _ => (Error, "without Extended Support RDS makes no new one, and upgrades those that there are"),
                };
                let fix = successor(engine.value()).map(|newest| {
                    Remedy::new(format!("Use {newest}"), Edit::set(id, "engine_version", newest))
                });
                (weight, format!("whose standard support on RDS ended{since}: {extra}"), fix)
            }
        };
        report.about(id).at("engine_version").weighs(weight).fix_if(fix).say(format!(
            "{} runs {} {version}, {wrong}.",
            context.name(id),
            engine.label(),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let postgres = |version: &str| {
        three_tiers().set("db-1", "engine", "postgres").set("db-1", "engine_version", version)
    };
    Examples::new()
        .fires(three_tiers().set("db-1", "engine_version", "8.0.35"), expect!["notebookly-db runs MySQL 8.0.35, whose standard support on RDS ended on 31 July 2026: since then it costs extra by the hour (RDS Extended Support). [Use 8.4.11]"])
        .fires(three_tiers().set("db-1", "engine_version", "5.7.44"), expect!["notebookly-db runs MySQL 5.7.44, whose standard support on RDS ended: since then it costs extra by the hour (RDS Extended Support). [Use 8.4.11]"])
        .fires(postgres("16.1"), expect!["notebookly-db runs PostgreSQL 16.1, of which RDS makes no new databases: the newest of its line is 16.15. [Use 16.15]"])
        .silent(postgres("16"))
        .fires(three_tiers().set("db-1", "engine_version", "8.4.3"), expect!["notebookly-db runs MySQL 8.4.3, of which RDS makes no new databases: the newest of its line is 8.4.11. [Use 8.4.11]"])
        .fires(three_tiers().set("db-1", "engine_version", "8.0.46"), expect!["notebookly-db runs MySQL 8.0.46, whose standard support on RDS ended on 31 July 2026: since then it costs extra by the hour (RDS Extended Support). [Use 8.4.11]"])
        .fires(three_tiers().set("db-1", "engine_version", "8.0"), expect!["notebookly-db runs MySQL 8.0, whose standard support on RDS ended on 31 July 2026: since then it costs extra by the hour (RDS Extended Support). [Use 8.4.11]"])
        .fires(three_tiers().set("db-1", "engine", "mariadb").set("db-1", "engine_version", "10.6.25"), expect!["notebookly-db runs MariaDB 10.6.25, whose standard support on RDS ended in August 2026: AWS upgrades it at a time that is not yours."])
        .fires(three_tiers().set("db-1", "engine_version", "8.0.46").set("db-1", "extended_support", false), expect!["notebookly-db runs MySQL 8.0.46, whose standard support on RDS ended on 31 July 2026: without Extended Support RDS makes no new one, and upgrades those that there are. [Use 8.4.11]"])
        .silent(three_tiers().set("db-1", "engine_version", "8.4").set("db-1", "extended_support", false))
        .silent(three_tiers().set("db-1", "engine_version", "8.4"))
        .silent(three_tiers().set("db-1", "engine_version", "8.4.8"))
        .silent(three_tiers().set("db-1", "engine_version", "latest"))
        .silent(three_tiers())
}
