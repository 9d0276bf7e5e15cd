//! An archive that anybody might be let into.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-not-blocked",
    severity: Warning,
    title: "Bucket could be made public",
    checks: "That Block Public Access is on.",
    why: "With it off, one wrong policy opens every file to the world. A website can stay behind a load balancer or CloudFront instead.",
    reaction: "AWS accepts it; new buckets have it on.",
    source: "[S3 UG: Block Public Access] · rulebook S3-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let parts = [
            ("block_public_acls", bucket.block_public_acls),
            ("ignore_public_acls", bucket.ignore_public_acls),
            ("block_public_policy", bucket.block_public_policy),
            ("restrict_public_buckets", bucket.restrict_public_buckets),
        ];
        let off: Vec<&str> = parts.iter().filter(|(_, on)| !on).map(|(part, _)| *part).collect();
        let Some(first) = off.first() else { continue };
        let how_much = match off.len() {
            4 => "off".to_owned(),
            some => format!("off in {some} of its 4 parts"),
        };
        report
            .about(id)
            .at(first)
            .fix_all(
                "Block public access",
                off.iter().map(|part| Edit::set(id, part, true)).collect(),
            )
            .say(format!(
                "Block Public Access is {how_much} for {}: a single policy could open it to the world.",
                context.name(id)
            ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let open = Sketch::new().add("bucket-1", "assets", Bucket::default());
    Examples::new()
        .fires(open.clone().set("bucket-1", "block_public_acls", false).set("bucket-1", "ignore_public_acls", false).set("bucket-1", "block_public_policy", false).set("bucket-1", "restrict_public_buckets", false), expect!["Block Public Access is off for assets: a single policy could open it to the world. [Block public access]"])
        .silent(open)
}
