//! A dot too many for a certificate.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-name-with-dots",
    severity: Warning,
    title: "Dots in a bucket name",
    checks: "That a bucket's name has no dots.",
    why: "The certificate of S3 covers names without dots only, so HTTPS by the bucket's own host name fails, and so does Transfer Acceleration.",
    reaction: "AWS accepts it. A bucket that stands for a website's host name needs the dots.",
    source: "[S3 UG: Bucket naming rules] · rulebook S3-5",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        // A bucket that a record is an alias of must be called like it.
        let site = context.all::<HostedZone>().any(|(_, zone)| {
            zone.records.iter().any(|record| record.alias.as_ref() == Some(id))
        });
        if bucket.bucket_name.contains('.') && !site {
            let plain = bucket.bucket_name.replace('.', "-");
            let taken = context.all::<Bucket>().any(|(_, it)| it.bucket_name == plain);
            let fix = (!taken && crate::aws::bucket_names::problem(&plain).is_none())
                .then(|| Remedy::new(format!("Call it {plain}"), Edit::set(id, "bucket_name", &plain)));
            report.about(id).at("bucket_name").fix_if(fix).say(format!(
                "“{}” has dots, with which HTTPS by the bucket's own host name fails.",
                bucket.bucket_name
            ));
        }
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
        .fires(named("assets.notebookly.com"), expect!["“assets.notebookly.com” has dots, with which HTTPS by the bucket's own host name fails. [Call it assets-notebookly-com]"])
        .silent(named("notebookly-assets"))
}
