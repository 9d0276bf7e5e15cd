//! The description of rows is compared with what the rows really write.

use serde_json::{Map, Value, json};

use super::*;
use crate::architecture::{
    Action, DnsRecord, Listener, ListenerRule, MountTarget, NetworkAclEntry, NetworkInterface,
    NodeAddress, Peer, Protocol, Route, ScalingPolicy, SecurityGroupRule, SpecimenPart, WebAclRule,
};

/// A row of a table that is flat, with something in every member.
fn filled(title: &str) -> Value {
    let table = tables().into_iter().find(|it| it.title == title).unwrap();
    let mut row = (table.fresh)();
    for member in table.members {
        let value = match member.value {
            PropertyType::Number { min, .. } => json!(min.max(1)),
            PropertyType::Flag => json!(true),
            PropertyType::Texts(_) | PropertyType::References(_) => json!(["x-1"]),
            PropertyType::Choice(choices) => json!(choices.last().unwrap().value),
            PropertyType::Reference(_) => json!("x-1"),
            _ => json!("x"),
        };
        row[member.key] = value;
    }
    row
}

/// A row in which nothing is left out.
fn full(title: &str) -> Value {
    let id = || Some("x-1".into());
    let row = |row: Result<Value, serde_json::Error>| row.unwrap();
    match title {
        "route" => row(serde_json::to_value(Route {
            target: id(),
            ..Route::default()
        })),
        "security group rule" => row(serde_json::to_value(SecurityGroupRule {
            description: "why".into(),
            ..SecurityGroupRule::allow(Protocol::Tcp, 80..=80, Peer::Group("g-1".into()))
        })),
        "network ACL entry" => row(serde_json::to_value(NetworkAclEntry {
            from_port: Some(1),
            to_port: Some(2),
            ..NetworkAclEntry::default()
        })),
        "listener" => row(serde_json::to_value(Listener {
            certificate: id(),
            rules: vec![ListenerRule {
                hosts: vec!["a".into()],
                paths: vec!["/".into()],
                action: Action::FixedResponse {
                    status: 200,
                    body: "ok".into(),
                },
                ..ListenerRule::default()
            }],
            default_action: Action::forward(id()),
            ..Listener::default()
        })),
        "record" => row(serde_json::to_value(DnsRecord {
            values: vec!["1.2.3.4".into()],
            alias: id(),
            ..DnsRecord::default()
        })),
        "scaling policy" => row(serde_json::to_value(ScalingPolicy::default())),
        "network interface" => row(serde_json::to_value(NetworkInterface {
            subnet: id(),
            security_groups: vec!["g-1".into()],
            private_address: "10.0.0.4".into(),
            public_address: "203.0.113.4".into(),
            ..NetworkInterface::default()
        })),
        "node address" => row(serde_json::to_value(NodeAddress {
            subnet: id(),
            private_address: "10.0.0.4".into(),
            public_address: "203.0.113.4".into(),
        })),
        "mount target" => row(serde_json::to_value(MountTarget {
            subnet: id(),
            security_groups: vec!["g-1".into()],
            private_address: "10.0.0.4".into(),
        })),
        "web ACL rule" => row(serde_json::to_value(WebAclRule::default())),
        "specimen part" => row(serde_json::to_value(SpecimenPart {
            subnet: id(),
            ..SpecimenPart::default()
        })),
        _ => filled(title),
    }
}

/// Fails where a value holds a member that the description lacks.
fn described(value: &Value, members: &[Member], place: &str) {
    for (key, value) in value.as_object().unwrap() {
        let member = members
            .iter()
            .find(|member| member.key == key)
            .unwrap_or_else(|| panic!("{place}.{key} is not described"));
        let place = format!("{place}.{key}");
        if let PropertyType::Rows(row) = member.value {
            for item in value.as_array().unwrap() {
                described(item, row.members, &place);
            }
        }
        let variants = member.value.variants();
        if !variants.is_empty() {
            let (key, value) = value.as_object().unwrap().iter().next().unwrap();
            let variant = variants.iter().find(|it| it.key == key);
            let variant = variant.unwrap_or_else(|| panic!("{place}.{key} is not described"));
            if let Content::Members(members) = variant.content {
                described(value, members, &place);
            }
        }
    }
}

#[test]
fn every_member_of_a_row_is_described_and_no_other() {
    let tables = tables();
    assert_eq!(tables.len(), 22);
    for table in tables {
        let mut row = full(table.title);
        if let Value::Object(full) = filled(table.title) {
            for (key, value) in full {
                if row.get(&key).is_none() {
                    row[key] = value;
                }
            }
        }
        described(&row, table.members, table.title);
        for member in table.members {
            let there = row.get(member.key).is_some();
            assert!(there, "a {} has no {}", table.title, member.key);
            assert!(
                !member.help.trim().is_empty(),
                "{}.{}",
                table.title,
                member.key
            );
        }
    }
}

#[test]
fn what_is_required_is_required() {
    for table in tables() {
        // A kind whose property is such a table reads the row.
        let (kind, property) = Kind::ALL
            .iter()
            .flat_map(|kind| kind.info().properties.iter().map(move |it| (kind, it)))
            .find(|(_, it)| matches!(it.value, PropertyType::Rows(of) if of.title == table.title))
            .unwrap();
        for member in table.members {
            let mut row: Map<String, Value> = full(table.title).as_object().unwrap().clone();
            row.remove(member.key);
            let read = kind.defaults().set(property.key, json!([row])).is_ok();
            assert_eq!(
                read, !member.required,
                "{} of a {}",
                member.key, table.title
            );
        }
    }
}
