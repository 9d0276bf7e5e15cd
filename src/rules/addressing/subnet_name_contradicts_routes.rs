//! The sign on the door says one thing, the corridor leads another way.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "subnet-name-contradicts-routes",
    severity: Warning,
    title: "Subnet is called what it is not",
    checks: "That a subnet with the word “public” in its name has a route to an internet gateway, and one with the word “private” has none.",
    why: "Public is not a switch: a subnet is public when its route table leads to an internet gateway, whatever it is called. Whoever trusts the name puts a database in front of the world, or a load balancer where nobody finds it.",
    reaction: "AWS accepts it: to AWS the name is only a tag.",
    source: "[VPC UG: Subnets for your VPC] · rulebook SUB-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        // An isolated one is told as such.
        let kind = match subnet.kind {
            SubnetKind::Public => "public",
            SubnetKind::Private => "private",
            SubnetKind::Isolated => continue,
        };
        let Some(table) = subnet.table else { continue };
        let name = context.name(subnet.id);
        let says = |word: &str| {
            let mut words = name.split(|it: char| !it.is_alphanumeric());
            words.any(|it| it.eq_ignore_ascii_case(word))
        };
        let claimed = match (says("public"), says("private")) {
            (true, false) => "public",
            (false, true) => "private",
            _ => continue,
        };
        if claimed == kind {
            continue;
        }
        let routes = if kind == "public" {
            "leads to an internet gateway"
        } else {
            "has no route to an internet gateway"
        };
        report
            .about(subnet.id)
            .at("route_table")
            .with(table)
            .value(subnet.id, "name")
            .value(table, "routes")
            .say(format!(
                "{name} is called {claimed}, but its route table {} {routes}, so it is {kind}.",
                context.name(table),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("subnet-1", "route_table", "rt-2"), expect!["public-a is called public, but its route table private-a has no route to an internet gateway, so it is private."])
        .fires(three_tiers().set("subnet-4", "route_table", "rt-1"), expect!["private-b is called private, but its route table public leads to an internet gateway, so it is public."])
        .silent(three_tiers().rename("subnet-1", "publications").set("subnet-1", "route_table", "rt-2"))
        .silent(empty_vpc())
        .silent(three_tiers())
}
