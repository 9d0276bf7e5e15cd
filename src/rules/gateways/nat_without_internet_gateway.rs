//! A side exit in a wall that has no street behind it.

use crate::rules::prelude::*;
use crate::rules::shared::stopped::{Stopped, is_public_nat};
use crate::rules::shared::told::{is_told_with_gateway, is_told_with_nat, loose_gateways};

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
    for (vpc, _) in context.all::<Vpc>() {
        let told = !context.gateways_of(vpc).is_empty() || is_told_with_gateway(context, vpc);
        if told || !is_told_with_nat(context, vpc) {
            continue;
        }
        let stopped = Stopped::within(context, context.subnets_of(vpc).map(|it| it.id));
        let home = |it: &NatGateway| it.subnet.as_ref().and_then(|id| context.subnet(id)?.vpc);
        let nats = context.all::<NatGateway>();
        let nats = nats.filter(|(id, it)| home(it) == Some(vpc) && is_public_nat(context, id));
        let nats: Vec<_> = nats.map(|(id, _)| id).collect();
        let [first, ..] = nats[..] else { continue };
        let mut draft = report.about(first).at("subnet");
        for id in nats.iter().copied().chain([vpc]).chain(stopped.balancers.iter().copied()) {
            draft = draft.with(id);
        }
        // Which of several that are attached to nothing is meant, nobody can tell.
        let loose = !loose_gateways(context).is_empty();
        let fix = context.network.attach_a_gateway(vpc).filter(|_| !loose);
        let one = nats.len() == 1;
        draft.fix_if(fix).waits_for(Step::Gateway).say(format!(
            "{} {} an internet gateway that is attached to {}; without one AWS cannot create {}{}.",
            context.names(nats.iter().copied()),
            if one { "needs" } else { "need" },
            context.name(vpc),
            if one { "it" } else { "them" },
            match &stopped.balancers[..] {
                [] => String::new(),
                some => format!(", and nobody on the internet reaches {}", context.names(some.iter().copied())),
            },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().delete("igw-1"), expect!["NAT-GW-AZ1 and NAT-GW-AZ2 need an internet gateway that is attached to Notebookly-VPC; without one AWS cannot create them, and nobody on the internet reaches Notebookly-ALB. [Create an internet gateway for Notebookly-VPC]"])
        .fires(three_tiers().delete("igw-1").delete("nat-2").delete("alb-1"), expect!["NAT-GW-AZ1 needs an internet gateway that is attached to Notebookly-VPC; without one AWS cannot create it. [Create an internet gateway for Notebookly-VPC]"])
        // One that is there and attached to nothing is the cause.
        .silent(three_tiers().set("igw-1", "vpc", serde_json::Value::Null))
        .silent(three_tiers().set("igw-1", "vpc", "vpc-9"))
        .silent(three_tiers())
}
