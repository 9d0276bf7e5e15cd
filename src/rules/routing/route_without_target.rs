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
        for route in &table.routes {
            let name = context.name(id);
            let destination = &route.destination;
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
            report.about(id).at("routes").say(sentence);
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(empty_vpc().push("rt-1", "routes", route("0.0.0.0/0", "")), expect!["public's route to 0.0.0.0/0 has no target yet: choose which way these packets go."])
        .fires(empty_vpc().push("rt-1", "routes", route("0.0.0.0/0", "subnet-1")), expect!["public's route to 0.0.0.0/0 names public-a (Subnet), but routes lead only to internet gateways, NAT gateways, peering connections and instances."])
        .silent(three_tiers())
        .silent(three_tiers().delete("igw-1"))
}
