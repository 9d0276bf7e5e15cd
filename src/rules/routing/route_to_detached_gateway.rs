//! A gate that is not in the wall leads nowhere.

use std::collections::BTreeMap;

use crate::rules::prelude::*;
use crate::rules::shared::stopped::Stopped;

pub const RULE: Rule = Rule {
    code: "route-to-detached-gateway",
    severity: Error,
    title: "Route to a gateway that is not attached",
    checks: "That an internet gateway to which a route leads is attached to a VPC.",
    why: "An internet gateway does nothing until it is attached, so the subnets of this table have no way out and nobody gets in.",
    reaction: "CreateRoute is refused while the gateway is not attached to the table's VPC; when it is detached later, the route becomes a blackhole.",
    source: "[VPC UG: Internet gateways; Route tables] · rulebook IGW-2, RT-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // One gateway is one cause, however many routes lead to it.
    let mut leading: BTreeMap<&ResourceId, Vec<(&ResourceId, &RouteTable)>> = BTreeMap::new();
    for (id, table) in context.all::<RouteTable>() {
        for target in table.routes.iter().filter_map(|it| it.target.as_ref()) {
            let gateway: Option<&InternetGateway> = context.find(target);
            if gateway.is_some_and(|it| it.vpc.is_none()) {
                let tables = leading.entry(target).or_default();
                if tables.last().is_none_or(|(last, _)| *last != id) {
                    tables.push((id, table));
                }
            }
        }
    }
    for (gateway, tables) in leading {
        let mut draft = report.about(gateway).at("vpc").value(gateway, "vpc");
        for (id, _) in &tables {
            draft = draft.with(id).value(id, "routes");
        }
        let mut vpcs: Vec<_> = tables.iter().filter_map(|(_, it)| it.vpc.as_ref()).collect();
        vpcs.order();
        vpcs.dedup();
        let alone = vpcs.into_iter().filter(|vpc| context.gateways_of(vpc).is_empty());
        let stopped = Stopped::within(context, alone.flat_map(|vpc| context.subnets_of(vpc)).map(|it| it.id));
        for id in stopped.all() {
            draft = draft.with(id);
        }
        draft.fix_if(attach(context, gateway, tables[0].1)).say(format!(
            "{} {} packets to {}, but that internet gateway is not attached to any VPC, so they are dropped{}.",
            context.names(tables.iter().map(|it| it.0)),
            if tables.len() == 1 { "sends" } else { "send" },
            context.name(gateway),
            stopped.behind(context),
        ));
    }
}

/// A VPC takes one gateway, so the remedy is clear only while it has none.
fn attach(context: &Context<'_, '_>, gateway: &ResourceId, table: &RouteTable) -> Option<Remedy> {
    let vpc = table.vpc.as_ref()?;
    context.find::<Vpc>(vpc)?;
    context.gateways_of(vpc).is_empty().then(|| {
        Remedy::new(
            format!("Attach {} to {}", context.name(gateway), context.name(vpc)),
            Edit::set(gateway, "vpc", vpc),
        )
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("igw-1", "vpc", serde_json::Value::Null), expect!["public sends packets to Notebookly-IGW, but that internet gateway is not attached to any VPC, so they are dropped: nobody on the internet reaches Notebookly-ALB, and NAT-GW-AZ1 and NAT-GW-AZ2 lead nowhere. [Attach Notebookly-IGW to Notebookly-VPC]"])
        .fires(three_tiers().set("igw-1", "vpc", serde_json::Value::Null).push("rt-2", "routes", route("192.0.2.0/24", "igw-1")), expect!["public and private-a send packets to Notebookly-IGW, but that internet gateway is not attached to any VPC, so they are dropped: nobody on the internet reaches Notebookly-ALB, and NAT-GW-AZ1 and NAT-GW-AZ2 lead nowhere. [Attach Notebookly-IGW to Notebookly-VPC]"])
        .silent(three_tiers())
        .silent(three_tiers().delete("igw-1"))
}
