//! A new local route would swallow a route that exists.

use crate::rules::addressing::blocks::remove_secondary;
use crate::relations::block_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "secondary-block-covers-route",
    severity: Error,
    title: "Secondary block covers a route",
    checks: "That a secondary block is neither the same as, nor larger than, the destination of a route in one of the VPC's tables.",
    why: "Every block of a VPC becomes a local route in all of its tables, and that would contradict the route that is there.",
    reaction: "AssociateVpcCidrBlock is refused. A block inside the route's destination is fine: with a route to 10.0.0.0/24, 10.0.0.0/25 can be added.",
    source: "[VPC UG: VPC CIDR blocks] · rulebook VPC-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (table, it) in context.all::<RouteTable>() {
        let Some((vpc, network)) =
            it.vpc.as_ref().and_then(|id| Some((id, context.find::<Vpc>(id)?)))
        else {
            continue;
        };
        for (index, block) in network.secondary_cidrs.iter().map(block_of).enumerate() {
            let Some(block) = block.filter(|it| it.prefix_len() >= 16) else {
                continue;
            };
            for route in &it.routes {
                let Some(destination) = route.destination.lenient() else {
                    continue;
                };
                // Within the primary block it is the route that is wrong.
                let inside_primary = block_of(&network.cidr).is_some_and(|it| it.contains(&destination));
                if inside_primary || !block.contains(&destination) || leads_through(context, vpc, route, destination) {
                    continue;
                }
                // A block that subnets stand in is there to stay.
                let empty = !context.subnets_of(vpc).any(|it| it.block.is_some_and(|it| block.contains(&it)));
                let fix = empty.then(|| remove_secondary(vpc, index, block));
                report
                    .about(vpc)
                    .at("secondary_cidrs")
                    .with(table)
                    .evidence(Evidence::Block {
                        resource: vpc.clone(),
                        block,
                    })
                    .value(table, "routes")
                    .fix_if(fix)
                    .say(format!(
                        "{}'s secondary block {block} covers the destination {destination} of a route in {}, so AWS refuses the block.",
                        context.name(vpc),
                        context.name(table),
                    ));
            }
        }
    }
}

/// The block of a subnet may lead through a NAT gateway or an instance, which
/// takes a subnet and so a block that was there first (rulebook RT-6).
fn leads_through(
    context: &Context<'_, '_>,
    vpc: &ResourceId,
    route: &Route,
    destination: ipnet::Ipv4Net,
) -> bool {
    let target = route.target.as_ref().and_then(|id| context.architecture.kind_of(id));
    matches!(target, Some(Kind::NatGateway | Kind::Instance))
        && context.subnets_of(vpc).any(|it| it.block == Some(destination))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let routed = |block: &str| {
        three_tiers()
            .push("rt-1", "routes", route("10.1.0.0/24", "igw-1"))
            .push("vpc-1", "secondary_cidrs", block)
    };
    Examples::new()
        .fires(routed("10.1.0.0/16"), expect!["Notebookly-VPC's secondary block 10.1.0.0/16 covers the destination 10.1.0.0/24 of a route in public, so AWS refuses the block. [Remove the secondary block 10.1.0.0/16]"])
        .silent(routed("10.1.0.0/25"))
}
