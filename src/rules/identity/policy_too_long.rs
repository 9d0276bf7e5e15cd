//! A rule sheet that is longer than AWS keeps.

use crate::iam::Policy;
use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "policy-too-long",
    severity: Error,
    title: "Policy too long",
    checks: "That a policy of your own has at most 6,144 characters, and a trust policy at most 2,048, white space not counted.",
    why: "AWS keeps no longer ones. Wildcards and fewer, wider statements make a policy short; several policies may be attached.",
    reaction: "CreatePolicy and CreateRole are refused. The quota of trust policies can be raised to 4,096.",
    source: "[IAM UG: IAM and STS quotas] · rulebook IAM-17",
    aws_error: "LimitExceeded",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let policies = context
        .all::<IamPolicy>()
        .map(|(id, it)| (id, "document", &it.document, 6144));
    let roles = context
        .all::<IamRole>()
        .map(|(id, it)| (id, "trust_policy", &it.trust_policy, 2048));
    for (id, property, text, most) in policies.chain(roles) {
        let length = Policy::length(text);
        if length > most {
            report.about(id).at(property).say(format!(
                "{} has {length} characters, without white space; AWS takes {most}.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |actions: usize| {
        let actions = vec![r#""s3:GetObject""#; actions].join(",");
        let document = format!(
            r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":"*"}}]}}"#
        );
        Sketch::new().add("policy-1", "read", IamPolicy { document, ..IamPolicy::default() })
    };
    Examples::new().fires(with(500), expect!["read has 7583 characters, without white space; AWS takes 6144."]).silent(with(100))
}
