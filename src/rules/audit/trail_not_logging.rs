//! A camera that is switched off.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-not-logging",
    severity: Warning,
    title: "Trail that is switched off",
    checks: "That a trail is logging.",
    why: "A stopped trail writes nothing, and stopping it is the first thing that an intruder does.",
    reaction: "AWS accepts it. Event history still shows the last 90 days.",
    source: "[API cloudtrail StopLogging], [CT UG: Event history] · rulebook CT-1, CT-10",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, trail) in context.all::<Trail>() {
        if !trail.logging {
            report
                .about(id)
                .at("logging")
                .fix("Start logging", Edit::set(id, "logging", true))
                .say(format!("{} is switched off: what is done in the account is not kept.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new().fires(sound().set("trail-1", "logging", false), expect!["audit is switched off: what is done in the account is not kept. [Start logging]"]).silent(sound())
}
