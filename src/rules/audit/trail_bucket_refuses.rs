//! An archive that does not let the archivist in.

use serde_json::json;

use crate::rules::prelude::*;
use crate::rules::shared::policies;

pub const RULE: Rule = Rule {
    code: "trail-bucket-refuses",
    severity: Error,
    title: "Bucket does not let CloudTrail in",
    checks: "That the policy of a trail's bucket lets cloudtrail.amazonaws.com read the bucket's ACL and put objects.",
    why: "CloudTrail is a service of AWS and not one of your identities: it may write into your bucket only if the bucket's own policy says so.",
    reaction: "CreateTrail is refused.",
    source: "[CT UG: Amazon S3 bucket policy for CloudTrail] · rulebook CT-3",
    aws_error: "InsufficientS3BucketPolicyException",
    check,
};

const SERVICE: &str = "cloudtrail.amazonaws.com";

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, trail) in context.all::<Trail>() {
        let Some(bucket_id) = &trail.bucket else { continue };
        let Some(bucket) = context.find::<Bucket>(bucket_id) else { continue };
        let missing: Vec<_> = ["s3:GetBucketAcl", "s3:PutObject"]
            .into_iter()
            .filter(|action| !policies::lets(&bucket.policy, SERVICE, action))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let name = bucket.bucket_name.trim();
        let account = context.all::<Account>().map(|(_, it)| it.number.trim()).next();
        let account = account.unwrap_or("111122223333");
        // The policy names the bucket, so the bucket needs a name.
        let policy = (!name.is_empty()).then(|| policy_for(&bucket.policy, name, trail.prefix.trim(), account)).flatten();
        let fix = policy.map(|it| Remedy::new("Let CloudTrail in", Edit::set(bucket_id, "policy", it)));
        report.about(bucket_id).at("policy").with(id).fix_if(fix).say(format!(
            "The policy of {} does not let CloudTrail do {}, so {} cannot write into it{}.",
            context.name(bucket_id),
            list(missing.into_iter().map(ToOwned::to_owned)),
            context.name(id),
            if name.is_empty() { "; a policy names its bucket, so give it a name first" } else { "" },
        ));
    }
}

/// The policy with the two statements that CloudTrail asks for.
pub fn policy_for(policy: &str, bucket: &str, prefix: &str, account: &str) -> Option<String> {
    let arn = format!("arn:aws:s3:::{bucket}");
    let prefix = if prefix.is_empty() { String::new() } else { format!("{prefix}/") };
    let acl = json!({
        "Sid": "AWSCloudTrailAclCheck",
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": "s3:GetBucketAcl",
        "Resource": arn,
    });
    let write = json!({
        "Sid": "AWSCloudTrailWrite",
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": "s3:PutObject",
        "Resource": format!("{arn}/{prefix}AWSLogs/{account}/*"),
        "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
    });
    let needed = [("s3:GetBucketAcl", acl), ("s3:PutObject", write)];
    let missing = needed.into_iter().filter(|(action, _)| !policies::lets(policy, SERVICE, action));
    policies::with(policy, missing.map(|(_, statement)| statement).collect())
}

#[cfg(test)]
pub fn examples() -> Examples {
    use super::trail_incomplete::sound;
    let reads = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": "*"}}"#;
    Examples::new()
        .fires(sound().set("bucket-1", "policy", ""), expect![])
        .fires(sound().set("bucket-1", "policy", reads), expect![])
        .fires(sound().set("bucket-1", "policy", "").set("bucket-1", "bucket_name", ""), expect![])
        .silent(sound())
}
