//! When one building fails, the others should keep their exits.

use std::collections::BTreeMap;

use crate::rules::prelude::*;
use crate::rules::shared::exits::{Detour, detour};

pub const RULE: Rule = Rule {
    code: "nat-in-another-zone",
    severity: Warning,
    title: "NAT gateway in another zone",
    checks: "That a private subnet routes to a NAT gateway in its own Availability Zone.",
    why: "A NAT gateway is redundant inside its zone only. When that zone fails, every subnet that routes to it loses the internet; until then, traffic between zones is paid for.",
    reaction: "AWS accepts it.",
    source: "[VPC UG: NAT gateway basics] · rulebook NAT-8, NAT-9, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    // A table that leads there is one cause, however many subnets of a zone obey
    // it.
    let mut detours: BTreeMap<_, (Detour<'_>, Vec<&SubnetFacts<'_>>)> = BTreeMap::new();
    for subnet in context.subnets {
        if let Some(detour) = detour(context, subnet) {
            let key = (detour.table, subnet.zone);
            detours.entry(key).or_insert((detour, Vec::new())).1.push(subnet);
        }
    }
    for ((table, zone), (Detour { nat, nat_zone, own, .. }, subnets)) in detours {
        let zone = zone.unwrap_or_default();
        let advice = match own {
            Some(own) => format!("{} stands in {zone}", context.name(own)),
            None => format!("a NAT gateway in {zone} is missing"),
        };
        let mut draft = report.about(subnets[0].id).at("route_table");
        for id in subnets.iter().map(|it| it.id).chain([nat, table]).chain(own) {
            draft = draft.with(id);
        }
        let one = subnets.len() == 1;
        draft
            .value(table, "routes")
            .fix_if(own.and_then(|own| redirect(context, subnets[0], table, nat, own)))
            .say(format!(
                "{} in {zone} {} through {} in {nat_zone}: if {nat_zone} fails, {} the internet too; {advice}.",
                context.names(subnets.iter().map(|it| it.id)),
                if one { "leaves" } else { "leave" },
                context.name(nat),
                if one { "it loses" } else { "they lose" },
            ));
    }
}

/// The route can be turned if no subnet of another zone shares the table.
fn redirect(
    context: &Context<'_, '_>,
    subnet: &SubnetFacts<'_>,
    table: &ResourceId,
    from: &ResourceId,
    own: &ResourceId,
) -> Option<Remedy> {
    let shared = context
        .subnets
        .iter()
        .any(|it| it.table == Some(table) && it.zone != subnet.zone);
    let it: &RouteTable = context.find(table)?;
    let routes: Vec<_> = it
        .routes
        .iter()
        .cloned()
        .map(|mut route| {
            if route.target.as_ref() == Some(from) {
                route.target = Some(own.clone());
            }
            route
        })
        .collect();
    (!shared).then(|| {
        Remedy::new(
            format!("Lead {} to {}", context.name(table), context.name(own)),
            Edit::set(table, "routes", routes),
        )
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("rt-3", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "nat-1"}])), expect!["private-b in ap-south-1b leaves through NAT-GW-AZ1 in ap-south-1a: if ap-south-1a fails, it loses the internet too; NAT-GW-AZ2 stands in ap-south-1b. [Lead private-b to NAT-GW-AZ2]"])
        .fires(three_tiers().delete("nat-2").set("subnet-4", "route_table", "rt-2"), expect!["private-b in ap-south-1b leaves through NAT-GW-AZ1 in ap-south-1a: if ap-south-1a fails, it loses the internet too; a NAT gateway in ap-south-1b is missing."])
        .silent(three_tiers())
}
