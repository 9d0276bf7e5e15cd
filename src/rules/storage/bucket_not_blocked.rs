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
        if !bucket.block_public_access {
            report
                .about(id)
                .at("block_public_access")
                .fix("Block public access", Edit::set(id, "block_public_access", true))
                .say(format!(
                    "Block Public Access is off for {}: a single policy could open it to the world.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let open = Sketch::new().add("bucket-1", "assets", Bucket::default());
    Examples::new()
        .fires(open.clone().set("bucket-1", "block_public_access", false), expect!["Block Public Access is off for assets: a single policy could open it to the world. [Block public access]"])
        .silent(open)
}
