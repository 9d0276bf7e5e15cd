//! What would break a design: every single change to this drawing that stops one of its ways.
//!
//! Nothing is listed by hand. Each thing is tried: without it, without each row of its
//! tables, without each thing that it names, with each switch the other way. What breaks
//! nothing is no fault and is not offered, so the list holds for every drawing and for
//! every kind that is still to come.

use serde_json::{Value, json};

use super::ways::Way;
use super::words;
use crate::analysis::Analysis;
use crate::architecture::{
    Category, Document, Edit, InstanceState, Kind, PropertyType, Resource, ResourceId,
};
use crate::building::placement;
use crate::text::in_a_sentence;

/// A change that may break something.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// What is done: "Remove the route 0.0.0.0/0 igw from public-rt".
    pub say: String,
    /// The thing that is changed.
    pub thing: ResourceId,
    /// The kind of the thing, by which the list is grouped.
    pub kind: Kind,
    /// The edits.
    pub edits: Vec<Edit>,
}

/// A change that breaks something.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The change.
    pub change: Candidate,
    /// The ways that were as they should be and are not any more.
    pub breaks: Vec<Way>,
}

impl Candidate {
    /// What it breaks of these ways, which hold on this document; nothing if it breaks none
    /// or cannot be done.
    pub fn tried(&self, document: &Document, ways: &[Way]) -> Option<Fault> {
        let broken = self.applied(document)?;
        let analysis = Analysis::of(&broken.architecture);
        let breaks: Vec<Way> = ways
            .iter()
            .filter(|it| !it.holds(&analysis))
            .cloned()
            .collect();
        (!breaks.is_empty()).then(|| Fault {
            change: self.clone(),
            breaks,
        })
    }

    /// The document with the change.
    pub fn applied(&self, document: &Document) -> Option<Document> {
        let mut broken = document.clone();
        broken.apply_all(self.edits.clone()).ok()?;
        Some(broken)
    }
}

/// Everything that could be changed about a design, likely faults first. A way that holds
/// is looked for in a network ACL, too: an entry that closes its port.
pub fn candidates(document: &Document, ways: &[Way]) -> Vec<Candidate> {
    let architecture = &document.architecture;
    let things = architecture
        .resources()
        .filter(|(_, it)| is_of_the_network(it));
    let mut all: Vec<(u8, Candidate)> = Vec::new();
    for (id, resource) in things {
        let mut add = |weight: u8, say: String, edits: Vec<Edit>| {
            let change = Candidate {
                say,
                thing: id.clone(),
                kind: resource.kind(),
                edits,
            };
            all.push((weight, change));
        };
        rows(document, id, resource, &mut add);
        closed_ports(id, resource, ways, &mut add);
        values(document, id, resource, &mut add);
        if goes_alone(resource) {
            let edits = placement::deletion(document, std::slice::from_ref(id));
            let title = in_a_sentence(resource.kind().info().title);
            add(3, format!("Delete the {title} {}", resource.name), edits);
        }
    }
    // Equal weights stay in the order of the things.
    all.sort_by_key(|(weight, _)| *weight);
    all.into_iter().map(|(_, change)| change).collect()
}

/// What packets meet; the rest cannot break a way.
fn is_of_the_network(resource: &Resource) -> bool {
    let kind = resource.kind();
    let category = matches!(
        kind.info().category,
        Category::Networking | Category::Compute | Category::Database | Category::Storage
    );
    let filter = matches!(
        kind,
        Kind::SecurityGroup | Kind::NetworkAcl | Kind::WebAcl | Kind::Certificate
    );
    category || filter
}

/// Boxes and who is outside are not deleted: everything would be gone.
fn goes_alone(resource: &Resource) -> bool {
    !matches!(
        resource.kind(),
        Kind::Region | Kind::Vpc | Kind::Subnet | Kind::User | Kind::Intent
    )
}

/// Every row that could be missing.
fn rows(
    document: &Document,
    id: &ResourceId,
    resource: &Resource,
    add: &mut impl FnMut(u8, String, Vec<Edit>),
) {
    for property in resource.kind().info().properties {
        let PropertyType::Rows(info) = property.value else {
            continue;
        };
        let Some(Value::Array(rows)) = resource.properties.get(property.key) else {
            continue;
        };
        let title = words::title(resource.kind(), property, info);
        for (place, row) in rows.iter().enumerate() {
            let said = words::row(info, row, &document.architecture);
            let say = format!("Remove the {title} {said} from {}", resource.name);
            add(0, say, vec![Edit::remove(id, property.key, place)]);
        }
    }
}

/// An entry before all others that denies the port of a way.
fn closed_ports(
    id: &ResourceId,
    resource: &Resource,
    ways: &[Way],
    add: &mut impl FnMut(u8, String, Vec<Edit>),
) {
    if resource.kind() != Kind::NetworkAcl {
        return;
    }
    let doors = ways
        .iter()
        .filter(|it| it.reaches && it.protocol.has_ports());
    let mut doors: Vec<(String, u16)> =
        doors.map(|it| (it.protocol.to_string(), it.port)).collect();
    doors.sort();
    doors.dedup();
    for (property, side) in [("inbound", "inbound"), ("outbound", "outbound")] {
        let Some(Value::Array(rows)) = resource.properties.get(property) else {
            continue;
        };
        let first = rows
            .iter()
            .filter_map(|it| it.get("number")?.as_u64())
            .min();
        // Entries are read by their number, and 1 is the lowest [VPC UG: Network ACL rules].
        let Some(number) = first.unwrap_or(100).checked_sub(1).filter(|it| *it > 0) else {
            continue;
        };
        for (protocol, port) in &doors {
            let row = json!({
                "number": number, "action": "deny", "protocol": protocol,
                "from_port": port, "to_port": port, "cidr": "0.0.0.0/0"
            });
            let say = format!(
                "Close {protocol} {port} in the network ACL {}, {side}",
                resource.name
            );
            add(1, say, vec![Edit::insert(id, property, 0, row)]);
        }
    }
}

/// Every switch the other way, and every name taken away.
fn values(
    document: &Document,
    id: &ResourceId,
    resource: &Resource,
    add: &mut impl FnMut(u8, String, Vec<Edit>),
) {
    let name = &resource.name;
    let called = |value: &Value| words::value(value, &document.architecture);
    for property in resource.kind().info().properties {
        let Some(value) = resource.properties.get(property.key) else {
            continue;
        };
        let label = property.label;
        match (property.value, &value) {
            (PropertyType::Flag, Value::Bool(on)) => {
                let how = if *on { "Turn off" } else { "Turn on" };
                let say = format!("{how} “{label}” of {name}");
                add(2, say, vec![Edit::set(id, property.key, !on)]);
            }
            (PropertyType::Reference(_), Value::String(_)) if !is_place(resource, property.key) => {
                let say = format!(
                    "Take the {} {} off {name}",
                    in_a_sentence(label),
                    called(&value)
                );
                add(1, say, vec![Edit::set(id, property.key, Value::Null)]);
            }
            (PropertyType::References(_), Value::Array(named)) => {
                for (place, one) in named.iter().enumerate() {
                    let say = format!(
                        "Take {} out of the {} of {name}",
                        called(one),
                        in_a_sentence(label)
                    );
                    add(2, say, vec![Edit::remove(id, property.key, place)]);
                }
            }
            _ => {}
        }
    }
    if let Some(Value::String(state)) = resource.properties.get("state")
        && resource.kind() == Kind::Instance
        && state == "running"
    {
        let stopped = Edit::set(id, "state", InstanceState::Stopped);
        add(0, format!("Stop the server {name}"), vec![stopped]);
    }
}

/// Whether a property says where a thing stands: without it, it would stand nowhere, and
/// everybody sees that at once.
fn is_place(resource: &Resource, property: &str) -> bool {
    let kind = resource.kind();
    let places = kind.info().places;
    kind != Kind::InternetGateway && places.iter().any(|it| it.property == property)
}
