//! Who goes to the archive needs an ID card.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-without-role",
    severity: Warning,
    title: "Calls S3 without a role",
    checks: "That servers whose application calls an S3 bucket have an instance profile.",
    why: "S3 lets in who can prove who they are. The instance profile gives the instance a role and keys that change by themselves.",
    reaction: "S3 answers with access denied.",
    source: "[IAM UG: Roles for EC2; Instance profiles] · rulebook X-7, EC2-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in context.servers() {
        let bucket = it
            .backends
            .iter()
            .find(|id| context.architecture.kind_of(id) == Some(Kind::Bucket));
        if let (Some(bucket), true) = (bucket, it.profile.is_none()) {
            report.about(it.made_by).at("instance_profile").with(bucket).say(format!(
                "{} calls {}, but has no instance profile, so S3 does not know who asks.",
                context.name(it.id),
                context.name(bucket),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = three_tiers()
        .add("bucket-1", "assets", Bucket::default())
        .push("lt-1", "backends", "bucket-1");
    Examples::new()
        .fires(with.clone(), expect!["Notebookly-ASG calls assets, but has no instance profile, so S3 does not know who asks."])
        .silent(with.add("profile-1", "EC2-S3-Role", InstanceProfile::default()).set("lt-1", "instance_profile", "profile-1"))
}
