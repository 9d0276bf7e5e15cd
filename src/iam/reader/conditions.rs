//! On what a statement hangs.

use super::spelling::*;
use super::*;

pub(super) fn conditions(value: &Value, place: &str) -> Read<Vec<Condition>> {
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
pub(super) fn scalar(value: &Value, place: &str) -> Read<String> {
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
