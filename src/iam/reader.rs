//! The grammar of policy documents.
//!
//! [IAM UG: Grammar of the IAM JSON policy language], rulebook IAM-4 to IAM-8,
//! IAM-11; the same shapes as cfn-lint's E3510, E3512 and E3530.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document::*;
use super::grammar::{Read, bad, either, known, meant, text_of, texts};
use super::operator::{self, Operator};
use super::scan;
use super::spelling::{action, principals, resource};

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
