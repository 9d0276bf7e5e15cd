//! What CloudTrail asks of the policy of its bucket (rulebook CT-3).

use serde_json::{Value, json};

use crate::rules::shared::policies;

/// How a policy calls CloudTrail.
pub const SERVICE: &str = "cloudtrail.amazonaws.com";

/// Where a trail writes: the bucket by its name in all the world, the prefix
/// before its folders, and the number of the account. The log files of an
/// account stand under `prefix/AWSLogs/account/`, and CreateTrail tries whether
/// it may write there. [CT UG: Amazon S3 bucket policy for CloudTrail]
#[derive(Clone, Copy)]
pub struct Place<'p> {
    /// The bucket.
    pub bucket: &'p str,
    /// The prefix; empty for none.
    pub prefix: &'p str,
    /// The account.
    pub account: &'p str,
}

impl Place<'_> {
    fn arn(self) -> String {
        format!("arn:aws:s3:::{}", self.bucket)
    }

    /// The folder of the account's log files.
    pub fn folder(self) -> String {
        let prefix = match self.prefix {
            "" => String::new(),
            prefix => format!("{prefix}/"),
        };
        format!("{prefix}AWSLogs/{}/", self.account)
    }
}

/// The actions that CloudTrail asks for and the policy does not let it do.
pub fn missing(policy: &str, place: Place<'_>) -> Vec<&'static str> {
    let file = format!("{}/{}file", place.arn(), place.folder());
    let needed = [("s3:GetBucketAcl", place.arn()), ("s3:PutObject", file)];
    let missing = needed
        .iter()
        .filter(|(action, arn)| !policies::lets(policy, SERVICE, action, arn));
    missing.map(|it| it.0).collect()
}

/// Whether the policy lets CloudTrail write somewhere in the bucket.
pub fn lets_elsewhere(policy: &str, place: Place<'_>) -> bool {
    policies::lets_in(policy, SERVICE, "s3:PutObject", &place.arn())
}

/// The policy with the statements that CloudTrail asks for.
pub fn policy_for(policy: &str, place: Place<'_>) -> Option<String> {
    let missing = missing(policy, place);
    let statements = missing.iter().map(|it| statement(it, place)).collect();
    policies::with(policy, statements)
}

fn statement(action: &str, place: Place<'_>) -> Value {
    if action == "s3:GetBucketAcl" {
        return json!({
            "Sid": "AWSCloudTrailAclCheck",
            "Effect": "Allow",
            "Principal": {"Service": SERVICE},
            "Action": action,
            "Resource": place.arn(),
        });
    }
    json!({
        "Sid": "AWSCloudTrailWrite",
        "Effect": "Allow",
        "Principal": {"Service": SERVICE},
        "Action": action,
        "Resource": format!("{}/{}*", place.arn(), place.folder()),
        "Condition": {"StringEquals": {"s3:x-amz-acl": "bucket-owner-full-control"}},
    })
}
