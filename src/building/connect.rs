//! What connecting two things means.
//!
//! Most connections follow from the declarations of the kinds: whatever has a
//! property that may name the other takes it. Where a connection means more
//! than naming (a route table and a gateway make a route, a zone and a load
//! balancer a record), it stands in [`meaningful`].

mod meaningful;

use std::fmt;

use crate::architecture::{
    Architecture, Change, Document, Edit, Kind, Property, PropertyType, ResourceId,
};
use crate::order::InOrder;
use crate::text::capitalised;

/// What a connection would do.
#[derive(Clone, Debug, PartialEq)]
pub struct Connection {
    /// In words, such as "Associate private-a with private-rt-a".
    pub label: String,
    /// The edits, to be applied as one step.
    pub edits: Vec<Edit>,
}

/// Why two things cannot be connected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConnectRefusal {
    /// They are one and the same, or one of them does not exist.
    NotTwoThings,
    /// They are connected already.
    AlreadyConnected {
        /// The name of one.
        from: String,
        /// The name of the other.
        to: String,
    },
    /// AWS knows no connection between the two kinds.
    NothingInCommon {
        /// The kind of one.
        from: Kind,
        /// The kind of the other.
        to: Kind,
    },
    /// They could be connected if something else were there first.
    Missing(String),
}

impl fmt::Display for ConnectRefusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTwoThings => f.write_str("Pick two different things to connect."),
            Self::AlreadyConnected { from, to } => {
                write!(f, "{from} and {to} are connected already.")
            }
            Self::NothingInCommon { from, to } => write!(
                f,
                "{} and {} have nothing to connect on AWS.",
                capitalised(&from.with_article()),
                to.with_article()
            ),
            Self::Missing(what) => f.write_str(what),
        }
    }
}

/// What connecting `from` with `to` does, or why it cannot be done. The
/// direction matters only where both directions mean something.
pub fn connection(
    document: &Document,
    from: &ResourceId,
    to: &ResourceId,
) -> Result<Connection, ConnectRefusal> {
    let architecture = &document.architecture;
    // A member, such as one server of a group, is connected by its owner.
    let (from, to) = (from.owner(), to.owner());
    let (Some(from_kind), Some(to_kind)) = (architecture.kind_of(&from), architecture.kind_of(&to))
    else {
        return Err(ConnectRefusal::NotTwoThings);
    };
    if from == to {
        return Err(ConnectRefusal::NotTwoThings);
    }
    if let Some(result) = meaningful::connection(architecture, &from, &to) {
        return result;
    }
    if let Some(result) = meaningful::connection(architecture, &to, &from) {
        return result;
    }
    let mut connected = false;
    for (holder, kind, other, other_kind) in [
        (&from, from_kind, &to, to_kind),
        (&to, to_kind, &from, from_kind),
    ] {
        for property in kind.info().properties {
            match naming(architecture, holder, property, other, other_kind) {
                Naming::Possible(connection) => return Ok(connection),
                Naming::Done => connected = true,
                Naming::Impossible => {}
            }
        }
    }
    Err(if connected {
        already(architecture, &from, &to)
    } else {
        ConnectRefusal::NothingInCommon {
            from: from_kind,
            to: to_kind,
        }
    })
}

/// The resources that `from` can be connected with, and what that would do:
/// the likely ones first. What is still empty is likely, what is added to is
/// less so, and least what takes the place of something, or makes a server a
/// router.
pub fn connections(document: &Document, from: &ResourceId) -> Vec<(ResourceId, Connection)> {
    let architecture = &document.architecture;
    let mut all: Vec<(ResourceId, Connection)> = architecture
        .resources()
        .filter_map(|(to, _)| Some((to.clone(), connection(document, from, to).ok()?)))
        .collect();
    all.order_by_key(|(to, connection)| {
        (unlikeliness(architecture, from, to, connection), to.clone())
    });
    all
}

fn unlikeliness(
    architecture: &Architecture,
    from: &ResourceId,
    to: &ResourceId,
    connection: &Connection,
) -> u8 {
    let kinds = [architecture.kind_of(from), architecture.kind_of(to)];
    let router = kinds.contains(&Some(Kind::RouteTable)) && kinds.contains(&Some(Kind::Instance));
    let held = |id: &ResourceId, key: &str| {
        let value = architecture.get(id).and_then(|it| it.properties.get(key));
        value.is_some_and(|it| !it.is_null() && it.as_array().is_none_or(|all| !all.is_empty()))
    };
    let each = connection.edits.iter().map(|edit| match edit {
        Edit::Remove { .. } => 3,
        Edit::Set { id, property, .. } if held(id, property) => 3,
        Edit::Insert { id, property, .. } if held(id, property) => 1,
        _ => 0,
    });
    if router { 4 } else { each.max().unwrap_or(0) }
}

fn already(architecture: &Architecture, from: &ResourceId, to: &ResourceId) -> ConnectRefusal {
    ConnectRefusal::AlreadyConnected {
        from: architecture.name_of(from),
        to: architecture.name_of(to),
    }
}

enum Naming {
    Possible(Connection),
    Done,
    Impossible,
}

/// Lets `property` of `holder` name `other`, if it may. What AWS fixes at
/// creation is no connection that could be drawn afterwards.
fn naming(
    architecture: &Architecture,
    holder: &ResourceId,
    property: &Property,
    other: &ResourceId,
    other_kind: Kind,
) -> Naming {
    if property.change == Change::Replacement || !property.referenced_kinds().contains(&other_kind)
    {
        return Naming::Impossible;
    }
    let mut named = Vec::new();
    if let Some(resource) = architecture.get(holder) {
        resource.properties.references(&mut |key, id| {
            if key == property.key {
                named.push(id.clone());
            }
        });
    }
    if named.contains(other) {
        return Naming::Done;
    }
    let (holder_name, other_name) = (architecture.name_of(holder), architecture.name_of(other));
    let what = property.label.to_lowercase();
    let (label, edit) = match property.value {
        PropertyType::Reference(_) => (
            format!("Make {other_name} the {what} of {holder_name}"),
            Edit::set(holder, property.key, other),
        ),
        _ => (
            format!("Add {other_name} to the {what} of {holder_name}"),
            Edit::insert(holder, property.key, named.len(), other),
        ),
    };
    let label = match (property.key, architecture.kind_of(holder)) {
        ("vpc", Some(Kind::InternetGateway)) => format!("Attach {holder_name} to {other_name}"),
        ("backends", _) => format!("Let the application on {holder_name} call {other_name}"),
        ("security_groups", _) => format!("Let {other_name} guard {holder_name}"),
        ("web_acl", _) => format!("Let {other_name} inspect the requests to {holder_name}"),
        ("target_groups", _) => {
            format!("Register the instances of {holder_name} with {other_name}")
        }
        ("targets", _) => format!("Register {other_name} with {holder_name}"),
        ("route_table" | "network_acl", _) => format!("Associate {holder_name} with {other_name}"),
        _ => label,
    };
    Naming::Possible(Connection {
        label,
        edits: vec![edit],
    })
}

#[cfg(test)]
mod tests;
