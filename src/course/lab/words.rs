//! Values and rows in the words of people.

use serde_json::Value;

use crate::architecture::{
    Architecture, Kind, Member, Property, PropertyType, ResourceId, RowInfo,
};
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
/// those that do not count beside another, and details as a new row has them.
pub fn row(of: &RowInfo, row: &Value, architecture: &Architecture) -> String {
    let fresh = (of.fresh)();
    let given = |member: &Member| row.get(member.key).filter(|it| !is_nothing(it));
    let counts = |member: &Member| {
        let mut others = of.members.iter().filter(|it| given(it).is_some());
        let is_out = others.any(|it| it.instead_of.contains(&member.key));
        let is_usual = member.detail && row.get(member.key) == fresh.get(member.key);
        !is_out && !is_usual
    };
    let mut parts: Vec<String> = Vec::new();
    for member in of.members.iter().filter(|it| counts(it)) {
        let said = match given(member) {
            None | Some(Value::Bool(false)) => continue,
            // What is on is its name.
            Some(Value::Bool(true)) => in_a_sentence(member.label),
            Some(it) => chosen(member.value, it, architecture),
        };
        match parts.last_mut() {
            // A range of one port says its number once.
            Some(from) if matches!(member.value, PropertyType::PortsEnd) => {
                if *from != said {
                    from.push('–');
                    from.push_str(&said);
                }
            }
            _ => parts.push(said),
        }
    }
    parts.join(" ")
}

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
                "notebookly.com A Notebookly-ALB evaluate target health",
                "www.notebookly.com CNAME notebookly.com 300",
            ]
        );
        assert_eq!(of("route")[0], "0.0.0.0/0 Notebookly-IGW");
        assert!(of("listener")[1].starts_with("443 HTTPS shop-certificate"));
    }
}
