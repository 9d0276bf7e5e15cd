//! Values as text and back: what a form field shows, what it makes of what
//! somebody types, and what it says while they type.
//!
//! A value that AWS would refuse is still taken where the property can hold
//! it, because a mistake that is kept can be explained; what it cannot hold
//! stays in the field until it is mended.

use std::fmt;

use serde_json::{Value, json};

use crate::architecture::{
    AddressText, Architecture, CidrText, Kind, PropertyType, ResourceId, RowInfo, Tagging,
};

use super::named::{named, nearest};
use super::ports::{read_ports, show_ports};
use super::refused::Refused;

/// Which element of the page fits a field.
#[derive(Clone, Copy, Debug)]
pub enum Widget {
    /// One line; in a monospaced face where `code`.
    Line {
        /// Whether it is an address, a block, a number.
        code: bool,
    },
    /// Several lines.
    Lines,
    /// On or off.
    Switch,
    /// One of [`super::offers::options`].
    Select,
    /// Any number of [`super::offers::options`].
    Checks,
    /// Rows of its own.
    Rows(&'static RowInfo),
}

/// The element that fits a value.
pub fn widget(field: PropertyType) -> Widget {
    match field {
        PropertyType::Text { .. }
        | PropertyType::Suggested(_)
        | PropertyType::TagKey
        | PropertyType::TagValue => Widget::Line { code: false },
        PropertyType::LongText | PropertyType::Policy => Widget::Lines,
        PropertyType::Cidr
        | PropertyType::Cidrs
        | PropertyType::Address
        | PropertyType::Number { .. }
        | PropertyType::Ports
        | PropertyType::PortsEnd
        | PropertyType::Peer
        | PropertyType::Texts(_)
        | PropertyType::Names(_) => Widget::Line { code: true },
        PropertyType::Flag => Widget::Switch,
        PropertyType::Choice(_)
        | PropertyType::Zone
        | PropertyType::Reference(_)
        | PropertyType::Protocol
        | PropertyType::Action => Widget::Select,
        PropertyType::References(_) => Widget::Checks,
        PropertyType::Rows(row) => Widget::Rows(row),
    }
}

/// What stands in the empty field: plainly no value, so "such as" goes before
/// it. In a row, a block is mostly a destination.
pub fn example(field: PropertyType, in_a_row: bool) -> String {
    let example = match field {
        PropertyType::Text { example }
        | PropertyType::Texts(example)
        | PropertyType::Names(example) => example,
        PropertyType::Cidr if in_a_row => "0.0.0.0/0",
        PropertyType::Cidr => "10.0.0.0/16",
        PropertyType::Cidrs => "10.1.0.0/16",
        PropertyType::TagKey => "Environment",
        PropertyType::TagValue => "test",
        PropertyType::Ports => "80",
        PropertyType::Address => return "chosen by AWS".to_owned(),
        PropertyType::Peer => return "block or group".to_owned(),
        _ => "",
    };
    // What is written out in words explains itself.
    let words = example.split(' ').count() > 2;
    match example {
        "" => String::new(),
        example if words => example.to_owned(),
        example => format!("such as {example}"),
    }
}

/// What a number counts.
pub fn unit(field: PropertyType) -> &'static str {
    match field {
        PropertyType::Number { unit, .. } => unit,
        _ => "",
    }
}

/// The text that a field shows for a value.
pub fn show(field: PropertyType, value: &Value, architecture: &Architecture) -> String {
    match field {
        PropertyType::Ports => show_ports(value),
        PropertyType::Peer => match (value.get("cidr"), value.get("group")) {
            (Some(cidr), _) => plain_text(cidr),
            (None, Some(group)) => architecture.name_of(&ResourceId::new(plain_text(group))),
            (None, None) => String::new(),
        },
        PropertyType::Action => match value.as_object().and_then(|it| it.iter().next()) {
            Some((how, what)) if how == "forward" => {
                format!(
                    "forward:{}",
                    plain_text(what.get("target_group").unwrap_or(&Value::Null))
                )
            }
            Some((how, _)) => how.clone(),
            None => String::new(),
        },
        PropertyType::Names(_) => texts(value)
            .iter()
            .map(|text| {
                let id = ResourceId::new(text);
                match architecture.get(&id) {
                    Some(resource) => resource.name.clone(),
                    None => text.clone(),
                }
            })
            .collect::<Vec<_>>()
            .join(", "),
        PropertyType::Texts(_) | PropertyType::Cidrs => texts(value).join(", "),
        _ => plain_text(value),
    }
}

/// The value that a text stands for, or why it stands for none. `before` is
/// the value so far, parts of which a field may leave as they are.
pub fn read(
    field: PropertyType,
    text: &str,
    before: &Value,
    architecture: &Architecture,
) -> Result<Value, Refused> {
    let trimmed = text.trim();
    Ok(match field {
        PropertyType::LongText | PropertyType::Policy => json!(text),
        PropertyType::Flag => json!(trimmed == "true"),
        PropertyType::Number { min, max, .. } => match trimmed {
            "" => Value::Null,
            number => match number.parse::<i64>() {
                Ok(number) if (min..=max).contains(&number) => json!(number),
                _ => return Err(Refused::NoNumber { min, max }),
            },
        },
        PropertyType::Reference(_) if trimmed.is_empty() => Value::Null,
        PropertyType::Cidrs | PropertyType::Texts(_) => json!(split(trimmed)),
        PropertyType::Names(_) => json!(
            split(trimmed)
                .into_iter()
                .map(
                    |name| named(architecture, &[Kind::Instance, Kind::Database], &name)
                        .map_or(name, |id| id.to_string())
                )
                .collect::<Vec<_>>()
        ),
        PropertyType::Ports => read_ports(trimmed, before)?,
        PropertyType::Peer => match named(architecture, &[Kind::SecurityGroup], trimmed) {
            Some(group) => json!({ "group": group }),
            // A group that is gone keeps its place until it is replaced.
            None if trimmed == show(field, before, architecture) => before.clone(),
            // A word is no block, and kept as one it would let nobody in.
            None if !looks_like_a_block(trimmed) => {
                return Err(Refused::NoPeer {
                    typed: trimmed.to_owned(),
                    meant: nearest(architecture, Kind::SecurityGroup, trimmed),
                });
            }
            None => json!({ "cidr": trimmed }),
        },
        PropertyType::Action => match trimmed.split_once(':') {
            Some((_, "")) => json!({ "forward": { "target_group": null } }),
            Some((_, group)) => json!({ "forward": { "target_group": group } }),
            None if before.get(trimmed).is_some() => before.clone(),
            None if trimmed == "redirect" => {
                json!({ "redirect": { "protocol": "https", "port": 443, "status": 301 } })
            }
            None => json!({ "fixed_response": { "status": 404, "body": "" } }),
        },
        _ => json!(trimmed),
    })
}

/// Whether a text is meant to be a block: it has a digit first, a slash or a
/// colon in it, or nothing at all.
fn looks_like_a_block(text: &str) -> bool {
    text.is_empty() || text.starts_with(|c: char| c.is_ascii_digit()) || text.contains(['/', ':'])
}

/// What is wrong with a text although it is taken, said while it is typed.
pub fn advice(field: PropertyType, text: &str) -> Option<String> {
    let block = |text: &str| match CidrText::from(text).parse() {
        Ok(_) => None,
        Err(problem) => Some(in_a_sentence(problem)),
    };
    let trimmed = text.trim();
    match field {
        PropertyType::Cidr => block(trimmed),
        PropertyType::Cidrs => split(trimmed).iter().find_map(|text| block(text)),
        PropertyType::Peer if !trimmed.is_empty() && looks_like_a_block(trimmed) => block(trimmed),
        PropertyType::Address => {
            let address = AddressText::from(trimmed);
            (!address.is_automatic() && address.parse().is_none())
                .then(|| "Type four numbers from 0 to 255, such as 10.0.1.5.".to_owned())
        }
        // EC2 takes every character; what other services do not take is a
        // finding.
        PropertyType::TagKey => Tagging::EC2.problem(trimmed, "").map(in_a_sentence),
        PropertyType::TagValue => Tagging::EC2.problem("key", trimmed).map(in_a_sentence),
        _ => None,
    }
}

fn in_a_sentence(problem: impl fmt::Display) -> String {
    format!("{}.", crate::text::capitalised(&problem.to_string()))
}

pub(super) fn plain_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(super) fn texts(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|items| items.iter().map(plain_text).collect())
        .unwrap_or_default()
}

fn split(text: &str) -> Vec<String> {
    text.split([',', ' ', '\n'])
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit, Resource, SecurityGroup};

    fn guarded() -> Architecture {
        let mut document = Document::default();
        let resource = Resource::new("ALB-SG", SecurityGroup::default());
        let id = "security-group-1".into();
        document.apply(Edit::Create { id, resource }).unwrap();
        document.architecture
    }

    fn ports(protocol: &str, text: &str) -> Result<String, String> {
        let row = json!({ "protocol": protocol });
        read(PropertyType::Ports, text, &row, &Architecture::default())
            .map(|row| show_ports(&row))
            .map_err(|why| why.to_string())
    }

    #[test]
    fn ports_read_as_people_write_them() {
        assert_eq!(ports("tcp", "443"), Ok("443".to_owned()));
        assert_eq!(ports("tcp", "1024 - 65535"), Ok("1024-65535".to_owned()));
        assert_eq!(ports("tcp", "all"), Ok("0-65535".to_owned()));
        assert_eq!(ports("all", "all"), Ok("all".to_owned()));
        assert_eq!(ports("icmp", "3:4"), Ok("3:4".to_owned()));
        assert_eq!(ports("icmp", "8"), Ok("8".to_owned()));
        assert!(ports("tcp", "70000").is_err());
        assert!(ports("all", "80").is_err());
        assert_eq!(
            ports("tcp", "90-80"),
            Err("The range runs backwards: did you mean 80-90?".to_owned())
        );
    }

    #[test]
    fn a_peer_is_a_group_by_its_name_or_else_a_block() {
        let architecture = guarded();
        let peer = |text| read(PropertyType::Peer, text, &Value::Null, &architecture).unwrap();
        assert_eq!(peer("ALB-SG"), json!({ "group": "security-group-1" }));
        assert_eq!(peer("10.0.0.0/8"), json!({ "cidr": "10.0.0.0/8" }));
        let gone = json!({ "group": "security-group-9" });
        let shown = show(PropertyType::Peer, &gone, &architecture);
        assert_eq!(shown, "a deleted security group");
        assert_eq!(
            read(PropertyType::Peer, &shown, &gone, &architecture),
            Ok(gone)
        );
    }

    #[test]
    fn a_word_that_is_no_group_is_answered_with_the_nearest() {
        let architecture = guarded();
        let typed = |text| {
            let read = read(PropertyType::Peer, text, &Value::Null, &architecture);
            read.map_err(|why| why.to_string())
        };
        let meant =
            |text: &str| format!("No security group is called “{text}”: did you mean ALB-SG?");
        assert_eq!(typed("ALB"), Err(meant("ALB")));
        assert_eq!(typed("alb-sg"), Ok(json!({ "group": "security-group-1" })));
        assert_eq!(typed("ABL-SG"), Err(meant("ABL-SG")));
        assert_eq!(
            typed("everybody"),
            Err("No security group is called “everybody”: type the name of one, or a block such as 0.0.0.0/0.".to_owned())
        );
    }

    #[test]
    fn a_wrong_block_is_taken_and_explained() {
        let field = PropertyType::Cidr;
        let read = read(
            field,
            " 10.0.3.1/24",
            &Value::Null,
            &Architecture::default(),
        );
        assert_eq!(read, Ok(json!("10.0.3.1/24")));
        assert_eq!(
            advice(field, "10.0.3.1/24").as_deref(),
            Some("Host bits are set: the block starts at 10.0.3.0/24.")
        );
        assert_eq!(advice(field, "10.0.3.0/24"), None);
    }
}
