//! Records without a seal.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-without-validation",
    severity: Warning,
    title: "Trail without log file validation",
    checks: "That log file validation is on for every trail.",
    why: "AWS then writes a signed digest of the files every hour. Without it nobody can show that a file was not changed or taken away afterwards.",
    reaction: "AWS accepts it; it is off by default in the API and CloudFormation. It costs nothing.",
    source: "[API cloudtrail CreateTrail], [CT UG: Validating log file integrity] · rulebook CT-6",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, trail) in context.all::<Trail>() {
        if !trail.validation {
            report
                .about(id)
                .at("validation")
                .fix("Switch it on", Edit::set(id, "validation", true))
                .say(format!("Nobody would notice if somebody changed the files of {}: log file validation is off.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new().fires(sound().set("trail-1", "validation", false), expect!["Nobody would notice if somebody changed the files of audit: log file validation is off. [Switch it on]"]).silent(sound())
}
