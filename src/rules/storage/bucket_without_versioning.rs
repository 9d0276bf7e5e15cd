//! What is overwritten is gone.

use rustc_hash::FxHashSet;

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-without-versioning",
    severity: Warning,
    title: "Log or backup bucket without versions",
    checks: "That a bucket whose name speaks of logs, backups, data or audit, and one that gets the access logs of others, keeps versions. What a trail writes to is checked by trail-bucket-unprotected.",
    why: "Without versions an overwritten or deleted file is gone for good, and whoever breaks in deletes the logs first.",
    reaction: "AWS accepts it; versions are off at first. Once on they can only be suspended.",
    source: "[S3 UG: Versioning] · rulebook S3-8",
    aws_error: "",
    check,
};

const WORDS: [&str; 4] = ["log", "backup", "data", "audit"];

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let books = context.all::<Bucket>().filter_map(|(_, it)| it.access_logs.as_ref());
    let kept: FxHashSet<&ResourceId> = books.collect();
    // What a trail writes to is told where the trail is.
    let trails = context.all::<Trail>().filter_map(|(_, it)| it.bucket.as_ref());
    let told: FxHashSet<&ResourceId> = trails.collect();
    for (id, bucket) in context.all::<Bucket>() {
        let name = format!("{} {}", context.name(id), bucket.bucket_name).to_lowercase();
        // Whole words, with or without a plural: "catalog" is no log.
        let telling = name
            .split(|it: char| !it.is_ascii_alphanumeric())
            .any(|word| WORDS.iter().any(|it| word.strip_prefix(it).is_some_and(|s| s.is_empty() || s == "s")));
        if (telling || kept.contains(id)) && !bucket.versioning && !told.contains(id) {
            report
                .about(id)
                .at("versioning")
                .fix("Keep versions", Edit::set(id, "versioning", true))
                .say(format!(
                    "{} keeps no versions: what is overwritten or deleted is gone.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let bucket = Bucket::default();
    Examples::new()
        .fires(Sketch::new().add("bucket-1", "notebookly-logs-and-backups", bucket.clone()), expect!["notebookly-logs-and-backups keeps no versions: what is overwritten or deleted is gone. [Keep versions]"])
        .fires(Sketch::new().add("bucket-1", "visitors", bucket.clone()).add("bucket-2", "shop", Bucket { access_logs: to("bucket-1"), ..bucket.clone() }), expect!["visitors keeps no versions: what is overwritten or deleted is gone. [Keep versions]"])
        .silent(Sketch::new().add("bucket-1", "catalog-images", bucket))
}
