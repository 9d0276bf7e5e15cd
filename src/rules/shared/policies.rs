//! Policies of buckets and topics: whether they let a service of AWS in, and
//! how they would.
//!
//! Only who and what is read. Conditions and resources are taken as fitting;
//! who evaluates a policy in full is the room of IAM.

use serde_json::{Value, json};

/// Whether a statement of a policy lets a service do something.
pub fn lets(policy: &str, service: &str, action: &str) -> bool {
    allows(policy, action, |principal| {
        principal == "*" || texts(&principal["Service"]).any(|it| it == service)
    })
}

/// Whether a statement of a policy lets an account do something, or all.
pub fn lets_accounts(policy: &str, action: &str) -> bool {
    allows(policy, action, |principal| {
        texts(&principal["AWS"]).next().is_some()
    })
}

fn allows(policy: &str, action: &str, whom: impl Fn(&Value) -> bool) -> bool {
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
    })
}

/// A policy with more statements; nothing where what stands there is no JSON.
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
    statements.as_array_mut()?.extend(more);
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
        assert!(lets(&policy, "a.amazonaws.com", "s3:PutObject"));
        assert!(!lets(&policy, "a.amazonaws.com", "s3:GetBucketAcl"));
        assert!(!lets(&policy, "b.amazonaws.com", "s3:PutObject"));
        assert!(!lets("no JSON", "a.amazonaws.com", "s3:PutObject"));
        assert_eq!(with("no JSON", Vec::new()), None);
    }

    #[test]
    fn a_single_statement_stays_beside_the_new_one() {
        let one = r#"{"Statement": {"Effect": "Deny"}}"#;
        let both: Value = serde_json::from_str(&with(one, vec![json!({})]).unwrap()).unwrap();
        assert_eq!(both["Statement"].as_array().map(Vec::len), Some(2));
    }
}
