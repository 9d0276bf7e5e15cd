//! Policies of buckets and topics: whether they let a service of AWS in, and
//! how they would.
//!
//! Who, what and on what is read. Conditions are taken as fitting; who evaluates
//! a policy in full is the room of IAM.

use serde_json::{Value, json};

use crate::iam::fits;

/// Whether a statement of a policy lets a service do something with what has
/// this ARN.
pub fn lets(policy: &str, service: &str, action: &str, arn: &str) -> bool {
    lets_with(policy, service, action, |pattern| fits(pattern, arn))
}

/// The same for some of what is in a bucket of this ARN.
pub fn lets_in(policy: &str, service: &str, action: &str, bucket: &str) -> bool {
    let inside = format!("{bucket}/");
    lets_with(policy, service, action, |pattern| {
        pattern.starts_with(&inside) || fits(pattern, &inside)
    })
}

/// Whether a statement of a policy lets an account do something, or all, with
/// what has this ARN.
pub fn lets_accounts(policy: &str, action: &str, arn: &str) -> bool {
    allows(
        policy,
        action,
        |principal| texts(&principal["AWS"]).next().is_some(),
        |pattern| fits(pattern, arn),
    )
}

fn lets_with(policy: &str, service: &str, action: &str, on: impl Fn(&str) -> bool) -> bool {
    let whom = |principal: &Value| {
        principal == "*" || texts(&principal["Service"]).any(|it| it == service)
    };
    allows(policy, action, whom, on)
}

fn allows(
    policy: &str,
    action: &str,
    whom: impl Fn(&Value) -> bool,
    on: impl Fn(&str) -> bool,
) -> bool {
    let Ok(policy) = serde_json::from_str::<Value>(policy) else {
        return false;
    };
    let statements = match &policy["Statement"] {
        Value::Array(all) => all.iter().collect(),
        one @ Value::Object(_) => vec![one],
        _ => Vec::new(),
    };
    statements.iter().any(|it| {
        it["Effect"] == "Allow"
            && whom(&it["Principal"])
            && texts(&it["Action"]).any(|it| covers(it, action))
            && texts(&it["Resource"]).any(&on)
    })
}

/// A policy with more statements; nothing where what stands there is no JSON. A
/// Sid is unique in its policy, so one that is taken gets a number behind it.
pub fn with(policy: &str, more: Vec<Value>) -> Option<String> {
    let mut whole = if policy.trim().is_empty() {
        json!({"Version": "2012-10-17", "Statement": []})
    } else {
        serde_json::from_str(policy).ok()?
    };
    let object = whole.as_object_mut()?;
    let statements = object.entry("Statement").or_insert_with(|| json!([]));
    if statements.is_object() {
        *statements = json!([statements.take()]);
    }
    let statements = statements.as_array_mut()?;
    for mut statement in more {
        if let Some(sid) = statement["Sid"].as_str() {
            let taken = |name: &str| statements.iter().any(|it| it["Sid"] == name);
            let mut numbered = (2..).map(|number| format!("{sid}{number}"));
            let free = match taken(sid) {
                true => numbered.find(|it| !taken(it)),
                false => None,
            };
            if let Some(free) = free {
                statement["Sid"] = free.into();
            }
        }
        statements.push(statement);
    }
    serde_json::to_string_pretty(&whole).ok()
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let many = value.as_array().into_iter().flatten();
    many.chain(value.is_string().then_some(value))
        .filter_map(Value::as_str)
}

/// Whether an action of a policy, which may end with `*`, covers this one.
fn covers(pattern: &str, action: &str) -> bool {
    let (pattern, action) = (pattern.to_ascii_lowercase(), action.to_ascii_lowercase());
    match pattern.strip_suffix('*') {
        Some(start) => action.starts_with(start),
        None => pattern == action,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_lets_whom_it_names_do_what_it_names() {
        let statement = json!({"Effect": "Allow", "Principal": {"Service": ["a.amazonaws.com"]}, "Action": "s3:Put*", "Resource": "*"});
        let policy = with("", vec![statement]).unwrap();
        let object = "arn:aws:s3:::logs/a/1";
        assert!(lets(&policy, "a.amazonaws.com", "s3:PutObject", object));
        assert!(!lets(&policy, "a.amazonaws.com", "s3:GetBucketAcl", object));
        assert!(!lets(&policy, "b.amazonaws.com", "s3:PutObject", object));
        assert!(!lets("no JSON", "a.amazonaws.com", "s3:PutObject", object));
        assert_eq!(with("no JSON", Vec::new()), None);
    }

    #[test]
    fn a_policy_lets_nobody_into_what_it_does_not_name() {
        let statement = json!({"Effect": "Allow", "Principal": {"Service": "a.amazonaws.com"}, "Action": "s3:PutObject", "Resource": ["arn:aws:s3:::logs/a/*"]});
        let policy = with("", vec![statement]).unwrap();
        let lets = |arn| lets(&policy, "a.amazonaws.com", "s3:PutObject", arn);
        assert!(lets("arn:aws:s3:::logs/a/1"));
        assert!(!lets("arn:aws:s3:::logs/b/1"));
        let lets_in = |arn| lets_in(&policy, "a.amazonaws.com", "s3:PutObject", arn);
        assert!(lets_in("arn:aws:s3:::logs"));
        assert!(!lets_in("arn:aws:s3:::other"));
    }

    #[test]
    fn a_new_statement_takes_no_name_that_is_taken() {
        let one = || json!({"Sid": "Writes", "Effect": "Allow"});
        let policy = with("", vec![one(), one(), one()]).unwrap();
        let policy: Value = serde_json::from_str(&policy).unwrap();
        let all = policy["Statement"].as_array().unwrap();
        let names: Vec<&Value> = all.iter().map(|it| &it["Sid"]).collect();
        assert_eq!(names, ["Writes", "Writes2", "Writes3"]);
    }

    #[test]
    fn a_single_statement_stays_beside_the_new_one() {
        let one = r#"{"Statement": {"Effect": "Deny"}}"#;
        let both: Value = serde_json::from_str(&with(one, vec![json!({})]).unwrap()).unwrap();
        assert_eq!(both["Statement"].as_array().map(Vec::len), Some(2));
    }
}
