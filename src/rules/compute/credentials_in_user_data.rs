//! A key pinned to the notice board.

use crate::rules::prelude::*;

pub const RULE: Rule = Rule {
    code: "credentials-in-user-data",
    severity: Warning,
    title: "Secret in user data",
    checks: "That user data holds no access key id (AKIA or ASIA and 16 letters or digits), no private key (-----BEGIN … PRIVATE KEY-----), and sets no variable whose name speaks of a password, secret or token to a text that stands there. A value that is fetched, such as $(aws secretsmanager …), is fine.",
    why: "Everybody who may look at the instance or the template can read it, and the key works until somebody deletes it. Every program on the instance can ask for its user data, too. A role gives the instance keys that change by themselves, and with them it fetches passwords from Secrets Manager.",
    reaction: "AWS accepts it.",
    source: "[IAM UG: Best practices], [EC2 UG: Run commands when you launch an EC2 instance with user data input] · rulebook EC2-11",
    aws_error: "",
    check,
};

fn check(context: &Context<'_, '_>, report: &mut Report<'_>) {
    let instances = context.all::<Instance>().map(|(id, it)| (id, &it.user_data));
    let templates = context.all::<LaunchTemplate>().map(|(id, it)| (id, &it.user_data));
    for (id, text) in instances.chain(templates) {
        let (shown, what, instead) = if holds_key(text) {
            ("AKIA…", "an access key: delete that key", "give the instance a role")
        } else if text.contains("PRIVATE KEY-----") {
            ("-----BEGIN …", "a private key: replace it", "fetch one from Secrets Manager")
        } else if let Some(name) = password(text) {
            (name, "a password or secret: change it", "fetch it from Secrets Manager")
        } else {
            continue;
        };
        // The text itself stays out of the evidence.
        report
            .about(id)
            .at("user_data")
            .evidence(Evidence::Property {
                resource: id.clone(),
                property: "user_data".to_owned(),
                value: shown.into(),
            })
            .say(format!(
                "The user data of {} holds {what}, and {instead} instead.",
                context.name(id)
            ));
    }
}

fn holds_key(text: &str) -> bool {
    let starts = text.match_indices("AKIA").chain(text.match_indices("ASIA"));
    starts.into_iter().any(|(at, prefix)| {
        let rest = text[at + prefix.len()..].bytes();
        rest.take_while(|it| it.is_ascii_uppercase() || it.is_ascii_digit()).count() >= 16
    })
}

/// The variable that is set to a secret in plain text, as in
/// `DB_PASSWORD=hunter2`.
fn password(text: &str) -> Option<&str> {
    text.lines().find_map(|line| {
        let line = line.trim().strip_prefix("export ").unwrap_or(line.trim());
        let (name, value) = line.split_once('=')?;
        let plain = |it: u8| it.is_ascii_alphanumeric() || it == b'_';
        if name.is_empty() || !name.bytes().all(plain) {
            return None;
        }
        let last = name.rsplit('_').next()?.to_ascii_lowercase();
        let telling = matches!(last.as_str(), "password" | "passwd" | "secret" | "token")
            || name.eq_ignore_ascii_case("aws_secret_access_key");
        let value = value.trim().trim_matches(['"', '\'']);
        // What is fetched or handed on is no text that stands there.
        let literal = !value.is_empty() && !value.starts_with(['$', '`', '<', '{']);
        (telling && literal).then_some(name)
    })
}

#[cfg(test)]
pub fn examples() -> Examples {
    let with = |key: &str| three_tiers().set("lt-1", "user_data", format!("export AWS_ACCESS_KEY_ID={key}\n"));
    Examples::new()
        // The example key of AWS's own documentation.
        .fires(with("AKIAIOSFODNN7EXAMPLE"), expect!["The user data of Notebookly-Template holds an access key: delete that key, and give the instance a role instead."])
        .fires(three_tiers().set("lt-1", "user_data", "#!/bin/bash\nexport DB_PASSWORD='hunter2'\n"), expect!["The user data of Notebookly-Template holds a password or secret: change it, and fetch it from Secrets Manager instead."])
        .fires(three_tiers().set("lt-1", "user_data", "cat > /key <<E\n-----BEGIN RSA PRIVATE KEY-----\nE\n"), expect!["The user data of Notebookly-Template holds a private key: replace it, and fetch one from Secrets Manager instead."])
        .silent(three_tiers().set("lt-1", "user_data", "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)\n"))
        .silent(with("$KEY"))
}
