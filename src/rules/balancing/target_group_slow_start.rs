//! Nobody is given time to settle by somebody who only looks at the queue.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "target-group-slow-start",
    severity: Error,
    title: "Slow start that cannot be",
    checks: "That the slow start of a target group is 30 to 900 seconds, or 0 for none, and goes with the algorithm round robin.",
    why: "During slow start the share of a new target grows bit by bit. The other algorithms choose by what is open or at random, and leave no share to grow.",
    reaction: "ModifyTargetGroupAttributes is refused.",
    source: "[ALB UG: Edit target group attributes: Slow start mode] · rulebook TG-15",
    aws_error: "InvalidConfigurationRequest",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<TargetGroup>() {
        let name = context.name(id);
        let slow = group.slow_start;
        if (1..30).contains(&slow) {
            report.about(id).at("slow_start").fix("Use 30 seconds", Edit::set(id, "slow_start", 30)).say(format!("{name} has a slow start of {slow} seconds; AWS takes 30 to 900, or 0 for none."));
        } else if slow > 0 && group.algorithm != Algorithm::RoundRobin {
            report
                .about(id)
                .at("slow_start")
                .value(id, "slow_start")
                .value(id, "algorithm")
                .fix("Start at once", Edit::set(id, "slow_start", 0))
                .say(format!("{name} has a slow start and chooses by “{}”, which do not go together.", group.algorithm.label().to_lowercase()));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let slow = |seconds: u32| three_tiers().set("tg-1", "slow_start", seconds);
    Examples::new()
        .fires(slow(10), expect!["Notebookly-TG has a slow start of 10 seconds; AWS takes 30 to 900, or 0 for none. [Use 30 seconds]"])
        .fires(slow(60).set("tg-1", "algorithm", "least_outstanding_requests"), expect!["Notebookly-TG has a slow start and chooses by “least outstanding requests”, which do not go together. [Start at once]"])
        .silent(slow(60))
}
