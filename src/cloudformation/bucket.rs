//! S3 buckets.

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::{Bucket, ResourceId};

pub(super) fn write(w: &mut Writer, id: &ResourceId, bucket: &Bucket) {
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
    let properties = Fields::new()
        .maybe("BucketName", name)
        .with("PublicAccessBlockConfiguration", access)
        .maybe("VersioningConfiguration", versioning)
        .list("Tags", w.tags(id));
    w.add(id, "AWS::S3::Bucket", properties);
    let logical = w.id(id);
    w.output(id, "Name", "The name of this bucket", Value::Ref(logical));
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
