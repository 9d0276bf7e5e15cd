//! A door to a street that is not there.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-public-without-gateway",
    severity: Error,
    title: "Public database without an internet gateway",
    checks: "That the VPC of a publicly accessible database has an internet gateway.",
    why: "A public address needs an internet gateway that translates it.",
    reaction: "CreateDBInstance is refused.",
    source: "[RDS UG: Working with a DB instance in a VPC] · rulebook RDS-11",
    aws_error: "InvalidVPCNetworkStateFault",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let Some(vpc) = context.vpc_of_subnets(&database.subnets) else {
            continue;
        };
        if database.public && context.gateways_of(vpc).is_empty() {
            report
                .about(id)
                .at("public")
                .with(vpc)
                .fix("Keep it private", Edit::set(id, "public", false))
                .say(format!(
                    "{} is publicly accessible, but {} has no internet gateway.",
                    context.name(id),
                    context.name(vpc),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().delete("igw-1").set("db-1", "public", true), expect!["notebookly-db is publicly accessible, but Notebookly-VPC has no internet gateway. [Keep it private]"])
        .silent(three_tiers().set("db-1", "public", true))
        .silent(three_tiers())
}
