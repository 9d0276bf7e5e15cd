//! No way out: right for a database, wrong for most else.

use crate::network::Role;
use crate::rules::prelude::*;
use crate::rules::shared::astray::Claim;

pub const RULE: Rule = Rule {
    code: "subnet-without-default-route",
    severity: Info,
    title: "Subnet without a default route",
    checks: "Whether the route table of a subnet has a route to 0.0.0.0/0, or any other route that leaves the VPC.",
    why: "Without one nothing in the subnet reaches the internet, not even through NAT. For databases that is a good choice; for servers that fetch updates it is a mistake.",
    reaction: "AWS accepts it. The subnet is isolated: packets to the outside find no route and are dropped.",
    source: "[VPC UG: Subnets for your VPC] · rulebook SUB-9, RT-4",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for subnet in context.subnets {
        let Some(vpc) = subnet.vpc else { continue };
        // One with a route for a part of the internet is not isolated.
        if subnet.chosen_exit() != Exit::None || subnet.kind != SubnetKind::Isolated {
            continue;
        }
        // One that waits for the gateway, or is called public, is told as such.
        let astray = context.astray();
        let early = context.gateways_of(vpc).is_empty() && context.standing_in(subnet.id).is_empty();
        let public = Claim::of(&context.name(subnet.id)) == Some(Claim::Public) && !early;
        if astray.is_closed(subnet.id) || astray.is_told_with_unused(subnet.id) || public {
            continue;
        }
        let mut draft = report.about(subnet.id).at("route_table");
        let table = match subnet.table {
            Some(table) => {
                draft = draft.with(table).value(table, "routes");
                context.name(table)
            }
            None => format!("the main route table of {}", context.name(vpc)),
        };
        let step = if subnet.subnet.route_table.is_some() { Step::Route } else { Step::RouteTable };
        draft.fix_if(lead_to_nat(context, subnet)).waits_for(step).say(format!(
            "{} is isolated: {table} has no route to 0.0.0.0/0, so nothing in it reaches the internet.",
            context.name(subnet.id)
        ));
    }
}

/// The only public NAT gateway of the zone, for servers that are cut off: a
/// database needs none. The table must be theirs alone.
fn lead_to_nat(context: &Context<'_, '_>, subnet: &SubnetFacts<'_>) -> Option<Remedy> {
    let (vpc, table) = (subnet.vpc?, subnet.table?);
    let mut standing = context.standing_in(subnet.id).iter();
    if !standing.any(|it| it.role == Role::Instance) || context.subnets_of(vpc).nth(200).is_some() {
        return None;
    }
    let near = |it: &SubnetFacts<'_>| it.zone == subnet.zone && it.zone.is_some();
    let mut users = context.subnets_of(vpc).filter(|it| it.table == Some(table));
    let mut gateways = context.all::<NatGateway>().filter(|(_, it)| {
        let home = it.subnet.as_ref().and_then(|id| context.subnet(id));
        it.connectivity == Connectivity::Public && home.is_some_and(|it| near(it) && it.vpc == Some(vpc) && it.is_public())
    });
    let (only, _) = gateways.next().filter(|_| gateways.next().is_none())?;
    if !users.all(near) {
        return None;
    }
    let route = Route {
        destination: "0.0.0.0/0".into(),
        target: Some(only.clone()),
    };
    let end = context.find::<RouteTable>(table)?.routes.len();
    Some(Remedy::new(
        format!("Route 0.0.0.0/0 to {} in {}", context.name(only), context.name(table)),
        Edit::insert(table, "routes", end, route),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc(), expect!["public-a is isolated: public has no route to 0.0.0.0/0, so nothing in it reaches the internet."])
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])), expect!["private-a is isolated: private-a has no route to 0.0.0.0/0, so nothing in it reaches the internet. [Route 0.0.0.0/0 to NAT-GW-AZ1 in private-a]"])
        .fires(three_tiers().set("rt-2", "routes", serde_json::json!([])).delete("nat-1"), expect!["private-a is isolated: private-a has no route to 0.0.0.0/0, so nothing in it reaches the internet."])
        // What waits for the gateway is told as such.
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([])))
        .silent(three_tiers().set("rt-1", "routes", serde_json::json!([{"destination": "203.0.113.0/24", "target": "igw-1"}])))
        .silent(three_tiers().set("subnet-1", "route_table", "rt-9"))
        .silent(three_tiers())
        .silent(three_tiers().delete("nat-1"))
}
