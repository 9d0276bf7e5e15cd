//! An archive with a notice that lets everybody in.

use crate::iam::{BlockPublic, public_statement};
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "bucket-policy-public",
    severity: Error,
    title: "Bucket policy that lets everybody in",
    checks: "That no statement of a bucket policy allows everybody, unless a condition ties it to fixed addresses, accounts, VPCs or endpoints.",
    why: "With BlockPublicPolicy on, for the bucket or the account, S3 refuses such a policy as a whole. With it off, everybody in the world may do what the statement says, which is a warning.",
    reaction: "PutBucketPolicy is refused with BlockPublicPolicy on; else AWS accepts it.",
    source: "[S3 UG: Blocking public access: The meaning of public] · rulebook S3-11, S3-12",
    aws_error: "AccessDenied",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, bucket) in context.all::<Bucket>() {
        let Some(read) = context.iam().document(id) else {
            continue;
        };
        let Some(index) = read.as_ref().as_ref().ok().and_then(public_statement) else {
            continue;
        };
        let blocked = BlockPublic::of(context.architecture, bucket);
        let name = context.name(id);
        let number = index + 1;
        let draft = report.about(id).at("policy").value(id, "policy");
        if blocked.policy {
            draft.value(id, "block_public_policy").say(format!(
                "S3 refuses the policy of {name}: statement {number} lets everybody in, and public policies are blocked."
            ));
        } else {
            draft.weighs(Warning).say(format!(
                "Statement {number} of the policy of {name} lets everybody in the world do what it allows."
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |principal: &str, blocked: bool| {
        let policy = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Principal":{principal},"Action":"s3:GetObject","Resource":"arn:aws:s3:::assets/*"}}]}}"#
        );
        Sketch::new()
            .add("bucket-1", "assets", Bucket { policy, ..Bucket::default() })
            .set("bucket-1", "block_public_policy", blocked)
    };
    Examples::new()
        .fires(with(r#""*""#, true), expect!["S3 refuses the policy of assets: statement 1 lets everybody in, and public policies are blocked."])
        .fires(with(r#"{"AWS":"*"}"#, false), expect!["Statement 1 of the policy of assets lets everybody in the world do what it allows."])
        .silent(with(r#"{"AWS":"111122223333"}"#, true))
}
