//! How files of older versions are brought up to date.
//!
//! Each step leads from one version to the next and takes the whole file. It
//! is never changed once it has been published: the file that it reads is out
//! there for good.

use serde_json::Value;

/// The steps, the first leading from 1 to 2.
pub(super) const MIGRATIONS: &[fn(Value) -> Value] = &[resources_get_tags];

/// Version 2 lets a resource have `tags`. Version 1 knew none and refused the
/// member, so nothing that a file of version 1 can hold means anything else
/// now, and a file of version 1 has none to be moved.
fn resources_get_tags(mut file: Value) -> Value {
    file["version"] = Value::from(2);
    file
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::file::{FileError, VERSION};
    use crate::architecture::{Document, Kind};

    /// A document as version 1 wrote it, with every kind in it.
    const OLD: &str = include_str!("../../../tests/files/version-1.campus.json");

    #[test]
    fn there_is_a_migration_from_every_older_version() {
        assert_eq!(MIGRATIONS.len() as u64, VERSION - 1);
    }

    #[test]
    fn each_migration_leads_to_the_next_version() {
        for (steps, migrate) in MIGRATIONS.iter().enumerate() {
            let old = serde_json::json!({ "format": "cloud-campus", "version": steps + 1 });
            assert_eq!(migrate(old)["version"], steps + 2);
        }
    }

    #[test]
    fn a_file_of_version_1_opens_unchanged_in_meaning() {
        let old: Value = serde_json::from_str(OLD).unwrap();
        assert_eq!(old["version"], 1);
        let opened = Document::from_value(old.clone()).unwrap();
        let architecture = &opened.architecture;
        let held = |kind: &&Kind| architecture.ids_of(**kind).next().is_some();
        let kinds = Kind::ALL.iter().filter(held).count();
        assert_eq!(kinds, 22, "version 1 had that many kinds");
        assert!(architecture.resources().all(|(_, it)| it.tags.is_empty()));
        let mut members = 0;
        for written in old["resources"].as_array().unwrap() {
            let id = written["id"].as_str().unwrap().into();
            let resource = architecture.get(&id).unwrap();
            for (key, value) in written.as_object().unwrap() {
                let now = match key.as_str() {
                    "id" => Value::from(id.as_str()),
                    "kind" => Value::from(resource.kind().info().key),
                    "name" => Value::from(resource.name.as_str()),
                    property => resource.properties.get(property).unwrap(),
                };
                members += usize::from(includes(&now, value));
                assert!(includes(&now, value), "{id}.{key}: {value} became {now}");
            }
        }
        assert!(members > 100, "only {members} members were compared");
        // What is saved is of the new version and reads as the same.
        let saved = opened.to_value();
        assert_eq!(saved["version"], VERSION);
        assert_eq!(Document::from_value(saved), Ok(opened));
    }

    /// Whether a value holds all that was written; members at their default
    /// may have been left out.
    fn includes(now: &Value, written: &Value) -> bool {
        match (now, written) {
            (Value::Object(now), Value::Object(written)) => written
                .iter()
                .all(|(key, value)| now.get(key).is_some_and(|now| includes(now, value))),
            (Value::Array(now), Value::Array(written)) => {
                now.len() == written.len()
                    && now
                        .iter()
                        .zip(written)
                        .all(|(now, written)| includes(now, written))
            }
            _ => now == written,
        }
    }

    #[test]
    fn a_file_of_a_newer_version_is_refused_unread() {
        let newer = serde_json::json!({
            "format": "cloud-campus", "version": VERSION + 1, "resources": "who knows",
        });
        assert_eq!(
            Document::from_value(newer),
            Err(FileError::TooNew {
                version: VERSION + 1
            })
        );
    }
}
