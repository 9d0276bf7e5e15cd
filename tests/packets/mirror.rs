//! The same network seen in a mirror: no answer may depend on what things are
//! called or in which order they are listed.

use serde_json::Value;

use super::campus::Campus;

impl Campus {
    /// The same network as it would be with every resource called otherwise
    /// and every list that has no order of its own written backwards.
    ///
    /// An id `web` becomes `r07-web` with numbers falling where ids rise, so
    /// that whatever was first by id is now last.
    pub fn mirrored(&self) -> (Self, impl Fn(&str) -> String + use<>) {
        let mut ids: Vec<String> = self
            .resources
            .iter()
            .map(|it| it["id"].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        let count = ids.len();
        let rename = move |id: &str| {
            let (owner, member) = match id.split_once('/') {
                Some((owner, member)) => (owner, format!("/{member}")),
                None => (id, String::new()),
            };
            match ids.binary_search_by(|it| it.as_str().cmp(owner)) {
                Ok(index) => format!("r{:02}-{owner}{member}", count - index),
                Err(_) => id.to_owned(),
            }
        };
        let mut mirrored = self.clone();
        mirrored.resources.reverse();
        for resource in &mut mirrored.resources {
            mirror(resource, &rename);
        }
        (mirrored, rename)
    }
}

/// Lists whose order AWS gives no meaning: entries have numbers, rules have
/// priorities, groups and routes are sets.
const UNORDERED: &[&str] = &[
    "routes",
    "ingress",
    "egress",
    "inbound",
    "outbound",
    "security_groups",
    "subnets",
    "targets",
    "node_addresses",
    "records",
    "rules",
    "listeners",
    "mount_targets",
    "route_tables",
    "target_groups",
    "secondary_cidrs",
    "vpcs",
];

/// Properties whose values are words of the format, which somebody's id may be
/// spelled like.
const WORDS: &[&str] = &[
    "kind",
    "protocol",
    "zone",
    "service",
    "type",
    "connectivity",
    "scheme",
    "state",
    "public_ip",
    "engine",
    "target_type",
    "action",
];

fn mirror(value: &mut Value, rename: &impl Fn(&str) -> String) {
    match value {
        Value::String(text) => *text = rename(text),
        Value::Array(items) => items.iter_mut().for_each(|it| mirror(it, rename)),
        Value::Object(members) => {
            for (key, member) in members {
                if member.is_string() && WORDS.contains(&key.as_str()) {
                    continue;
                }
                mirror(member, rename);
                if let (true, Value::Array(items)) = (UNORDERED.contains(&key.as_str()), member) {
                    items.reverse();
                }
            }
        }
        _ => {}
    }
}
