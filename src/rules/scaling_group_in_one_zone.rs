//! All teachers in one building.

use super::prelude::*;

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
        if let (Some(zone), 1) = (zones.first(), zones.len()) {
            report.about(id).at("subnets").say(format!(
                "{} launches into {zone} only: if that zone fails, all of it is gone.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("asg-1", "subnets", serde_json::json!(["subnet-3"])), expect!["Notebookly-ASG launches into ap-south-1a only: if that zone fails, all of it is gone."])
        .silent(three_tiers())
}
