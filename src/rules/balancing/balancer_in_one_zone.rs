//! A receptionist in one building only.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-in-one-zone",
    severity: Error,
    title: "Load balancer in fewer than two zones",
    checks: "That a load balancer has subnets in at least two Availability Zones.",
    why: "When a building fails, the receptionist in the other one still answers. AWS insists on it.",
    reaction: "CreateLoadBalancer is refused. cfn-lint counts subnets and not zones.",
    source: "[API elbv2 CreateLoadBalancer], [cfn E3680] · rulebook ALB-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let zones = context.zones(&balancer.subnets);
        // A subnet without a zone, or gone, is what is wrong then.
        if zones.len() >= 2 || !context.zones_are_known(&balancer.subnets) {
            continue;
        }
        let has = match zones.first() {
            None => "no subnet yet".to_owned(),
            Some(zone) => format!("subnets in {zone} only"),
        };
        report
            .about(id)
            .at("subnets")
            .fix_if(add_zone(context, id, balancer))
            .waits_for(Step::Complete)
            .say(format!(
                "{} has {has}: it needs subnets in at least two Availability Zones.",
                context.name(id)
            ));
    }
}

/// One subnet is the obvious one to add if, outside the zones that it has,
/// there is just one of the right kind.
fn add_zone(context: &Context<'_, '_>, id: &ResourceId, balancer: &LoadBalancer) -> Option<Remedy> {
    let vpc = context.vpc_of_subnets(&balancer.subnets)?;
    let zones = context.zones(&balancer.subnets);
    let facing = balancer.scheme == Scheme::InternetFacing;
    let mut candidates = context.subnets_of(vpc).filter(|subnet| {
        let new = subnet.zone.is_some_and(|zone| !zones.contains(zone));
        new && subnet.is_public() == facing
    });
    let only = candidates.next().filter(|_| candidates.next().is_none())?;
    Some(Remedy::new(
        format!("Add {}", context.name(only.id)),
        Edit::insert(id, "subnets", balancer.subnets.len(), only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |subnets: &[&str]| three_tiers().set("alb-1", "subnets", serde_json::json!(subnets));
    Examples::new()
        .fires(with(&["subnet-1"]), expect!["Notebookly-ALB has subnets in ap-south-1a only: it needs subnets in at least two Availability Zones. [Add public-b]"])
        .fires(with(&[]), expect!["Notebookly-ALB has no subnet yet: it needs subnets in at least two Availability Zones."])
        .silent(three_tiers())
        .silent(with(&["subnet-1"]).set("subnet-1", "zone", ""))
}
