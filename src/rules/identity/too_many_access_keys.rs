//! A third key.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "too-many-access-keys",
    severity: Error,
    title: "More than two access keys",
    checks: "That a user has at most two access keys.",
    why: "Two are enough to change one while the other works. AWS keeps no third, whether the others work or not.",
    reaction: "CreateAccessKey is refused.",
    source: "[IAM UG: IAM and STS quotas] · rulebook IAM-18",
    aws_error: "LimitExceeded",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<IamUser>() {
        let keys = it.access_keys.len();
        if keys > 2 {
            report.about(id).at("access_keys").say(format!(
                "{} has {keys} access keys; AWS takes two.",
                context.name(id)
            ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |keys| {
        let access_keys = vec![AccessKey::default(); keys];
        Sketch::new().add("user-1", "deploy", IamUser { access_keys, ..IamUser::default() })
    };
    Examples::new().fires(with(3), expect!["deploy has 3 access keys; AWS takes two."]).silent(with(2))
}
