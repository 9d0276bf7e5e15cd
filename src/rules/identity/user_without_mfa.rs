//! A password alone.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "user-without-mfa",
    severity: Warning,
    title: "User who signs in with a password alone",
    checks: "That users with console access sign in with a second factor.",
    why: "Passwords are guessed, shared and stolen. A second factor keeps out who has only that.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Security best practices in IAM: Require MFA] · rulebook IAM-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<IamUser>() {
        if it.console && !it.mfa {
            report
                .about(id)
                .at("mfa")
                .fix("Register a second factor", Edit::set(id, "mfa", true))
                .say(format!("{} signs in with a password alone.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let user = |console, mfa| Sketch::new().add("user-1", "rahul", IamUser { console, mfa, ..IamUser::default() });
    Examples::new().fires(user(true, false), expect!["rahul signs in with a password alone. [Register a second factor]"]).silent(user(true, true)).silent(user(false, false))
}
