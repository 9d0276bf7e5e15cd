//! All teachers in one building.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-group-in-one-zone",
    severity: Warning,
    title: "Auto Scaling group in one zone",
    checks: "That an Auto Scaling group has subnets in at least two Availability Zones.",
    why: "When the zone fails, all of its instances are gone and there is nowhere to launch new ones.",
    reaction: "AWS accepts it.",
    source: "[ASG UG: Availability Zones] · rulebook ASG-8, REG-5, X-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let zones = context.zones(&group.subnets);
        if !context.zones_are_known(&group.subnets) {
            continue;
        }
        if let (Some(zone), 1) = (zones.first(), zones.len()) {
            report.about(id).at("subnets").fix_if(add_zone(context, id, group, zone)).say(format!(
                "{} launches into {zone} only: if that zone fails, all of it is gone.",
                context.name(id)
            ));
        }
    }
}

/// The only subnet of another zone that is like the ones there are, and that
/// the group's load balancers serve.
fn add_zone(context: &Context<'_, '_>, id: &ResourceId, group: &AutoScalingGroup, zone: &str) -> Option<Remedy> {
    let first = context.subnets_among(&group.subnets).next()?;
    let balancers = group.target_groups.iter().flat_map(|it| context.balancers_of(it));
    let balancers: Vec<&LoadBalancer> = balancers.filter_map(|it| context.find(it)).collect();
    let served = |zone: &str| balancers.iter().all(|it| context.zones(&it.subnets).contains(zone));
    let mut fitting = context.subnets_of(first.vpc?).filter(|it| {
        it.kind == first.kind && it.zone.is_some_and(|other| other != zone && served(other))
    });
    let only = fitting.next().filter(|_| fitting.next().is_none())?;
    Some(Remedy::new(
        format!("Add {}", context.name(only.id)),
        Edit::insert(id, "subnets", group.subnets.len(), only.id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!(["subnet-3"])), expect!["Notebookly-ASG launches into ap-south-1a only: if that zone fails, all of it is gone. [Add private-b]"])
        .silent(three_tiers())
}
