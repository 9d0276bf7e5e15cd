//! A side exit in a wall that has no street behind it.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "nat-without-internet-gateway",
    severity: Error,
    title: "NAT gateway in a VPC without an internet gateway",
    checks: "That the VPC of a public NAT gateway has an internet gateway attached.",
    why: "The NAT gateway sends everything on to the internet gateway.",
    reaction: "The creation ends in the state Failed.",
    source: "[VPC UG: NAT gateway troubleshooting] · rulebook NAT-3",
    aws_error: "Gateway.NotAttached",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // Of a gateway whose VPC is gone nobody can tell which it was for.
    let lost = |it: &InternetGateway| it.vpc.as_ref().is_some_and(|it| context.find::<Vpc>(it).is_none());
    if context.all::<InternetGateway>().any(|(_, it)| lost(it)) {
        return;
    }
    for (id, nat) in context.all::<NatGateway>() {
        let subnet = nat.subnet.as_ref().and_then(|id| context.subnet(id));
        let Some(vpc) = subnet.and_then(|subnet| subnet.vpc) else {
            continue;
        };
        if nat.connectivity == Connectivity::Private || !context.gateways_of(vpc).is_empty() {
            continue;
        }
        let mut free = context.all::<InternetGateway>().filter(|(_, it)| it.vpc.is_none());
        let only = free.next().filter(|_| free.next().is_none());
        let fix = only.map(|(gateway, _)| {
            Remedy::new(
                format!("Attach {} to {}", context.name(gateway), context.name(vpc)),
                Edit::set(gateway, "vpc", vpc),
            )
        });
        report.about(id).at("subnet").with(vpc).fix_if(fix).waits_for(Step::Gateway).say(format!(
            "{} needs an internet gateway that is attached to {}; without one AWS cannot create it.",
            context.name(id),
            context.name(vpc),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("igw-1", "vpc", serde_json::Value::Null).delete("nat-2").delete("rt-3"), expect!["NAT-GW-AZ1 needs an internet gateway that is attached to Notebookly-VPC; without one AWS cannot create it. [Attach Notebookly-IGW to Notebookly-VPC]"])
        .silent(three_tiers().set("igw-1", "vpc", "vpc-9"))
        .silent(three_tiers())
}
