//! A signpost without an arrow.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-without-target",
    severity: Error,
    title: "Route that leads nowhere yet",
    checks: "That every route has a target, and one that a route can have: an internet gateway, a NAT gateway, a peering connection or an instance.",
    why: "A route says which way. Without a target it says nothing, and packets to its destination are dropped.",
    reaction: "CreateRoute needs exactly one target. Routes to a gateway endpoint are made by the endpoint itself and cannot be written by hand.",
    source: "[API ec2 CreateRoute], [PL guide: Gateway endpoints] · rulebook RT-8, VPCE-3",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        for (index, route) in table.routes.iter().enumerate() {
            let name = context.name(id);
            let destination = &route.destination;
            // Without a destination it is no route yet, and told as such.
            if route.target.is_none() && destination.0.trim().is_empty() {
                continue;
            }
            let sentence = match &route.target {
                None => format!("{name}'s route to {destination} has no target yet: choose which way these packets go."),
                Some(target) => match context.architecture.kind_of(target) {
                    None
                    | Some(
                        Kind::InternetGateway | Kind::NatGateway | Kind::VpcPeering | Kind::Instance,
                    ) => continue,
                    Some(Kind::VpcEndpoint) => format!(
                        "{name}'s route to {destination} names {}: choose the table in the endpoint instead, and it adds its route by itself.",
                        context.name(target)
                    ),
                    Some(kind) => format!(
                        "{name}'s route to {destination} names {} ({}), but routes lead only to internet gateways, NAT gateways, peering connections and instances.",
                        context.name(target),
                        kind.info().title
                    ),
                },
            };
            report
                .about(id)
                .at("routes")
                .fix_if(only_way(context, id, table, index))
                .waits_if(route.target.is_none(), Step::Complete)
                .say(sentence);
        }
    }
}

/// A default route of a VPC without NAT gateways can only be meant for its
/// internet gateway.
fn only_way(context: &Context<'_, '_>, id: &ResourceId, table: &RouteTable, index: usize) -> Option<Remedy> {
    let vpc = table.vpc.as_ref()?;
    let route = table.routes.get(index)?;
    let [gateway] = context.gateways_of(vpc) else { return None };
    let in_vpc = |subnet: &Option<ResourceId>| {
        subnet.as_ref().and_then(|it| context.subnet(it)).and_then(|it| it.vpc) == Some(vpc)
    };
    let exits = context.all::<NatGateway>().any(|(_, it)| in_vpc(&it.subnet));
    if exits || route.target.is_some() || route.destination.0.trim() != "0.0.0.0/0" {
        return None;
    }
    let led = Route { destination: route.destination.clone(), target: Some((*gateway).clone()) };
    Some(Remedy {
        label: format!("Route 0.0.0.0/0 to {}", context.name(gateway)),
        edits: vec![Edit::remove(id, "routes", index), Edit::insert(id, "routes", index, led)],
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let open = three_tiers()
        .delete("nat-1")
        .delete("nat-2")
        .set("rt-2", "routes", serde_json::json!([{"destination": "0.0.0.0/0"}]));
    Examples::new()
        .fires(open, expect!["private-a's route to 0.0.0.0/0 has no target yet: choose which way these packets go. [Route 0.0.0.0/0 to Notebookly-IGW]"])
        .fires(empty_vpc().push("rt-1", "routes", route("0.0.0.0/0", "")), expect!["public's route to 0.0.0.0/0 has no target yet: choose which way these packets go."])
        .fires(empty_vpc().push("rt-1", "routes", route("0.0.0.0/0", "subnet-1")), expect!["public's route to 0.0.0.0/0 names public-a (Subnet), but routes lead only to internet gateways, NAT gateways, peering connections and instances."])
        .silent(three_tiers())
        .silent(three_tiers().delete("igw-1"))
}
