//! Whoever hires for hall A because hall B is full.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-policy-of-another-alarm",
    severity: Warning,
    title: "Scaling policy set off by something else",
    checks: "That the alarm of a scaling policy watches its group, or a target group or load balancer before it, and that a policy which adds instances is set off by too much and not by too little.",
    why: "More instances only help what these instances do. And more of them on an alarm for idleness make it idler still, so it never ends.",
    reaction: "AWS accepts any alarm.",
    source: "[ASG UG: Step and simple scaling] · rulebook SCL-8, SCL-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        for (index, policy) in group.policies.iter().enumerate() {
            let Some(alarm_id) = policy.alarm.as_ref().filter(|_| policy.policy_type != PolicyType::TargetTracking) else {
                continue;
            };
            let Some(alarm) = context.find::<Alarm>(alarm_id) else { continue };
            let of = alarm.watches.as_ref().or_else(|| alarm.metrics.iter().find_map(|it| it.watches.as_ref()));
            let place = index + 1;
            let (name, alarm_called) = (context.name(id), context.name(alarm_id));
            let related = |of: &ResourceId| {
                of == id
                    || group.target_groups.contains(of)
                    || group.target_groups.iter().any(|it| context.balancers_of(it).contains(&of))
            };
            // What the group calls may be its reason to grow: a queue, a
            // metric of its own. Another group or a single instance is not.
            let stranger = of.filter(|of| {
                let servers = matches!(
                    context.architecture.kind_of(of),
                    Some(Kind::Instance | Kind::AutoScalingGroup | Kind::TargetGroup | Kind::LoadBalancer)
                );
                servers && !related(of)
            });
            if let Some(of) = stranger {
                report.about(id).at("policies").with(alarm_id).with(of).say(format!(
                    "Scaling policy {place} of {name} is set off by {alarm_called}, which watches {} and not this group.",
                    context.name(of),
                ));
                continue;
            }
            let low = matches!(alarm.comparison, AlarmComparison::Less | AlarmComparison::LessOrEqual);
            let cpu = alarm.expression.trim().is_empty() && alarm.metric.trim() == "CPUUtilization";
            let against = (low && policy.change > 0) || (!low && policy.change < 0);
            if cpu && against {
                report.about(id).at("policies").with(alarm_id).value(id, "policies").value(alarm_id, "comparison").say(format!(
                    "Scaling policy {place} of {name} {} instances when {alarm_called} says that the CPU is too {}.",
                    if policy.change > 0 { "adds" } else { "removes" },
                    if low { "low" } else { "high" },
                ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |watches: &str, comparison, change| {
        let alarm = Alarm { region: to("region-1"), watches: to(watches), comparison, ..Alarm::default() };
        let policy = ScalingPolicy { alarm: to("alarm-1"), change, ..ScalingPolicy::default() };
        let web = Instance { subnet: to("subnet-1"), ..Instance::default() };
        three_tiers().add("i-1", "bastion", web).add("alarm-1", "cpu", alarm).push("asg-1", "policies", policy)
    };
    use AlarmComparison::{Greater, Less};
    Examples::new()
        .fires(with("i-1", Greater, 1), expect!["Scaling policy 1 of Notebookly-ASG is set off by cpu, which watches bastion and not this group."])
        .fires(with("asg-1", Less, 1), expect!["Scaling policy 1 of Notebookly-ASG adds instances when cpu says that the CPU is too low."])
        .fires(with("asg-1", Greater, -1), expect!["Scaling policy 1 of Notebookly-ASG removes instances when cpu says that the CPU is too high."])
        .silent(with("asg-1", Greater, 1))
        .silent(with("tg-1", Greater, 1))
        .silent(with("alb-1", Greater, 1))
}
