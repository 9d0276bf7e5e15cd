//! The name of a bucket is its own in all the world.

use crate::aws::bucket_names::problem;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-name-invalid",
    severity: Error,
    title: "Bucket cannot be called that",
    checks: "That a bucket's name is 3 to 63 lower-case letters, digits, dots and hyphens, begins and ends with a letter or digit, has no two dots in a row, is not shaped like an IPv4 address, and has none of the prefixes and suffixes that AWS keeps.",
    why: "The name is unique across all accounts and becomes a part of the bucket's address.",
    reaction: "CreateBucket is refused.",
    source: "[S3 UG: Bucket naming rules], [cfn E3031], [cfn E1161] · rulebook S3-1, S3-2, S3-3",
    aws_error: "InvalidBucketName",
    check,
};


fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let name = &bucket.bucket_name;
        if name.is_empty() {
            continue;
        }
        let Some(wrong) = problem(name) else { continue };
        let lower = name.to_lowercase().replace(['_', ' '], "-");
        let fix = problem(&lower).is_none().then(|| {
            Remedy::new(format!("Call it {lower}"), Edit::set(id, "bucket_name", &lower))
        });
        report
            .about(id)
            .at("bucket_name")
            .fix_if(fix)
            .say(format!("S3 does not take the bucket name “{name}”: {wrong}."));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let named = |name: &str| {
        let bucket = Bucket {
            bucket_name: name.to_owned(),
            ..Bucket::default()
        };
        Sketch::new().add("bucket-1", "assets", bucket)
    };
    Examples::new()
        .fires(named("Notebookly_Assets"), expect!["S3 does not take the bucket name “Notebookly_Assets”: it may hold lower-case letters, digits, dots and hyphens, not “N”. [Call it notebookly-assets]"])
        .fires(named("ab"), expect!["S3 does not take the bucket name “ab”: it must have 3 to 63 characters."])
        .fires(named("192.168.5.4"), expect!["S3 does not take the bucket name “192.168.5.4”: it looks like an address."])
        .fires(named("xn--notebookly"), expect!["S3 does not take the bucket name “xn--notebookly”: names that begin with xn-- are kept by AWS."])
        .fires(named("notebookly--ol-s3"), expect!["S3 does not take the bucket name “notebookly--ol-s3”: names that end with --ol-s3 are kept by AWS."])
        .silent(named("notebookly-static-assets"))
        .silent(named(""))
}
