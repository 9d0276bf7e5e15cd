//! How actions, resources and principals are spelt.

use serde_json::Value;

use super::document::Principals;
use super::grammar::{Read, bad, known, texts};
use super::pattern::{matches, plain};
use crate::aws::actions;

/// An action is `service:Name`, or everything.
pub fn action(text: &str, place: &str) -> Read<()> {
    if text == "*" {
        return Ok(());
    }
    let fine = |part: &str, more: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|it| it.is_ascii_alphanumeric() || more.contains(it))
    };
    match text.split_once(':') {
        // The service is named, wildcards stand for actions only.
        Some((service, name)) if fine(service, "-") && fine(name, "*?") => Ok(()),
        Some((service, _)) if service.contains(['*', '?']) => bad(
            place,
            format!("“{text}” has a wildcard in the place of the service"),
            "Name the service, such as s3:*, or write \"*\" for everything",
        ),
        Some(_) => bad(
            place,
            format!("“{text}” is no action"),
            "Write service:Action, such as s3:GetObject",
        ),
        None => bad(
            place,
            format!("“{text}” does not say of which service it is"),
            "Write service:Action, such as s3:GetObject",
        ),
    }
}

/// Whether no action of its service is called so; of services whose actions
/// are not listed here, nobody can say. A pattern stands for at least one.
pub fn is_unknown(text: &str) -> bool {
    let Some((service, name)) = text.split_once(':') else {
        return false;
    };
    let pattern = plain(name);
    let all = actions::of(service);
    all.is_some_and(|mut it| !it.any(|known| matches(&pattern, &known, true)))
}

/// A resource is an ARN, or everything.
pub fn resource(text: &str, place: &str) -> Read<()> {
    if text == "*" {
        return Ok(());
    }
    let parts = text.splitn(6, ':').count();
    if text.starts_with("arn:") && parts == 6 {
        return Ok(());
    }
    bad(
        place,
        format!("“{text}” is no ARN"),
        match text.starts_with("arn:") {
            true => "An ARN has six parts, arn:aws:service:region:account:resource; for a bucket arn:aws:s3:::NAME".to_owned(),
            false if text.contains(['/', '.']) || text.is_empty() => {
                "Write its ARN, or \"*\" for everything".to_owned()
            }
            false => format!("For a bucket of that name write arn:aws:s3:::{text}"),
        },
    )
}

/// The Principal element.
pub fn principals(value: &Value, place: &str) -> Read<Principals> {
    let members = match value {
        Value::String(text) if text == "*" => {
            return Ok(Principals {
                everybody: true,
                ..Principals::default()
            });
        }
        Value::Object(members) if !members.is_empty() => members,
        _ => {
            return bad(
                place,
                "it says no kind of principal",
                "Write { \"AWS\": \"…\" }, { \"Service\": \"…\" } or \"*\"",
            );
        }
    };
    known(
        members,
        &["AWS", "Service", "Federated", "CanonicalUser"],
        place,
    )?;
    let all = |kind: &str| match members.get(kind) {
        None => Ok(Vec::new()),
        Some(value) => texts(value, &format!("{place}, {kind}")),
    };
    let aws = all("AWS")?;
    for it in &aws {
        aws_principal(it, &format!("{place}, AWS"))?;
    }
    let service = all("Service")?;
    for it in &service {
        if it.contains(['*', '?', ' ']) || !it.contains('.') {
            return bad(
                format!("{place}, Service"),
                format!("“{it}” is no service"),
                "Write its name, such as ec2.amazonaws.com; a wildcard is not taken",
            );
        }
    }
    Ok(Principals {
        everybody: false,
        aws,
        service,
        federated: all("Federated")?,
        canonical: all("CanonicalUser")?,
    })
}

/// An account, or the ARN of a user, a role, a session or an account's root.
/// Groups are no principals (rulebook IAM-15).
fn aws_principal(text: &str, place: &str) -> Read<()> {
    let account = |text: &str| text.len() == 12 && text.chars().all(|it| it.is_ascii_digit());
    if text == "*" || account(text) {
        return Ok(());
    }
    let remedy = "Write a 12-digit account number, the ARN of a user or a role, or \"*\"";
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let [arn, _, service, "", number, name] = parts[..] else {
        return bad(place, format!("“{text}” is no principal"), remedy);
    };
    if arn != "arn" || !account(number) {
        return bad(place, format!("“{text}” is no principal"), remedy);
    }
    if name.starts_with("group/") {
        return bad(
            place,
            format!("“{text}” is a group, which cannot be a principal"),
            "Name its users, or a role",
        );
    }
    if name.contains(['*', '?']) {
        return bad(
            place,
            format!("“{text}” has a wildcard, which a principal may not have"),
            "Name it in full, or ask for aws:PrincipalArn in a condition",
        );
    }
    let fine = match service {
        "iam" => {
            name == "root"
                || ["user/", "role/"]
                    .iter()
                    .any(|it| name.strip_prefix(it).is_some_and(|it| !it.is_empty()))
        }
        "sts" => ["assumed-role/", "federated-user/"]
            .iter()
            .any(|it| name.starts_with(it)),
        _ => false,
    };
    if fine {
        Ok(())
    } else {
        bad(place, format!("“{text}” is no principal"), remedy)
    }
}
