//! A camera on one door only.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-of-one-region",
    severity: Warning,
    title: "Trail that sees one Region only",
    checks: "That the account has a trail for all Regions, with the calls of global services.",
    why: "Who gets hold of a key starts servers in a Region where nobody looks. And the calls of IAM come only into trails of all Regions, or of us-east-1.",
    reaction: "AWS accepts it. The console makes trails of all Regions, API and CloudFormation of one unless told otherwise.",
    source: "[API cloudtrail CreateTrail], [CT UG: Global service events] · rulebook CT-4, CT-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let whole = |it: &Trail| it.multi_region && it.logging;
    let covered = context.all::<Trail>().any(|(_, it)| whole(it));
    for (id, trail) in context.all::<Trail>() {
        let name = context.name(id);
        if !covered && !trail.multi_region && trail.logging {
            report
                .about(id)
                .at("multi_region")
                .fix("Record all Regions", Edit::set(id, "multi_region", true))
                .say(format!("{name} records the calls of one Region; whatever happens in the others is not kept."));
        } else if trail.multi_region && !trail.global_events {
            report
                .about(id)
                .at("global_events")
                .weighs(Error)
                .fix("Record global services", Edit::set(id, "global_events", true))
                .say(format!("{name} records all Regions but leaves out global services, and AWS takes the one only with the other."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(sound().set("trail-1", "multi_region", false), expect!["audit records the calls of one Region; whatever happens in the others is not kept. [Record all Regions]"])
        .fires(sound().set("trail-1", "global_events", false), expect!["audit records all Regions but leaves out global services, and AWS takes the one only with the other. [Record global services]"])
        .silent(sound())
}
