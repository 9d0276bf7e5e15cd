//! A list that no receptionist reads, or with nobody on it.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;
use crate::rules::shared::targets::scaling_group_for;

pub const RULE: Rule = Rule {
    code: "target-group-unused",
    severity: Error,
    title: "Target group without use",
    checks: "That a listener forwards to every target group, and that every target group has targets. One that no listener forwards to is a warning.",
    why: "Targets of a group that no listener uses get no requests and no health checks. A group without targets answers every request with an error 503.",
    reaction: "AWS accepts both.",
    source: "[ALB UG: Target health; Troubleshoot] · rulebook TG-6, ALB-23, X-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let targets = context.targets();
    let attached: FxHashSet<_> = context
        .all::<AutoScalingGroup>()
        .flat_map(|(_, it)| &it.target_groups)
        .collect();
    for (id, group) in context.all::<TargetGroup>() {
        let used = !context.balancers_of(id).is_empty();
        let attached = attached.contains(id);
        let filled = attached
            || targets.get(id).is_some_and(|it| !it.is_empty())
            || !group.addresses.is_empty();
        let name = context.name(id);
        let mut draft = report.about(id).at("targets").waits_for(Step::Targets);
        // An Auto Scaling group that asks a load balancer for the health of its
        // instances waits for the same.
        let asking = scaling_group_for(context, group).filter(|_| !filled);
        let asking = asking.filter(|(_, it)| it.health_check == HealthCheckType::Elb);
        let unasked = asking.map_or_else(String::new, |(asking, _)| {
            format!(" {} asks for the health of its instances there and is not attached to it.", context.name(asking))
        });
        if let Some((asking, _)) = asking {
            draft = draft.with(asking);
        }
        match (used, filled) {
            (true, true) => {}
            (false, true) => draft.weighs(Warning).value(id, "targets").say(format!(
                "No listener forwards to {name}, so its targets get no requests."
            )),
            (true, false) => draft.fix_if(attach(context, id, group)).say(format!(
                "{name} has no targets, so every request is answered with an error 503: attach an Auto Scaling group or register instances.{unasked}"
            )),
            (false, false) => draft.weighs(Warning).fix_if(attach(context, id, group)).say(format!(
                "{name} has no targets yet, and no listener forwards to it.{unasked}"
            )),
        }
    }
}

/// The only Auto Scaling group that can be meant.
fn attach(context: &Context<'_, '_>, id: &ResourceId, group: &TargetGroup) -> Option<Remedy> {
    let (only, _) = scaling_group_for(context, group)?;
    Some(Remedy::new(
        format!("Attach {}", context.name(only)),
        Edit::insert(only, "target_groups", 0, id),
    ))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let spare = TargetGroup {
        vpc: to("vpc-1"),
        ..TargetGroup::default()
    };
    Examples::new()
        .fires(three_tiers().set("asg-1", "target_groups", serde_json::json!([])), expect!["Notebookly-TG has no targets, so every request is answered with an error 503: attach an Auto Scaling group or register instances. Notebookly-ASG asks for the health of its instances there and is not attached to it. [Attach Notebookly-ASG]"])
        .fires(three_tiers().set("alb-1", "listeners", serde_json::json!([])), expect!["No listener forwards to Notebookly-TG, so its targets get no requests."])
        .fires(three_tiers().add("tg-2", "spare", spare), expect!["spare has no targets yet, and no listener forwards to it."])
        .silent(three_tiers())
}
