//! Clearing out copies that were never kept.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "earlier-versions-without-versioning",
    severity: Warning,
    title: "Earlier versions of a bucket that keeps none",
    checks: "That a bucket whose lifecycle rules delete earlier versions keeps versions.",
    why: "Only a bucket with versioning has earlier versions. Without it an overwritten or deleted object is gone at once, and the rule finds nothing.",
    reaction: "AWS accepts it; the rule has no effect.",
    source: "[S3 UG: Lifecycle configuration elements; Versioning] · rulebook S3-21",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let mut rules = bucket.lifecycle.iter();
        let Some(index) = rules.position(|it| it.enabled && it.noncurrent_days.is_some()) else {
            continue;
        };
        if bucket.versioning {
            continue;
        }
        report
            .about(id)
            .at("versioning")
            .value(id, "versioning")
            .fix("Keep versions", Edit::set(id, "versioning", true))
            .say(format!(
                "Lifecycle rule {} of {} deletes earlier versions, but the bucket keeps none.",
                index + 1,
                context.name(id),
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |versioning| {
        let bucket = Bucket {
            versioning,
            lifecycle: vec![LifecycleRule {
                noncurrent_days: Some(30),
                ..LifecycleRule::default()
            }],
            ..Bucket::default()
        };
        Sketch::new().add("bucket-1", "assets", bucket)
    };
    Examples::new()
        .fires(with(false), expect!["Lifecycle rule 1 of assets deletes earlier versions, but the bucket keeps none. [Keep versions]"])
        .silent(with(true))
}
