//! A doctor who does not visit small houses.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "performance-insights-unsupported",
    severity: Error,
    title: "Class without Performance Insights",
    checks: "That Performance Insights is not turned on for a MySQL or MariaDB database of the classes micro and small of t2, t3 and t4g. PostgreSQL has it on all classes.",
    why: "Recording what queries wait for takes memory that these small classes do not have. CloudWatch shows their metrics all the same.",
    reaction: "CreateDBInstance and ModifyDBInstance are refused. Performance Insights is shown by CloudWatch Database Insights today; the switch has kept its name.",
    source: "[RDS UG: Amazon RDS DB engine, Region, and instance class support for Database Insights]",
    aws_error: "InvalidParameterCombination",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let class = database.class.trim();
        if !database.performance_insights || database.engine == Engine::Postgres || !is_small(class) {
            continue;
        }
        report
            .about(id)
            .at("performance_insights")
            .value(id, "performance_insights")
            .value(id, "class")
            .fix("Turn Performance Insights off", Edit::set(id, "performance_insights", false))
            .say(format!(
                "{} has Performance Insights on, which {} does not have on the class {class}.",
                context.name(id),
                database.engine.label(),
            ));
    }
}

fn is_small(class: &str) -> bool {
    let parts = class.strip_prefix("db.").and_then(|it| it.split_once('.'));
    matches!(parts, Some(("t2" | "t3" | "t4g", "micro" | "small")))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = || three_tiers().set("db-1", "performance_insights", true);
    Examples::new()
        .fires(with(), expect!["notebookly-db has Performance Insights on, which MySQL does not have on the class db.t3.micro. [Turn Performance Insights off]"])
        .silent(with().set("db-1", "class", "db.t3.medium"))
        .silent(with().set("db-1", "engine", "postgres"))
        .silent(three_tiers())
}
