//! A shop window behind a shutter.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "website-not-public",
    severity: Error,
    title: "Website that nobody may read",
    checks: "That a bucket which answers as a website lets the public in: parts of Block Public Access that count for policies are off, and there is a bucket policy.",
    why: "The website endpoint of S3 signs nobody in: it serves only what everybody may read. With Block Public Access on, the policy that would allow it is refused or counts for nothing. The safer way leaves the bucket closed and lets CloudFront or a load balancer stand before it.",
    reaction: "AWS accepts the website; every request is answered with 403 (access denied).",
    source: "[S3 UG: Website endpoints; Setting permissions for website access; Block Public Access] · rulebook S3-11, S3-12",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>().filter(|(_, it)| it.website) {
        let blocked = bucket.restrict_public_buckets || bucket.block_public_policy;
        let wrong = if blocked {
            "Block Public Access keeps the public out"
        } else if bucket.policy.trim().is_empty() {
            "no bucket policy lets the public in"
        } else {
            continue;
        };
        report
            .about(id)
            .at("website")
            .value(id, "website")
            .value(id, if blocked { "block_public_policy" } else { "policy" })
            .say(format!(
                "{} answers as a website, but {wrong}: every visitor gets 403 (access denied).",
                context.name(id)
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let website = || {
        let bucket = Bucket {
            website: true,
            ..Bucket::default()
        };
        Sketch::new().add("bucket-1", "site", bucket)
    };
    let open = || website().set("bucket-1", "block_public_policy", false).set("bucket-1", "restrict_public_buckets", false);
    Examples::new()
        .fires(website(), expect!["site answers as a website, but Block Public Access keeps the public out: every visitor gets 403 (access denied)."])
        .fires(open(), expect!["site answers as a website, but no bucket policy lets the public in: every visitor gets 403 (access denied)."])
        .silent(open().set("bucket-1", "policy", r#"{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::site/*"}]}"#))
        .silent(website().set("bucket-1", "website", false))
}
