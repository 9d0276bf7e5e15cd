//! An archive that does not let the archivist in.

use crate::iam::arn;
use crate::rules::audit::bucket_policy::{Place, lets_elsewhere, missing, policy_for};
#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-bucket-refuses",
    severity: Error,
    title: "Bucket does not let CloudTrail in",
    checks: "That the policy of a trail's bucket lets cloudtrail.amazonaws.com read the bucket's ACL and put objects where the trail writes them: under its prefix, in AWSLogs and the account's number.",
    why: "CloudTrail is a service of AWS and not one of your identities: it may write into your bucket only if the bucket's own policy says so.",
    reaction: "CreateTrail is refused.",
    source: "[CT UG: Amazon S3 bucket policy for CloudTrail] · rulebook CT-3",
    aws_error: "InsufficientS3BucketPolicyException",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, trail) in context.all::<Trail>() {
        let Some(bucket_id) = &trail.bucket else { continue };
        let Some(bucket) = context.find::<Bucket>(bucket_id) else { continue };
        let account = match arn::account(context.architecture).1 {
            none if none.is_empty() => Account::default().number,
            number => number,
        };
        let called = context.name(bucket_id);
        let place = Place {
            bucket: arn::bucket_name(&called, bucket),
            prefix: trail.prefix.trim().trim_end_matches('/'),
            account: &account,
        };
        let missing = missing(&bucket.policy, place);
        if missing.is_empty() {
            continue;
        }
        // Somewhere else it may write.
        let elsewhere = lets_elsewhere(&bucket.policy, place);
        let there = if elsewhere { format!(" in {}", place.folder()) } else { String::new() };
        let name = bucket.bucket_name.trim();
        // The policy names the bucket, so the bucket needs a name.
        let policy = (!name.is_empty()).then(|| policy_for(&bucket.policy, place)).flatten();
        let fix = policy.map(|it| Remedy::new("Let CloudTrail in", Edit::set(bucket_id, "policy", it)));
        // Where it may write is what the policy says: the prefix of the trail may
        // be what is missing.
        let draft = match elsewhere {
            true => report.about(id).at("prefix").with(bucket_id).value(id, "prefix").value(bucket_id, "policy"),
            false => report.about(bucket_id).at("policy").with(id),
        };
        let open = elsewhere && place.prefix.is_empty();
        draft.fix_if(fix).waits_if(open, Step::Complete).say(format!(
            "The policy of {} does not let CloudTrail do {}{there}, so {} cannot write into it{}.",
            called,
            list(missing.into_iter().map(ToOwned::to_owned)),
            context.name(id),
            if name.is_empty() { "; a policy names its bucket, so give it a name first" } else { "" },
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let reads = r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"Service": "cloudtrail.amazonaws.com"}, "Action": "s3:GetBucketAcl", "Resource": "*"}}"#;
    Examples::new()
        .fires(sound().set("bucket-1", "policy", ""), expect!["The policy of trail-bucket does not let CloudTrail do s3:GetBucketAcl and s3:PutObject, so audit cannot write into it. [Let CloudTrail in]"])
        .fires(sound().set("bucket-1", "policy", reads), expect!["The policy of trail-bucket does not let CloudTrail do s3:PutObject, so audit cannot write into it. [Let CloudTrail in]"])
        .fires(sound().set("bucket-1", "policy", "").set("bucket-1", "bucket_name", ""), expect!["The policy of trail-bucket does not let CloudTrail do s3:GetBucketAcl and s3:PutObject, so audit cannot write into it; a policy names its bucket, so give it a name first."])
        .fires(sound().set("trail-1", "prefix", "audit"), expect!["The policy of trail-bucket does not let CloudTrail do s3:PutObject in audit/AWSLogs/111122223333/, so audit cannot write into it. [Let CloudTrail in]"])
        .silent(sound())
}
