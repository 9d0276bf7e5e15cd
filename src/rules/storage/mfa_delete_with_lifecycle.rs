//! A second signature, and a machine that cannot sign.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "mfa-delete-with-lifecycle",
    severity: Error,
    title: "MFA delete and lifecycle rules",
    checks: "That a bucket with MFA delete has no lifecycle rules, and that it keeps versions.",
    why: "MFA delete asks the root user for a second factor before a version is deleted for good. Lifecycle rules delete by themselves, so the two exclude each other. Without versions there is nothing that it guards.",
    reaction: "Lifecycle configuration on a bucket with MFA delete is not supported: the call that comes second is refused.",
    source: "[S3 UG: How S3 Lifecycle interacts with other bucket configurations; Configuring MFA delete], [API s3 PutBucketVersioning]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>().filter(|(_, it)| it.mfa_delete) {
        let name = context.name(id);
        if !bucket.lifecycle.is_empty() {
            report
                .about(id)
                .at("mfa_delete")
                .value(id, "mfa_delete")
                .value(id, "lifecycle")
                .say(format!("{name} has MFA delete and lifecycle rules, and S3 does not support both: decide for one."));
        }
        if !bucket.versioning {
            report
                .about(id)
                .at("versioning")
                .value(id, "mfa_delete")
                .weighs(Warning)
                .fix("Keep versions", Edit::set(id, "versioning", true))
                .say(format!("{name} has MFA delete, which guards versions, but it keeps none."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let bucket = Bucket {
        versioning: true,
        mfa_delete: true,
        ..Bucket::default()
    };
    let with = Sketch::new().add("bucket-1", "archive", bucket);
    let rule = LifecycleRule {
        noncurrent_days: Some(30),
        ..LifecycleRule::default()
    };
    Examples::new()
        .fires(with.clone().push("bucket-1", "lifecycle", rule.clone()), expect!["archive has MFA delete and lifecycle rules, and S3 does not support both: decide for one."])
        .fires(with.clone().set("bucket-1", "versioning", false), expect!["archive has MFA delete, which guards versions, but it keeps none. [Keep versions]"])
        .silent(with.clone())
        .silent(with.set("bucket-1", "mfa_delete", false).push("bucket-1", "lifecycle", rule))
}
