//! Policies: what is typed as JSON, written as a JSON object.
//!
//! AWS refuses a policy whose form it does not know, and the whole stack with
//! it. So only what has the form of a policy is written; what it permits is no
//! matter here, beyond the few services that others of the template need.

use serde_json::Value as Json;

use super::omission::Why;
use super::value::{Fields, Value};
use super::writer::Writer;
use crate::architecture::Account;

/// Whom a policy belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A user, group or role: it names what may be used.
    Identity,
    /// A bucket or topic: it names who may use what.
    Resource,
    /// A role, as to who may put it on: it names who.
    Trust,
}

/// The policy as a value, or why there is none.
pub(super) fn document(w: &Writer, kind: Kind, text: &str) -> Result<Value, Why> {
    if text.trim().is_empty() {
        return Err(Why::NothingChosen("statements"));
    }
    let policy = read(text)?;
    check(kind, &policy)?;
    let account = w.architecture.all::<Account>().next();
    let number = account
        .map(|(_, it)| it.number.trim())
        .filter(|number| number.len() == 12 && number.bytes().all(|it| it.is_ascii_digit()));
    value(&policy, number).ok_or(Why::Refused(
        "CloudFormation would take a part of the policy for a function of its own, or knows no such value",
    ))
}

fn read(text: &str) -> Result<Json, Why> {
    serde_json::from_str::<Json>(text)
        .ok()
        .filter(Json::is_object)
        .ok_or(Why::Refused("a policy is one JSON object"))
}

/// The statements: one, or a list. [IAM UG: JSON policy elements: Statement]
fn statements(policy: &Json) -> Vec<&Json> {
    match policy.get("Statement") {
        Some(Json::Array(all)) => all.iter().collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

/// What every policy of its kind needs. [IAM UG: Grammar of the IAM JSON
/// policy language]
fn check(kind: Kind, policy: &Json) -> Result<(), Why> {
    let statements = statements(policy);
    if statements.is_empty() {
        return Err(Why::Refused("a policy has a statement"));
    }
    for statement in statements {
        let has = |key: &str| statement.get(key).is_some();
        if !matches!(
            statement.get("Effect").and_then(Json::as_str),
            Some("Allow" | "Deny")
        ) {
            return Err(Why::Refused("each statement says Allow or Deny"));
        }
        if !has("Action") && !has("NotAction") {
            return Err(Why::Refused("each statement names actions"));
        }
        let names_resources = has("Resource") || has("NotResource");
        let names_principals = has("Principal") || has("NotPrincipal");
        match kind {
            Kind::Identity if !names_resources => {
                return Err(Why::Refused("each statement names resources"));
            }
            Kind::Identity if names_principals => {
                return Err(Why::Refused(
                    "a policy of IAM names no principal: whoever it is attached to is meant",
                ));
            }
            Kind::Resource if !names_resources || !names_principals => {
                return Err(Why::Refused(
                    "each statement names a principal and resources",
                ));
            }
            Kind::Trust if !names_principals => {
                return Err(Why::Refused("each statement names a principal"));
            }
            Kind::Trust if names_resources => {
                return Err(Why::Refused("a trust policy names no resource"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// The same as a value of a template, and the number of the drawing's account
/// as that of the account in which the stack is made. `None` where an object
/// has the form of an intrinsic function, or a value is null, which templates
/// know none of. [CFN UG: Template anatomy]
fn value(json: &Json, account: Option<&str>) -> Option<Value> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) => match number.as_i64() {
            Some(whole) => Value::Number(whole),
            None => Value::Decimal(number.clone()),
        },
        Json::String(text) => with_account(text, account),
        Json::Array(items) => Value::List(
            items
                .iter()
                .map(|item| value(item, account))
                .collect::<Option<_>>()?,
        ),
        Json::Object(members) => {
            let mut fields = Fields::new();
            for key in in_usual_order(members) {
                if key == "Ref" || key.starts_with("Fn::") {
                    return None;
                }
                fields = fields.with(key, value(&members[key], account)?);
            }
            fields.into()
        }
    })
}

/// A text in which the account's number is not known before the stack is made.
fn with_account(text: &str, account: Option<&str>) -> Value {
    let Some(number) = account.filter(|number| text.contains(number)) else {
        return text.into();
    };
    let mut parts = Vec::new();
    for (index, piece) in text.split(number).enumerate() {
        if index > 0 {
            parts.push(Value::reference("AWS::AccountId"));
        }
        if !piece.is_empty() {
            parts.push(piece.into());
        }
    }
    match parts.as_slice() {
        [one] => one.clone(),
        _ => Value::Join(String::new(), parts),
    }
}

/// The members as people write them; what is not usual comes last.
fn in_usual_order(members: &serde_json::Map<String, Json>) -> Vec<&str> {
    const USUAL: [&str; 12] = [
        "Version",
        "Id",
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
        "Statement",
    ];
    let usual = USUAL
        .iter()
        .copied()
        .filter(|key| members.contains_key(*key));
    let others = members
        .keys()
        .map(String::as_str)
        .filter(|key| !USUAL.contains(key));
    usual.chain(others).collect()
}

/// Whether a statement allows a service this action, whatever its conditions
/// and resources say. One that denies is not looked at: to find a missing
/// permission it is enough.
pub(super) fn lets(text: &str, service: &str, action: &str) -> bool {
    allows(text, action, |principal| {
        principal == "*" || principal == service
    })
}

/// Whether a statement allows this action to anybody whom `who` takes.
pub(super) fn allows(text: &str, action: &str, who: impl Fn(&str) -> bool) -> bool {
    let Ok(policy) = read(text) else {
        return false;
    };
    statements(&policy).iter().any(|statement| {
        is_allowed(statement)
            && texts(statement.get("Action"))
                .iter()
                .any(|it| fits(it, action))
            && principals(statement).iter().any(|it| who(it))
    })
}

/// Whether a policy lets everybody in, without a condition: what the block of
/// public policies refuses (rulebook S3-12).
pub(super) fn is_public(text: &str) -> bool {
    read(text).is_ok_and(|policy| {
        statements(&policy).iter().any(|statement| {
            is_allowed(statement)
                && statement.get("Condition").is_none()
                && principals(statement).contains(&"*")
        })
    })
}

fn is_allowed(statement: &Json) -> bool {
    statement.get("Effect").and_then(Json::as_str) == Some("Allow")
}

fn principals(statement: &Json) -> Vec<&str> {
    match statement.get("Principal") {
        Some(Json::Object(kinds)) => kinds.values().flat_map(|it| texts(Some(it))).collect(),
        other => texts(other),
    }
}

fn texts(json: Option<&Json>) -> Vec<&str> {
    match json {
        Some(Json::String(text)) => vec![text],
        Some(Json::Array(items)) => items.iter().filter_map(Json::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a pattern with `*` at its end, or without one, names the action.
/// Actions are compared whatever their case. [IAM UG: Action]
fn fits(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    match pattern.strip_suffix('*') {
        Some(start) => action.starts_with(start),
        None => pattern == action,
    }
}

/// A policy that lets a service put a role on.
pub(super) fn trust(service: &str) -> Fields {
    let statement = Fields::new()
        .with("Effect", "Allow")
        .with("Principal", Fields::new().with("Service", service))
        .with("Action", "sts:AssumeRole");
    Fields::new()
        .with("Version", "2012-10-17")
        .with("Statement", vec![Value::from(statement)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Document;

    fn written(kind: Kind, text: &str) -> Result<String, String> {
        let document = Document::from_json(
            r#"{"format": "cloud-campus", "version": 3, "title": "", "resources": [
                {"id": "account-1", "kind": "account", "name": "Account"}]}"#,
        )
        .expect("the sketch opens");
        let w = Writer::new(&document.architecture, None, true);
        super::document(&w, kind, text)
            .map(|value| serde_json::to_string(&value).unwrap_or_default())
            .map_err(|why| why.to_string())
    }

    const READ: &str = r#"{"Statement": {"Resource": "arn:aws:iam::111122223333:role/x",
        "Action": "iam:PassRole", "Effect": "Allow"}, "Version": "2012-10-17"}"#;

    #[test]
    fn a_policy_is_written_as_people_write_it_and_for_any_account() {
        assert_eq!(
            written(Kind::Identity, READ).as_deref(),
            Ok(concat!(
                r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:PassRole","#,
                r#""Resource":{"Fn::Join":["",["arn:aws:iam::",{"Ref":"AWS::AccountId"},":role/x"]]}}}"#
            ))
        );
    }

    #[test]
    fn what_aws_would_refuse_is_not_written() {
        for (kind, text, why) in [
            (
                Kind::Identity,
                "",
                "it needs statements, and none is chosen",
            ),
            (Kind::Identity, "[1]", "a policy is one JSON object"),
            (Kind::Identity, "{", "a policy is one JSON object"),
            (Kind::Identity, "{}", "a policy has a statement"),
            (
                Kind::Trust,
                r#"{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole"}]}"#,
                "each statement names a principal",
            ),
            (
                Kind::Resource,
                READ,
                "each statement names a principal and resources",
            ),
            (
                Kind::Identity,
                r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": {"Ref": "X"}}}"#,
                "CloudFormation would take a part of the policy for a function of its own, or knows no such value",
            ),
            (
                Kind::Identity,
                r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": null}}"#,
                "CloudFormation would take a part of the policy for a function of its own, or knows no such value",
            ),
        ] {
            assert_eq!(written(kind, text), Err(why.to_owned()), "{text}");
        }
    }

    #[test]
    fn who_is_let_in_is_read_from_the_policy() {
        let text = r#"{"Statement": [{"Effect": "Allow", "Action": ["s3:Put*"], "Resource": "*",
            "Principal": {"Service": ["logging.s3.amazonaws.com"]}}]}"#;
        assert!(lets(text, "logging.s3.amazonaws.com", "s3:PutObject"));
        assert!(!lets(text, "logging.s3.amazonaws.com", "s3:GetObject"));
        assert!(!lets(text, "cloudtrail.amazonaws.com", "s3:PutObject"));
        assert!(!is_public(text));
        let open = text.replace(
            r#"{"Service": ["logging.s3.amazonaws.com"]}"#,
            r#"{"AWS": "*"}"#,
        );
        assert!(is_public(&open) && lets(&open, "anybody", "s3:putobject"));
        assert!(!is_public(&open.replace("Allow", "Deny")));
    }
}
