//! Inside the campus everybody finds the way already.

use crate::relations::block_of;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-inside-vpc",
    severity: Error,
    title: "Route for addresses of the VPC itself",
    checks: "That no route is for a block of the VPC or a part of it. The exception: exactly the block of a subnet, led to a NAT gateway or an instance.",
    why: "Every table has a local route for each block of the VPC, so subnets reach each other without any route of yours.",
    reaction: "CreateRoute is refused unless the destination is exactly a subnet's block and the target a NAT gateway, a network interface or a Gateway Load Balancer endpoint.",
    source: "[VPC UG: Route tables] · rulebook RT-3, RT-6, RT-17",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        let Some(vpc) = &table.vpc else { continue };
        for (index, route) in table.routes.iter().enumerate() {
            let Some(destination) = route.destination.lenient() else {
                continue;
            };
            // A block larger than AWS takes is wrong itself. In a secondary
            // block it is the block that contradicts the route.
            let primary = context.find::<Vpc>(vpc).and_then(|it| block_of(&it.cidr));
            let Some(local) = primary.filter(|it| it.prefix_len() >= 16 && it.contains(&destination)) else {
                continue;
            };
            let target = route.target.as_ref().and_then(|id| context.architecture.kind_of(id));
            let whole_subnet = context.subnets_of(vpc).any(|it| it.block == Some(destination));
            let middlebox = matches!(target, Some(Kind::NatGateway | Kind::Instance));
            if whole_subnet && middlebox {
                continue;
            }
            report
                .about(id)
                .at("routes")
                .with(vpc)
                .fix("Remove the route", Edit::remove(id, "routes", index))
                .evidence(Evidence::Block {
                    resource: vpc.clone(),
                    block: local,
                })
                .value(id, "routes")
                .say(format!(
                    "{}'s route to {destination} is for addresses of {} itself, which are always local: no route between subnets is needed, and AWS refuses this one.",
                    context.name(id),
                    context.name(vpc),
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("rt-1", "routes", route("10.0.3.0/24", "igw-1")), expect!["public's route to 10.0.3.0/24 is for addresses of Notebookly-VPC itself, which are always local: no route between subnets is needed, and AWS refuses this one. [Remove the route]"])
        .fires(three_tiers().push("rt-1", "routes", route("10.0.0.0/16", "nat-1")), expect!["public's route to 10.0.0.0/16 is for addresses of Notebookly-VPC itself, which are always local: no route between subnets is needed, and AWS refuses this one. [Remove the route]"])
        .silent(three_tiers().push("rt-1", "routes", route("10.0.3.0/24", "nat-2")))
        .silent(three_tiers().set("vpc-1", "cidr", "0.0.0.0/0"))
        .silent(three_tiers())
}
