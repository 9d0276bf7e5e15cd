//! The note for the first day must fit on one page.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "user-data-too-long",
    severity: Error,
    title: "User data too long",
    checks: "That user data is at most 16 KB (16,384 bytes) before it is encoded.",
    why: "A longer script can be fetched from S3 by a short one.",
    reaction: "RunInstances is refused.",
    source: "[EC2 UG: User data] · rulebook EC2-9",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, it.user_data.len()));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, it.user_data.len()));
    for (id, bytes) in instances.chain(templates) {
        if bytes > 16_384 {
            report
                .about(id)
                .at("user_data")
                .evidence(Evidence::Property {
                    resource: id.clone(),
                    property: "user_data".to_owned(),
                    value: format!("{bytes} bytes").into(),
                })
                .say(format!(
                    "The user data of {} is {bytes} bytes long; at most 16384 fit.",
                    context.name(id)
                ));
        }
    }
}

#[cfg(test)]
pub fn examples() -> Examples {
    Examples::new()
        .fires(three_tiers().set("lt-1", "user_data", "x".repeat(16_385)), expect!["The user data of Notebookly-Template is 16385 bytes long; at most 16384 fit."])
        .silent(three_tiers().set("lt-1", "user_data", "x".repeat(16_384)))
}
