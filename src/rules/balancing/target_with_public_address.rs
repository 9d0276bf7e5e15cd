//! Whoever stands behind the receptionist needs no street number.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-with-public-address",
    severity: Warning,
    title: "Targets with public addresses",
    checks: "That instances behind a load balancer have no public addresses.",
    why: "The load balancer is the public part; targets may be private. A public address on each costs money and is one more way in.",
    reaction: "AWS accepts it.",
    source: "[ALB UG: Load balancers] · rulebook ALB-8, LT-7, SUB-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in context.targets() {
        if context.balancers_of(group).is_empty() {
            continue;
        }
        for it in servers {
            let mut subnets = context.subnets_among(it.subnets);
            let Some((subnet, by)) = subnets.find_map(|subnet| {
                Some((subnet, context.relations.public_address_by(it.made_by, subnet.subnet)?))
            }) else {
                continue;
            };
            let (property, off) = match by {
                "elastic_ip" => ("elastic_ip", serde_json::json!(false)),
                "public_address" => ("public_address", serde_json::json!("")),
                // An instance's or a template's own word wins over the subnet's.
                _ => ("public_ip", serde_json::json!("no")),
            };
            let given = match by {
                "map_public_ip" => format!("; {} gives it one", context.name(subnet.id)),
                _ => String::new(),
            };
            report
                .about(it.made_by)
                .at(property)
                .with(group)
                .fix("Do without a public address", Edit::set(it.made_by, property, off))
                .say(format!(
                    "{} gets requests from a load balancer, so it needs no public address{given}.",
                    context.name(it.id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "public_ip", "yes"), expect!["Notebookly-ASG gets requests from a load balancer, so it needs no public address. [Do without a public address]"])
        .fires(three_tiers().set("subnet-3", "map_public_ip", true), expect!["Notebookly-ASG gets requests from a load balancer, so it needs no public address; private-a gives it one. [Do without a public address]"])
        .silent(three_tiers())
}
