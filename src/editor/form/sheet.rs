//! The columns of a table, from the declaration of its rows: what the one
//! editor for tables needs to edit routes, rules, records and all the others.

use serde_json::Value;

use crate::architecture::row::{Content, Variant};
use crate::architecture::{
    Architecture, Member, Properties, Property, PropertyType, ResourceId, RowInfo,
};
use crate::relations::Relations;

/// One column: a member of the row, or one of what the row's choice brings
/// along, such as the port of a redirection.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    member: &'static Member,
    inner: Option<(&'static Variant, &'static Member)>,
}

impl Column {
    /// The member whose value stands in it.
    pub fn member(self) -> &'static Member {
        match self.inner {
            Some((_, member)) => member,
            None => self.member,
        }
    }

    /// What values it takes.
    pub fn value(self) -> PropertyType {
        self.member().value
    }

    /// What it shows of a row; the ports of a filter are shown with the row's
    /// protocol in mind, so that their value is the row itself.
    pub fn cell(self, row: &Value) -> Value {
        let value = match (self.value(), self.inner) {
            (PropertyType::Ports, _) => Some(row),
            (_, None) => row.get(self.member.key),
            (_, Some((variant, inner))) => row
                .get(self.member.key)
                .and_then(|it| it.get(variant.key))
                .and_then(|it| it.get(inner.key)),
        };
        value.cloned().unwrap_or(Value::Null)
    }

    /// Whether a row has this column at all.
    pub fn is_in(self, row: &Value) -> bool {
        let chosen = |variant: &Variant| row.get(self.member.key)?.get(variant.key);
        self.inner
            .is_none_or(|(variant, _)| chosen(variant).is_some())
    }

    /// The row with another value in the column, without what AWS does not take
    /// beside it.
    pub fn with(self, row: &Value, value: Value) -> Value {
        if matches!(self.value(), PropertyType::Ports) {
            return value;
        }
        let mut row = row.clone();
        let (object, key) = match self.inner {
            None => (Some(&mut row), self.member.key),
            Some((variant, inner)) => {
                let chosen = row.get_mut(self.member.key);
                (chosen.and_then(|it| it.get_mut(variant.key)), inner.key)
            }
        };
        if let Some(Value::Object(members)) = object {
            if !is_nothing(&value) {
                for other in self.member().instead_of {
                    members.remove(*other);
                }
            }
            members.insert(key.to_owned(), value);
        }
        row
    }
}

/// Whether a field was emptied.
fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

/// The columns of a table, in order.
pub fn columns(row: &'static RowInfo) -> Vec<Column> {
    let mut columns = Vec::new();
    for member in row.members {
        match member.value {
            // It is shown with the first port.
            PropertyType::PortsEnd => continue,
            // What is passed on is chosen together with the way to act.
            PropertyType::Action => {
                columns.push(Column {
                    member,
                    inner: None,
                });
                for variant in member.value.variants() {
                    if let Content::Members(members) = variant.content {
                        let typed = members
                            .iter()
                            .filter(|it| !matches!(it.value, PropertyType::Reference(_)));
                        columns.extend(typed.map(|inner| Column {
                            member,
                            inner: Some((variant, inner)),
                        }));
                    }
                }
            }
            _ => columns.push(Column {
                member,
                inner: None,
            }),
        }
    }
    columns
}

/// The heading of a column; a property may call it otherwise, as the peer of
/// a security group rule is its source inbound and its destination outbound.
pub fn heading(column: Column, property: &Property) -> &'static str {
    let label = column.member().label;
    match property.heading {
        Some((other, name)) if other == label => name,
        _ => label,
    }
}

/// The rows that AWS adds by itself and nobody can change, a text for each
/// column: the local routes of a route table (rulebook RT-3) and the final
/// deny of a network ACL (rulebook NACL-4).
pub fn implied_rows(
    architecture: &Architecture,
    id: &ResourceId,
    property: &Property,
) -> Vec<Vec<String>> {
    let Some(resource) = architecture.get(id) else {
        return Vec::new();
    };
    match &resource.properties {
        Properties::RouteTable(_) if property.key == "routes" => {
            let relations = Relations::of(architecture);
            let vpc = relations.table(id).and_then(|it| relations.vpc(it.vpc?));
            vpc.iter()
                .flat_map(|vpc| &vpc.blocks)
                .map(|block| vec![block.to_string(), "local".to_owned()])
                .collect()
        }
        Properties::NetworkAcl(_) if matches!(property.value, PropertyType::Rows(_)) => {
            vec![
                ["*", "Deny", "all", "0.0.0.0/0"]
                    .map(str::to_owned)
                    .to_vec(),
            ]
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Kind, Listener, SecurityGroupRule};

    fn labels(row: &'static RowInfo) -> Vec<&'static str> {
        columns(row).iter().map(|it| it.member().label).collect()
    }

    #[test]
    fn columns_follow_the_declaration() {
        assert_eq!(
            labels(&SecurityGroupRule::ROW),
            ["Protocol", "Ports", "Peer", "Description"]
        );
        assert_eq!(
            labels(&Listener::ROW),
            [
                "Port",
                "Protocol",
                "Certificate",
                "Action",
                "To",
                "On port",
                "Status",
                "Status",
                "Text",
                "Rules"
            ]
        );
    }

    #[test]
    fn a_peer_is_a_source_inbound_and_a_destination_outbound() {
        let group = Kind::SecurityGroup.info();
        let peer = columns(&SecurityGroupRule::ROW)[2];
        let called = |key: &str| heading(peer, group.property(key).unwrap());
        assert_eq!(called("ingress"), "Source");
        assert_eq!(called("egress"), "Destination");
    }
}
