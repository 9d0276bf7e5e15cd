//! Values and rows in the words of people.

use serde_json::Value;

use crate::architecture::written::Written;
use crate::architecture::{
    Action, Architecture, Kind, Member, Property, PropertyType, ResourceId, RowInfo,
};
use crate::explain;
use crate::text::in_a_sentence;

/// A value, with names in place of ids.
pub fn value(value: &Value, architecture: &Architecture) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        Value::String(text) if text.is_empty() => "nothing".to_owned(),
        Value::String(text) => match architecture.get(&ResourceId::new(text)) {
            Some(resource) => resource.name.clone(),
            None => text.clone(),
        },
        Value::Array(items) if items.is_empty() => "nothing".to_owned(),
        Value::Array(items) => {
            let items = items.iter().map(|it| self::value(it, architecture));
            items.collect::<Vec<_>>().join(", ")
        }
        Value::Object(map) => {
            let parts = map.values().filter(|it| !is_nothing(it));
            let parts = parts.map(|it| self::value(it, architecture));
            parts.collect::<Vec<_>>().join(" ")
        }
        other => other.to_string(),
    }
}

/// A value of a property: one of a list by its label.
pub fn property(of: &Property, it: &Value, architecture: &Architecture) -> String {
    chosen(of.value, it, architecture)
}

/// A value of this type: one of a list by its label.
fn chosen(of: PropertyType, it: &Value, architecture: &Architecture) -> String {
    if let (PropertyType::Choice(choices), Value::String(text)) = (of, it)
        && let Some(choice) = choices.iter().find(|choice| choice.value == text)
    {
        return choice.label.to_owned();
    }
    value(it, architecture)
}

/// What a row of this table is called. A kind may have two tables of the same rows, as groups
/// and network ACLs have for both directions: there the table says which.
pub fn title(kind: Kind, of: &Property, rows: &RowInfo) -> String {
    let is_same = |it: &&Property| match it.value {
        PropertyType::Rows(other) => other.title == rows.title,
        _ => false,
    };
    let alike = kind.info().properties.iter().filter(is_same).count();
    match of.label.split_once(' ') {
        Some((direction, _)) if alike > 1 => {
            format!("{} {}", in_a_sentence(direction), rows.title)
        }
        _ => rows.title.to_owned(),
    }
}

/// A row: its members in the order of its form, without those that say nothing: the empty,
/// those that do not count beside another, and details as a new row has them. What fits in a
/// few characters stands together, as "tcp 443"; what it leads to is told from what it is.
pub fn row(of: &RowInfo, row: &Value, architecture: &Architecture) -> String {
    let fresh = (of.fresh)();
    let given = |member: &Member| row.get(member.key).filter(|it| !is_nothing(it));
    let counts = |member: &Member| {
        let mut others = of.members.iter().filter(|it| given(it).is_some());
        let is_out = others.any(|it| it.instead_of.contains(&member.key));
        let is_usual = member.detail && row.get(member.key) == fresh.get(member.key);
        !is_out && !is_usual
    };
    let mut said = String::new();
    let mut last = None;
    for member in of.members.iter().filter(|it| counts(it)) {
        let part = match (given(member), member.value) {
            (None | Some(Value::Bool(false)), _) => continue,
            // What is on is its name.
            (Some(Value::Bool(true)), _) => in_a_sentence(member.label),
            (Some(it), PropertyType::Action) => match Action::read(it) {
                Ok(action) => explain::action(&action, architecture),
                Err(_) => value(it, architecture),
            },
            (Some(it), PropertyType::Number { unit, .. }) if !unit.is_empty() => {
                match member.narrow {
                    true => format!("{it} {unit}"),
                    false => format!("{} {it} {unit}", in_a_sentence(member.label)),
                }
            }
            (Some(it), of) => chosen(of, it, architecture),
        };
        // A range of one port says its number once.
        let ends_a_range = matches!(member.value, PropertyType::PortsEnd);
        if !(ends_a_range && last.as_ref() == Some(&part)) {
            said.push_str(match member.value {
                _ if said.is_empty() => "",
                PropertyType::PortsEnd => "–",
                _ if LEADS.contains(&member.key) => " to ",
                PropertyType::Protocol => " ",
                PropertyType::Choice(_) if part.len() <= SHORT => " ",
                _ if member.narrow => " ",
                _ => ", ",
            });
            said.push_str(&part);
        }
        last = Some(part);
    }
    said
}

/// How long a choice is that stands with what is before it, as "HTTPS" and "Allow".
const SHORT: usize = 5;

/// Where a route and a record lead.
const LEADS: [&str; 3] = ["target", "alias", "values"];

/// Whether a value says nothing.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Document;

    #[test]
    fn a_row_says_what_tells_it_from_others_and_nothing_else() {
        let shop = include_str!("../../../assets/examples/notebookly.campus.json");
        let shop = Document::from_json(shop).unwrap().architecture;
        let mut said = Vec::new();
        for (_, resource) in shop.resources() {
            for property in resource.kind().info().properties {
                let held = resource.properties.get(property.key);
                let (PropertyType::Rows(info), Some(Value::Array(rows))) = (property.value, held)
                else {
                    continue;
                };
                said.extend(rows.iter().map(|it| (info.title, row(info, it, &shop))));
            }
        }
        let of = |title: &str| {
            let rows = said.iter().filter(|it| it.0 == title);
            rows.map(|it| it.1.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(
            of("record"),
            [
                "notebookly.com A to Notebookly-ALB, evaluate target health",
                "www.notebookly.com CNAME to notebookly.com, TTL 300 seconds",
            ]
        );
        assert_eq!(of("route")[0], "0.0.0.0/0 to Notebookly-IGW");
        assert_eq!(
            of("listener"),
            [
                "80 HTTP, redirect to HTTPS:443 (301)",
                "443 HTTPS, shop-certificate, forward to Notebookly-TG",
            ]
        );
    }
}
