//! Two archives cannot have one address.

use rustc_hash::FxHashMap;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-name-taken",
    severity: Error,
    title: "Two buckets with one name",
    checks: "That no two buckets here have the same name. Whether somebody else in the world has it cannot be known.",
    why: "The name of a bucket is unique across all accounts.",
    reaction: "CreateBucket is refused for the second one.",
    source: "[S3 UG: Bucket naming rules], [API s3 CreateBucket] · rulebook S3-4",
    aws_error: "BucketAlreadyExists",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let mut taken: FxHashMap<&str, &ResourceId> = FxHashMap::default();
    for (id, bucket) in context.all::<Bucket>() {
        let name = bucket.bucket_name.as_str();
        if name.is_empty() {
            continue;
        }
        if let Some(first) = taken.insert(name, id) {
            report.about(id).at("bucket_name").with(first).say(format!(
                "{} and {} are both called “{name}” on AWS.",
                context.name(first),
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let named = |name: &str| Bucket {
        bucket_name: name.to_owned(),
        ..Bucket::default()
    };
    let one = Sketch::new().add("bucket-1", "assets", named("notebookly-assets"));
    Examples::new()
        .fires(one.clone().add("bucket-2", "logs", named("notebookly-assets")), expect!["assets and logs are both called “notebookly-assets” on AWS."])
        .silent(one.add("bucket-2", "logs", named("notebookly-logs")))
}
