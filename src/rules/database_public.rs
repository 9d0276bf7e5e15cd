//! A library with a door to the street.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-public",
    severity: Warning,
    title: "Database is publicly accessible",
    checks: "That a database is not publicly accessible.",
    why: "Its name then answers with a public address on the internet. Only the application should reach it.",
    reaction: "AWS accepts it if the VPC has an internet gateway and both DNS attributes on, and all of its subnets are public.",
    source: "[RDS UG: Hiding a DB instance], [API rds CreateDBInstance] · rulebook RDS-11, SUB-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let vpc = context.vpc_of_subnets(&database.subnets);
        let has_gateway = vpc.is_none_or(|vpc| !context.gateways_of(vpc).is_empty());
        // Without a gateway it cannot be created, which is worse.
        if database.public && has_gateway {
            report
                .about(id)
                .at("public")
                .fix("Keep it private", Edit::set(id, "public", false))
                .say(format!(
                    "{} is publicly accessible: its name answers with a public address on the internet.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "public", true), expect!["notebookly-db is publicly accessible: its name answers with a public address on the internet. [Keep it private]"])
        .silent(three_tiers())
}
