//! A key pinned to the notice board.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "credentials-in-user-data",
    severity: Warning,
    title: "Access key in user data",
    checks: "That user data holds no access key id (AKIA and 16 letters or digits).",
    why: "Everybody who may look at the instance or the template can read it, and the key works until somebody deletes it. A role gives the instance keys that change by themselves.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Best practices] · rulebook EC2-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.user_data));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.user_data));
    for (id, text) in instances.chain(templates) {
        if holds_key(text) {
            // The text itself stays out of the evidence.
            report
                .about(id)
                .at("user_data")
                .evidence(Evidence::Property {
                    resource: id.clone(),
                    property: "user_data".to_owned(),
                    value: "AKIA…".into(),
                })
                .say(format!(
                    "The user data of {} holds an access key: delete that key, and give the instance a role instead.",
                    context.name(id)
                ));
        }
    }
}

fn holds_key(text: &str) -> bool {
    text.match_indices("AKIA").any(|(at, prefix)| {
        let rest = text[at + prefix.len()..].bytes();
        rest.take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit()).count() >= 16
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |key: &str| three_tiers().set("lt-1", "user_data", format!("export AWS_ACCESS_KEY_ID={key}\n"));
    Examples::new()
        // The example key of AWS's own documentation.
        .fires(with("AKIAIOSFODNN7EXAMPLE"), expect!["The user data of Notebookly-Template holds an access key: delete that key, and give the instance a role instead."])
        .silent(with("$KEY"))
}
