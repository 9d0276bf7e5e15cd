//! Somebody with an ID card that does not open the archive.

use crate::iam::{Credentials, Principal, Question, arn};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-not-permitted",
    severity: Warning,
    title: "Role that does not let into the bucket",
    checks: "That the role of servers whose application calls a bucket allows to read, write or list something in it, or that the bucket's policy does.",
    why: "The packets arrive, but S3 answers every request with 403. A policy with the narrowest statement that will do belongs to the role.",
    reaction: "S3 answers with access denied.",
    source: "[IAM UG: Policy evaluation logic] · rulebook X-5, X-7, IAM-9",
    aws_error: "AccessDenied",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in context.servers() {
        let who = Principal::Server(it.id.clone());
        // No profile is another finding, and so is a role that EC2 cannot put
        // on.
        let Credentials::Role(role) = context.iam().who(&who).credentials else {
            continue;
        };
        for bucket in it.backends {
            if context.architecture.kind_of(bucket) != Some(Kind::Bucket) {
                continue;
            }
            let Some(arn) = arn::of(context.architecture, bucket) else {
                continue;
            };
            let own = context.find::<IamRole>(&role).map_or(&[][..], |it| &it.policies);
            // A statement may be about some objects only.
            let narrow = own.iter().filter_map(|id| context.iam().document(id)).any(|read| {
                read.as_ref().as_ref().is_ok_and(|policy| {
                    let mut all = policy.statements.iter().filter_map(|it| it.resources.as_ref());
                    all.any(|it| it.patterns().iter().any(|it| it.starts_with(&arn)))
                })
            });
            let denied = [
                ("s3:GetObject", format!("{arn}/*")),
                ("s3:PutObject", format!("{arn}/*")),
                ("s3:ListBucket", arn.clone()),
            ]
            .into_iter()
            .all(|(action, what)| {
                context.iam().decide(&Question::new(who.clone(), action, what)).is_denied()
            });
            if denied && !narrow {
                report
                    .about(&role)
                    .at("policies")
                    .with(it.id)
                    .with(bucket)
                    .value(&role, "policies")
                    .value(&role, "managed_policies")
                    .say(format!(
                        "{} calls {}, but no statement lets its role {} read, write or list anything there: S3 answers 403.",
                        context.name(it.id),
                        context.name(bucket),
                        context.name(&role),
                    ));
            }
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |managed: &str| {
        let managed_policies = vec![ManagedPolicy { name: managed.to_owned() }];
        three_tiers()
            .add("bucket-1", "assets", Bucket::default())
            .push("lt-1", "backends", "bucket-1")
            .add("role-1", "web", IamRole { managed_policies, ..IamRole::default() })
            .add("profile-1", "web", InstanceProfile { role: to("role-1"), ..InstanceProfile::default() })
            .set("lt-1", "instance_profile", "profile-1")
    };
    Examples::new()
        .fires(with("AmazonSSMManagedInstanceCore"), expect!["Notebookly-ASG calls assets, but no statement lets its role web read, write or list anything there: S3 answers 403."])
        .silent(with("AmazonS3ReadOnlyAccess"))
        .silent(with("ReadOnlyAccess"))
}
