//! The master key under the mat.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "root-unprotected",
    severity: Warning,
    title: "Root user without protection",
    checks: "That the root user signs in with a second factor and has no access keys.",
    why: "No policy of the account limits the root user. Keys of it that leak give everything away, and there is nothing that needs them.",
    reaction: "AWS asks for a second factor within 35 days of the first sign-in.",
    source: "[IAM UG: Root user best practices] · [IAM UG: MFA for the root user] · rulebook IAM-18",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, it) in context.all::<Account>() {
        let name = context.name(id);
        if it.root_access_keys {
            report
                .about(id)
                .at("root_access_keys")
                .fix("Delete the keys", Edit::set(id, "root_access_keys", false))
                .say(format!("The root user of {name} has access keys, which nothing needs and no policy limits."));
        }
        if !it.root_mfa {
            report
                .about(id)
                .at("root_mfa")
                .fix("Register a second factor", Edit::set(id, "root_mfa", true))
                .say(format!("The root user of {name} signs in with a password alone."));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let account = |root_mfa, root_access_keys| {
        Sketch::new().add("account-1", "school", Account { root_mfa, root_access_keys, ..Account::default() })
    };
    Examples::new()
        .fires(account(false, true), expect![[r#"
            The root user of school has access keys, which nothing needs and no policy limits. [Delete the keys]
            The root user of school signs in with a password alone. [Register a second factor]"#]])
        .fires(account(false, false), expect!["The root user of school signs in with a password alone. [Register a second factor]"])
        .silent(account(true, false))
}
