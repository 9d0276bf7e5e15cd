//! A new local route would swallow a route that exists.

use super::prelude::*;

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
        for block in network.secondary_cidrs.iter().filter_map(CidrText::lenient) {
            for route in &it.routes {
                let Some(destination) = route.destination.lenient() else {
                    continue;
                };
                // Within the primary block it is the route that is wrong.
                let inside_primary = network.cidr.lenient().is_some_and(|it| it.contains(&destination));
                if inside_primary || !block.contains(&destination) {
                    continue;
                }
                report
                    .about(vpc)
                    .at("secondary_cidrs")
                    .with(table)
                    .evidence(Evidence::Block {
                        resource: vpc.clone(),
                        block,
                    })
                    .value(table, "routes")
                    .say(format!(
                        "{}'s secondary block {block} covers the destination {destination} of a route in {}, so AWS refuses the block.",
                        context.name(vpc),
                        context.name(table),
                    ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let routed = |block: &str| {
        three_tiers()
            .push("rt-1", "routes", route("10.1.0.0/24", "igw-1"))
            .push("vpc-1", "secondary_cidrs", block)
    };
    Examples::new()
        .fires(routed("10.1.0.0/16"), expect!["Notebookly-VPC's secondary block 10.1.0.0/16 covers the destination 10.1.0.0/24 of a route in public, so AWS refuses the block."])
        .silent(routed("10.1.0.0/25"))
}
