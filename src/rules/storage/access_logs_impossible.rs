//! A visitors' book that lies in the wrong house.

use crate::iam::arn;
use crate::rules::prelude::*;
use crate::rules::shared::policies;

pub const RULE: Rule = Rule {
    code: "access-logs-impossible",
    severity: Error,
    title: "Access logs do not arrive",
    checks: "That the bucket which gets the access logs of another is in the same Region, is encrypted with SSE-S3 and not with keys of KMS, and has a policy that lets logging.s3.amazonaws.com write; and that no bucket writes its logs into itself, which is a warning.",
    why: "S3 delivers access logs only within a Region and an account, and only to a bucket that it may write to. In the bucket itself each log that is written is a request that is logged: the logs never end.",
    reaction: "PutBucketLogging is refused for a bucket of another Region; else no log arrives. Buckets with ACLs turned off, which is how new ones are, permit the delivery by policy alone.",
    source: "[S3 UG: Logging requests with server access logging; Enabling Amazon S3 server access logging; Permissions for log delivery], [API s3 PutBucketLogging]",
    aws_error: "InvalidTargetBucketForLogging",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let Some(book) = &bucket.access_logs else { continue };
        let Some(target) = context.find::<Bucket>(book) else {
            continue;
        };
        let (name, to) = (context.name(id), context.name(book));
        if book == id {
            report
                .about(id)
                .at("access_logs")
                .weighs(Warning)
                .say(format!("{name} writes its access logs into itself, and every log that is written is logged in turn: choose another bucket."));
        }
        if let (Some(here), Some(there)) = (context.region_of(id), context.region_of(book))
            && here != there
        {
            report
                .about(id)
                .at("access_logs")
                .with(book)
                .value(id, "region")
                .value(book, "region")
                .say(format!("{name} is in {here}, but its access logs are to go to {to} in {there}: choose a bucket in {here}."));
        }
        if target.encryption.starts_with("aws:kms") {
            report
                .about(id)
                .at("access_logs")
                .with(book)
                .value(book, "encryption")
                .fix(format!("Encrypt {to} with SSE-S3"), Edit::set(book, "encryption", "AES256"))
                .say(format!("The access logs of {name} are to go to {to}, which is encrypted with keys of KMS; S3 delivers logs only where it is SSE-S3."));
        }
        let arn = format!("arn:aws:s3:::{}", arn::bucket_name(&to, target));
        if !policies::lets_in(&target.policy, "logging.s3.amazonaws.com", "s3:PutObject", &arn) {
            report
                .about(id)
                .at("access_logs")
                .with(book)
                .value(book, "policy")
                .fix_if(permit(book, target, &to))
                .say(format!("The access logs of {name} are to go to {to}, but no policy there lets logging.s3.amazonaws.com write them."));
        }
    }
}

/// The policy that lets the logs in, where the bucket has a name of its own and
/// no policy yet.
fn permit(id: &ResourceId, target: &Bucket, to: &str) -> Option<Remedy> {
    let name = target.bucket_name.trim();
    if name.is_empty() || !target.policy.trim().is_empty() {
        return None;
    }
    let policy = serde_json::json!({
        "Version": "2012-10-17",
        "Statement": [{
            "Sid": "AccessLogs",
            "Effect": "Allow",
            "Principal": {"Service": "logging.s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": format!("arn:aws:s3:::{name}/*"),
        }],
    });
    let text = serde_json::to_string_pretty(&policy).ok()?;
    Some(Remedy::new(format!("Let the logs into {to}"), Edit::set(id, "policy", text)))
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |code: &str| {
        let city = Region {
            code: code.to_owned(),
        };
        let logs = Bucket {
            region: to("region-2"),
            bucket_name: "notebookly-logs".to_owned(),
            policy: r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::notebookly-logs/*"}]}"#.to_owned(),
            ..Bucket::default()
        };
        let bucket = Bucket {
            region: to("region-1"),
            access_logs: to("bucket-2"),
            ..Bucket::default()
        };
        Sketch::new()
            .add("region-1", "Mumbai", Region::default())
            .add("region-2", "Other", city)
            .add("bucket-2", "logs", logs)
            .add("bucket-1", "assets", bucket)
    };
    let here = || with("ap-south-1");
    Examples::new()
        .fires(with("us-east-1"), expect!["assets is in ap-south-1, but its access logs are to go to logs in us-east-1: choose a bucket in ap-south-1."])
        .fires(here().set("bucket-2", "encryption", "aws:kms"), expect!["The access logs of assets are to go to logs, which is encrypted with keys of KMS; S3 delivers logs only where it is SSE-S3. [Encrypt logs with SSE-S3]"])
        .fires(here().set("bucket-2", "policy", ""), expect!["The access logs of assets are to go to logs, but no policy there lets logging.s3.amazonaws.com write them. [Let the logs into logs]"])
        .fires(here().set("bucket-2", "access_logs", "bucket-2"), expect!["logs writes its access logs into itself, and every log that is written is logged in turn: choose another bucket."])
        .fires(here().set("bucket-2", "policy", r#"{"Statement": [{"Effect": "Allow", "Principal": {"Service": "logging.s3.amazonaws.com"}, "Action": "s3:PutObject", "Resource": "arn:aws:s3:::other-logs/*"}]}"#), expect!["The access logs of assets are to go to logs, but no policy there lets logging.s3.amazonaws.com write them."])
        .silent(here())
        .silent(here().set("bucket-1", "access_logs", serde_json::Value::Null))
}
