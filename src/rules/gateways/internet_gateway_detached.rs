//! A gate that leans against a wall somewhere.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "internet-gateway-detached",
    severity: Warning,
    title: "Internet gateway not attached",
    checks: "That an internet gateway is attached to a VPC.",
    why: "It does nothing until it is attached.",
    reaction: "AWS accepts it and it costs nothing.",
    source: "[VPC UG: Internet gateways], [schema AWS::EC2::VPCGatewayAttachment] · rulebook IGW-2",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let routed: rustc_hash::FxHashSet<_> = context
        .all::<RouteTable>()
        .flat_map(|(_, table)| table.routes.iter().filter_map(|route| route.target.as_ref()))
        .collect();
    for (id, gateway) in context.all::<InternetGateway>() {
        // A route to it makes this an error, told there.
        if gateway.vpc.is_some() || routed.contains(id) {
            continue;
        }
        let mut open = context
            .all::<Vpc>()
            .filter(|(vpc, _)| context.gateways_of(vpc).is_empty());
        let only = open.next().filter(|_| open.next().is_none());
        let fix = only.map(|(vpc, _)| {
            Remedy::new(format!("Attach it to {}", context.name(vpc)), Edit::set(id, "vpc", vpc))
        });
        report.about(id).at("vpc").fix_if(fix).waits_for(Step::Attachment).say(format!(
            "{} is not attached to any VPC, so it does nothing yet.",
            context.name(id)
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
