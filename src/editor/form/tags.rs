//! The tags of a resource as a table: the same editor as for every other
//! table, though they are no property of a kind and have edits of their own.

use serde_json::{Value, json};

use super::refused::Refused;
use crate::architecture::row::{Member, RowInfo};
use crate::architecture::{Architecture, Edit, Property, PropertyType, Resource, ResourceId};

/// One tag as a row. Nothing of it stands in a file as such: there tags are
/// one object.
pub static ROW: RowInfo = RowInfo {
    members: &[
        Member {
            key: "key",
            ..Member::new("Key", PropertyType::TagKey)
        },
        Member {
            key: "value",
            ..Member::new("Value", PropertyType::TagValue)
        },
    ],
    ..RowInfo::lines("tag", "tag")
};

/// The table. Its rows have a `key` and a `value`.
pub static TABLE: Property = Property {
    key: "tags",
    help: "What people write on resources, to find them and to share out the bill. \
           The Name tag is the name above.",
    ..Property::rows("Tags", "Tags", &ROW)
};

/// Keys that many use, offered one after the other.
const USUAL: [&str; 4] = ["Environment", "Project", "Owner", "CostCenter"];

/// The tags of a resource as rows.
pub fn rows(resource: &Resource) -> Vec<Value> {
    let tags = resource.tags.iter();
    tags.map(|(key, value)| json!({ "key": key, "value": value }))
        .collect()
}

/// What a new tag starts with: a usual key that is still free.
pub fn new_row(rows: &[Value]) -> Value {
    let taken = |key: &str| rows.iter().any(|row| row["key"] == key);
    let usual = USUAL.into_iter().find(|key| !taken(key));
    let key = usual.map(str::to_owned).or_else(|| {
        let mut numbered = (1..=rows.len() + 1).map(|number| format!("Key{number}"));
        numbered.find(|key| !taken(key))
    });
    json!({ "key": key.unwrap_or_default(), "value": "" })
}

/// The edits that put `row` in the place of the tag at `index`, or add it.
/// A tag with another key is another tag: the old one is taken away.
pub fn put_row(
    architecture: &Architecture,
    id: &ResourceId,
    index: usize,
    row: &Value,
) -> Result<Vec<Edit>, Refused> {
    let text = |member: &str| row[member].as_str().unwrap_or_default().to_owned();
    let (key, value) = (text("key"), text("value"));
    let Some(resource) = architecture.get(id) else {
        return Err(Refused::Gone);
    };
    if key.is_empty() {
        return Err(Refused::NoKey);
    }
    let before = resource.tags.iter().nth(index);
    if before == Some((&key, &value)) {
        return Ok(Vec::new());
    }
    let renamed = before.map(|(before, _)| before).filter(|it| *it != key);
    if (renamed.is_some() || before.is_none()) && resource.tags.get(&key).is_some() {
        return Err(Refused::KeyTaken(key));
    }
    let mut edits = Vec::new();
    if let Some(before) = renamed {
        let (id, key) = (id.clone(), before.to_owned());
        edits.push(Edit::Untag { id, key });
    }
    let id = id.clone();
    edits.push(Edit::Tag { id, key, value });
    Ok(edits)
}

/// The edits that take away the tag at `index`.
pub fn remove_row(architecture: &Architecture, id: &ResourceId, index: usize) -> Vec<Edit> {
    let tag = architecture
        .get(id)
        .and_then(|it| it.tags.iter().nth(index));
    tag.map(|(key, _)| Edit::Untag {
        id: id.clone(),
        key: key.to_owned(),
    })
    .into_iter()
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Kind};
    use crate::editor::form::tables;

    fn put(document: &mut Document, index: usize, key: &str, value: &str) -> Result<(), String> {
        let row = json!({ "key": key, "value": value });
        let architecture = &document.architecture;
        let edits = tables::put_row(architecture, &"vpc-1".into(), TABLE.key, index, row)
            .map_err(|why| why.to_string())?;
        document.apply_all(edits).map_err(|it| it.to_string())?;
        Ok(())
    }

    fn tags(document: &Document) -> Vec<String> {
        tables::rows(&document.architecture, &"vpc-1".into(), TABLE.key)
            .iter()
            .map(|row| format!("{}={}", row["key"], row["value"]).replace('"', ""))
            .collect()
    }

    #[test]
    fn tags_are_added_changed_renamed_and_taken_away() {
        let mut document = Document::default();
        let id: ResourceId = "vpc-1".into();
        let resource = Resource::new("campus", Kind::Vpc.defaults());
        document.apply(Edit::create(id.clone(), resource)).unwrap();
        for expected in ["Environment", "Project", "Owner", "CostCenter", "Key1"] {
            let rows = tables::rows(&document.architecture, &id, TABLE.key);
            let row = tables::new_row(&ROW, &rows);
            assert_eq!(row["key"], expected);
            let edits = tables::put_row(&document.architecture, &id, TABLE.key, usize::MAX, row);
            document.apply_all(edits.unwrap()).unwrap();
        }
        assert_eq!(tags(&document).len(), 5);
        put(&mut document, 1, "Environment", "live").unwrap();
        put(&mut document, 2, "Shift", "night").unwrap();
        assert_eq!(
            tags(&document),
            [
                "CostCenter=",
                "Environment=live",
                "Owner=",
                "Project=",
                "Shift=night"
            ]
        );
        assert_eq!(
            put(&mut document, 0, "Owner", ""),
            Err("There is a tag Owner already, and a key has one value.".to_owned())
        );
        assert!(put(&mut document, 0, "", "x").is_err());
        let edits = tables::remove_row(&document.architecture, &id, TABLE.key, 1);
        document.apply_all(edits).unwrap();
        assert_eq!(tags(&document).len(), 4);
    }
}
