//! What clients never call directly needs no door to the street.

use super::prelude::*;

pub const RULE: Rule = Rule {
    code: "private-tier-in-public-subnet",
    severity: Warning,
    title: "Servers or data in a public subnet",
    checks: "That databases, file systems and the servers behind a load balancer stand in private subnets.",
    why: "Only load balancers, NAT gateways and bastions need the internet to find them. For everything else a public subnet is one mistake in a security group away from the world.",
    reaction: "AWS accepts it and advises against it.",
    source: "[RDS UG: VPC scenarios], [VPC UG: examples] · rulebook SUB-14",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut tell = |id: &ResourceId, property, subnets: &mut dyn Iterator<Item = &ResourceId>| {
        let public: Vec<_> = subnets
            .filter(|id| context.subnet(id).is_some_and(|it| it.is_public()))
            .collect();
        let Some(first) = public.first() else { return };
        report.about(id).at(property).with(first).value(id, property).say(format!(
            "{} is in the public {} {}: nothing on the internet should reach it directly, so a private subnet is its place.",
            context.name(id),
            if public.len() == 1 { "subnet" } else { "subnets" },
            context.names(public.iter().copied()),
        ));
    };
    for (id, it) in context.all::<Database>() {
        // A database that is meant to be public has a rule of its own.
        if !it.public {
            tell(id, "subnets", &mut it.subnets.iter());
        }
    }
    for (id, it) in context.all::<FileSystem>() {
        let subnets = it.mount_targets.iter().filter_map(|it| it.subnet.as_ref());
        tell(id, "mount_targets", &mut { subnets });
    }
    for (id, it) in context.all::<AutoScalingGroup>() {
        if !it.target_groups.is_empty() {
            tell(id, "subnets", &mut it.subnets.iter());
        }
    }
    for (_, group) in context.all::<TargetGroup>() {
        for id in &group.targets {
            if let Some(instance) = context.find::<Instance>(id) {
                tell(id, "subnet", &mut instance.subnet.iter());
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "subnets", serde_json::json!(["subnet-1", "subnet-4"])), expect!["notebookly-db is in the public subnet public-a: nothing on the internet should reach it directly, so a private subnet is its place."])
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-2"])), expect!["Notebookly-ASG is in the public subnets public-a and public-b: nothing on the internet should reach it directly, so a private subnet is its place."])
        .silent(three_tiers())
}
