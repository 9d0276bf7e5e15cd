//! A second evaluator, written from AWS's text alone and shared with nothing
//! of the program: slow, recursive, on bare JSON. It says nothing (None) where
//! it would need to know what is not said.
//!
//! [IAM UG: Policy evaluation logic; Policy elements: Principal, NotPrincipal,
//! Action, Resource, Condition, Condition operators, Variables]

use std::collections::BTreeMap;

use cloud_campus::iam::Outcome;
use serde_json::{Value, json};

use super::campus::{ACCOUNT, Campus, Request};

type Keys = BTreeMap<String, String>;

struct Asker {
    /// user, role, root, service, anonymous, foreign
    kind: &'static str,
    arn: String,
    keys: Keys,
}

pub fn decide(campus: &Campus, request: &Request) -> Option<Outcome> {
    let asker = asker(campus, request)?;
    let mut keys = asker.keys.clone();
    keys.insert("aws:resourceaccount".into(), ACCOUNT.into());
    for (key, value) in &request.given {
        keys.insert(key.to_lowercase(), value.clone());
    }
    for key in &request.absent {
        keys.remove(&key.to_lowercase());
    }
    let old = campus.has("old");
    let mut verdict = (false, false); // denied, allowed
    let mut tell = |statement: &Value, resource: Option<&str>, keys: &Keys, old: bool| {
        if asks(statement, &request.action, resource, keys, old) {
            match statement["Effect"].as_str() {
                Some("Deny") => verdict.0 = true,
                _ => verdict.1 = true,
            }
        }
    };
    // Identity policies.
    let holders: &[&str] = match (asker.kind, asker.arn.rsplit('/').next()) {
        ("user", Some("rahul")) => &["rahul", "team"],
        ("user", _) => &["asha"],
        ("role", _) => &["web"],
        _ => &[],
    };
    for holder in holders {
        for statement in campus.of(holder) {
            tell(statement, Some(&request.resource), &keys, old);
        }
        for (_, name) in campus.of_aws.iter().filter(|(it, _)| it == holder) {
            for statement in of_aws(name)? {
                tell(&statement, Some(&request.resource), &keys, false);
            }
        }
    }
    let identity = verdict;
    // The policy of the resource.
    let assume = request.action.eq_ignore_ascii_case("sts:AssumeRole");
    let ec2 = json!({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"});
    let statements: Vec<&Value> = if assume {
        match campus.of("trust") {
            none if none.is_empty() => vec![&ec2],
            some => some,
        }
    } else if request.resource.starts_with("arn:aws:sns:") {
        campus.of("topic")
    } else if request.resource == "arn:aws:s3:::docs"
        || request.resource.starts_with("arn:aws:s3:::docs/")
    {
        campus.of("bucket")
    } else {
        Vec::new()
    };
    let bucket = request.resource.starts_with("arn:aws:s3:::");
    let public = bucket && statements.iter().any(|it| is_public(it));
    let blocked = public && !campus.has("open") && !campus.has("restricted");
    let (mut denied, mut allowed, mut passed_on) = (identity.0, false, false);
    // What hangs on who is meant, which AWS's text leaves open.
    let (mut maybe_denied, mut maybe_allowed) = (false, false);
    for statement in statements.iter().filter(|_| !blocked) {
        let resource = (!assume).then_some(request.resource.as_str());
        if !asks(statement, &request.action, resource, &keys, old) {
            continue;
        }
        let deny = statement["Effect"] == "Deny";
        match names(statement, &asker) {
            None if deny => maybe_denied = true,
            None => maybe_allowed = true,
            Some(Named::No) => {}
            Some(Named::Account) if !deny => passed_on = true,
            _ if deny => denied = true,
            _ => allowed = true,
        }
    }
    let shut = public && !campus.has("open");
    if shut && matches!(asker.kind, "anonymous" | "foreign") {
        (allowed, maybe_allowed, passed_on) = (false, false, false);
    }
    if denied {
        return Some(Outcome::ExplicitDeny);
    }
    let (sure, maybe) = match asker.kind {
        "root" if !assume => (true, false),
        // The other account's policies are not drawn.
        "foreign" => (false, allowed || maybe_allowed || passed_on),
        _ if assume => (allowed || (passed_on && identity.1), maybe_allowed),
        _ => (allowed || identity.1, maybe_allowed),
    };
    match (sure, maybe) {
        (true, _) if maybe_denied => None,
        (true, _) => Some(Outcome::Allowed),
        (false, true) => None,
        (false, false) => Some(Outcome::ImplicitDeny),
    }
}

fn asker(campus: &Campus, request: &Request) -> Option<Asker> {
    let iam = |what: &str| format!("arn:aws:iam::{ACCOUNT}:{what}");
    let who = request.who.as_str();
    let role_for = |service: &str| {
        let mut trust = campus.of("trust").into_iter().cloned().collect::<Vec<_>>();
        if trust.is_empty() {
            trust.push(json!({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}));
        }
        let service = Asker {
            kind: "service",
            arn: service.to_owned(),
            keys: Keys::new(),
        };
        let may = |effect: &str| {
            trust.iter().any(|it| {
                it["Effect"] == effect
                    && matches!(names(it, &service), Some(Named::Yes))
                    && asks(it, "sts:AssumeRole", None, &Keys::new(), campus.has("old"))
            })
        };
        may("Allow") && !may("Deny")
    };
    let (kind, arn) = match who {
        "rahul" | "asha" => ("user", iam(&format!("user/{who}"))),
        "web" => ("role", iam("role/web")),
        "server" if role_for("ec2.amazonaws.com") => ("role", iam("role/web")),
        "function" if role_for("lambda.amazonaws.com") => ("role", iam("role/web")),
        "server" | "function" | "bare" | "anonymous" => ("anonymous", String::new()),
        "mystery" => return None,
        "root" => ("root", iam("root")),
        arn if arn.starts_with("arn:") => ("foreign", arn.to_owned()),
        service => ("service", service.to_owned()),
    };
    let mut keys = Keys::new();
    if matches!(kind, "user" | "role" | "root") {
        keys.insert("aws:principalarn".into(), arn.clone());
        keys.insert("aws:principalaccount".into(), ACCOUNT.into());
    }
    if kind == "foreign" {
        keys.insert("aws:principalarn".into(), arn.clone());
        keys.insert(
            "aws:principalaccount".into(),
            arn.split(':').nth(4).unwrap().into(),
        );
    }
    if kind == "user" {
        keys.insert("aws:username".into(), who.into());
    }
    keys.insert(
        "aws:principalisawsservice".into(),
        (kind == "service").to_string(),
    );
    Some(Asker { kind, arn, keys })
}

/// The statements of those policies of AWS that the table names.
/// [AWS Managed Policy Reference Guide]
fn of_aws(name: &str) -> Option<Vec<Value>> {
    let allow = |actions: Value, resource: Value| json!({"Effect": "Allow", "Action": actions, "Resource": resource});
    Some(match name {
        "AdministratorAccess" => vec![allow(json!("*"), json!("*"))],
        "AmazonS3ReadOnlyAccess" => vec![allow(
            json!([
                "s3:Get*",
                "s3:List*",
                "s3:Describe*",
                "s3-object-lambda:Get*",
                "s3-object-lambda:List*"
            ]),
            json!("*"),
        )],
        "AmazonS3FullAccess" => vec![allow(json!(["s3:*", "s3-object-lambda:*"]), json!("*"))],
        "PowerUserAccess" => vec![
            json!({"Effect": "Allow", "NotAction": ["iam:*", "organizations:*", "account:*"], "Resource": "*"}),
            allow(
                json!([
                    "iam:CreateServiceLinkedRole",
                    "iam:DeleteServiceLinkedRole",
                    "iam:ListRoles"
                ]),
                json!("*"),
            ),
        ],
        "IAMUserChangePassword" => vec![
            allow(
                json!("iam:ChangePassword"),
                json!("arn:aws:iam::*:user/${aws:username}"),
            ),
            allow(json!("iam:GetAccountPasswordPolicy"), json!("*")),
        ],
        _ => return None,
    })
}

fn list(value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().flat_map(list).collect(),
        Value::String(text) => vec![text.clone()],
        other => vec![other.to_string()],
    }
}

/// Whether a statement is about the action and the resource, and its condition
/// holds; whom it means is another question.
fn asks(it: &Value, action: &str, resource: Option<&str>, keys: &Keys, old: bool) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let one_of = |patterns: &Value| {
        list(patterns)
            .iter()
            .any(|p| like(&lower(p), &lower(action)))
    };
    let action_fits = match it.get("NotAction") {
        Some(not) => !one_of(not),
        None => one_of(&it["Action"]),
    };
    let fits = |patterns: &Value| {
        list(patterns).iter().any(|pattern| match resource {
            Some(resource) => filled(pattern, keys, old).is_some_and(|it| like(&it, resource)),
            None => true,
        })
    };
    let resource_fits = match (it.get("NotResource"), it.get("Resource")) {
        (Some(not), _) => !fits(not),
        (None, Some(these)) => fits(these),
        (None, None) => true,
    };
    action_fits && resource_fits && condition(&it["Condition"], keys, old)
}

/// Wildcards, letter by letter. A letter that stands for itself is marked with
/// a zero before it.
fn like(pattern: &str, text: &str) -> bool {
    fn go(p: &[char], t: &[char]) -> bool {
        match (p.first(), t.first()) {
            (None, None) => true,
            (Some('\0'), Some(t0)) => p[1] == *t0 && go(&p[2..], &t[1..]),
            (Some('*'), _) => go(&p[1..], t) || (!t.is_empty() && go(p, &t[1..])),
            (Some('?'), Some(_)) => go(&p[1..], &t[1..]),
            (Some(p0), Some(t0)) => p0 == t0 && go(&p[1..], &t[1..]),
            _ => false,
        }
    }
    let p: Vec<char> = pattern.chars().collect();
    let t: Vec<char> = text.chars().collect();
    go(&p, &t)
}

/// The text with its variables filled in; nothing where one has no value.
fn filled(text: &str, keys: &Keys, old: bool) -> Option<String> {
    if old {
        return Some(text.to_owned());
    }
    let Some(at) = text.find("${") else {
        return Some(text.to_owned());
    };
    let end = text[at..].find('}')? + at;
    let inside = &text[at + 2..end];
    let value = match inside {
        "*" | "?" | "$" => inside.to_owned(),
        _ => {
            let mut parts = inside.splitn(2, ',');
            let key = parts.next()?.trim().to_lowercase();
            let default = parts
                .next()
                .map(|it| it.trim().trim_matches('\'').to_owned());
            keys.get(&key).cloned().or(default)?
        }
    };
    let literal: String = value.chars().flat_map(|it| ['\0', it]).collect();
    Some(format!(
        "{}{literal}{}",
        &text[..at],
        filled(&text[end + 1..], keys, old)?
    ))
}

fn condition(all: &Value, keys: &Keys, old: bool) -> bool {
    let Some(operators) = all.as_object() else {
        return true;
    };
    operators.iter().all(|(operator, lines)| {
        lines.as_object().unwrap().iter().all(|(key, wanted)| {
            let value = keys.get(&key.to_lowercase());
            let name = operator.to_lowercase();
            let (name, if_exists) = match name.strip_suffix("ifexists") {
                Some(name) => (name.to_owned(), true),
                None => (name, false),
            };
            if name == "null" {
                return list(wanted)
                    .iter()
                    .any(|it| it.eq_ignore_ascii_case("true"))
                    == value.is_none();
            }
            let negated = name.contains("not");
            let Some(value) = value else {
                return negated || if_exists;
            };
            let matched = list(wanted).iter().any(|it| {
                let Some(it) = filled(it, keys, old) else {
                    return false;
                };
                let bare = it.replace('\0', "");
                let number = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
                // Dates of one form are in the order of their letters.
                match name.replace("not", "").as_str() {
                    "stringequals" => bare == *value,
                    "stringequalsignorecase" => bare.to_lowercase() == value.to_lowercase(),
                    "stringlike" => like(&it, value),
                    "arnequals" | "arnlike" => {
                        let parts: Vec<&str> = it.splitn(6, ':').collect();
                        let values: Vec<&str> = value.splitn(6, ':').collect();
                        parts.len() == 6
                            && values.len() == 6
                            && parts.iter().zip(values).all(|(p, v)| like(p, v))
                    }
                    "bool" => bare.eq_ignore_ascii_case(value),
                    "ipaddress" => in_block(&bare, value),
                    "numericequals" => number(value) == number(&bare),
                    "numericlessthan" => number(value) < number(&bare),
                    "numericlessthanequals" => number(value) <= number(&bare),
                    "numericgreaterthan" => number(value) > number(&bare),
                    "numericgreaterthanequals" => number(value) >= number(&bare),
                    "datelessthan" => *value < bare,
                    "dategreaterthan" => *value > bare,
                    other => panic!("{other} is not in the other evaluator"),
                }
            });
            matched != negated
        })
    })
}

/// IPv4 alone, bit by bit.
fn in_block(block: &str, address: &str) -> bool {
    let bits = |text: &str| -> Option<String> {
        let parts: Vec<u8> = text
            .split('.')
            .map(|it| it.parse().ok())
            .collect::<Option<_>>()?;
        (parts.len() == 4).then(|| parts.iter().map(|it| format!("{it:08b}")).collect())
    };
    let (net, length) = block.split_once('/').unwrap_or((block, "32"));
    let length: usize = length.parse().unwrap_or(32);
    match (bits(net), bits(address)) {
        (Some(net), Some(address)) => net[..length] == address[..length],
        _ => false,
    }
}

enum Named {
    Yes,
    No,
    Account,
}

fn names(it: &Value, asker: &Asker) -> Option<Named> {
    let these = |principal: &Value| {
        if *principal == "*" || list(&principal["AWS"]).contains(&"*".to_owned()) {
            return Named::Yes;
        }
        let kind = if asker.kind == "service" {
            "Service"
        } else {
            "AWS"
        };
        let named = list(&principal[kind]);
        if !asker.arn.is_empty() && named.contains(&asker.arn) {
            return Named::Yes;
        }
        let account = asker.arn.split(':').nth(4).unwrap_or("none");
        let root = format!("arn:aws:iam::{account}:root");
        match named.iter().any(|it| *it == account || *it == root) {
            true if asker.kind == "root" => Named::Yes,
            true => Named::Account,
            false => Named::No,
        }
    };
    Some(match it.get("NotPrincipal") {
        None => these(&it["Principal"]),
        Some(not) => match these(not) {
            Named::No => Named::Yes,
            Named::Account => return None,
            Named::Yes => {
                let account = asker.arn.split(':').nth(4).unwrap_or("none");
                let root = format!("arn:aws:iam::{account}:root");
                let identity = matches!(asker.kind, "user" | "role" | "foreign");
                let both = list(&not["AWS"])
                    .iter()
                    .any(|it| *it == account || *it == root);
                if identity && !both {
                    return None;
                }
                Named::No
            }
        },
    })
}

/// [S3 UG: The meaning of "public"], as far as the table and the property test
/// write policies: everybody is let in, and no fixed address, account, ARN, VPC
/// or endpoint is asked for.
fn is_public(it: &Value) -> bool {
    let everybody = it.get("NotPrincipal").is_some()
        || it["Principal"] == "*"
        || list(&it["Principal"]["AWS"]).contains(&"*".to_owned());
    if it["Effect"] != "Allow" || !everybody {
        return false;
    }
    let Some(operators) = it["Condition"].as_object() else {
        return true;
    };
    !operators.iter().any(|(operator, lines)| {
        lines.as_object().unwrap().iter().any(|(key, values)| {
            let key = key.to_lowercase();
            let values = list(values);
            let fixed = |it: &String| !it.contains("${") && !it.contains('*') && !it.contains('?');
            match operator.as_str() {
                "IpAddress" => {
                    key == "aws:sourceip"
                        && values.iter().all(|it| {
                            it.split_once('/')
                                .is_none_or(|(_, n)| n.parse::<u8>().unwrap() >= 8)
                        })
                }
                "StringEquals"
                | "StringEqualsIgnoreCase"
                | "StringLike"
                | "ArnLike"
                | "ArnEquals" => {
                    [
                        "aws:sourcevpce",
                        "aws:sourcevpc",
                        "aws:sourcearn",
                        "aws:sourceaccount",
                        "aws:principalarn",
                        "aws:principalaccount",
                        "aws:principalorgid",
                    ]
                    .contains(&key.as_str())
                        && values.iter().all(fixed)
                }
                _ => false,
            }
        })
    })
}
