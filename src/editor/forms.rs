//! From a field to an edit: the change of a property or of a row of a table,
//! checked against what the property can hold before it is made.

use serde_json::Value;

use crate::architecture::{Architecture, Edit, Property, ResourceId, SetError};

use super::tables::Column;
use super::tags;

/// Whether a property of a resource can hold a value; says why not.
pub fn holds(
    architecture: &Architecture,
    id: &ResourceId,
    key: &str,
    value: &Value,
) -> Result<(), String> {
    let Some(resource) = architecture.get(id) else {
        return Err("The resource was deleted.".to_owned());
    };
    let mut trial = resource.properties.clone();
    trial.set(key, value.clone()).map_err(|error| match error {
        SetError::NoSuchProperty => "The resource has no such property.".to_owned(),
        SetError::BadValue(_) if value.is_null() => "A value is needed here.".to_owned(),
        SetError::BadValue(why) => why,
    })
}

/// The rows of a table property, or of the tags.
pub fn rows(architecture: &Architecture, id: &ResourceId, key: &str) -> Vec<Value> {
    let Some(resource) = architecture.get(id) else {
        return Vec::new();
    };
    match resource.properties.get(key) {
        Some(Value::Array(rows)) => rows,
        _ if key == tags::TABLE.key => tags::rows(resource),
        _ => Vec::new(),
    }
}

/// What a column shows of a row.
pub fn cell(column: &Column, row: &Value) -> Value {
    row.pointer(column.at).cloned().unwrap_or(Value::Null)
}

/// Whether a row has this column at all.
pub fn has_cell(column: &Column, row: &Value) -> bool {
    column.when.is_none_or(|at| row.pointer(at).is_some())
}

/// The row with another value in a column.
pub fn with_cell(column: &Column, row: &Value, value: Value) -> Value {
    let mut row = row.clone();
    let Some((parent, last)) = column.at.rsplit_once('/') else {
        return value;
    };
    if let Some(Value::Object(members)) = row.pointer_mut(parent) {
        members.insert(last.to_owned(), value);
    }
    row
}

/// The edits that put `row` in the place of the row at `index`, or add it
/// behind the last. Refused with the reason when the table cannot hold it.
///
/// A changed row is a removal and an addition, as on AWS, where a rule cannot
/// be edited either, only revoked and authorized anew.
pub fn put_row(
    architecture: &Architecture,
    id: &ResourceId,
    key: &str,
    index: usize,
    row: Value,
) -> Result<Vec<Edit>, String> {
    if key == tags::TABLE.key {
        return tags::put_row(architecture, id, index, &row);
    }
    let mut rows = rows(architecture, id, key);
    let replaced = index < rows.len();
    if replaced {
        if rows[index] == row {
            return Ok(Vec::new());
        }
        rows[index] = row.clone();
    } else {
        rows.push(row.clone());
    }
    let index = index.min(rows.len() - 1);
    holds(architecture, id, key, &Value::Array(rows))?;
    let mut edits = Vec::new();
    if replaced {
        edits.push(Edit::remove(id, key, index));
    }
    edits.push(Edit::insert(id, key, index, row));
    Ok(edits)
}

/// The edits that take the row at `index` out of a table.
pub fn remove_row(
    architecture: &Architecture,
    id: &ResourceId,
    key: &str,
    index: usize,
) -> Vec<Edit> {
    if key == tags::TABLE.key {
        return tags::remove_row(architecture, id, index);
    }
    vec![Edit::remove(id, key, index)]
}

/// What a new row of a table starts with: the table's own default, with a
/// number above all others where rows are numbered, so that it does not
/// collide.
pub fn new_row(property: &Property, rows: &[Value]) -> Value {
    use crate::architecture::PropertyType;
    use crate::architecture::{
        DnsRecord, Listener, MountTarget, NetworkAclEntry, NetworkInterface, NodeAddress, Route,
        ScalingPolicy, SecurityGroupRule, Table, WebAclRule,
    };
    let PropertyType::Table(table) = property.value else {
        return Value::Null;
    };
    let row = match table {
        Table::Routes => serde_json::to_value(Route::default()),
        Table::SecurityGroupRules => serde_json::to_value(SecurityGroupRule::default()),
        Table::NetworkAclEntries => serde_json::to_value(NetworkAclEntry {
            number: next_number(rows, "number", 100, 32766),
            from_port: Some(80),
            to_port: Some(80),
            cidr: "0.0.0.0/0".into(),
            ..NetworkAclEntry::default()
        }),
        Table::Listeners => serde_json::to_value(Listener::default()),
        Table::Records => serde_json::to_value(DnsRecord::default()),
        Table::ScalingPolicies => serde_json::to_value(ScalingPolicy::default()),
        Table::NetworkInterfaces => serde_json::to_value(NetworkInterface::default()),
        Table::NodeAddresses => serde_json::to_value(NodeAddress::default()),
        Table::MountTargets => serde_json::to_value(MountTarget::default()),
        Table::Tags => return tags::new_row(rows),
        Table::WebAclRules => serde_json::to_value(WebAclRule {
            priority: next_number(rows, "priority", 1, i32::MAX as u32),
            cidr: "203.0.113.0/24".into(),
            ..WebAclRule::default()
        }),
    };
    row.unwrap_or_default()
}

/// What a new rule of a listener starts with.
pub fn new_listener_rule(rules: &[Value]) -> Value {
    let rule = crate::architecture::ListenerRule {
        priority: next_number(rules, "priority", 10, 50000),
        ..crate::architecture::ListenerRule::default()
    };
    serde_json::to_value(rule).unwrap_or_default()
}

/// The next number in steps of `step` above all that are taken.
fn next_number(rows: &[Value], key: &str, step: u32, max: u32) -> u32 {
    let highest = rows
        .iter()
        .filter_map(|row| row.get(key)?.as_u64())
        .max()
        .unwrap_or(0);
    let highest = u32::try_from(highest).unwrap_or(max);
    (highest / step)
        .saturating_add(1)
        .saturating_mul(step)
        .min(max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Kind, PropertyType, Resource};
    use crate::editor::fields::{self, Field};
    use crate::editor::tables::{self, Rows, Sheet};

    fn one_of_each() -> Document {
        let mut document = Document::default();
        for kind in Kind::ALL {
            let id = document.architecture.free_id(*kind);
            let resource = Resource::new(kind.info().title, kind.defaults());
            document.apply(Edit::Create { id, resource }).unwrap();
        }
        document
    }

    /// Every column of a row must take back the text that it shows.
    fn reread(sheet: &Sheet, row: &Value, architecture: &Architecture) {
        for column in sheet.columns {
            if !has_cell(column, row) || matches!(column.field, Field::Rows(_)) {
                continue;
            }
            if matches!(column.field, Field::Plain(PropertyType::References(_))) {
                continue;
            }
            let before = cell(column, row);
            let text = fields::show(column.field, &before, architecture);
            let after = fields::read(column.field, &text, &before, architecture).unwrap();
            let same = with_cell(column, row, after);
            assert_eq!(
                fields::show(column.field, &cell(column, &same), architecture),
                text,
                "{} of a {}",
                column.label,
                sheet.row
            );
        }
    }

    #[test]
    fn every_table_holds_its_new_row_and_every_column_of_it() {
        let mut document = one_of_each();
        let mut tables_seen = 0;
        for kind in Kind::ALL {
            let id = ResourceId::new(format!("{}-1", kind.info().key));
            for property in kind.info().properties {
                let PropertyType::Table(table) = property.value else {
                    continue;
                };
                tables_seen += 1;
                let architecture = &document.architecture;
                let before = rows(architecture, &id, property.key);
                let row = new_row(property, &before);
                reread(&tables::sheet(table), &row, architecture);
                let edits = put_row(architecture, &id, property.key, usize::MAX, row).unwrap();
                document.apply_all(edits).unwrap();
                let after = rows(&document.architecture, &id, property.key);
                assert_eq!(after.len(), before.len() + 1);
                for row in &after {
                    for column in tables::sheet(table).columns {
                        let value = cell(column, row);
                        let same = with_cell(column, row, value.clone());
                        let skipped = value.is_null() && !column.at.is_empty();
                        assert!(
                            skipped || same == *row,
                            "{} {}",
                            kind.info().key,
                            column.label
                        );
                    }
                }
            }
        }
        assert_eq!(tables_seen, 12);
    }

    #[test]
    fn every_property_shows_what_it_reads() {
        let document = one_of_each();
        let architecture = &document.architecture;
        for (id, resource) in architecture.resources() {
            for property in resource.kind().info().properties {
                if property.is_list() && !matches!(property.value, PropertyType::Cidrs) {
                    continue;
                }
                let field = Field::Plain(property.value);
                let before = resource.properties.get(property.key).unwrap();
                let text = fields::show(field, &before, architecture);
                let after = fields::read(field, &text, &before, architecture).unwrap();
                assert_eq!(after, before, "{id}.{}", property.key);
                holds(architecture, id, property.key, &after).unwrap();
            }
        }
    }

    #[test]
    fn a_changed_rule_is_revoked_and_authorized_anew() {
        let document = one_of_each();
        let guard = "security-group-1".into();
        let property = Kind::SecurityGroup.info().property("egress").unwrap();
        let row = new_row(property, &[]);
        let edits = put_row(&document.architecture, &guard, "egress", 0, row).unwrap();
        let calls: Vec<_> = edits
            .iter()
            .filter_map(|it| it.api_call(&document))
            .collect();
        assert_eq!(
            calls,
            ["RevokeSecurityGroupEgress", "AuthorizeSecurityGroupEgress"]
        );
    }

    #[test]
    fn what_a_property_cannot_hold_is_refused_with_a_reason() {
        let document = one_of_each();
        let group = "target-group-1".into();
        let refused = holds(&document.architecture, &group, "port", &Value::Null);
        assert_eq!(refused, Err("A value is needed here.".to_owned()));
        assert_eq!(
            holds(&document.architecture, &group, "health_port", &Value::Null),
            Ok(())
        );
    }

    #[test]
    fn numbered_rows_get_the_next_free_number() {
        let property = Kind::NetworkAcl.info().property("inbound").unwrap();
        let first = new_row(property, &[]);
        assert_eq!(first["number"], 100);
        assert_eq!(new_row(property, &[first])["number"], 200);
        assert_eq!(
            tables::sheet(crate::architecture::Table::Listeners).rows,
            Rows::Forms
        );
    }
}
