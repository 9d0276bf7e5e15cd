//! Prints a template as YAML.
//!
//! Why not a library: CloudFormation and the tools around it read YAML 1.1,
//! where a bare `12:30` is the number 750 and a bare `yes` is true, while the
//! maintained Rust writers (yaml_serde, the successor of serde_yaml, was
//! tried) write YAML 1.2 and leave such texts bare. A learner may call a
//! server `yes`. So a text stands bare here only where no version of YAML can
//! read anything else into it, and quoted, in JSON's escapes, everywhere
//! else. The tests read everything back with that library.

use std::fmt::Write as _;

use super::value::{Fields, Value};

/// The object as a YAML document.
pub(super) fn print(fields: &Fields) -> String {
    let mut out = String::new();
    for (index, (key, value)) in fields.0.iter().enumerate() {
        // Sections stand apart, as people write them.
        if index > 0 && matches!(value, Value::Object(_)) {
            out.push('\n');
        }
        member(&mut out, 0, key, value);
    }
    out
}

/// `key: value` at this depth.
fn member(out: &mut String, depth: usize, key: &str, value: &Value) {
    let _ = write!(out, "{:depth$}{}:", "", scalar(key), depth = depth * 2);
    after(out, depth, value);
}

/// The value behind a key or a tag, on the same line where it fits there.
fn after(out: &mut String, depth: usize, value: &Value) {
    match value {
        Value::Object(fields) if !fields.0.is_empty() => {
            out.push('\n');
            for (key, value) in &fields.0 {
                member(out, depth + 1, key, value);
            }
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                list_item(out, depth + 1, item);
            }
        }
        // The long form, since YAML lets no value have two tags and the inner
        // one may have its own.
        Value::Base64(inner) => {
            out.push('\n');
            member(out, depth + 1, "Fn::Base64", inner);
        }
        Value::Text(text) if fits_a_block(text) => block(out, depth + 1, text),
        other => {
            let _ = writeln!(out, " {}", inline(other));
        }
    }
}

/// `- value` at this depth.
fn list_item(out: &mut String, depth: usize, item: &Value) {
    match item {
        Value::Object(fields) if !fields.0.is_empty() => {
            let mut members = String::new();
            for (key, value) in &fields.0 {
                member(&mut members, depth + 1, key, value);
            }
            // The first member shares the line of the dash.
            let indent = (depth + 1) * 2;
            let _ = write!(
                out,
                "{:depth$}- {}",
                "",
                &members[indent..],
                depth = depth * 2
            );
        }
        other => {
            let _ = write!(out, "{:depth$}-", "", depth = depth * 2);
            after(out, depth, other);
        }
    }
}

/// A value within a line, in flow style where it has parts.
fn inline(value: &Value) -> String {
    let list = |items: &[Value]| {
        let items: Vec<_> = items.iter().map(inline).collect();
        format!("[{}]", items.join(", "))
    };
    match value {
        Value::Text(text) => scalar(text),
        Value::Number(number) => number.to_string(),
        // Never with an exponent, which YAML 1.1 reads only in one form.
        Value::Decimal(number) => number.as_f64().unwrap_or_default().to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::List(items) => list(items),
        Value::Object(Fields(members)) => {
            let members: Vec<_> = members
                .iter()
                .map(|(key, value)| format!("{}: {}", scalar(key), inline(value)))
                .collect();
            match members.as_slice() {
                [] => "{}".to_owned(),
                members => format!("{{ {} }}", members.join(", ")),
            }
        }
        Value::Ref(id) => format!("!Ref {}", scalar(id)),
        // Where the attribute has a dot of its own, some readers of the short
        // form cut at the wrong one.
        Value::GetAtt(id, attribute) if attribute.contains('.') => {
            format!("{{ Fn::GetAtt: [{}, {attribute}] }}", scalar(id))
        }
        Value::GetAtt(id, attribute) => format!("!GetAtt {id}.{attribute}"),
        Value::Sub(text) => format!("!Sub {}", quoted(text)),
        Value::Zone(index) => format!("!Select [{index}, !GetAZs \"\"]"),
        Value::Join(separator, items) => {
            format!("!Join [{}, {}]", quoted(separator), list(items))
        }
        Value::JoinList(separator, value) => {
            format!("!Join [{}, {}]", quoted(separator), inline(value))
        }
        Value::Base64(inner) => format!("{{ Fn::Base64: {} }}", inline(inner)),
    }
}

/// A text on one line: bare where that is safe, else quoted.
fn scalar(text: &str) -> String {
    if is_plain(text) {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// In double quotes, with JSON's escapes, which YAML shares; and with escapes
/// for what YAML takes as a line break or does not let stand.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            char if must_be_escaped(char) => {
                let _ = match u32::from(char) {
                    code @ 0..=0xff => write!(out, "\\x{code:02x}"),
                    code @ 0x100..=0xffff => write!(out, "\\u{code:04x}"),
                    code => write!(out, "\\U{code:08x}"),
                };
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

fn must_be_escaped(char: char) -> bool {
    char.is_control()
        || matches!(
            char,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Whether no version of YAML reads anything but this text: words of ASCII
/// letters and digits, with single spaces and harmless marks between them,
/// that are no number, date, truth value or null.
fn is_plain(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    // Type names have `::`, which no YAML takes as a mapping.
    let colons_are_inner = !text.replace("::", "").contains(':') && !text.ends_with(':');
    let harmless = |char: char| {
        char.is_ascii_alphanumeric()
            || matches!(char, '-' | '_' | '.' | '/' | '*' | ':' | '<' | '>')
    };
    first.is_ascii_alphabetic()
        && text.split(' ').all(|word| {
            word.chars()
                .next()
                .is_some_and(|it| it.is_ascii_alphanumeric())
                && word.chars().all(harmless)
        })
        && colons_are_inner
        && !is_a_word_of_yaml(text)
        || first == '/' && text.chars().all(harmless) && colons_are_inner
        || is_an_address(text)
        || text == "2010-09-09"
}

/// An IPv4 address or block: its dots and slash keep it from being a number.
fn is_an_address(text: &str) -> bool {
    let address = text.split('/').next().unwrap_or(text);
    address.parse::<std::net::Ipv4Addr>().is_ok()
        && text
            .bytes()
            .all(|it| it.is_ascii_digit() || matches!(it, b'.' | b'/'))
}

/// The truth values and nulls of YAML 1.1.
fn is_a_word_of_yaml(text: &str) -> bool {
    const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a text of several lines can be a literal block, as scripts are
/// read best.
fn fits_a_block(text: &str) -> bool {
    text.contains('\n')
        && !text.starts_with([' ', '\n', '\t'])
        && !text.contains(|char| char != '\n' && char != '\t' && must_be_escaped(char))
}

fn block(out: &mut String, depth: usize, text: &str) {
    let body = text.trim_end_matches('\n');
    // How many line breaks stand at the end: none, one or more.
    let chomping = match text.len() - body.len() {
        0 => "-",
        1 => "",
        _ => "+",
    };
    let _ = writeln!(out, " |{chomping}");
    let kept = if chomping == "+" {
        text.strip_suffix('\n').unwrap_or(text)
    } else {
        body
    };
    for line in kept.split('\n') {
        if line.is_empty() {
            out.push('\n');
        } else {
            let _ = writeln!(out, "{:depth$}{line}", "", depth = depth * 2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read_back(text: &str) -> Option<String> {
        let fields = Fields::new().with("Key", text).with(
            "List",
            vec![text.into(), Fields::new().with("Inner", text).into()],
        );
        let printed = print(&fields);
        let value: yaml_serde::Value = yaml_serde::from_str(&printed).unwrap();
        assert_eq!(value["Key"], value["List"][0], "{printed}");
        assert_eq!(value["Key"], value["List"][1]["Inner"], "{printed}");
        value["Key"].as_str().map(str::to_owned)
    }

    #[test]
    fn what_yaml_1_1_takes_for_something_else_is_quoted() {
        for text in [
            "yes",
            "No",
            "on",
            "y",
            "12:30",
            "1_000",
            "010",
            "0x1F",
            "1e3",
            "~",
            "",
            "null",
            "2012-10-17",
            "=",
            "<<",
            ".inf",
            "-1",
            "a: b",
            "a #b",
            "a:",
            "- a",
            "*",
            "!x",
            "&x",
            "a  b",
            " a",
            "a ",
            "{}",
            "[",
            "%",
            "@a",
            "`",
            "'",
            "\"",
            "\\",
            "\u{85}",
            "\u{2028}",
        ] {
            assert_eq!(scalar(text), quoted(text), "{text:?}");
            assert_eq!(read_back(text).as_deref(), Some(text));
        }
    }

    #[test]
    fn what_is_plainly_a_text_stands_bare() {
        for text in [
            "Notebookly-VPC",
            "AWS::EC2::VPC",
            "t3.micro",
            "10.0.0.0/16",
            "Web servers",
            "/health",
            "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>",
        ] {
            assert_eq!(scalar(text), text);
            assert_eq!(read_back(text).as_deref(), Some(text));
        }
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC*|[ -~\\n\\t]*|(\\s|a|#|:|-)*") {
            let back = read_back(&text);
            prop_assert_eq!(back.as_deref(), Some(text.as_str()));
        }
    }
}
