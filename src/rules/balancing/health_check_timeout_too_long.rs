//! A knock that waits longer than the pause between two knocks.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "health-check-timeout-too-long",
    severity: Warning,
    title: "Health check waits too long",
    checks: "That the timeout of a health check is shorter than its interval.",
    why: "Otherwise the next check is due before the last one has an answer, and what counts as a failure in a row becomes unclear.",
    reaction: "Whether AWS refuses it is not documented, so it is a warning.",
    source: "[ALB UG: Health checks], [logic] · rulebook TG-10, CHK-1",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, group) in context.all::<TargetGroup>() {
        let (timeout, interval) = (group.health_timeout, group.health_interval);
        if timeout >= interval {
            let fix = match interval {
                6.. => Some(Remedy::new("Wait five seconds", Edit::set(id, "health_timeout", 5))),
                5 => Some(Remedy::new("Wait four seconds", Edit::set(id, "health_timeout", 4))),
                // A shorter interval is impossible, and is told as such.
                _ => None,
            };
            report.about(id).at("health_timeout").fix_if(fix).say(format!(
                "{} checks every {interval} seconds but waits {timeout} seconds for the answer.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("tg-1", "health_timeout", 30), expect!["Notebookly-TG checks every 30 seconds but waits 30 seconds for the answer. [Wait five seconds]"])
        .fires(three_tiers().set("tg-1", "health_interval", 5), expect!["Notebookly-TG checks every 5 seconds but waits 5 seconds for the answer. [Wait four seconds]"])
        .silent(three_tiers())
}
