//! Whether a value is what a test wants, and the value in words.

use ipnet::Ipv4Net;
use serde_json::Value;

use super::{Moment, Scope, facts, find};
use crate::architecture::ResourceId;
use crate::course::condition::{Op, Operand, Test};
use crate::text;

/// Whether a value passes a test.
pub fn passes(test: &Test, value: &Value, moment: &Moment, scope: &Scope) -> bool {
    test.0.iter().all(|(op, operand)| {
        // What a comparison speaks of may not be there; then it does not hold.
        let wanted = resolve(operand, moment, scope);
        wanted.is_some_and(|wanted| compare(*op, value, &wanted, moment))
    })
}

/// The value that an operand stands for.
pub fn resolve(operand: &Operand, moment: &Moment, scope: &Scope) -> Option<Value> {
    match operand {
        Operand::Plain(value) => Some(value.clone()),
        Operand::Thing(selector) => {
            let found = find::find(selector, moment, scope);
            found.first().map(|id| Value::from(id.as_str()))
        }
        Operand::Figure(name, output) => {
            let outputs = moment.attempt.since.figures.get(name)?;
            outputs.get(output).cloned()
        }
        Operand::Prop(key, of) => {
            let found = find::find(of, moment, scope);
            facts::property(found.first()?, key, moment)
        }
        Operand::Derived(derived) => {
            let all = facts::facts(derived, moment, scope).ok()?;
            all.into_iter().next().map(|(_, value)| value)
        }
    }
}

fn compare(op: Op, value: &Value, wanted: &Value, moment: &Moment) -> bool {
    let order = || number(value).zip(number(wanted));
    match op {
        Op::Eq => equal(value, wanted, moment),
        Op::Not => !equal(value, wanted, moment),
        Op::Lt => order().is_some_and(|(a, b)| a < b),
        Op::Le => order().is_some_and(|(a, b)| a <= b),
        Op::Gt => order().is_some_and(|(a, b)| a > b),
        Op::Ge => order().is_some_and(|(a, b)| a >= b),
        Op::In => items(wanted).iter().any(|it| equal(value, it, moment)),
        Op::Like => {
            let pattern = wanted.as_str().unwrap_or_default().to_lowercase();
            is_like(&plain(value, moment).to_lowercase(), &pattern)
        }
        Op::Contains => match value {
            Value::String(text) => wanted.as_str().is_some_and(|it| text.contains(it)),
            _ => items(value).iter().any(|it| equal(it, wanted, moment)),
        },
        Op::Has => {
            let have = items(value);
            items(wanted)
                .iter()
                .all(|wanted| have.iter().any(|it| equal(it, wanted, moment)))
        }
        Op::Within => {
            let allowed = items(wanted);
            items(value)
                .iter()
                .all(|it| allowed.iter().any(|other| equal(it, other, moment)))
        }
        Op::Inside => {
            let block: Option<Ipv4Net> = value.as_str().and_then(|it| it.trim().parse().ok());
            block.is_some_and(|block| {
                let outer = items(wanted).into_iter();
                let mut outer = outer.filter_map(|it| it.as_str()?.parse::<Ipv4Net>().ok());
                outer.any(|outer| outer.contains(&block))
            })
        }
        Op::Set => wanted.as_bool() == Some(!is_empty(value)),
    }
}

/// A number, also one that a property keeps as text, such as the threshold of an alarm.
fn number(value: &Value) -> Option<f64> {
    let typed = || value.as_str()?.trim().parse().ok();
    value.as_f64().or_else(typed)
}

/// The items of a list; of anything else, itself.
pub fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(items) => items.clone(),
        Value::Null => Vec::new(),
        other => vec![other.clone()],
    }
}

/// Whether there is nothing.
pub fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// Whether two values are the same; references are compared by id or name.
pub fn equal(one: &Value, other: &Value, moment: &Moment) -> bool {
    match (one, other) {
        (Value::Number(_), Value::Number(_) | Value::String(_))
        | (Value::String(_), Value::Number(_)) => {
            number(one).zip(number(other)).is_some_and(|(a, b)| a == b)
        }
        (Value::String(one), Value::String(other)) => {
            let (one, other) = (one.trim(), other.trim().trim_start_matches('@'));
            one == other
                || name_if_id(one, moment).is_some_and(|name| name.eq_ignore_ascii_case(other))
                || name_if_id(other, moment).is_some_and(|name| name.eq_ignore_ascii_case(one))
        }
        (Value::Array(one), Value::Array(other)) => {
            let within =
                |all: &[Value], it: &Value| all.iter().any(|other| equal(it, other, moment));
            one.len() == other.len()
                && one.iter().all(|it| within(other, it))
                && other.iter().all(|it| within(one, it))
        }
        (Value::Array(list), single) | (single, Value::Array(list)) if !single.is_object() => {
            list.len() == 1 && equal(&list[0], single, moment)
        }
        _ => one == other,
    }
}

fn name_if_id(text: &str, moment: &Moment) -> Option<String> {
    let id = ResourceId::new(text);
    let architecture = moment.architecture();
    let known = architecture.get(&id.owner()).is_some();
    known.then(|| architecture.name_of(&id))
}

/// Whether a text is like a pattern of `*` and `?`.
fn is_like(text: &str, pattern: &str) -> bool {
    let (text, pattern): (Vec<char>, Vec<char>) =
        (text.chars().collect(), pattern.chars().collect());
    // Where the last star stood, and how much of the text it has taken.
    let (mut at, mut of, mut star) = (0, 0, None);
    while at < text.len() {
        match pattern.get(of) {
            Some('*') => {
                star = Some((of, at));
                of += 1;
            }
            Some(c) if *c == '?' || *c == text[at] => {
                at += 1;
                of += 1;
            }
            _ => match star {
                Some((place, taken)) => {
                    star = Some((place, taken + 1));
                    (of, at) = (place + 1, taken + 1);
                }
                None => return false,
            },
        }
    }
    pattern[of..].iter().all(|c| *c == '*')
}

/// A value as one says it, ids by their names.
pub fn plain(value: &Value, moment: &Moment) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) if text.trim().is_empty() => "nothing".to_owned(),
        Value::String(text) => {
            let text = text.trim_start_matches('@');
            name_if_id(text, moment).unwrap_or_else(|| text.to_owned())
        }
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => text::list(items.iter().map(|it| plain(it, moment))),
        Value::Number(number) => text::number(number.as_f64().unwrap_or_default(), 4),
        Value::Object(_) => crate::explain::value_text(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_have_stars_and_marks() {
        for (text, pattern) in [
            ("private-a", "private-*"),
            ("al2023-ami-x86_64", "*al2023*x86_64"),
            ("web-1", "web-?"),
            ("", "*"),
        ] {
            assert!(is_like(text, pattern), "{text} {pattern}");
        }
        for (text, pattern) in [("public-a", "private-*"), ("web-12", "web-?"), ("a", "")] {
            assert!(!is_like(text, pattern), "{text} {pattern}");
        }
    }
}
