//! A gate that leans against a wall somewhere.

use crate::rules::prelude::*;
use crate::rules::shared::stopped::Stopped;
use crate::rules::shared::told::{loose_gateways, vpc_for_loose};

pub const RULE: Rule = Rule {
    code: "internet-gateway-detached",
    severity: Error,
    title: "Internet gateway not attached",
    checks: "That an internet gateway is attached to a VPC. This is an error where a load balancer or a NAT gateway waits for it, else a warning.",
    why: "It does nothing until it is attached.",
    reaction: "AWS accepts it and it costs nothing.",
    source: "[VPC UG: Internet gateways], [schema AWS::EC2::VPCGatewayAttachment] · rulebook IGW-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // A route to it makes this an error, told there.
    for id in loose_gateways(context) {
        let meant = vpc_for_loose(context);
        let fix = meant.map(|vpc| {
            Remedy::new(format!("Attach it to {}", context.name(vpc)), Edit::set(id, "vpc", vpc))
        });
        let subnets = meant.into_iter().flat_map(|vpc| context.subnets_of(vpc)).map(|it| it.id);
        let stopped = Stopped::within(context, subnets);
        let mut draft = report.about(id).at("vpc").value(id, "vpc");
        for id in meant.into_iter().chain(stopped.all()) {
            draft = draft.with(id);
        }
        let weight = if stopped.is_grave() { Error } else { Warning };
        draft.weighs(weight).fix_if(fix).waits_for(Step::Attachment).say(format!(
            "{} is not attached to any VPC, so it does nothing yet{}.",
            context.name(id),
            stopped.behind(context),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().add("igw-1", "Notebookly-IGW", InternetGateway::default()), expect!["Notebookly-IGW is not attached to any VPC, so it does nothing yet. [Attach it to Notebookly-VPC]"])
        .silent(three_tiers())
        .silent(three_tiers().set("igw-1", "vpc", serde_json::Value::Null))
}
