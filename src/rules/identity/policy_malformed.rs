//! A rule sheet that nobody can read.

use crate::rules::prelude::*;
use crate::rules::shared::documents::documents;

pub const RULE: Rule = Rule {
    code: "policy-malformed",
    severity: Error,
    title: "Policy that AWS refuses",
    checks: "That every policy document is JSON by the grammar of IAM: Effect Allow or Deny, an action, a resource where one belongs, a principal in policies of roles, buckets and topics and in no others, a Sid of letters and digits that stands once; and that a policy which somebody has is not empty.",
    why: "AWS takes a policy whole or not at all. What it refuses is attached to nobody and allows nothing.",
    reaction: "CreatePolicy, CreateRole, PutBucketPolicy and SetTopicAttributes are refused.",
    source: "[IAM UG: Grammar of the IAM JSON policy language] · [cfn E3510], [cfn E3512], [cfn E3530] · rulebook IAM-1, IAM-4, IAM-5, IAM-6, IAM-7, IAM-11, IAM-15",
    aws_error: "MalformedPolicyDocument",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in documents(context) {
        if let Err(error) = it.read.as_ref() {
            report.about(it.id).at(it.property).say(format!(
                "AWS refuses the {} of {}. {error}",
                it.what,
                context.name(it.id)
            ));
        }
    }
    // A new one waits for its statements, until somebody is to have it.
    for (id, policy) in context.all::<IamPolicy>() {
        if policy.document.trim().is_empty() && context.used().contains(id) {
            report.about(id).at("document").waits_for(Step::Complete).say(format!(
                "AWS refuses {}, which is attached and empty: a policy has a statement at least.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let policy = |statement: &str| {
        let document = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
        Sketch::new().add("policy-1", "read", IamPolicy { document, ..IamPolicy::default() })
    };
    let role = |trust: &str| {
        Sketch::new().add("role-1", "web", IamRole { trust_policy: trust.to_owned(), ..IamRole::default() })
    };
    Examples::new()
        .fires(policy(r#"{"Effect":"allow","Action":"s3:GetObject","Resource":"*"}"#), expect![[r#"AWS refuses the policy of read. Statement 1, Effect: “allow” is no effect. Write "Allow"; upper and lower case count."#]])
        .fires(role(""), expect!["AWS refuses the trust policy of web. The document: it is empty. Write a JSON object with Version and Statement."])
        .silent(policy(r#"{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}"#))
        .fires(Sketch::new().add("policy-1", "read", IamPolicy::default()).add("role-1", "web", IamRole { policies: ids(&["policy-1"]), ..IamRole::default() }), expect!["AWS refuses read, which is attached and empty: a policy has a statement at least."])
        .silent(Sketch::new().add("policy-1", "read", IamPolicy::default()))
        .silent(Sketch::new().add("role-1", "web", IamRole::default()))
}
