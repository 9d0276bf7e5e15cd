//! A password that everybody who ever knew it still knows.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "secret-never-changed",
    severity: Info,
    title: "Secret is never changed",
    checks: "That a secret is rotated by itself.",
    why: "A password that leaked works until it is changed. Rotation changes it every so many days, at the service and in the secret alike; programs that fetch it when they start notice nothing.",
    reaction: "AWS accepts it. Security Hub lists secrets without automatic rotation (SecretsManager.1).",
    source: "[SM UG: Rotate AWS Secrets Manager secrets], [Security Hub UG: SecretsManager.1]",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    for (id, secret) in context.all::<Secret>() {
        if secret.rotation_days.is_none() {
            report
                .about(id)
                .at("rotation_days")
                .fix("Change it every 30 days", Edit::set(id, "rotation_days", 30))
                .say(format!("{} is never changed by itself.", context.name(id)));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    let secret = Secret {
        region: to("region-1"),
        ..Secret::default()
    };
    let with = three_tiers().add("secret-1", "payment key", secret);
    Examples::new()
        .fires(with.clone(), expect!["payment key is never changed by itself. [Change it every 30 days]"])
        .silent(with.set("secret-1", "rotation_days", 30))
}
