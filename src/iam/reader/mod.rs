//! The grammar of policy documents.
//!
//! [IAM UG: Grammar of the IAM JSON policy language], rulebook IAM-4 to IAM-8,
//! IAM-11; the same shapes as cfn-lint's E3510, E3512 and E3530.

mod conditions;
mod principals;
mod spelling;

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::iam::document::*;
use crate::iam::operator::{self, Operator};
use crate::iam::scan;
use conditions::conditions;
use principals::principals;
use spelling::*;

type Read<T> = Result<T, PolicyError>;

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
