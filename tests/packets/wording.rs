//! Rules and entries in one line each, as a learner would say them.

use serde_json::{Map, Value, json};

/// A block such as `10.0.0.0/16`, or the id of a group.
fn peer(text: &str) -> Value {
    match text.contains('/') {
        true => json!({"cidr": text}),
        false => json!({"group": text}),
    }
}

/// Protocol and ports out of `tcp 80`, `udp 1000-2000`, `icmp 8/0`, `all`,
/// `50` (a protocol by number) or `tcp` (every port).
fn protocol_and_ports(text: &str) -> Map<String, Value> {
    let mut words = text.split_whitespace();
    let mut members = Map::new();
    members.insert("protocol".to_owned(), json!(words.next().unwrap()));
    if let Some(ports) = words.next() {
        let number = |text: &str| json!(text.parse::<i32>().unwrap());
        let (from, to) = match (ports.split_once('/'), ports.split_once('-')) {
            (Some((kind, code)), _) => (number(kind), number(code)),
            (_, Some((from, to))) => (number(from), number(to)),
            _ => (number(ports), number(ports)),
        };
        members.insert("from_port".to_owned(), from);
        members.insert("to_port".to_owned(), to);
    }
    members
}

/// `tcp 80 from 0.0.0.0/0` or `tcp 80 to app-sg`, as a rule of a group.
pub fn group_rule(text: &str) -> Value {
    let (what, who) = text
        .split_once(" from ")
        .or_else(|| text.split_once(" to "))
        .unwrap();
    let mut rule = protocol_and_ports(what);
    rule.insert("peer".to_owned(), peer(who));
    Value::Object(rule)
}

/// `100 allow tcp 80 from 0.0.0.0/0`, as an entry of a network ACL.
pub fn acl_entry(text: &str) -> Value {
    let mut words = text.splitn(3, ' ');
    let number: u32 = words.next().unwrap().parse().unwrap();
    let action = words.next().unwrap();
    let (what, block) = {
        let rest = words.next().unwrap();
        rest.split_once(" from ")
            .or_else(|| rest.split_once(" to "))
            .unwrap()
    };
    let mut entry = protocol_and_ports(what);
    entry.insert("number".to_owned(), json!(number));
    entry.insert("action".to_owned(), json!(action));
    entry.insert("cidr".to_owned(), json!(block));
    Value::Object(entry)
}
