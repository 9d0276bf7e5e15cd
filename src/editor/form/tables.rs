//! From a field to an edit: the change of a property or of a row of a table,
//! checked against what the property can hold before it is made.

use serde_json::Value;

use crate::architecture::{Architecture, Edit, PropertyType, ResourceId, RowInfo, SetError};

use super::refused::Refused;
use super::tags;

/// Whether a property of a resource can hold a value; says why not.
pub fn holds(
    architecture: &Architecture,
    id: &ResourceId,
    key: &str,
    value: &Value,
) -> Result<(), Refused> {
    held(architecture, id, key, value).map(|_| ())
}

/// A value as a property of a resource would hold it, which leaves out what
/// is empty; or why it cannot.
fn held(
    architecture: &Architecture,
    id: &ResourceId,
    key: &str,
    value: &Value,
) -> Result<Value, Refused> {
    let Some(resource) = architecture.get(id) else {
        return Err(Refused::Gone);
    };
    let mut trial = resource.properties.clone();
    trial.set(key, value.clone()).map_err(|error| match error {
        SetError::NoSuchProperty => Refused::NoSuchProperty,
        SetError::BadValue(_) if value.is_null() => Refused::Missing,
        SetError::BadValue(why) => Refused::Misread(why),
    })?;
    Ok(trial.get(key).unwrap_or_default())
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
) -> Result<Vec<Edit>, Refused> {
    if key == tags::TABLE.key {
        return tags::put_row(architecture, id, index, &row);
    }
    let mut rows = rows(architecture, id, key);
    let before = rows.get(index).cloned();
    match rows.get_mut(index) {
        Some(place) => *place = row,
        None => rows.push(row),
    }
    let index = index.min(rows.len() - 1);
    let mut rows = held(architecture, id, key, &Value::Array(rows))?;
    let row = rows.get_mut(index).map(Value::take);
    let row = row.ok_or(Refused::NoRow)?;
    let mut edits = Vec::new();
    if before.as_ref() == Some(&row) {
        return Ok(edits);
    }
    if before.is_some() {
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

/// What a new row of a table starts with: what its declaration says, with a
/// number above all others where rows are numbered, so that it does not
/// collide.
pub fn new_row(row: &RowInfo, rows: &[Value]) -> Value {
    if row.name == tags::ROW.name {
        return tags::new_row(rows);
    }
    let mut fresh = (row.fresh)();
    for member in row.members {
        if let PropertyType::Number { max, .. } = member.value
            && member.step > 0
        {
            let max = u32::try_from(max).unwrap_or(u32::MAX);
            fresh[member.key] = next_number(rows, member.key, member.step, max).into();
        }
    }
    fresh
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
    use crate::architecture::{
        DnsRecord, Document, Kind, Listener, NetworkAclEntry, Resource, RowLayout,
        SecurityGroupRule,
    };
    use crate::editor::Session;
    use crate::editor::form::{fields, sheet};
    use serde_json::json;

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
    fn reread(info: &'static RowInfo, row: &Value, architecture: &Architecture) {
        for column in sheet::columns(info) {
            if !column.is_in(row) || matches!(column.value(), PropertyType::Rows(_)) {
                continue;
            }
            if matches!(column.value(), PropertyType::References(_)) {
                continue;
            }
            let before = column.cell(row);
            let text = fields::show(column.value(), &before, architecture);
            let after = fields::read(column.value(), &text, &before, architecture).unwrap();
            let same = column.with(row, after);
            assert_eq!(
                fields::show(column.value(), &column.cell(&same), architecture),
                text,
                "{} of a {}",
                column.member().label,
                info.name
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
                let PropertyType::Rows(info) = property.value else {
                    continue;
                };
                tables_seen += 1;
                let architecture = &document.architecture;
                let before = rows(architecture, &id, property.key);
                let row = new_row(info, &before);
                reread(info, &row, architecture);
                let edits = put_row(architecture, &id, property.key, usize::MAX, row).unwrap();
                document.apply_all(edits).unwrap();
                let after = rows(&document.architecture, &id, property.key);
                assert_eq!(after.len(), before.len() + 1);
                for (index, row) in after.iter().enumerate() {
                    for column in sheet::columns(info) {
                        let value = column.cell(row);
                        // What was left out is an empty field, and stays so.
                        if value.is_null() {
                            continue;
                        }
                        let same = column.with(row, value);
                        let edits = put_row(&document.architecture, &id, property.key, index, same);
                        assert_eq!(
                            edits,
                            Ok(Vec::new()),
                            "{} {}",
                            kind.info().key,
                            column.member().label
                        );
                    }
                }
            }
        }
        assert_eq!(tables_seen, 26);
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
                let field = property.value;
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
        let row = new_row(&SecurityGroupRule::ROW, &[]);
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

    /// The column of a member of a row.
    fn column(info: &'static RowInfo, key: &str) -> sheet::Column {
        let mut columns = sheet::columns(info).into_iter();
        columns.find(|it| it.member().key == key).unwrap()
    }

    #[test]
    fn what_is_given_instead_of_something_names_members_that_may_be_left_out() {
        let mut named = 0;
        for kind in Kind::ALL {
            for property in kind.info().properties {
                let PropertyType::Rows(info) = property.value else {
                    continue;
                };
                for member in info.members {
                    for other in member.instead_of {
                        let found = info.members.iter().find(|it| it.key == *other);
                        let found = found.unwrap_or_else(|| panic!("{other} of a {}", info.name));
                        assert!(!found.required && other != &member.key, "{other}");
                        named += 1;
                    }
                }
            }
        }
        assert!(named >= 6, "{named}");
    }

    #[test]
    fn of_an_alias_and_values_the_later_stands_and_one_undo_brings_the_other_back() {
        let mut session = Session::open(one_of_each());
        let zone = ResourceId::new("hosted-zone-1");
        let first =
            |session: &Session| rows(&session.document().architecture, &zone, "records").remove(0);
        let change = |session: &mut Session, key: &str, value: Value| {
            let row = column(&DnsRecord::ROW, key).with(&first(session), value);
            let architecture = &session.document().architecture;
            let edits = put_row(architecture, &zone, "records", 0, row).unwrap();
            session.perform("Change the record", edits).unwrap();
        };
        let record = json!({
            "name": "www.notebookly.com", "type": "A", "values": ["203.0.113.10"], "ttl": 60
        });
        let kept = rows(&session.document().architecture, &zone, "records").len();
        let at = if kept == 0 { usize::MAX } else { 0 };
        let edits = put_row(
            &session.document().architecture,
            &zone,
            "records",
            at,
            record,
        );
        session.perform("Add a record", edits.unwrap()).unwrap();
        let by_value = first(&session);

        change(&mut session, "alias", json!("load-balancer-1"));
        let alias = first(&session);
        assert_eq!(alias["alias"], "load-balancer-1");
        assert!(alias.get("values").is_none(), "{alias}");
        assert_eq!(alias["ttl"], 300, "as in a record that says nothing of it");
        assert!(session.undo());
        assert_eq!(first(&session), by_value);

        change(&mut session, "alias", json!("load-balancer-1"));
        change(&mut session, "evaluate_target_health", json!(true));
        change(&mut session, "values", json!(["203.0.113.11"]));
        let values = first(&session);
        assert_eq!(values["values"], json!(["203.0.113.11"]));
        assert!(values.get("alias").is_none(), "{values}");
        assert_eq!(values["evaluate_target_health"], false);

        // Who empties a field has chosen nothing in its place.
        change(&mut session, "alias", Value::Null);
        assert_eq!(first(&session), values);
    }

    #[test]
    fn what_a_property_cannot_hold_is_refused_with_a_reason() {
        let document = one_of_each();
        let group = "target-group-1".into();
        let refused = holds(&document.architecture, &group, "port", &Value::Null);
        assert_eq!(refused.unwrap_err().to_string(), "A value is needed here.");
        assert_eq!(
            holds(&document.architecture, &group, "health_port", &Value::Null),
            Ok(())
        );
    }

    #[test]
    fn numbered_rows_get_the_next_free_number() {
        let first = new_row(&NetworkAclEntry::ROW, &[]);
        assert_eq!(first["number"], 100);
        assert_eq!(new_row(&NetworkAclEntry::ROW, &[first])["number"], 200);
        assert_eq!(Listener::ROW.layout, RowLayout::Forms);
    }
}
