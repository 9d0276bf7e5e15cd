//! A pause that nobody takes.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "scaling-cooldown-unused",
    severity: Info,
    title: "Cooldown that no policy waits for",
    checks: "That a group whose cooldown was changed has a simple scaling policy.",
    why: "Only simple policies wait for the cooldown. Step and target tracking policies go by the instance warm-up.",
    reaction: "AWS accepts it.",
    source: "[ASG UG: Scaling cooldowns] · rulebook ASG-15",
    aws_error: "",
    check,
};

/// Rulebook ASG-15.
const DEFAULT: u32 = 300;

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<AutoScalingGroup>() {
        let simple = group.policies.iter().any(|it| it.policy_type == PolicyType::Simple);
        // Without a warm-up the cooldown stands in for it.
        if group.cooldown != DEFAULT && !group.policies.is_empty() && !simple && group.warmup.is_some() {
            report.about(id).at("cooldown").fix("Leave it at 300", Edit::set(id, "cooldown", DEFAULT)).say(format!(
                "No policy of {} waits for its cooldown of {} seconds: only simple ones do.",
                context.name(id),
                group.cooldown,
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |policy_type| {
        three_tiers()
            .push("asg-1", "policies", ScalingPolicy { policy_type, ..ScalingPolicy::default() })
            .set("asg-1", "cooldown", 60)
            .set("asg-1", "warmup", 120)
    };
    Examples::new().fires(with(PolicyType::Step), expect!["No policy of Notebookly-ASG waits for its cooldown of 60 seconds: only simple ones do. [Leave it at 300]"]).silent(with(PolicyType::Simple))
}
