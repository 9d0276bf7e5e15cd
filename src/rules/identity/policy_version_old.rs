//! A rule sheet in the language of yesterday.

use crate::iam::{Policy, Version};
use crate::rules::prelude::*;
use crate::rules::shared::documents::documents;

pub const RULE: Rule = Rule {
    code: "policy-version-old",
    severity: Warning,
    title: "Policy in an earlier version of the language",
    checks: "That every policy document says \"Version\": \"2012-10-17\". Without it a policy is of 2008.",
    why: "In the earlier version policy variables such as ${aws:username} are plain text, so a statement that is to be about each user's own things is about nothing.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: IAM JSON policy elements: Version] · [cfn W2511] · rulebook IAM-8",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for it in documents(context) {
        let Ok(policy) = it.read.as_ref() else { continue };
        if policy.version == Some(Version::V2012) {
            continue;
        }
        let now = Policy { version: Some(Version::V2012), ..policy.clone() }.to_json();
        // What was text would become a variable.
        let fix = (!now.contains("${")).then(|| {
            Remedy::new("Write it in the version of 2012", Edit::set(it.id, it.property, &now))
        });
        let says = match policy.version {
            Some(version) => format!("is of version {}", version.text()),
            None => "says no version, so it is of 2008-10-17".to_owned(),
        };
        report.about(it.id).at(it.property).fix_if(fix).say(format!(
            "The {} of {} {says}, in which policy variables are plain text.",
            it.what,
            context.name(it.id),
        ));
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let policy = |version: &str, resource: &str| {
        let document = format!(
            r#"{{{version}"Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":"{resource}"}}]}}"#
        );
        Sketch::new().add("policy-1", "read", IamPolicy { document, ..IamPolicy::default() })
    };
    let old = r#""Version":"2008-10-17","#;
    Examples::new()
        .fires(policy("", "*"), expect!["The policy of read says no version, so it is of 2008-10-17, in which policy variables are plain text. [Write it in the version of 2012]"])
        .fires(policy(old, "*"), expect!["The policy of read is of version 2008-10-17, in which policy variables are plain text. [Write it in the version of 2012]"])
        // What it is about would change with the version.
        .fires(policy(old, "arn:aws:s3:::docs/${aws:username}/*"), expect!["The policy of read is of version 2008-10-17, in which policy variables are plain text."])
        .silent(policy(r#""Version":"2012-10-17","#, "*"))
        .silent(Sketch::new().add("role-1", "web", IamRole::default()))
}
