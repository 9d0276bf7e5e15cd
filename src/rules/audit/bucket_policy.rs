//! What CloudTrail asks of the policy of its bucket (rulebook CT-3).

use serde_json::json;

use crate::rules::shared::policies;

/// How a policy calls CloudTrail.
pub const SERVICE: &str = "cloudtrail.amazonaws.com";

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
