//! The record of the burglary lies in the unlocked drawer.

#[cfg(test)]
use crate::rules::audit::sound::sound;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "trail-bucket-unprotected",
    severity: Warning,
    title: "Trail's bucket is not protected",
    checks: "That the bucket of a trail blocks all public access and keeps versions.",
    why: "The files tell who did what with which key, which is nobody's business outside. With versions a file that somebody deletes or writes over can be brought back.",
    reaction: "AWS accepts it.",
    source: "[CT UG: Security best practices] · rulebook CT-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let blocked_by_account = context.all::<Account>().any(|(_, it)| it.block_public_access);
    let mut told = Vec::new();
    for (id, trail) in context.all::<Trail>() {
        let Some(bucket_id) = trail.bucket.as_ref().filter(|it| !told.contains(it)) else { continue };
        let Some(bucket) = context.find::<Bucket>(bucket_id) else { continue };
        told.push(bucket_id);
        let open = [
            ("block_public_acls", bucket.block_public_acls),
            ("ignore_public_acls", bucket.ignore_public_acls),
            ("block_public_policy", bucket.block_public_policy),
            ("restrict_public_buckets", bucket.restrict_public_buckets),
        ];
        let open: Vec<_> = open.into_iter().filter(|(_, blocked)| !blocked && !blocked_by_account).collect();
        if let Some((first, _)) = open.first() {
            let edits = open.iter().map(|(property, _)| Edit::set(bucket_id, property, true)).collect();
            report.about(bucket_id).at(first).with(id).fix_all("Block public access", edits).say(format!(
                "{} keeps the records of {}, and does not block all public access.",
                context.name(bucket_id),
                context.name(id),
            ));
        }
        if !bucket.versioning {
            report.about(bucket_id).at("versioning").with(id).fix("Keep versions", Edit::set(bucket_id, "versioning", true)).say(format!(
                "{} keeps the records of {} without versions, so one that is deleted is gone.",
                context.name(bucket_id),
                context.name(id),
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(sound().set("bucket-1", "versioning", false), expect!["trail-bucket keeps the records of audit without versions, so one that is deleted is gone. [Keep versions]"])
        .fires(sound().set("bucket-1", "block_public_acls", false), expect!["trail-bucket keeps the records of audit, and does not block all public access. [Block public access]"])
        .silent(sound())
}
