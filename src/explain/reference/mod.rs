//! The reference of the file format, generated from the declarations of the
//! kinds: once to read, once as a JSON Schema for editors and other programs.

mod rows;
mod schema;

use std::fmt::Write as _;

use crate::architecture::file::{FORMAT, MAX_BYTES, VERSION};
use crate::architecture::{Change, Choice, Kind, KindInfo, Property, PropertyType, Table};
use crate::text::capitalised;
use rows::{Field, Member};

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
         container, and for containers `width` and `height`; it means nothing for what was built.\n\n\
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
    for table in rows::TABLES {
        // Writing into a text cannot fail.
        let _ = write!(text, "\n### {}\n\n", heading(rows::row_name(table)));
        fields(&mut text, rows::fields(table), 0);
    }
    text
}

fn heading(text: &str) -> String {
    capitalised(text)
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
        PropertyType::Table(table) => format!(
            "list of [{}](#{}) rows",
            rows::row_name(table),
            anchor(table)
        ),
    }
}

fn anchor(table: Table) -> String {
    rows::row_name(table).to_lowercase().replace(' ', "-")
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

fn fields(text: &mut String, list: &[Field], depth: usize) {
    for field in list {
        let need = if field.required { "" } else { ", optional" };
        let _ = writeln!(
            text,
            "{}- `{}` ({}{need}): {}",
            "  ".repeat(depth),
            field.key,
            member(field.member),
            field.help
        );
        if let Member::Object(inner) | Member::Objects(inner) | Member::Either(inner) = field.member
        {
            fields(text, inner, depth + 1);
        }
    }
}

fn member(member: Member) -> String {
    match member {
        Member::Text => "text".to_owned(),
        Member::Number => "number".to_owned(),
        Member::Flag => "`true` or `false`".to_owned(),
        Member::OneOf(values) => values
            .iter()
            .map(|value| format!("`\"{value}\"`"))
            .collect::<Vec<_>>()
            .join(" or "),
        Member::Protocol => "`\"tcp\"`, `\"udp\"`, `\"icmp\"`, `\"all\"` or a number".to_owned(),
        Member::Id(kinds) => {
            let kinds: Vec<String> = kinds.iter().map(|kind| kind.with_article()).collect();
            format!("id of {}", kinds.join(", "))
        }
        Member::Ids(kind) => format!("list of ids of {}", kind.info().title.to_lowercase()),
        Member::Texts => "list of texts".to_owned(),
        Member::Object(_) => "object".to_owned(),
        Member::Either(_) => "object with exactly one of".to_owned(),
        Member::Objects(_) => "list of objects".to_owned(),
    }
}
