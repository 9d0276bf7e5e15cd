//! The form beside the JSON of a policy: statements that are read from the
//! document and written back into it.
//!
//! The document stays what it is, a text. The form changes the members that it
//! knows and leaves the others alone, so that nothing is lost that somebody
//! pasted; and it writes in the order in which AWS's documentation does. Whether
//! AWS would take the document says `iam`, which reads the same text.

mod written;

use std::fmt;

use serde_json::{Map, Value, json};

use crate::iam::{Policy, Use};
use written::written;

/// What a policy hangs on, which decides what its statements are made of.
/// [IAM UG: IAM JSON policy elements reference]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// On an identity: it says what, and on which resources.
    Identity,
    /// On a resource: it says who as well.
    Resource,
    /// On a role: it says who may put the role on.
    Trust,
}

impl Shape {
    /// The shape of a property's policy, by its key.
    pub fn of(property: &str) -> Self {
        match property {
            "document" => Self::Identity,
            "trust_policy" => Self::Trust,
            _ => Self::Resource,
        }
    }

    /// Whether its statements say who.
    pub const fn says_who(self) -> bool {
        !matches!(self, Self::Identity)
    }

    /// Whether its statements say on what.
    pub const fn says_on_what(self) -> bool {
        !matches!(self, Self::Trust)
    }

    const fn used_as(self) -> Use {
        match self {
            Self::Identity => Use::Identity,
            Self::Resource => Use::Resource,
            Self::Trust => Use::Trust,
        }
    }

    /// A new statement. Who and what it is about has to be said.
    fn fresh(self) -> Value {
        match self {
            Self::Identity => json!({ "Effect": "Allow", "Action": [], "Resource": [] }),
            Self::Resource => {
                json!({ "Effect": "Allow", "Principal": {}, "Action": [], "Resource": [] })
            }
            Self::Trust => json!({
                "Effect": "Allow",
                "Principal": { "Service": "ec2.amazonaws.com" },
                "Action": "sts:AssumeRole",
            }),
        }
    }
}

/// Why the form cannot show a text: what is wrong, where, and how it is mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble(String);

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why AWS would not take a document, with the place and the remedy; nothing
/// where it would, or where there is none yet.
pub fn problem(text: &str, shape: Shape) -> Option<String> {
    if text.trim().is_empty() {
        return None;
    }
    let read = Policy::read(text, shape.used_as());
    read.err()
        .map(|why| crate::text::capitalised(&why.to_string()))
}

/// A list that is either meant or excepted, such as `Action` and `NotAction`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// Whether everything but these is meant.
    pub except: bool,
    /// What stands in it.
    pub items: Vec<String>,
}

/// One row of conditions: an operator, a key and the values of which one must
/// fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Condition {
    /// Such as `StringEquals`.
    pub operator: String,
    /// Such as `aws:SourceAccount`.
    pub key: String,
    /// One of them must fit.
    pub values: Vec<String>,
}

/// What the form shows of one statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// Its name, if it has one.
    pub sid: String,
    /// Whether it denies.
    pub denies: bool,
    /// Who: `Service ec2.amazonaws.com`, `AWS 111122223333` or `*`.
    pub principals: Listed,
    /// What.
    pub actions: Listed,
    /// On what.
    pub resources: Listed,
    /// When.
    pub conditions: Vec<Condition>,
}

/// What the form shows of a document; none where it is empty.
pub fn read(text: &str) -> Result<Vec<Statement>, Trouble> {
    let statements = statements(&parse(text)?)?;
    statements.iter().map(statement).collect()
}

/// The document with another statement in the place of one; at the end of all
/// where the place is behind the last.
pub fn put(text: &str, place: usize, new: &Statement, shape: Shape) -> Result<String, Trouble> {
    change(text, |all| {
        if all.get(place).is_none() {
            all.push(shape.fresh());
        }
        if let Some(Value::Object(members)) = all.get_mut(place) {
            write(members, new);
        }
    })
}

/// The document with a new statement.
pub fn add(text: &str, shape: Shape) -> Result<String, Trouble> {
    change(text, |all| all.push(shape.fresh()))
}

/// The document without one of its statements.
pub fn remove(text: &str, place: usize) -> Result<String, Trouble> {
    change(text, |all| {
        if place < all.len() {
            all.remove(place);
        }
    })
}

/// The document written as AWS writes it; as it is where it cannot be read.
pub fn tidied(text: &str) -> String {
    match parse(text) {
        Ok(document) if !text.trim().is_empty() => written(&document),
        _ => text.to_owned(),
    }
}

fn parse(text: &str) -> Result<Value, Trouble> {
    if text.trim().is_empty() {
        return Ok(json!({ "Version": "2012-10-17", "Statement": [] }));
    }
    serde_json::from_str(text).map_err(|why| {
        let said = problem(text, Shape::Identity);
        Trouble(said.unwrap_or_else(|| why.to_string()))
    })
}

fn about_all(text: &str) -> Trouble {
    Trouble(text.to_owned())
}

/// The statements of a document; one may stand without a list.
fn statements(document: &Value) -> Result<Vec<Value>, Trouble> {
    let Value::Object(members) = document else {
        return Err(about_all(
            "A policy is an object: { \"Version\": …, \"Statement\": [ … ] }.",
        ));
    };
    match members.get("Statement") {
        Some(Value::Array(all)) => Ok(all.clone()),
        Some(one @ Value::Object(_)) => Ok(vec![one.clone()]),
        _ => Err(about_all(
            "A policy needs the member \"Statement\" with a list of statements.",
        )),
    }
}

fn change(text: &str, with: impl FnOnce(&mut Vec<Value>)) -> Result<String, Trouble> {
    let mut document = parse(text)?;
    let mut all = statements(&document)?;
    with(&mut all);
    if let Value::Object(members) = &mut document {
        members.insert("Statement".to_owned(), Value::Array(all));
    }
    Ok(written(&document))
}

fn statement(value: &Value) -> Result<Statement, Trouble> {
    let Value::Object(members) = value else {
        return Err(about_all("Each statement is an object in curly brackets."));
    };
    let text = |key: &str| members.get(key).and_then(Value::as_str).unwrap_or_default();
    let listed = |key: &str, not: &str, items: fn(&Value) -> Vec<String>| match members.get(not) {
        Some(value) => Listed {
            except: true,
            items: items(value),
        },
        None => Listed {
            except: false,
            items: members.get(key).map(items).unwrap_or_default(),
        },
    };
    let mut conditions = Vec::new();
    if let Some(Value::Object(operators)) = members.get("Condition") {
        for (operator, keys) in operators {
            for (key, values) in keys.as_object().into_iter().flatten() {
                conditions.push(Condition {
                    operator: operator.clone(),
                    key: key.clone(),
                    values: texts(values),
                });
            }
        }
    }
    Ok(Statement {
        sid: text("Sid").to_owned(),
        denies: text("Effect") == "Deny",
        principals: listed("Principal", "NotPrincipal", principals),
        actions: listed("Action", "NotAction", texts),
        resources: listed("Resource", "NotResource", texts),
        conditions,
    })
}

/// A text or a list of texts.
fn texts(value: &Value) -> Vec<String> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match value {
        Value::Array(all) => all.iter().map(text).collect(),
        one => vec![text(one)],
    }
}

/// Principals as lines: the kind, a space, the name; `*` for everybody.
fn principals(value: &Value) -> Vec<String> {
    match value {
        Value::Object(kinds) => kinds
            .iter()
            .flat_map(|(kind, named)| {
                texts(named)
                    .into_iter()
                    .map(move |name| format!("{kind} {name}"))
            })
            .collect(),
        one => texts(one),
    }
}

fn write(members: &mut Map<String, Value>, new: &Statement) {
    if new.sid.trim().is_empty() {
        members.remove("Sid");
    } else {
        members.insert("Sid".to_owned(), json!(new.sid.trim()));
    }
    let effect = if new.denies { "Deny" } else { "Allow" };
    members.insert("Effect".to_owned(), json!(effect));
    let mut list = |key: &str, not: &str, listed: &Listed, value: Value| {
        let was_there = members.remove(key).is_some() | members.remove(not).is_some();
        if was_there || !listed.items.is_empty() {
            let key = if listed.except { not } else { key };
            members.insert(key.to_owned(), value);
        }
    };
    let who = &new.principals;
    list(
        "Principal",
        "NotPrincipal",
        who,
        principals_value(&who.items),
    );
    let what = &new.actions;
    list("Action", "NotAction", what, one_or_many(&what.items));
    let on = &new.resources;
    list("Resource", "NotResource", on, one_or_many(&on.items));
    let mut operators = Map::new();
    for condition in &new.conditions {
        let keys = operators
            .entry(condition.operator.clone())
            .or_insert_with(|| json!({}));
        if let Value::Object(keys) = keys {
            keys.insert(condition.key.clone(), one_or_many(&condition.values));
        }
    }
    if operators.is_empty() {
        members.remove("Condition");
    } else {
        members.insert("Condition".to_owned(), Value::Object(operators));
    }
}

/// One text stands alone, several in a list, as AWS's examples have it.
fn one_or_many(items: &[String]) -> Value {
    match items {
        [one] => json!(one),
        all => json!(all),
    }
}

fn principals_value(items: &[String]) -> Value {
    if items.iter().any(|item| item == "*") {
        return json!("*");
    }
    let mut kinds: Vec<(String, Vec<String>)> = Vec::new();
    for item in items {
        let (kind, name) = match item.split_once(char::is_whitespace) {
            Some((kind, name)) => (kind, name.trim()),
            // A service is known by its address, everything else is of AWS.
            None if item.ends_with(".amazonaws.com") => ("Service", item.as_str()),
            None => ("AWS", item.as_str()),
        };
        match kinds.iter_mut().find(|(known, _)| known == kind) {
            Some((_, names)) => names.push(name.to_owned()),
            None => kinds.push((kind.to_owned(), vec![name.to_owned()])),
        }
    }
    let mut object = Map::new();
    for (kind, names) in kinds {
        object.insert(kind, one_or_many(&names));
    }
    Value::Object(object)
}

/// One text for each line, without empty ones: what stands in a field of the
/// form.
pub fn lines(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().trim_matches(['"', ',']).trim())
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Operators that are met most. [IAM UG: Condition operators]
pub const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringNotEquals",
    "StringLike",
    "ArnLike",
    "ArnEquals",
    "Bool",
    "IpAddress",
    "NotIpAddress",
    "NumericLessThan",
    "DateGreaterThan",
    "Null",
];

/// Condition keys that the course meets. [IAM UG: Global condition context keys;
/// SAR: Amazon S3]
pub const KEYS: &[&str] = &[
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SecureTransport",
    "aws:MultiFactorAuthPresent",
    "aws:SourceIp",
    "aws:PrincipalArn",
    "aws:SourceVpce",
    "s3:x-amz-acl",
    "s3:prefix",
];

#[cfg(test)]
mod tests;
