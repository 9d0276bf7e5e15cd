//! A gate in somebody else's wall.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "route-target-of-another-vpc",
    severity: Error,
    title: "Route to something in another VPC",
    checks: "That the target of a route belongs to the VPC of the table: an internet gateway attached to it, a NAT gateway or instance in it, a peering connection of it.",
    why: "A VPC has no path to the gateways of another one, not even through peering.",
    reaction: "CreateRoute is refused.",
    source: "[VPC UG: Route tables; NAT gateway basics] · rulebook RT-10, RT-11, RT-13, NAT-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, table) in context.all::<RouteTable>() {
        let Some(vpc) = table.vpc.as_ref().filter(|id| context.find::<Vpc>(id).is_some()) else {
            continue;
        };
        for route in &table.routes {
            let Some(target) = &route.target else { continue };
            let homes = homes(context, target);
            // A home that is gone is told where it is named.
            let lost = homes.iter().any(|id| context.find::<Vpc>(id).is_none());
            if homes.is_empty() || lost || homes.contains(&vpc) {
                continue;
            }
            report
                .about(id)
                .at("routes")
                .with(target)
                .value(id, "routes")
                .value(id, "vpc")
                .say(format!(
                    "{} is a table of {}, but its route to {} leads to {}, which belongs to {}.",
                    context.name(id),
                    context.name(vpc),
                    route.destination,
                    context.name(target),
                    context.names(homes),
                ));
        }
    }
}

/// The VPCs that a target serves; none where that is not known yet.
fn homes<'a>(context: &Context<'_, 'a>, target: &ResourceId) -> Vec<&'a ResourceId> {
    let Some(resource) = context.architecture.get(target) else {
        return Vec::new();
    };
    match &resource.properties {
        Properties::InternetGateway(it) => it.vpc.iter().collect(),
        Properties::NatGateway(_) | Properties::Instance(_) => {
            context.relations.vpc_of(target).into_iter().collect()
        }
        // One that lacks a side may be meant for this VPC; that is told there.
        Properties::VpcPeering(it) => match (&it.requester, &it.accepter) {
            (Some(one), Some(other)) => vec![one, other],
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let other = RouteTable {
        vpc: to("vpc-2"),
        routes: vec![route("0.0.0.0/0", "igw-1")],
    };
    let vpc = Vpc {
        region: to("region-1"),
        cidr: "10.1.0.0/16".into(),
        ..Vpc::default()
    };
    Examples::new()
        .fires(three_tiers().add("vpc-2", "Test-VPC", vpc.clone()).add("rt-9", "test", other), expect!["test is a table of Test-VPC, but its route to 0.0.0.0/0 leads to Notebookly-IGW, which belongs to Notebookly-VPC."])
        .silent(three_tiers().add("vpc-2", "Test-VPC", vpc).add("pcx-1", "half", VpcPeering { requester: to("vpc-1"), accepter: None }).add("rt-9", "test", RouteTable { vpc: to("vpc-2"), routes: vec![route("10.0.0.0/16", "pcx-1")] }))
        .silent(three_tiers())
}
