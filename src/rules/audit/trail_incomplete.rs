//! A camera without a film.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-incomplete",
    severity: Error,
    title: "Trail that cannot write",
    checks: "That a trail has a bucket, and for a log group a role as well, and the other way round.",
    why: "A trail is the way of the records into a bucket. Into a log group CloudTrail writes with a role of yours, so the two belong together.",
    reaction: "CreateTrail is refused.",
    source: "[schema AWS::CloudTrail::Trail], [API cloudtrail CreateTrail] · rulebook CT-1, CT-7",
    aws_error: "InvalidCloudWatchLogsRoleArnException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, trail) in context.all::<Trail>() {
        let name = context.name(id);
        if trail.bucket.is_none() {
            report.about(id).at("bucket").waits_for(Step::Complete).say(format!("{name} has no bucket to write into."));
        }
        match (&trail.log_group, &trail.role) {
            (Some(group), None) => report.about(id).at("role").with(group).waits_for(Step::Complete).say(format!(
                "{name} writes into {} too, but has no role that lets it.",
                context.name(group),
            )),
            (None, Some(role)) => report
                .about(id)
                .at("log_group")
                .with(role)
                .fix("Take the role out", Edit::set(id, "role", serde_json::Value::Null))
                .say(format!("{name} has the role {} for a log group, and no log group.", context.name(role))),
            (Some(group), Some(_)) => {
                if let (Some(here), Some(there)) = (context.region_of(id), context.region_of(group))
                    && here != there
                {
                    report.about(id).at("log_group").with(group).say(format!(
                        "{name} is at home in {here}, but {}, which it writes into, is in {there}.",
                        context.name(group),
                    ));
                }
            }
            (None, None) => {}
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let group = LogGroup { region: to("region-1"), retention_days: "365".to_owned(), ..LogGroup::default() };
    let with = sound().add("log-group-1", "calls", group).add("iam-role-1", "trail-writer", IamRole::default());
    Examples::new()
        .fires(sound().set("trail-1", "bucket", serde_json::Value::Null), expect!["audit has no bucket to write into."])
        .fires(with.clone().set("trail-1", "log_group", "log-group-1"), expect!["audit writes into calls too, but has no role that lets it."])
        .fires(with.clone().set("trail-1", "role", "iam-role-1"), expect!["audit has the role trail-writer for a log group, and no log group. [Take the role out]"])
        .silent(with.set("trail-1", "role", "iam-role-1").set("trail-1", "log_group", "log-group-1"))
        .silent(sound())
}
