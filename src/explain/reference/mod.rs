//! The reference of the file format, generated from the declarations of the
//! kinds: once to read, once as a JSON Schema for editors and other programs.

mod schema;

use std::fmt::Write as _;

use crate::architecture::file::{FORMAT, MAX_BYTES, VERSION};
use crate::architecture::row::{Content, Variant};
use crate::architecture::{
    Change, Choice, Kind, KindInfo, Member, Property, PropertyType, RowInfo,
};
use crate::text::capitalised;

pub use schema::file_schema;

/// The reference of the file format, in Markdown.
pub fn file_format() -> String {
    let mut text = format!(
        "# The file format, `*.campus.json`\n\n\
         A document is one JSON object in UTF-8, at most {} MiB:\n\n\
         ```json\n\
         {{\n  \"format\": \"{FORMAT}\",\n  \"version\": {VERSION},\n  \"title\": \"Notebookly\",\n  \
         \"resources\": [\n    {{ \"id\": \"vpc-1\", \"kind\": \"vpc\", \"name\": \"Notebookly-VPC\", \
         \"tags\": {{ \"Environment\": \"test\" }}, \"cidr\": \"10.0.0.0/16\" }}\n  ],\n  \
         \"layout\": {{ \"vpc-1\": {{ \"x\": 24, \"y\": 40 }} }}\n}}\n\
         ```\n\n\
         Every resource has an `id` (1 to 64 letters, digits, `-`, `_` and `.`; unique), a `kind` \
         and a `name`. What AWS lets one tag may have `tags`, an object with a text for each key; the \
         `Name` tag is the name and never among them. Its further members are the properties of its kind, listed below; one that \
         is left out has its default. A member that is not listed is refused, with its place. \
         `layout` maps ids to where they are drawn: `x` and `y` from the upper left corner of the \
         container, and for containers `width` and `height`; it means nothing for what was built. \
         `accepted` lists findings that somebody has accepted, with `because`, `by` and `on`; they hold \
         as long as the rule says the same of the same resource.\n\n\
         A file of an older version is read and brought up to date; one of a newer version is \
         refused and left as it is.\n\n\
         Properties that AWS cannot change in place are marked *new resource*: on AWS a change \
         means a replacement.\n",
        MAX_BYTES / 1024 / 1024
    );
    for kind in Kind::ALL {
        kind_section(&mut text, *kind);
    }
    text.push_str("\n## Rows of tables\n");
    for row in tables() {
        // Writing into a text cannot fail.
        let _ = write!(text, "\n### {}\n\n", heading(row.title));
        members(&mut text, row.members, 0);
    }
    text
}

fn heading(text: &str) -> String {
    capitalised(text)
}

/// The rows of all tables, each once, in the order of the kinds.
fn tables() -> Vec<&'static RowInfo> {
    let mut tables: Vec<&RowInfo> = Vec::new();
    for property in Kind::ALL.iter().flat_map(|kind| kind.info().properties) {
        if let PropertyType::Rows(row) = property.value
            && !tables.iter().any(|other| other.title == row.title)
        {
            tables.push(row);
        }
    }
    tables
}

fn kind_section(text: &mut String, kind: Kind) {
    let info: &KindInfo = kind.info();
    let _ = write!(text, "\n## `{}`: {}\n\n", info.key, info.title);
    let _ = writeln!(text, "{}", one_line(info.docs));
    if !info.aws.is_empty() {
        let _ = writeln!(text, "\nCloudFormation: `{}`.", info.aws);
    }
    if let Some(tagging) = info.tagging {
        let _ = writeln!(
            text,
            "\nAt most {} `tags` besides its `Name`, by `{}`.",
            tagging.most - 1,
            tagging.add
        );
    }
    if info.properties.is_empty() {
        return;
    }
    let defaults = kind.defaults();
    text.push_str("\n| Property | Values | Default | Meaning |\n|---|---|---|---|\n");
    for property in info.properties {
        let default = defaults.get(property.key).unwrap_or_default();
        let fixed = match property.change {
            Change::InPlace => "",
            Change::Replacement => " *New resource.*",
        };
        let _ = writeln!(
            text,
            "| `{}` | {} | `{}` | {}{fixed} |",
            property.key,
            cell(&values(property)),
            cell(&default.to_string()),
            cell(&one_line(property.help)),
        );
    }
}

/// Doc comments are wrapped; a table cell is not.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn values(property: &Property) -> String {
    match property.value {
        PropertyType::Text { example: "" } => "text".to_owned(),
        PropertyType::Text { example } => format!("text, such as `{example}`"),
        PropertyType::LongText => "text of several lines".to_owned(),
        PropertyType::Policy => "policy document in JSON, as text".to_owned(),
        PropertyType::Cidr => "block, such as `10.0.0.0/16`".to_owned(),
        PropertyType::Cidrs => "list of blocks".to_owned(),
        PropertyType::Address => "IPv4 address, or empty".to_owned(),
        PropertyType::Flag => "`true` or `false`".to_owned(),
        PropertyType::Number { min, max, unit } => {
            format!("{min} to {max} {unit}").trim_end().to_owned()
        }
        PropertyType::Choice(choices) => one_of(choices),
        PropertyType::Suggested(choices) => format!("text, usually {}", one_of(choices)),
        PropertyType::Zone => "zone, such as `ap-south-1a`".to_owned(),
        PropertyType::Reference(kinds) => format!("id of {}", kinds_listed(kinds)),
        PropertyType::References(kinds) => format!("ids of {}", kinds_listed(kinds)),
        PropertyType::Rows(row) => {
            let anchor = row.title.to_lowercase().replace(' ', "-");
            format!("list of [{}](#{anchor}) rows", row.title)
        }
        other => member(other),
    }
}

fn one_of(choices: &[Choice]) -> String {
    let values: Vec<String> = choices
        .iter()
        .map(|choice| format!("`{}`", choice.value))
        .collect();
    values.join(", ")
}

fn kinds_listed(kinds: &[Kind]) -> String {
    let kinds: Vec<String> = kinds
        .iter()
        .map(|kind| format!("`{}`", kind.info().key))
        .collect();
    kinds.join(", ")
}

fn members(text: &mut String, list: &[Member], depth: usize) {
    for it in list {
        let need = if it.required { "" } else { ", optional" };
        let about = format!("{}{need}", member(it.value));
        line(text, depth, it.key, &about, it.help);
        if let PropertyType::Rows(row) = it.value {
            members(text, row.members, depth + 1);
        }
        variants(text, it.value.variants(), depth + 1);
    }
}

fn variants(text: &mut String, list: &[Variant], depth: usize) {
    for variant in list {
        match variant.content {
            Content::One(value) => line(text, depth, variant.key, &member(value), variant.help),
            Content::Members(inner) => {
                line(text, depth, variant.key, "object", variant.help);
                members(text, inner, depth + 1);
            }
        }
    }
}

fn line(text: &mut String, depth: usize, key: &str, about: &str, help: &str) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(text, "{indent}- `{key}` ({about}): {}", one_line(help));
}

/// What a member of a row takes.
fn member(value: PropertyType) -> String {
    match value {
        PropertyType::Text { .. }
        | PropertyType::LongText
        | PropertyType::Policy
        | PropertyType::Cidr
        | PropertyType::Address
        | PropertyType::Suggested(_)
        | PropertyType::Zone
        | PropertyType::TagKey
        | PropertyType::TagValue => "text".to_owned(),
        PropertyType::Number { .. } | PropertyType::Ports | PropertyType::PortsEnd => {
            "number".to_owned()
        }
        PropertyType::Flag => "`true` or `false`".to_owned(),
        PropertyType::Choice(choices) => choices
            .iter()
            .map(|choice| format!("`\"{}\"`", choice.value))
            .collect::<Vec<_>>()
            .join(" or "),
        PropertyType::Protocol => {
            "`\"tcp\"`, `\"udp\"`, `\"icmp\"`, `\"all\"` or a number".to_owned()
        }
        PropertyType::Reference(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
            format!("id of {}", kinds.join(", "))
        }
        PropertyType::References(kinds) => {
            let kinds: Vec<String> = kinds
                .iter()
                .map(|kind| kind.info().title.to_lowercase())
                .collect();
            format!("list of ids of {}", kinds.join(", "))
        }
        PropertyType::Texts(_) | PropertyType::Names(_) | PropertyType::Cidrs => {
            "list of texts".to_owned()
        }
        PropertyType::Peer | PropertyType::Action => "object with exactly one of".to_owned(),
        PropertyType::Rows(_) => "list of objects".to_owned(),
    }
}

#[cfg(test)]
mod tests;
