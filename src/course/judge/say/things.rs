//! Things, their settings and their values in words: by the kind that AWS calls them, by
//! their own name, by the label of the form.

use serde_json::Value;

use super::super::{Moment, compare};
use crate::architecture::{Choice, Kind, Property, PropertyType, ResourceId};
use crate::review;
use crate::text;

/// The noun of a kind inside a sentence: "subnet", "EC2 instance", "Region".
pub fn noun(kind: Kind) -> String {
    let with_article = kind.with_article();
    let noun = with_article.split_once(' ').map(|(_, noun)| noun);
    noun.unwrap_or(&with_article).to_owned()
}

/// "the EC2 instance web-1"; what a thing brings along by its name alone.
pub fn the(id: &ResourceId, moment: &Moment) -> String {
    let architecture = moment.architecture();
    let name = moment.name(id);
    match architecture.get(id) {
        Some(resource) if name.trim().is_empty() => {
            format!("the {} without a name", noun(resource.kind()))
        }
        Some(resource) => format!("the {} {name}", noun(resource.kind())),
        None => name,
    }
}

/// The same at the beginning of a sentence. A name keeps its own first letter.
pub fn at_first(id: &ResourceId, moment: &Moment) -> String {
    let the = the(id, moment);
    match the.strip_prefix("the ") {
        Some(rest) => format!("The {rest}"),
        None => the,
    }
}

/// The property of a thing.
pub fn property(id: &ResourceId, key: &str, moment: &Moment) -> Option<&'static Property> {
    let kind = moment.architecture().kind_of(&id.owner())?;
    kind.info().property(key)
}

/// That something is not there yet: "There is no subnet yet that …", "There is no VPC yet".
pub fn yet(sentence: &str) -> String {
    let clause = [" where ", " that "]
        .iter()
        .filter_map(|it| sentence.find(it))
        .min();
    let (before, behind) = sentence.split_at(clause.unwrap_or(sentence.len()));
    format!("{before} yet{behind}.")
}

/// What the form calls a property.
pub fn label(id: &ResourceId, key: &str, moment: &Moment) -> String {
    let property = property(id, key, moment);
    property.map_or_else(
        || text::capitalised(&key.replace('_', " ")),
        |it| it.label.to_owned(),
    )
}

/// A value of a type, as the form shows it: a choice by its label, a number with its unit.
pub fn value(of: Option<&PropertyType>, key: &str, value: &Value, moment: &Moment) -> String {
    match (of, value) {
        // A state is a word of the sentence, not of the form.
        (_, it) if key == "state" => compare::plain(it, moment),
        // A line of the review is called by its title.
        (_, Value::String(code)) if key == "line" => {
            let line = review::practice(moment.analysis, code);
            line.map_or(code.clone(), |it| format!("“{}”", it.title))
        }
        (Some(PropertyType::Choice(choices)), it) => {
            let plain = compare::plain(it, moment);
            let found = choices.iter().find(|choice| choice.value == plain);
            // A label such as "ap-south-1 · Mumbai" tells more than the value.
            match found {
                Some(choice) if !choice.label.starts_with(plain.as_str()) => {
                    choice.label.to_owned()
                }
                _ => plain,
            }
        }
        // What is suggested is called as AWS calls it, but for its capitals.
        (Some(PropertyType::Suggested(choices)), it) => {
            let plain = compare::plain(it, moment);
            let same = |choice: &&Choice| choice.label.eq_ignore_ascii_case(&plain);
            let found = choices.iter().find(same);
            found.map_or(plain.clone(), |choice| choice.label.to_owned())
        }
        (Some(PropertyType::Number { unit, .. }), Value::Number(number)) => {
            let number = number.as_f64().unwrap_or_default();
            // Ports and numbers of rows are names; nobody sets their thousands apart.
            let said = match is_name(key) {
                true => format!("{number}"),
                false => text::number(number, 4),
            };
            in_unit(&said, number, unit)
        }
        (Some(PropertyType::Rows(_)), Value::Array(rows)) => text::count(rows.len(), "row", "rows"),
        (_, Value::Number(number)) if is_name(key) => number.to_string(),
        // What nobody would read aloud.
        (_, Value::String(long)) if long.contains('\n') || long.len() > 80 => {
            "the text that the task gives".to_owned()
        }
        (_, value) => compare::plain(value, moment),
    }
}

fn is_name(key: &str) -> bool {
    [
        "port",
        "from_port",
        "to_port",
        "number",
        "priority",
        "status",
    ]
    .contains(&key)
}

/// "1 day", "30 days", "US$20", "70 %".
fn in_unit(said: &str, number: f64, unit: &str) -> String {
    match unit {
        "" => said.to_owned(),
        "USD" => format!("US${said}"),
        unit => match unit.strip_suffix('s') {
            Some(one) if number == 1.0 && !unit.contains(' ') && !unit.contains('/') => {
                format!("{said} {one}")
            }
            _ => format!("{said} {unit}"),
        },
    }
}

/// What is in a list, of which the form has the heading: "inbound rule" of "Inbound rules".
pub fn singular(heading: &str) -> String {
    let heading = text::in_a_sentence(heading);
    let (nouns, rest) = match heading.split_once(" of ") {
        Some((nouns, rest)) => (nouns.to_owned(), format!(" of {rest}")),
        None => (heading, String::new()),
    };
    let one = match (nouns.strip_suffix("ies"), nouns.strip_suffix("sses")) {
        (Some(stem), _) => format!("{stem}y"),
        (_, Some(stem)) => format!("{stem}ss"),
        _ => nouns.strip_suffix('s').unwrap_or(&nouns).to_owned(),
    };
    format!("{one}{rest}")
}
