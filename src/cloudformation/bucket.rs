//! S3 buckets, with their policies, lifecycle rules and access logs.

use std::collections::BTreeMap;

use super::omission::Why;
use super::policy;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Bucket, LifecycleRule, ResourceId};

pub(super) fn write(w: &mut Writer, all: &[(&ResourceId, &Bucket)]) {
    let mut logs: BTreeMap<&ResourceId, &ResourceId> = BTreeMap::new();
    for (id, bucket) in all {
        let target = match &bucket.access_logs {
            None => None,
            Some(target) => match logs_to(w, all, &logs, id, target) {
                Ok(target) => {
                    logs.insert(id, target);
                    Some(target)
                }
                Err(why) => {
                    w.omit_part(id, "access logs", why);
                    None
                }
            },
        };
        write_bucket(w, id, bucket, target);
    }
}

/// Where the lines about requests go. What a template makes cannot wait for
/// itself, so of buckets that log to each other one does not.
fn logs_to<'a>(
    w: &Writer,
    all: &[(&'a ResourceId, &Bucket)],
    logs: &BTreeMap<&'a ResourceId, &'a ResourceId>,
    id: &ResourceId,
    target: &ResourceId,
) -> Result<&'a ResourceId, Why> {
    let (target, _) = all
        .iter()
        .find(|(other, _)| *other == target)
        .ok_or_else(|| w.unmade(target))?;
    let mut next = Some(*target);
    while let Some(there) = next {
        if there == id {
            return Err(Why::Inexpressible(
                "of buckets that write their logs to each other, a template cannot make one before the other",
            ));
        }
        next = logs.get(there).copied();
    }
    Ok(target)
}

fn write_bucket(w: &mut Writer, id: &ResourceId, bucket: &Bucket, logs: Option<&ResourceId>) {
    let name = bucket.bucket_name.trim();
    let taken = is_bucket_name(name);
    if !taken && !name.is_empty() {
        w.omit_part(id, "bucket name", Why::Malformed(name.to_owned()));
    }
    let name = w.service_name("AWS::S3::Bucket", taken.then(|| name.to_owned()));
    let access = Fields::new()
        .with("BlockPublicAcls", bucket.block_public_acls)
        .with("IgnorePublicAcls", bucket.ignore_public_acls)
        .with("BlockPublicPolicy", bucket.block_public_policy)
        .with("RestrictPublicBuckets", bucket.restrict_public_buckets);
    let versioning = bucket
        .versioning
        .then(|| Fields::new().with("Status", "Enabled"));
    // SSE-S3 is what every bucket has (rulebook S3-9).
    let encryption = (bucket.encryption != "AES256").then(|| {
        let algorithm = Fields::new().with("SSEAlgorithm", bucket.encryption.as_str());
        let rule = Fields::new().with("ServerSideEncryptionByDefault", algorithm);
        Fields::new().with("ServerSideEncryptionConfiguration", vec![Value::from(rule)])
    });
    if bucket.mfa_delete {
        w.omit_part(
            id,
            "MFA delete",
            Why::Inexpressible("only the root user sets it, with a second factor in hand"),
        );
    }
    let rules = lifecycle(w, id, bucket);
    let rules = (!rules.is_empty()).then(|| Fields::new().with("Rules", rules));
    let website = bucket
        .website
        .then(|| Fields::new().with("IndexDocument", "index.html"));
    let logging = logs.map(|target| {
        Fields::new()
            .with("DestinationBucketName", Value::Ref(w.id(target)))
            .with("LogFilePrefix", format!("{}/", w.id(id)))
    });
    if let Some(target) = logs {
        let lets = w
            .architecture
            .find::<Bucket>(target)
            .is_some_and(|it| policy::lets(&it.policy, "logging.s3.amazonaws.com", "s3:PutObject"));
        if !lets {
            // [S3 UG: Enabling Amazon S3 server access logging]
            w.omit_part(
                id,
                "access logs",
                Why::Refused("nothing is written, because the policy of the bucket for the logs does not let logging.s3.amazonaws.com PutObject"),
            );
        }
    }
    let properties = Fields::new()
        .maybe("BucketName", name)
        .maybe("BucketEncryption", encryption)
        .with("PublicAccessBlockConfiguration", access)
        .maybe("VersioningConfiguration", versioning)
        .maybe("LifecycleConfiguration", rules)
        .maybe("WebsiteConfiguration", website)
        .maybe("LoggingConfiguration", logging)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::S3::Bucket", properties);
    let logical = w.id(id);
    w.output(
        id,
        "Name",
        "The name of this bucket",
        Value::reference(&logical),
    );
    if bucket.website {
        w.output(
            id,
            "WebsiteUrl",
            "Where this bucket answers as a website, over HTTP",
            Value::attribute(&logical, "WebsiteURL"),
        );
    }
    write_policy(w, id, bucket);
}

fn write_policy(w: &mut Writer, id: &ResourceId, bucket: &Bucket) {
    if bucket.policy.trim().is_empty() {
        return;
    }
    let document = policy::document(w, policy::Kind::Resource, &bucket.policy);
    let document = document.and_then(|document| {
        if bucket.block_public_policy && policy::is_public(&bucket.policy) {
            // Rulebook S3-12.
            return Err(Why::Refused(
                "it lets everybody in, and the bucket blocks public policies",
            ));
        }
        Ok(document)
    });
    match document {
        Ok(document) => {
            let properties = Fields::new()
                .with("Bucket", Value::Ref(w.id(id)))
                .with("PolicyDocument", document);
            let logical = w.part_id(id, "Policy");
            w.add_part(logical.clone(), "AWS::S3::BucketPolicy", properties);
            w.policies.insert(id.clone(), logical);
        }
        Err(why) => w.omit_part(id, "bucket policy", why),
    }
}

fn lifecycle(w: &mut Writer, id: &ResourceId, bucket: &Bucket) -> Vec<Value> {
    let mut rules: Vec<Value> = Vec::new();
    for (index, rule) in bucket.lifecycle.iter().enumerate() {
        match lifecycle_rule(rule, index + 1) {
            Ok(rule) => rules.push(rule),
            Err(why) => w.omit_part(id, format!("lifecycle rule {}", index + 1), why),
        }
    }
    rules
}

fn lifecycle_rule(rule: &LifecycleRule, number: usize) -> Result<Value, Why> {
    let class = rule.storage_class.trim();
    if matches!(class, "STANDARD_IA" | "ONEZONE_IA") && rule.transition_days < 30 {
        // Rulebook S3-15.
        return Err(Why::Refused(
            "objects move to Infrequent Access after 30 days at the earliest",
        ));
    }
    let expires = rule.expire_days.filter(|days| *days > 0);
    if !class.is_empty() && expires.is_some_and(|days| days <= rule.transition_days) {
        // Rulebook S3-19.
        return Err(Why::Refused("objects are deleted after they are moved"));
    }
    let transition = (!class.is_empty()).then(|| {
        let transition = Fields::new()
            .with("StorageClass", class)
            .with("TransitionInDays", rule.transition_days);
        vec![Value::from(transition)]
    });
    let noncurrent = rule
        .noncurrent_days
        .filter(|days| *days > 0)
        .map(|days| Fields::new().with("NoncurrentDays", days));
    let abort = rule
        .abort_days
        .filter(|days| *days > 0)
        .map(|days| Fields::new().with("DaysAfterInitiation", days));
    if transition.is_none() && expires.is_none() && noncurrent.is_none() && abort.is_none() {
        return Err(Why::NothingChosen("something to do"));
    }
    let prefix = Some(rule.prefix.as_str()).filter(|it| !it.is_empty());
    let status = match rule.enabled {
        true => "Enabled",
        false => "Disabled",
    };
    Ok(Fields::new()
        .with("Id", format!("rule-{number}"))
        .with("Status", status)
        .maybe("Prefix", prefix)
        .maybe("Transitions", transition)
        .maybe("ExpirationInDays", expires)
        .maybe("NoncurrentVersionExpiration", noncurrent)
        .maybe("AbortIncompleteMultipartUpload", abort)
        .into())
}

/// 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at
/// both ends, no two dots in a row, no IP address, none of AWS's own starts
/// and ends. [S3 UG: Bucket naming rules]
fn is_bucket_name(name: &str) -> bool {
    let end =
        |byte: Option<u8>| byte.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    let inner = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-')
    };
    (3..=63).contains(&name.len())
        && name.bytes().all(inner)
        && end(name.bytes().next())
        && end(name.bytes().last())
        && !name.contains("..")
        && name.parse::<std::net::Ipv4Addr>().is_err()
        && !["xn--", "sthree-", "amzn-s3-demo-"]
            .iter()
            .any(|start| name.starts_with(start))
        && !["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"]
            .iter()
            .any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bucket_names_follow_their_own_rules() {
        assert!(is_bucket_name("notebookly-static-assets"));
        for name in [
            "ab",
            "Upper",
            "a..b",
            "-ab",
            "ab-",
            "10.0.0.1",
            "xn--abc",
            &"a".repeat(64),
        ] {
            assert!(!is_bucket_name(name), "{name}");
        }
    }
}
