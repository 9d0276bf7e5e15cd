//! A door to a street that is not there.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "database-public-without-gateway",
    severity: Error,
    title: "Public database in a VPC that cannot have one",
    checks: "That the VPC of a publicly accessible database has an internet gateway, and DNS resolution and DNS hostnames on.",
    why: "A database that is open to the internet is the danger, so keeping it private is the remedy. A public address also needs an internet gateway that translates it, and the database is reached by a name, which resolves to that address only with both DNS attributes on.",
    reaction: "CreateDBInstance is refused.",
    source: "[RDS UG: Working with a DB instance in a VPC], [API rds CreateDBInstance] · rulebook RDS-11, VPC-19",
    aws_error: "InvalidVPCNetworkStateFault",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, database) in context.all::<Database>() {
        let Some(vpc) = context.vpc_of_subnets(&database.subnets) else {
            continue;
        };
        if !database.public {
            continue;
        }
        let it = context.find::<Vpc>(vpc);
        let lacks = if context.gateways_of(vpc).is_empty() {
            "has no internet gateway"
        } else {
            match it.map(|it| (it.dns_support, it.dns_hostnames)) {
                Some((false, false)) => "has DNS resolution and DNS hostnames off",
                Some((false, true)) => "has DNS resolution off",
                Some((true, false)) => "has DNS hostnames off",
                _ => continue,
            }
        };
        report
            .about(id)
            .at("public")
            .with(vpc)
            .fix("Keep it private", Edit::set(id, "public", false))
            .say(format!(
                "{} is publicly accessible: its name would resolve to a public address on the internet, and only the application should reach it. AWS refuses it as drawn, for {} {lacks}.",
                context.name(id),
                context.name(vpc),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().delete("igw-1").set("db-1", "public", true), expect!["notebookly-db is publicly accessible: its name would resolve to a public address on the internet, and only the application should reach it. AWS refuses it as drawn, for Notebookly-VPC has no internet gateway. [Keep it private]"])
        .fires(three_tiers().set("db-1", "public", true).set("vpc-1", "dns_hostnames", false), expect!["notebookly-db is publicly accessible: its name would resolve to a public address on the internet, and only the application should reach it. AWS refuses it as drawn, for Notebookly-VPC has DNS hostnames off. [Keep it private]"])
        .silent(three_tiers().set("db-1", "public", true))
        .silent(three_tiers())
}
