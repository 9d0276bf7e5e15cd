//! Hiring when the halls are empty.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-policy-senseless",
    severity: Warning,
    title: "Scaling policy that works against its purpose",
    checks: "That instances are added when the CPU is above a threshold and removed when it is below one, that the threshold can be crossed, and that a group does not remove at a CPU at which it adds.",
    why: "More instances bring the CPU of each down. Whoever removes some when it is high brings it further up; and where both policies hold at once, the group grows and shrinks in turns.",
    reaction: "AWS accepts it.",
    source: "[ASG UG: Target tracking; Step and simple scaling], [logic] · rulebook SCL-7, SCL-8, SCL-13",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        // Target tracking does both by itself; a named alarm says when.
        let of_its_own = |it: &ScalingPolicy| it.policy_type != PolicyType::TargetTracking && it.alarm.is_none();
        let policies = || group.policies.iter().filter(|it| it.change != 0 && of_its_own(it));
        for (index, policy) in group.policies.iter().enumerate() {
            if !of_its_own(policy) {
                continue;
            }
            let percent = policy.cpu_percent;
            let wrong = match (policy.when, policy.change.signum()) {
                (Comparison::Above, -1) => format!("removes instances when the CPU is above {percent} percent, so the rest has more to do"),
                (Comparison::Below, 1) => format!("adds instances when the CPU is below {percent} percent, so they have still less to do"),
                (Comparison::Above, 1) if percent >= 100 => format!("waits for a CPU above {percent} percent, which never comes"),
                (Comparison::Below, -1) if percent == 0 => "waits for a CPU below 0 percent, which never comes".to_owned(),
                _ => continue,
            };
            report.about(id).at("policies").say(format!(
                "Scaling policy {} of {} {wrong}.",
                index + 1,
                context.name(id),
            ));
        }
        let adds = policies().filter(|it| it.when == Comparison::Above && it.change > 0);
        let removes = policies().filter(|it| it.when == Comparison::Below && it.change < 0);
        let lowest = adds.map(|it| it.cpu_percent).min();
        let highest = removes.map(|it| it.cpu_percent).max();
        if let Some((adds, removes)) = lowest.zip(highest).filter(|(adds, removes)| adds < removes) {
            report.about(id).at("policies").say(format!(
                "{} adds instances above {adds} percent of CPU and removes them below {removes}: in between it does both in turns.",
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |rows: &[(Comparison, u8, i32)]| {
        rows.iter().fold(three_tiers(), |sketch, (when, cpu_percent, change)| {
            let policy = ScalingPolicy {
                when: *when,
                cpu_percent: *cpu_percent,
                change: *change,
                ..ScalingPolicy::default()
            };
            sketch.push("asg-1", "policies", policy)
        })
    };
    use Comparison::{Above, Below};
    Examples::new()
        .fires(with(&[(Above, 70, -1), (Below, 30, 1)]), expect![[r#"
            Scaling policy 1 of Notebookly-ASG removes instances when the CPU is above 70 percent, so the rest has more to do.
            Scaling policy 2 of Notebookly-ASG adds instances when the CPU is below 30 percent, so they have still less to do."#]])
        .fires(with(&[(Above, 120, 1)]), expect!["Scaling policy 1 of Notebookly-ASG waits for a CPU above 120 percent, which never comes."])
        .fires(with(&[(Above, 30, 1), (Below, 70, -1)]), expect!["Notebookly-ASG adds instances above 30 percent of CPU and removes them below 70: in between it does both in turns."])
        .silent(with(&[(Above, 70, 1), (Below, 30, -1)]))
}
