//! The ports of a filter's row as people write them: `80`, `1024-65535`,
//! `all`, and for ICMP a type or type and code.

use serde_json::{Map, Value, json};

use super::refused::Refused;
use crate::architecture::Protocol;

fn protocol_of(row: &Value) -> Protocol {
    row.get("protocol")
        .and_then(Value::as_str)
        .and_then(|text| text.parse().ok())
        .unwrap_or_default()
}

/// The ports of a filter's row as text.
pub(super) fn show_ports(row: &Value) -> String {
    let port = |key: &str| row.get(key).and_then(Value::as_i64).filter(|it| *it >= 0);
    let protocol = protocol_of(row);
    if !protocol.has_ports() && protocol != Protocol::Icmp {
        return "all".to_owned();
    }
    match (port("from_port"), port("to_port")) {
        (None, None) => "all".to_owned(),
        (Some(kind), None) => kind.to_string(),
        (None, Some(to)) => format!("0-{to}"),
        (Some(kind), Some(code)) if protocol == Protocol::Icmp => format!("{kind}:{code}"),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from}-{to}"),
    }
}

/// The row with the ports that a text names, or why it names none.
pub(super) fn read_ports(text: &str, before: &Value) -> Result<Value, Refused> {
    let mut row: Map<String, Value> = before.as_object().cloned().unwrap_or_default();
    let protocol = protocol_of(before);
    let all = text.is_empty() || text.eq_ignore_ascii_case("all");
    row.remove("from_port");
    row.remove("to_port");
    let mut put = |from: i64, to: i64| {
        row.insert("from_port".to_owned(), json!(from));
        row.insert("to_port".to_owned(), json!(to));
    };
    let number = |text: &str, max: i64| {
        let number = text.trim().parse::<i64>().ok();
        number.filter(|number| (0..=max).contains(number))
    };
    if protocol == Protocol::Icmp {
        match text.split_once(':') {
            _ if all => {}
            None => put(number(text, 255).ok_or(Refused::NoIcmpType)?, -1),
            Some((kind, code)) => put(
                number(kind, 255).ok_or(Refused::NoIcmpType)?,
                number(code, 255).ok_or(Refused::NoIcmpType)?,
            ),
        }
    } else if !protocol.has_ports() {
        if !all {
            return Err(Refused::WithoutPorts);
        }
    } else if all {
        // AWS wants the whole range spelled out for TCP and UDP.
        put(0, 65535);
    } else {
        let (from, to) = text.split_once(['-', '–']).unwrap_or((text, text));
        let from = number(from, 65535).ok_or(Refused::NoPorts)?;
        let to = number(to, 65535).ok_or(Refused::NoPorts)?;
        if from > to {
            return Err(Refused::Backwards { from, to });
        }
        put(from, to);
    }
    Ok(Value::Object(row))
}
