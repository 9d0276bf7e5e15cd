//! The grammar of policy documents.
//!
//! [IAM UG: Grammar of the IAM JSON policy language], rulebook IAM-4 to IAM-8,
//! IAM-11; the same shapes as cfn-lint's E3510, E3512 and E3530.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document::*;
use super::operator::{self, Operator};
use super::scan;

type Read<T> = Result<T, PolicyError>;

fn bad<T>(
    place: impl Into<String>,
    problem: impl Into<String>,
    remedy: impl Into<String>,
) -> Read<T> {
    Err(PolicyError {
        place: place.into(),
        problem: problem.into(),
        remedy: remedy.into(),
    })
}

/// The nearest of some words, if one is near enough to have been meant.
fn meant<'w>(word: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let word = word.to_lowercase();
    words
        .into_iter()
        .map(|it| (distance(&word, &it.to_lowercase()), it))
        .filter(|(distance, _)| *distance <= 3)
        .min()
        .map(|(_, it)| it)
}

/// How many letters have to change.
fn distance(from: &str, to: &str) -> usize {
    // What is much longer than any word of the language is none of them.
    let (from, to): (Vec<char>, Vec<char>) =
        (from.chars().take(64).collect(), to.chars().collect());
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let changed = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[to.len()]
}

impl Policy {
    /// Reads a document for its use.
    pub fn read(text: &str, used_as: Use) -> Result<Self, PolicyError> {
        policy(text, used_as)
    }
}

fn policy(text: &str, used_as: Use) -> Read<Policy> {
    let value = scan::value(text)?;
    let Value::Object(members) = value else {
        return bad(
            "The document",
            "it is no JSON object",
            "Begin with { \"Version\": \"2012-10-17\", \"Statement\": […] }",
        );
    };
    known(&members, &["Version", "Id", "Statement"], "The document")?;
    let version = match members.get("Version") {
        None => None,
        Some(Value::String(text)) if text == Version::V2012.text() => Some(Version::V2012),
        Some(Value::String(text)) if text == Version::V2008.text() => Some(Version::V2008),
        Some(_) => {
            return bad(
                "Version",
                "there is no such version of the policy language",
                "Write \"2012-10-17\"; it is the language's date, not yours",
            );
        }
    };
    let id = match members.get("Id") {
        None => String::new(),
        Some(it) => text_of(it, "Id")?,
    };
    let statements = match members.get("Statement") {
        None => {
            return bad(
                "The document",
                "it has no Statement",
                "Add \"Statement\": [ … ] with at least one statement",
            );
        }
        Some(Value::Object(only)) => vec![statement(only, used_as, "Statement 1")?],
        Some(Value::Array(all)) if all.is_empty() => {
            return bad("Statement", "the list is empty", "Add a statement");
        }
        Some(Value::Array(all)) => {
            let mut statements = Vec::with_capacity(all.len());
            for (index, it) in all.iter().enumerate() {
                let place = format!("Statement {}", index + 1);
                let Value::Object(members) = it else {
                    return bad(place, "it is no JSON object", "Put it in { }");
                };
                statements.push(statement(members, used_as, &place)?);
            }
            statements
        }
        Some(_) => {
            return bad(
                "Statement",
                "it is neither a statement nor a list of them",
                "Write { … } or [ { … }, { … } ]",
            );
        }
    };
    let mut sids = BTreeSet::new();
    for (index, it) in statements.iter().enumerate() {
        if !it.sid.is_empty() && !sids.insert(it.sid.as_str()) {
            return bad(
                format!("Statement {}, Sid", index + 1),
                format!("another statement is called {} too", it.sid),
                "A Sid is unique in its policy; give it another name",
            );
        }
    }
    Ok(Policy {
        version,
        id,
        statements,
    })
}

/// Refuses members that are none.
fn known(members: &Map<String, Value>, words: &[&str], place: &str) -> Read<()> {
    let Some(unknown) = members.keys().find(|it| !words.contains(&it.as_str())) else {
        return Ok(());
    };
    let remedy = match meant(unknown, words.iter().copied()) {
        Some(word) => format!("Write {word}; upper and lower case count"),
        None => format!("There are {}", words.join(", ")),
    };
    bad(place, format!("there is no element “{unknown}”"), remedy)
}

fn text_of(value: &Value, place: &str) -> Read<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        _ => bad(place, "it is no text", "Put it in quotation marks"),
    }
}

/// A text or a list of them.
fn texts(value: &Value, place: &str) -> Read<Vec<String>> {
    match value {
        Value::String(text) => Ok(vec![text.clone()]),
        Value::Array(all) if all.is_empty() => bad(
            place,
            "the list is empty",
            "Name at least one, or leave the element out",
        ),
        Value::Array(all) => all.iter().map(|it| text_of(it, place)).collect(),
        _ => bad(
            place,
            "it is neither a text nor a list of texts",
            "Write \"…\" or [\"…\", \"…\"]",
        ),
    }
}

/// Which of two elements is there; both, or none of two that are needed, is an
/// error.
fn either<'m>(
    members: &'m Map<String, Value>,
    (one, not): (&'static str, &'static str),
    place: &str,
) -> Read<Option<(&'m Value, bool, String)>> {
    match (members.get(one), members.get(not)) {
        (Some(_), Some(_)) => bad(
            place,
            format!("it has both {one} and {not}"),
            format!("Keep one of them; {not} means everything but what it lists"),
        ),
        (Some(value), None) => Ok(Some((value, false, format!("{place}, {one}")))),
        (None, Some(value)) => Ok(Some((value, true, format!("{place}, {not}")))),
        (None, None) => Ok(None),
    }
}

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

fn statement(members: &Map<String, Value>, used_as: Use, place: &str) -> Read<Statement> {
    known(members, &ELEMENTS, place)?;
    let sid = match members.get("Sid") {
        None => String::new(),
        Some(it) => {
            let at = format!("{place}, Sid");
            let sid = text_of(it, &at)?;
            // IAM's own rule; S3 and SNS take further characters.
            // [IAM UG: Policy elements: Sid]
            let plain = sid.chars().all(|it| it.is_ascii_alphanumeric());
            if used_as != Use::Resource && !plain {
                return bad(
                    at,
                    format!("“{sid}” has other characters than letters and digits"),
                    "Use only A to Z, a to z and 0 to 9",
                );
            }
            sid
        }
    };
    let effect = effect(members.get("Effect"), place)?;
    let principals = match either(members, ("Principal", "NotPrincipal"), place)? {
        Some((_, _, at)) if used_as == Use::Identity => {
            return bad(
                at,
                "a policy of a user, group or role has no principal: whoever it is attached to is meant",
                "Leave it out",
            );
        }
        Some((value, not, at)) => Some((principals(value, &at)?, not)),
        None if used_as == Use::Identity => None,
        None => {
            return bad(
                place,
                "it has no Principal, so it says nothing about who may",
                match used_as {
                    Use::Trust => {
                        "Add \"Principal\": { \"Service\": \"ec2.amazonaws.com\" } for a role of EC2 instances"
                    }
                    _ => "Add \"Principal\": { \"AWS\": \"arn:aws:iam::ACCOUNT:role/NAME\" }",
                },
            );
        }
    };
    let actions = match either(members, ("Action", "NotAction"), place)? {
        None => {
            return bad(
                place,
                "it has no Action",
                "Add \"Action\": \"s3:GetObject\" or another action",
            );
        }
        Some((value, not, at)) => {
            let all = texts(value, &at)?;
            for it in &all {
                action(it, &at)?;
            }
            if not {
                Match::Not(all)
            } else {
                Match::These(all)
            }
        }
    };
    let resources = match either(members, ("Resource", "NotResource"), place)? {
        Some((_, _, at)) if used_as == Use::Trust => {
            return bad(
                at,
                "a trust policy has no resource: the role that it belongs to is meant",
                "Leave it out",
            );
        }
        Some((value, not, at)) => {
            let all = texts(value, &at)?;
            for it in &all {
                resource(it, &at)?;
            }
            Some(if not {
                Match::Not(all)
            } else {
                Match::These(all)
            })
        }
        None if used_as == Use::Trust => None,
        None => {
            return bad(
                place,
                "it has no Resource",
                "Add \"Resource\": an ARN, or \"*\" for all",
            );
        }
    };
    let conditions = match members.get("Condition") {
        None => Vec::new(),
        Some(value) => conditions(value, &format!("{place}, Condition"))?,
    };
    Ok(Statement {
        sid,
        effect,
        principals,
        actions,
        resources,
        conditions,
    })
}

fn effect(value: Option<&Value>, place: &str) -> Read<Effect> {
    let at = format!("{place}, Effect");
    match value.map(Value::as_str) {
        Some(Some("Allow")) => Ok(Effect::Allow),
        Some(Some("Deny")) => Ok(Effect::Deny),
        None => bad(
            place,
            "it has no Effect",
            "Add \"Effect\": \"Allow\" or \"Effect\": \"Deny\"",
        ),
        Some(Some(text)) => {
            let nearest = meant(text, ["Allow", "Deny"]).unwrap_or("Allow");
            bad(
                at,
                format!("“{text}” is no effect"),
                format!("Write \"{nearest}\"; upper and lower case count"),
            )
        }
        Some(None) => bad(at, "it is no text", "Write \"Allow\" or \"Deny\""),
    }
}

/// An action is `service:Name`, or everything.
fn action(text: &str, place: &str) -> Read<()> {
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

/// A resource is an ARN, or everything.
fn resource(text: &str, place: &str) -> Read<()> {
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

fn principals(value: &Value, place: &str) -> Read<Principals> {
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

fn conditions(value: &Value, place: &str) -> Read<Vec<Condition>> {
    let form = "Write { \"StringEquals\": { \"key\": \"value\" } }";
    let Value::Object(operators) = value else {
        return bad(place, "it is no JSON object", form);
    };
    let mut all = Vec::new();
    for (operator, keys) in operators {
        if Operator::parse(operator).is_none() {
            let names = operator::ALL.iter().map(|(name, ..)| *name);
            let remedy = match meant(operator, names) {
                Some(name) => format!("Write {name}"),
                None => "There are StringEquals, StringLike, IpAddress, Bool, NumericLessThan, DateGreaterThan, ArnLike, Null and more".to_owned(),
            };
            return bad(place, format!("there is no operator “{operator}”"), remedy);
        }
        let place = format!("{place}, {operator}");
        let Value::Object(keys) = keys else {
            return bad(place, "it is no JSON object", form);
        };
        for (key, values) in keys {
            let place = format!("{place}, {key}");
            if key.trim().is_empty() {
                return bad(
                    place,
                    "the key is empty",
                    "Name a key, such as aws:SourceIp",
                );
            }
            let values = match values {
                Value::Array(all) if all.is_empty() => {
                    return bad(place, "the list is empty", "Name at least one value");
                }
                Value::Array(all) => all
                    .iter()
                    .map(|it| scalar(it, &place))
                    .collect::<Read<_>>()?,
                one => vec![scalar(one, &place)?],
            };
            all.push(Condition {
                operator: operator.clone(),
                key: key.clone(),
                values,
            });
        }
    }
    Ok(all)
}

/// Values may be written without quotation marks where they are numbers or
/// true and false; they are texts all the same.
fn scalar(value: &Value, place: &str) -> Read<String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(it) => Ok(it.to_string()),
        Value::Number(it) => Ok(it.to_string()),
        _ => bad(
            place,
            "it is no value",
            "Write a text, a number, true or false",
        ),
    }
}
