//! The file format, `*.campus.json`.
//!
//! ```json
//! {
//!   "format": "cloud-campus",
//!   "version": 3,
//!   "title": "Notebookly",
//!   "resources": [
//!     { "id": "vpc-1", "kind": "vpc", "name": "Notebookly-VPC",
//!       "tags": { "Environment": "test" }, "cidr": "10.0.0.0/16" }
//!   ],
//!   "layout": { "vpc-1": { "x": 40, "y": 60 } }
//! }
//! ```
//!
//! Findings that somebody has accepted stand in `accepted`, where there are
//! any. A resource's further members are the properties of its kind, as declared
//! under `kinds/`; those at their default are left out when saving. A file is
//! read whole or refused with the place and the remedy, never read in part.

mod error;
mod migrations;

use serde::de::Error as _;
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Map, Value, json};

use super::layout::Layout;
use super::property::PropertyType;
use super::row::RowInfo;
use super::{Accepted, Document, Kind, Resource, ResourceId, SetError, Tags};
use error::malformed;
use migrations::MIGRATIONS;

pub use error::FileError;

/// The value of `format` in every file.
pub const FORMAT: &str = "cloud-campus";

/// The version that is written, and the newest that is read.
pub const VERSION: u64 = 3;

/// The largest file that is read, in bytes. A document of 10,000 resources is
/// about a third of it.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

impl Document {
    /// Reads a file's text.
    pub fn from_json(text: &str) -> Result<Self, FileError> {
        if text.len() > MAX_BYTES {
            return Err(FileError::TooLarge { bytes: text.len() });
        }
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text).map_err(|error| FileError::NotJson {
            line: error.line(),
            column: error.column(),
            why: without_position(&error.to_string()),
        })?;
        Self::from_value(value)
    }

    /// Reads a file's JSON value.
    pub fn from_value(value: Value) -> Result<Self, FileError> {
        let version = version_of(&value)?;
        let value = MIGRATIONS
            .iter()
            .skip((version - 1) as usize)
            .fold(value, |value, migrate| migrate(value));
        let Value::Object(members) = value else {
            return Err(FileError::NotADocument);
        };
        let mut document = Self::default();
        for (key, value) in members {
            match key.as_str() {
                "format" | "version" => {}
                "title" => match value {
                    Value::String(title) => document.title = title,
                    _ => return Err(malformed("`title`", "must be a text")),
                },
                "resources" => document.read_resources(value)?,
                "accepted" => {
                    let all = serde_json::from_value::<Vec<Accepted>>(value).map_err(|error| {
                        malformed(
                            "`accepted`",
                            format!("{error}; it lists findings with resource, code, says, because, by and on"),
                        )
                    })?;
                    for accepted in all {
                        document.architecture.accept(accepted);
                    }
                }
                "layout" => {
                    document.layout = serde_json::from_value::<Layout>(value).map_err(|error| {
                        malformed(
                            "`layout`",
                            format!("{error}; it maps ids to spots with x and y"),
                        )
                    })?;
                }
                other => {
                    return Err(malformed(
                        format!("`{other}`"),
                        "is no member of a document: it has format, version, title, resources, layout and accepted",
                    ));
                }
            }
        }
        // Spots go through the same check as any edit of a spot does.
        let spots: Vec<_> = document
            .layout
            .spots()
            .map(|(id, spot)| (id.clone(), spot))
            .collect();
        for (id, spot) in spots {
            document.layout.replace(&id, Some(spot));
        }
        Ok(document)
    }

    fn read_resources(&mut self, value: Value) -> Result<(), FileError> {
        let Value::Array(items) = value else {
            return Err(malformed("`resources`", "must be a list"));
        };
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("resource {} of the list", index + 1);
            let Value::Object(mut members) = item else {
                return Err(malformed(place, "must be an object with id, kind and name"));
            };
            let id = take_text(&mut members, "id", &place)?;
            if !ResourceId::is_well_formed(&id) {
                return Err(malformed(
                    place,
                    format!(
                        "`{id}` cannot be an id: use 1 to 64 letters, digits, `-`, `_` and `.`"
                    ),
                ));
            }
            let id = ResourceId::new(id);
            let resource = read_resource(members, &format!("resource `{id}`"))?;
            if self.architecture.insert(id.clone(), resource).is_some() {
                return Err(malformed(
                    place,
                    format!("the id `{id}` is used twice: give one of the two another id"),
                ));
            }
        }
        Ok(())
    }

    /// The document as the text of a file, with a line break at its end.
    pub fn to_json(&self) -> String {
        // A document is plain data, which always has a JSON form.
        let mut text = serde_json::to_string_pretty(&self.to_value()).unwrap_or_default();
        text.push('\n');
        text
    }

    /// The document as a JSON value.
    pub fn to_value(&self) -> Value {
        let resources: Vec<Value> = self
            .architecture
            .resources()
            .map(|(id, resource)| {
                let mut members = Map::new();
                members.insert("id".to_owned(), json!(id));
                members.extend(write_resource(resource));
                Value::Object(members)
            })
            .collect();
        let mut document = json!({
            "format": FORMAT,
            "version": VERSION,
            "title": self.title,
            "resources": resources,
            "layout": self.layout,
        });
        if !self.architecture.accepted().is_empty() {
            document["accepted"] = json!(self.architecture.accepted());
        }
        document
    }
}

/// The version that a file claims, if this program can read it.
fn version_of(value: &Value) -> Result<u64, FileError> {
    if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
        return Err(FileError::NotADocument);
    }
    match value.get("version") {
        None => Err(FileError::NotADocument),
        Some(version) => match version.as_u64() {
            Some(version) if version > VERSION => Err(FileError::TooNew { version }),
            Some(version) if version >= 1 => Ok(version),
            _ => Err(malformed("`version`", "must be a whole number from 1")),
        },
    }
}

fn take_text(
    members: &mut Map<String, Value>,
    key: &str,
    place: &str,
) -> Result<String, FileError> {
    match members.remove(key) {
        Some(Value::String(text)) => Ok(text),
        Some(_) => Err(malformed(place, format!("`{key}` must be a text"))),
        None => Err(malformed(place, format!("`{key}` is missing"))),
    }
}

fn read_resource(mut members: Map<String, Value>, place: &str) -> Result<Resource, FileError> {
    let key = take_text(&mut members, "kind", place)?;
    let Some(kind) = Kind::from_key(&key) else {
        let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.info().key).collect();
        return Err(malformed(
            place,
            format!(
                "there is no kind `{key}`{}; the kinds are {}",
                nearest(&key, &kinds),
                kinds.join(", ")
            ),
        ));
    };
    let name = take_text(&mut members, "name", place)?;
    let tags = match members.remove("tags") {
        Some(tags) if kind.info().tagging.is_some() => {
            Tags::from_value(tags).map_err(|why| malformed(format!("{place}, `tags`"), why))?
        }
        Some(_) => {
            return Err(malformed(
                place,
                format!(
                    "a {} has no tags: AWS lets nobody write any on it",
                    kind.info().key
                ),
            ));
        }
        None => Tags::default(),
    };
    let mut properties = kind.defaults();
    for (key, value) in members {
        properties.set(&key, value).map_err(|error| match error {
            SetError::NoSuchProperty => {
                let keys: Vec<_> = kind.info().properties.iter().map(|it| it.key).collect();
                malformed(
                    place,
                    format!(
                        "a {} has no property `{key}`{}",
                        kind.info().key,
                        nearest(&key, &keys)
                    ),
                )
            }
            SetError::BadValue(why) => malformed(format!("{place}, property `{key}`"), why),
        })?;
    }
    Ok(Resource {
        name,
        tags,
        properties,
    })
}

/// The members of a resource in a file, except its id.
fn write_resource(resource: &Resource) -> Map<String, Value> {
    let mut members = Map::new();
    members.insert("kind".to_owned(), json!(resource.kind().info().key));
    members.insert("name".to_owned(), json!(resource.name));
    if !resource.tags.is_empty() {
        members.insert("tags".to_owned(), resource.tags.to_value());
    }
    for property in resource.kind().info().properties {
        if !resource.properties.is_default(property.key)
            && let Some(mut value) = resource.properties.get(property.key)
        {
            if let PropertyType::Rows(row) = property.value {
                leave_out_defaults(&mut value, row);
            }
            members.insert(property.key.to_owned(), value);
        }
    }
    members
}

/// Leaves out of rows what reads the same when it is absent: optional switches,
/// numbers and choices with the value that a new row has. Texts and lists that
/// are absent read as empty, so only empty ones may be (`written::put`).
fn leave_out_defaults(rows: &mut Value, row: &RowInfo) {
    let fresh = (row.fresh)();
    for members in rows.as_array_mut().into_iter().flatten() {
        let Some(members) = members.as_object_mut() else {
            continue;
        };
        for member in row.members {
            match member.value {
                PropertyType::Rows(inner) => {
                    if let Some(rows) = members.get_mut(member.key) {
                        leave_out_defaults(rows, inner);
                    }
                }
                PropertyType::Flag | PropertyType::Number { .. } | PropertyType::Choice(_)
                    if !member.required && members.get(member.key) == fresh.get(member.key) =>
                {
                    members.remove(member.key);
                }
                _ => {}
            }
        }
    }
}

/// "; did you mean …?" where one of `known` is close to `typed`.
fn nearest(typed: &str, known: &[&str]) -> String {
    known
        .iter()
        .map(|name| (distance(typed, name), name))
        .filter(|(distance, name)| *distance <= (name.len().max(typed.len()) / 3).max(2))
        .min()
        .map(|(_, name)| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}

/// How many letters must be changed, added or taken away (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    // A name that long is no typing mistake, and need not be measured.
    if left.len() > 100 {
        return left.len();
    }
    let right: Vec<char> = right.chars().collect();
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, l) in left.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, r) in right.iter().enumerate() {
            let changed = diagonal + usize::from(l != *r);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[right.len()]
}

/// serde_json puts the position at the end of its message; ours stands in front.
fn without_position(message: &str) -> String {
    match message.rfind(" at line ") {
        Some(end) => message[..end].to_owned(),
        None => message.to_owned(),
    }
}

impl Serialize for Resource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let members = write_resource(self);
        let mut map = serializer.serialize_map(Some(members.len()))?;
        for (key, value) in &members {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Resource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::deserialize(deserializer)?;
        read_resource(members, "resource").map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn refused(text: &str, expected: Expect) {
        let error = Document::from_json(text).unwrap_err();
        expected.assert_eq(&error.to_string());
    }

    fn with_resource(resource: &str) -> String {
        format!(r#"{{"format": "cloud-campus", "version": 3, "resources": [{resource}]}}"#)
    }

    #[test]
    fn a_file_that_is_no_json_is_refused_with_its_place() {
        refused(
            "{\n  \"format\": ",
            expect!["line 2, column 12: this is not JSON (EOF while parsing a value)"],
        );
    }

    #[test]
    fn a_file_of_something_else_is_refused() {
        refused(
            r#"{"Resources": {}}"#,
            expect![[
                r#"this is not a Cloud Campus document: `"format": "cloud-campus"` and a `version` are missing at the top"#
            ]],
        );
    }

    #[test]
    fn a_file_from_a_newer_version_is_refused() {
        refused(
            r#"{"format": "cloud-campus", "version": 99, "resources": "who knows"}"#,
            expect![
                "the file has format version 99 and this Cloud Campus reads up to 3: open it with a newer Cloud Campus; the file was left as it is"
            ],
        );
    }

    #[test]
    fn a_file_that_is_too_large_is_refused() {
        let text = " ".repeat(MAX_BYTES + 1);
        assert_eq!(
            Document::from_json(&text),
            Err(FileError::TooLarge {
                bytes: MAX_BYTES + 1
            })
        );
    }

    #[test]
    fn mistakes_are_named_with_their_place_and_the_remedy() {
        refused(
            &with_resource(r#"{"id": "vpc-1", "kind": "vcp", "name": "campus"}"#),
            expect![
                "resource `vpc-1`: there is no kind `vcp`; did you mean `vpc`?; the kinds are region, vpc, subnet, internet-gateway, nat-gateway, route-table, vpc-endpoint, vpc-peering, load-balancer, target-group, hosted-zone, instance, launch-template, auto-scaling-group, database, bucket, file-system, security-group, network-acl, web-acl, cache, image, key-pair, function, volume, snapshot, account, iam-user, iam-group, iam-role, instance-profile, iam-policy, certificate, secret, health-check, alarm, dashboard, log-group, flow-log, topic, trail, budget, user, intent, workload, specimen"
            ],
        );
        refused(
            &with_resource(
                r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "cdir": "10.0.0.0/16"}"#,
            ),
            expect!["resource `vpc-1`: a vpc has no property `cdir`; did you mean `cidr`?"],
        );
        refused(
            &with_resource(
                r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "dns_support": "yes"}"#,
            ),
            expect![[
                r#"resource `vpc-1`, property `dns_support`: invalid type: string "yes", expected a boolean"#
            ]],
        );
        refused(
            &with_resource(r#"{"id": "a/b", "kind": "vpc", "name": "campus"}"#),
            expect![
                "resource 1 of the list: `a/b` cannot be an id: use 1 to 64 letters, digits, `-`, `_` and `.`"
            ],
        );
        refused(
            &with_resource(r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "tags": ["a"]}"#),
            expect![
                "resource `vpc-1`, `tags`: must be an object with a text for each key, such as `{ \"Environment\": \"test\" }`"
            ],
        );
        refused(
            &with_resource(
                r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "tags": {"Shift": 3}}"#,
            ),
            expect!["resource `vpc-1`, `tags`: the value of `Shift` must be a text"],
        );
        refused(
            &with_resource(r#"{"id": "user-1", "kind": "user", "name": "Mira", "tags": {}}"#),
            expect!["resource `user-1`: a user has no tags: AWS lets nobody write any on it"],
        );
        let vpc = r#"{"id": "vpc-1", "kind": "vpc", "name": "campus"}"#;
        refused(
            &with_resource(&format!("{vpc},{vpc}")),
            expect![
                "resource 2 of the list: the id `vpc-1` is used twice: give one of the two another id"
            ],
        );
    }

    #[test]
    fn a_malformed_block_is_kept_as_typed() {
        let text = with_resource(
            r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "cidr": "10.0.0/16"}"#,
        );
        let document = Document::from_json(&text).unwrap();
        assert_eq!(Document::from_json(&document.to_json()), Ok(document));
    }

    #[test]
    fn no_property_is_called_like_a_member_of_every_resource() {
        for kind in Kind::ALL {
            for property in kind.info().properties {
                assert!(!["id", "kind", "name", "tags"].contains(&property.key));
            }
        }
    }

    #[test]
    fn tags_are_kept_as_typed_in_order_of_their_keys() {
        let text = with_resource(
            r#"{"id": "vpc-1", "kind": "vpc", "name": "campus", "tags": {"b": "", "aws:a": "1"}}"#,
        );
        let document = Document::from_json(&text).unwrap();
        let tags = &document.architecture.get(&"vpc-1".into()).unwrap().tags;
        assert_eq!(tags.iter().collect::<Vec<_>>(), [("aws:a", "1"), ("b", "")]);
        assert_eq!(Document::from_json(&document.to_json()), Ok(document));
    }
}
