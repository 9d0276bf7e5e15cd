//! How files of older versions are brought up to date.
//!
//! Each step leads from one version to the next and takes the whole file. It
//! is never changed once it has been published: the file that it reads is out
//! there for good.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

/// The steps, the first leading from 1 to 2.
pub(super) const MIGRATIONS: &[fn(Value) -> Value] = &[resources_get_tags, names_become_resources];

/// Version 2 lets a resource have `tags`. Version 1 knew none and refused the
/// member, so nothing that a file of version 1 can hold means anything else
/// now, and a file of version 1 has none to be moved.
fn resources_get_tags(mut file: Value) -> Value {
    file["version"] = Value::from(2);
    file
}

/// Version 3 has instance profiles, certificates and the account as resources,
/// where version 2 had the name of a profile and the ARN of a certificate, and
/// the four parts of Block Public Access, where version 2 had one switch.
///
/// Each name becomes one profile, in an account that is made for it, each ARN
/// one certificate in the Region of the load balancer that used it first.
fn names_become_resources(mut file: Value) -> Value {
    file["version"] = Value::from(3);
    let Some(Value::Array(resources)) = file.get_mut("resources") else {
        return file;
    };
    let mut made = Made::new(resources);
    let regions: Vec<Option<Value>> = resources
        .iter()
        .map(|resource| region_of(resources, resource))
        .collect();
    for (resource, region) in resources.iter_mut().zip(regions) {
        let Value::Object(members) = resource else {
            continue;
        };
        match members.get("kind").and_then(Value::as_str) {
            Some("instance" | "launch-template") => {
                name_profile(members, &mut made);
                // The AMIs of Amazon Linux 2023 ask for tokens by themselves;
                // of others nothing is known.
                let image = members.get("image").and_then(Value::as_str);
                if image.is_some_and(|image| !image.contains("al2023-ami")) {
                    members.insert("imds_v2".to_owned(), Value::Bool(false));
                }
            }
            Some("load-balancer") => name_certificates(members, region, &mut made),
            Some("bucket") => {
                if let Some(all @ Value::Bool(_)) = members.remove("block_public_access") {
                    for part in [
                        "block_public_acls",
                        "ignore_public_acls",
                        "block_public_policy",
                        "restrict_public_buckets",
                    ] {
                        members.insert(part.to_owned(), all.clone());
                    }
                }
            }
            _ => {}
        }
    }
    resources.extend(made.resources);
    file
}

/// What a migration adds to a file.
struct Made {
    taken: Vec<String>,
    resources: Vec<Value>,
    account: Option<String>,
    of: BTreeMap<(&'static str, String), String>,
}

impl Made {
    fn new(resources: &[Value]) -> Self {
        let ids = resources.iter().filter_map(|it| it.get("id")?.as_str());
        Self {
            taken: ids.map(str::to_owned).collect(),
            resources: Vec::new(),
            account: None,
            of: BTreeMap::new(),
        }
    }

    /// Adds a resource under the first id that is free.
    fn add(&mut self, kind: &str, name: &str, mut members: Map<String, Value>) -> String {
        let mut number = 1;
        let id = loop {
            let id = format!("{kind}-{number}");
            if !self.taken.contains(&id) {
                break id;
            }
            number += 1;
        };
        members.insert("id".to_owned(), json!(id));
        members.insert("kind".to_owned(), json!(kind));
        members.insert("name".to_owned(), json!(name));
        self.taken.push(id.clone());
        self.resources.push(Value::Object(members));
        id
    }

    fn account(&mut self) -> String {
        if let Some(account) = &self.account {
            return account.clone();
        }
        let account = self.add("account", "Account", Map::new());
        self.account.insert(account).clone()
    }
}

fn name_profile(members: &mut Map<String, Value>, made: &mut Made) {
    let Some(Value::String(name)) = members.get("instance_profile") else {
        return;
    };
    let name = name.trim().to_owned();
    if name.is_empty() {
        members.remove("instance_profile");
        return;
    }
    let key = ("instance-profile", name.clone());
    let id = made.of.get(&key).cloned().unwrap_or_else(|| {
        let account = json!(made.account());
        let home = Map::from_iter([("account".to_owned(), account)]);
        let id = made.add("instance-profile", &name, home);
        made.of.insert(key, id.clone());
        id
    });
    members.insert("instance_profile".to_owned(), json!(id));
}

fn name_certificates(members: &mut Map<String, Value>, region: Option<Value>, made: &mut Made) {
    let Some(Value::Array(listeners)) = members.get_mut("listeners") else {
        return;
    };
    for listener in listeners {
        let Value::Object(listener) = listener else {
            continue;
        };
        let Some(Value::String(arn)) = listener.get("certificate") else {
            continue;
        };
        if arn.trim().is_empty() {
            listener.remove("certificate");
            continue;
        }
        let key = ("certificate", arn.trim().to_owned());
        let id = made.of.get(&key).cloned().unwrap_or_else(|| {
            let mut home = Map::from_iter([("arn".to_owned(), json!(key.1))]);
            if let Some(region) = &region {
                home.insert("region".to_owned(), region.clone());
            }
            let id = made.add("certificate", "certificate", home);
            made.of.insert(key, id.clone());
            id
        });
        listener.insert("certificate".to_owned(), json!(id));
    }
}

/// The Region that a load balancer of version 2 is in: that of the VPC of its
/// first subnet.
fn region_of(resources: &[Value], resource: &Value) -> Option<Value> {
    let named = |id: &Value| resources.iter().find(|it| it.get("id") == Some(id));
    let subnet = named(resource.get("subnets")?.get(0)?)?;
    let vpc = named(subnet.get("vpc")?)?;
    vpc.get("region").cloned()
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
        // Version 1 had 22; profile, certificate and account were names in it.
        assert_eq!(kinds, 25);
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
                // What was a name is now the resource that bears it.
                if key == "instance_profile" || key == "listeners" {
                    continue;
                }
                members += usize::from(includes(&now, value));
                assert!(includes(&now, value), "{id}.{key}: {value} became {now}");
            }
        }
        assert!(members > 100, "only {members} members were compared");
        let template = &architecture
            .get(&"launch-template-1".into())
            .unwrap()
            .properties;
        assert_eq!(
            template.get("instance_profile").unwrap(),
            "instance-profile-1"
        );
        let profile = architecture.get(&"instance-profile-1".into()).unwrap();
        assert_eq!(profile.name, "EC2-S3-Role");
        assert_eq!(profile.properties.get("account").unwrap(), "account-1");
        let balancer = &architecture
            .get(&"load-balancer-1".into())
            .unwrap()
            .properties;
        let https = &balancer.get("listeners").unwrap()[1];
        assert_eq!(https["certificate"], "certificate-1");
        let certificate = &architecture
            .get(&"certificate-1".into())
            .unwrap()
            .properties;
        assert_eq!(certificate.get("region").unwrap(), "region-1");
        assert!(
            certificate
                .get("arn")
                .unwrap()
                .as_str()
                .unwrap()
                .starts_with("arn:aws:acm:")
        );
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
