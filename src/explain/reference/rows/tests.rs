//! The description of rows is compared with what the rows really write.

use serde_json::{Map, Value, json};

use super::*;
use crate::architecture::{
    Action, DnsRecord, Listener, ListenerRule, MountTarget, NetworkAclEntry, NetworkInterface,
    NodeAddress, Peer, Protocol, Route, ScalingPolicy, SecurityGroupRule, WebAclRule,
};

/// A row in which nothing is left out.
fn full(table: Table) -> Value {
    let id = || Some("x-1".into());
    let row = |row: Result<Value, serde_json::Error>| row.unwrap();
    match table {
        Table::Routes => row(serde_json::to_value(Route::default())),
        Table::SecurityGroupRules => row(serde_json::to_value(SecurityGroupRule {
            description: "why".into(),
            ..SecurityGroupRule::allow(Protocol::Tcp, 80..=80, Peer::Group("g-1".into()))
        })),
        Table::NetworkAclEntries => row(serde_json::to_value(NetworkAclEntry {
            from_port: Some(1),
            to_port: Some(2),
            ..NetworkAclEntry::default()
        })),
        Table::Listeners => row(serde_json::to_value(Listener {
            certificate: "arn".into(),
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
        Table::Records => row(serde_json::to_value(DnsRecord {
            values: vec!["1.2.3.4".into()],
            alias: id(),
            ..DnsRecord::default()
        })),
        Table::ScalingPolicies => row(serde_json::to_value(ScalingPolicy::default())),
        Table::NetworkInterfaces => row(serde_json::to_value(NetworkInterface::default())),
        Table::NodeAddresses => row(serde_json::to_value(NodeAddress::default())),
        Table::MountTargets => row(serde_json::to_value(MountTarget::default())),
        Table::Tags => json!({ "key": "Environment", "value": "test" }),
        Table::WebAclRules => row(serde_json::to_value(WebAclRule::default())),
    }
}

/// Fails where a value holds a member that the description lacks.
fn described(value: &Value, fields: &[Field], place: &str) {
    for (key, value) in value.as_object().unwrap() {
        let field = fields
            .iter()
            .find(|field| field.key == key)
            .unwrap_or_else(|| panic!("{place}.{key} is not described"));
        let place = format!("{place}.{key}");
        match field.member {
            Member::Object(fields) | Member::Either(fields) => {
                described(value, fields, &place);
            }
            Member::Objects(fields) => {
                for item in value.as_array().unwrap() {
                    described(item, fields, &place);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn every_member_of_a_row_is_described_and_no_other() {
    for table in TABLES {
        let row = full(table);
        described(&row, fields(table), row_name(table));
        for field in fields(table) {
            assert!(
                row.get(field.key).is_some(),
                "a {} has no {}",
                row_name(table),
                field.key
            );
        }
    }
}

#[test]
fn what_is_required_is_required() {
    for table in TABLES {
        // A kind whose property is such a table reads the row.
        let (kind, property) = Kind::ALL
            .iter()
            .flat_map(|kind| kind.info().properties.iter().map(move |it| (kind, it)))
            .find(|(_, it)| matches!(it.value, crate::architecture::PropertyType::Table(of) if of == table))
            .unwrap();
        for field in fields(table) {
            let mut row: Map<String, Value> = full(table).as_object().unwrap().clone();
            row.remove(field.key);
            let read = kind.defaults().set(property.key, json!([row])).is_ok();
            assert_eq!(
                read,
                !field.required,
                "{} of a {}",
                field.key,
                row_name(table)
            );
        }
    }
}
