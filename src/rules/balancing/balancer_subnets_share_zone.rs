//! Two receptionists at one desk.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "balancer-subnets-share-zone",
    severity: Error,
    title: "Two load balancer subnets in one zone",
    checks: "That the subnets of a load balancer are in different Availability Zones.",
    why: "A load balancer has one node per zone, and a node stands in one subnet.",
    reaction: "CreateLoadBalancer is refused: a load balancer cannot have two subnets of one zone. cfn-lint does not find it.",
    source: "[API elbv2 CreateLoadBalancer] · rulebook ALB-1",
    aws_error: "InvalidConfigurationRequest",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, balancer) in context.all::<LoadBalancer>() {
        let mut taken: FxHashMap<&str, &SubnetFacts<'_>> = FxHashMap::default();
        for (index, subnet) in balancer.subnets.iter().enumerate() {
            let Some((subnet, zone)) = context.subnet(subnet).and_then(|it| Some((it, it.zone?))) else {
                continue;
            };
            let Some(first) = taken.get(zone) else {
                taken.insert(zone, subnet);
                continue;
            };
            if first.id == subnet.id {
                report
                    .about(id)
                    .at("subnets")
                    .with(subnet.id)
                    .fix("List it once", Edit::remove(id, "subnets", index))
                    .say(format!("{} is listed twice in {}.", context.name(subnet.id), context.name(id)));
                continue;
            }
            // Which one is too many is clear if only the other one fits.
            let facing = balancer.scheme == Scheme::InternetFacing;
            let fits = |it: &SubnetFacts<'_>| it.is_public() == facing;
            let fix = (fits(first) && !fits(subnet)).then(|| {
                Remedy::new(
                    format!("Leave {} out", context.name(subnet.id)),
                    Edit::remove(id, "subnets", index),
                )
            });
            report.about(id).at("subnets").with(subnet.id).with(first.id).fix_if(fix).say(format!(
                "{} and {} are both in {zone}: {} takes one subnet per Availability Zone.",
                context.name(first.id),
                context.name(subnet.id),
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().push("alb-1", "subnets", "subnet-3"), expect!["public-a and private-a are both in ap-south-1a: Notebookly-ALB takes one subnet per Availability Zone. [Leave private-a out]"])
        .fires(three_tiers().set("subnet-2", "zone", "ap-south-1a"), expect!["public-a and public-b are both in ap-south-1a: Notebookly-ALB takes one subnet per Availability Zone."])
        .fires(three_tiers().set("alb-1", "subnets", serde_json::json!(["subnet-1", "subnet-2", "subnet-1"])), expect!["public-a is listed twice in Notebookly-ALB. [List it once]"])
        .silent(three_tiers())
}
