//! When one building fails, the others should keep their exits.

use crate::rules::prelude::*;

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
    for subnet in context.subnets {
        let (Exit::NatGateway(nat), Some(zone), Some(table)) = (subnet.chosen_exit(), subnet.zone, subnet.table)
        else {
            continue;
        };
        let Some(nat_zone) = zone_of(context, nat) else {
            continue;
        };
        if nat_zone == zone {
            continue;
        }
        let own = context
            .all::<NatGateway>()
            .find(|(id, it)| {
                let home = it.subnet.as_ref().and_then(|id| context.subnet(id));
                zone_of(context, id) == Some(zone) && home.and_then(|it| it.vpc) == subnet.vpc
            });
        let (advice, fix) = match own {
            Some((own, _)) => (
                format!("{} stands in its own zone", context.name(own)),
                redirect(context, subnet, table, nat, own),
            ),
            None => (format!("give it a NAT gateway in {zone}"), None),
        };
        report
            .about(subnet.id)
            .at("route_table")
            .with(nat)
            .with(table)
            .value(table, "routes")
            .fix_if(fix)
            .say(format!(
                "{} in {zone} leaves through {} in {nat_zone}: if {nat_zone} fails, it loses the internet too; {advice}.",
                context.name(subnet.id),
                context.name(nat),
            ));
    }
}

fn zone_of<'c>(context: &'c Context<'_, '_>, nat: &ResourceId) -> Option<&'c str> {
    let nat: &NatGateway = context.find(nat)?;
    context.subnet(nat.subnet.as_ref()?)?.zone
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
        .fires(three_tiers().set("rt-3", "routes", serde_json::json!([{"destination": "0.0.0.0/0", "target": "nat-1"}])), expect!["private-b in ap-south-1b leaves through NAT-GW-AZ1 in ap-south-1a: if ap-south-1a fails, it loses the internet too; NAT-GW-AZ2 stands in its own zone. [Lead private-b to NAT-GW-AZ2]"])
        .fires(three_tiers().delete("nat-2").set("subnet-4", "route_table", "rt-2"), expect!["private-b in ap-south-1b leaves through NAT-GW-AZ1 in ap-south-1a: if ap-south-1a fails, it loses the internet too; give it a NAT gateway in ap-south-1b."])
        .silent(three_tiers())
}
