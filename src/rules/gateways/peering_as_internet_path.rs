//! The neighbour's gate is for the neighbours.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "peering-as-internet-path",
    severity: Error,
    title: "Default route to a peering connection",
    checks: "That no route for the whole internet, 0.0.0.0/0, leads to a peering connection.",
    why: "A peering connection carries packets between two VPCs and no further: the internet gateway and the NAT gateways of the other VPC do not serve this one.",
    reaction: "AWS accepts the route. Packets for the internet are dropped.",
    source: "[VPC Peering Guide: Peering limitations, edge to edge routing], [VPC UG: NAT gateway basics] · rulebook NAT-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        let Exit::Other(peering) = context.exit_of(id) else {
            continue;
        };
        let Some(it) = context.find::<VpcPeering>(peering) else {
            continue;
        };
        let sides = [it.requester.as_ref(), it.accepter.as_ref()];
        let peer = sides.into_iter().flatten().find(|it| table.vpc.as_ref() != Some(*it));
        report
            .about(id)
            .at("routes")
            .with(peering)
            .fix_if(peer.and_then(|peer| narrow(context, id, table, peering, peer)))
            .say(format!(
                "{} sends packets for the internet to {}, but a peering connection leads only to the addresses of the other VPC{}.",
                context.name(id),
                context.name(peering),
                peer.map_or(String::new(), |peer| format!(", {}", context.name(peer))),
            ));
    }
}

/// The route can be for the only block of the peer instead, unless there is
/// one already.
fn narrow(
    context: &Context<'_, '_>,
    id: &ResourceId,
    table: &RouteTable,
    peering: &ResourceId,
    peer: &ResourceId,
) -> Option<Remedy> {
    let [block] = context.blocks_of(peer) else {
        return None;
    };
    let mut destinations = table.routes.iter().map(|it| it.destination.lenient());
    if destinations.any(|it| it == Some(*block)) {
        return None;
    }
    let whole = |it: &Route| it.destination.lenient().is_some_and(|it| it.prefix_len() == 0);
    let index = table
        .routes
        .iter()
        .position(|it| whole(it) && it.target.as_ref() == Some(peering))?;
    let mut routes = table.routes.clone();
    routes[index].destination = (*block).into();
    Some(Remedy::new(
        format!("Lead only {block} there"),
        Edit::set(id, "routes", routes),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let vpc = Vpc {
        region: to("region-1"),
        cidr: "10.1.0.0/16".into(),
        ..Vpc::default()
    };
    let peering = VpcPeering {
        requester: to("vpc-1"),
        accepter: to("vpc-2"),
    };
    let peered = empty_vpc().add("vpc-2", "Test-VPC", vpc).add("pcx-1", "peering", peering);
    Examples::new()
        .fires(peered.clone().push("rt-1", "routes", route("0.0.0.0/0", "pcx-1")), expect!["public sends packets for the internet to peering, but a peering connection leads only to the addresses of the other VPC, Test-VPC. [Lead only 10.1.0.0/16 there]"])
        .silent(peered.push("rt-1", "routes", route("10.1.0.0/16", "pcx-1")))
        .silent(three_tiers())
}
