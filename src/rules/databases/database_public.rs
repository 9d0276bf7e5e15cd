//! A library with a door to the street.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-public",
    severity: Warning,
    title: "Database is publicly accessible",
    checks: "That a database is not publicly accessible; and if it is, that all subnets of its subnet group are public.",
    why: "Its name then resolves to a public address on the internet. Only the application should reach it.",
    reaction: "AWS accepts it if the VPC has an internet gateway and both DNS attributes on, and all of its subnets are public.",
    source: "[RDS UG: Hiding a DB instance], [API rds CreateDBInstance] · rulebook RDS-11, SUB-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let vpc = context.vpc_of_subnets(&database.subnets);
        let possible = vpc.is_none_or(|vpc| {
            let named = context.find::<Vpc>(vpc).is_none_or(|it| it.dns_support && it.dns_hostnames);
            named && !context.gateways_of(vpc).is_empty()
        });
        // Otherwise it cannot be created, which is worse.
        if database.public && possible {
            // RDS wants every subnet of a public database to be public.
            let subnets = context.subnets_among(&database.subnets);
            let private: Vec<_> = subnets.filter(|it| !it.is_public()).map(|it| it.id).collect();
            report
                .about(id)
                .at("public")
                .fix("Keep it private", Edit::set(id, "public", false))
                .say(format!(
                    "{} is publicly accessible: its name resolves to a public address on the internet.{}",
                    context.name(id),
                    match private.len() {
                        0 => String::new(),
                        number => format!(
                            " For that, every subnet of its subnet group must be public, but {} {} not.",
                            context.names(private),
                            if number == 1 { "is" } else { "are" },
                        ),
                    },
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "public", true), expect!["notebookly-db is publicly accessible: its name resolves to a public address on the internet. For that, every subnet of its subnet group must be public, but private-a and private-b are not. [Keep it private]"])
        .fires(three_tiers().set("db-1", "public", true).set("db-1", "subnets", serde_json::json!(["subnet-1", "subnet-2"])), expect!["notebookly-db is publicly accessible: its name resolves to a public address on the internet. [Keep it private]"])
        .silent(three_tiers())
}
