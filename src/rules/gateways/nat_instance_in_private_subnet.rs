//! A helper at the side exit who is sent back to himself.

use std::collections::BTreeSet;

use crate::rules::prelude::*;
use crate::rules::shared::forwarders::{Forwarder, Way, forwarders};
use crate::rules::shared::told::{gateway_is_told, is_told_with_table};

pub const RULE: Rule = Rule {
    code: "nat-instance-in-private-subnet",
    severity: Error,
    title: "NAT instance without a way out",
    checks: "That the default route of the subnet in which a NAT instance stands leads to an internet gateway or a NAT gateway, and not back to the instance itself or to another one that leads back.",
    why: "A NAT instance sends on what it takes by the routes of its own subnet. If the default route there leads to the instance again, its packets go round in a circle and die.",
    reaction: "AWS accepts the routes, and nothing gets through.",
    source: "[VPC UG: NAT instances] · rulebook NAT-2, NAT-7, RT-16",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut told = BTreeSet::new();
    for it in forwarders(context) {
        let (wrong, round) = match it.way(context) {
            Way::Ends => ("has no default route, so what it forwards finds no way out".to_owned(), Vec::new()),
            Way::Round(round) if round.len() == 1 => (
                "sends its packets for the internet to it again, so they go round in a circle".to_owned(),
                round,
            ),
            Way::Round(round) => {
                let others = round.iter().copied().filter(|id| *id != it.id);
                let wrong = format!(
                    "sends its packets for the internet to {}, which leads back to it: they go round in a circle",
                    context.names(others)
                );
                (wrong, round)
            }
            Way::Out | Way::Told => continue,
        };
        // One circle is one cause, however many are in it. A subnet that lacks its
        // route or its gateway, or obeys the wrong table, is told as such.
        let lacks = it.home.vpc.is_some_and(|vpc| gateway_is_told(context, vpc));
        if !told.insert(it.id) || lacks || is_told_with_table(context, it.home) {
            continue;
        }
        told.extend(round.iter().copied());
        let mut draft = report.about(it.id).at("subnet").value(it.id, "subnet").with(it.home.id);
        if let Some(table) = it.home.table {
            draft = draft.with(table).value(table, "routes");
        }
        for id in round {
            draft = draft.with(id);
        }
        let fix = move_to_public(context, &it);
        let advice = match fix {
            Some(_) => String::new(),
            None => " A NAT instance needs a subnet of its own, whose default route leads to the internet gateway.".to_owned(),
        };
        draft.fix_if(fix).say(format!(
            "{} is to take packets to the internet, but {}, the subnet that it stands in, {wrong}.{advice}",
            context.name(it.id),
            context.name(it.home.id),
        ));
    }
}

/// The only public subnet of the same zone is where it belongs.
fn move_to_public(context: &Context<'_, '_>, it: &Forwarder<'_, '_>) -> Option<Remedy> {
    let near = context.subnets_of(it.home.vpc?).take(200);
    let mut public = near
        .filter(|other| matches!(other.chosen_exit(), Exit::InternetGateway(_)) && other.zone == it.home.zone);
    let only = public.next().filter(|_| public.next().is_none())?;
    // An address of the old subnet is none of the new one.
    if !it.instance.private_address.is_automatic() {
        return None;
    }
    Some(Remedy::new(
        format!("Move {} to {}", context.name(it.id), context.name(only.id)),
        Edit::set(it.id, "subnet", only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let nat = |subnet: &str| Instance {
        subnet: to(subnet),
        security_groups: ids(&["sg-2"]),
        source_dest_check: false,
        elastic_ip: true,
        ..Instance::default()
    };
    let leads = |table: &str, sketch: Sketch| {
        sketch.set(table, "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "i-1"}]))
    };
    let own = leads("rt-2", three_tiers().add("i-1", "nat-instance", nat("subnet-3")));
    let other = three_tiers()
        .add("i-1", "nat-instance", nat("subnet-3"))
        .add("i-2", "spare-instance", nat("subnet-4"))
        .set("rt-2", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "i-2"}]));
    Examples::new()
        // Its own circle.
        .fires(own.clone(), expect!["nat-instance is to take packets to the internet, but private-a, the subnet that it stands in, sends its packets for the internet to it again, so they go round in a circle. [Move nat-instance to public-a]"])
        // Without a public subnet nearby.
        .fires(own.clone().set("subnet-1", "route_table", "rt-2"), expect!["nat-instance is to take packets to the internet, but private-a, the subnet that it stands in, sends its packets for the internet to it again, so they go round in a circle. A NAT instance needs a subnet of its own, whose default route leads to the internet gateway."])
        // Two that lead to each other.
        .fires(leads("rt-3", other.clone()), expect!["nat-instance is to take packets to the internet, but private-a, the subnet that it stands in, sends its packets for the internet to spare-instance, which leads back to it: they go round in a circle. [Move nat-instance to public-a]"])
        // Its own subnet leads nowhere.
        .fires(leads("rt-3", other.clone().set("rt-2", "routes", serde_json::json!([]))), expect!["nat-instance is to take packets to the internet, but private-a, the subnet that it stands in, has no default route, so what it forwards finds no way out. [Move nat-instance to public-a]"])
        .silent(leads("rt-2", three_tiers().add("i-1", "nat-instance", nat("subnet-1"))))
        // Behind a NAT gateway it is odd, and works.
        .silent(leads("rt-2", three_tiers().add("i-1", "nat-instance", nat("subnet-4"))))
        .silent(three_tiers())
}
