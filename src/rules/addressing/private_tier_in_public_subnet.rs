//! What clients never call directly needs no door to the street.

use crate::rules::prelude::*;
use crate::rules::shared::told::belongs_on;

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
        // One that is to be private and obeys the wrong table is told as such.
        let public: Vec<_> = subnets
            .filter(|id| {
                let subnet = context.subnet(id).filter(|it| it.is_public());
                subnet.is_some_and(|it| belongs_on(context, it).is_none())
            })
            .collect();
        let Some(first) = public.first() else { return };
        let fix = move_away(context, id, property, &public);
        report.about(id).at(property).with(first).value(id, property).fix_if(fix).say(format!(
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

/// Each public subnet can be replaced by the only private one of its zone.
fn move_away(
    context: &Context<'_, '_>,
    id: &ResourceId,
    property: &'static str,
    public: &[&ResourceId],
) -> Option<Remedy> {
    let resource = context.architecture.get(id)?;
    let mut subnets: Vec<ResourceId> = match &resource.properties {
        Properties::Database(it) => it.subnets.clone(),
        Properties::AutoScalingGroup(it) => it.subnets.clone(),
        Properties::Instance(it) => it.subnet.iter().cloned().collect(),
        _ => return None,
    };
    let mut instead = Vec::new();
    for from in public {
        let from = context.subnet(from)?;
        let zone = from.zone?;
        let near = context.subnets_of(from.vpc?).take(200);
        let mut near = near.filter(|it| it.zone == Some(zone) && !it.is_public());
        let only = near.next().filter(|_| near.next().is_none())?;
        subnets.retain(|it| it != from.id && it != only.id);
        subnets.push(only.id.clone());
        instead.push(only.id);
    }
    subnets.order();
    let label = format!("Move it to {}", context.names(instead));
    Some(Remedy::new(
        label,
        match property {
            "subnet" => Edit::set(id, property, subnets.first()?),
            _ => Edit::set(id, property, subnets),
        },
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("db-1", "subnets", serde_json::json!(["subnet-1", "subnet-4"])), expect!["notebookly-db is in the public subnet public-a: nothing on the internet should reach it directly, so a private subnet is its place. [Move it to private-a]"])
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!(["subnet-1", "subnet-2"])), expect!["Notebookly-ASG is in the public subnets public-a and public-b: nothing on the internet should reach it directly, so a private subnet is its place. [Move it to private-a and private-b]"])
        .silent(three_tiers())
}
