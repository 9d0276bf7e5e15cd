//! A room in a building where no receptionist sits.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-zone-not-served",
    severity: Error,
    title: "Targets in a zone that the load balancer does not serve",
    checks: "That a load balancer has a subnet in every Availability Zone in which its targets are.",
    why: "Only enabled zones receive traffic: targets elsewhere are registered, paid for and never used.",
    reaction: "AWS accepts it and marks the targets unused (Target.NotInUse).",
    source: "[ALB UG: Target health reasons] · rulebook ALB-24, ASG-22",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (group, servers) in context.targets() {
        for balancer_id in context.balancers_of(group) {
            let Some(balancer) = context.find::<LoadBalancer>(balancer_id) else {
                continue;
            };
            let served = context.zones(&balancer.subnets);
            // One without any zone has a finding of its own.
            if served.is_empty() || !context.zones_are_known(&balancer.subnets) {
                continue;
            }
            for it in servers {
                for zone in context.zones(it.subnets) {
                    if served.contains(zone) {
                        continue;
                    }
                    report
                        .about(balancer_id)
                        .at("subnets")
                        .with(it.id)
                        .fix_if(serve(context, balancer_id, balancer, zone))
                        .say(format!(
                            "{} has instances in {zone}, but {} has no subnet there, so they get no requests.",
                            context.name(it.id),
                            context.name(balancer_id),
                        ));
                }
            }
        }
    }
}

fn serve(
    context: &Context<'_, '_>,
    id: &ResourceId,
    balancer: &LoadBalancer,
    zone: &str,
) -> Option<Remedy> {
    let facing = balancer.scheme == Scheme::InternetFacing;
    let vpc = context.vpc_of_subnets(&balancer.subnets)?;
    let mut fitting = context
        .subnets_of(vpc)
        .filter(|it| it.zone == Some(zone) && it.is_public() == facing);
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    Some(Remedy::new(
        format!("Add {} to {}", context.name(only.id), context.name(id)),
        Edit::insert(id, "subnets", balancer.subnets.len(), only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("alb-1", "subnets", serde_json::json!(["subnet-1"])), expect!["Notebookly-ASG has instances in ap-south-1b, but Notebookly-ALB has no subnet there, so they get no requests. [Add public-b to Notebookly-ALB]"])
        .silent(three_tiers().set("subnet-3", "zone", "AP-SOUTH-1A"))
        .silent(three_tiers())
}
