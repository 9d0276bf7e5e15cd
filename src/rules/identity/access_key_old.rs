//! A key that has been around for long.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "access-key-old",
    severity: Warning,
    title: "Access key older than 90 days",
    checks: "That no access key that works is older than 90 days.",
    why: "A long-lived key is worth something to whoever finds it, for as long as it works. Roles give out keys that expire by themselves.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Update access keys] · [AWS Config: access-keys-rotated, 90 days by default] · rulebook IAM-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<IamUser>() {
        let working = it.access_keys.iter().filter(|it| it.status == KeyStatus::Active);
        let oldest = working.map(|it| it.age_days).max().unwrap_or(0);
        if oldest > 90 {
            report.about(id).at("access_keys").say(format!(
                "{} has an access key that is {oldest} days old and still works.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |age_days, status| {
        let key = AccessKey { age_days, status, ..AccessKey::default() };
        Sketch::new().add("user-1", "deploy", IamUser { access_keys: vec![key], ..IamUser::default() })
    };
    Examples::new()
        .fires(with(400, KeyStatus::Active), expect!["deploy has an access key that is 400 days old and still works."])
        .silent(with(90, KeyStatus::Active))
        .silent(with(400, KeyStatus::Inactive))
}
