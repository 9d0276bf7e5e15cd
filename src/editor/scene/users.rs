//! Who names whom, kept both ways.
//!
//! A chip says how many use it, a frame finds its subnets, a line its ends: all
//! of that asks who names a resource. Asking every resource each time made the
//! drawing quadratic; here it is written down once and kept up with each edit.

use rustc_hash::FxHashMap;

use crate::architecture::{Properties, ResourceId};

/// One that names another, and the property in which it does.
type User = (ResourceId, &'static str);

/// Who names whom.
#[derive(Clone, Debug, Default)]
pub struct Users {
    /// Whom each resource names, once for each property.
    named: FxHashMap<ResourceId, Vec<(&'static str, ResourceId)>>,
    /// Who names each resource, in order of ids.
    users: FxHashMap<ResourceId, Vec<User>>,
}

impl Users {
    /// Takes down whom a resource names now; nobody once it is gone.
    pub fn put(&mut self, id: &ResourceId, properties: Option<&Properties>) {
        for (_, named) in self.named.remove(id).unwrap_or_default() {
            if let Some(users) = self.users.get_mut(&named) {
                users.retain(|(user, _)| user != id);
                if users.is_empty() {
                    self.users.remove(&named);
                }
            }
        }
        let Some(properties) = properties else { return };
        let mut named: Vec<(&'static str, ResourceId)> = Vec::new();
        properties.references(&mut |property, other| {
            let known = named
                .iter()
                .rev()
                .take_while(|(key, _)| *key == property)
                .any(|(_, known)| known == other);
            if !known {
                named.push((property, other.clone()));
            }
        });
        for (property, other) in &named {
            let users = self.users.entry(other.clone()).or_default();
            let place = users.partition_point(|(user, _)| user <= id);
            users.insert(place, (id.clone(), property));
        }
        if !named.is_empty() {
            self.named.insert(id.clone(), named);
        }
    }

    /// Who names a resource, in order of ids, with the property.
    pub fn of_resource(&self, id: &ResourceId) -> &[User] {
        self.users.get(id).map_or(&[], Vec::as_slice)
    }

    /// Who names a resource in this property, in order of ids.
    pub fn by<'a>(
        &'a self,
        id: &ResourceId,
        property: &'static str,
    ) -> impl Iterator<Item = &'a ResourceId> {
        self.of_resource(id)
            .iter()
            .filter(move |(_, key)| *key == property)
            .map(|(user, _)| user)
    }

    /// Whom a resource names.
    pub fn named_by(&self, id: &ResourceId) -> impl Iterator<Item = &ResourceId> {
        self.named
            .get(id)
            .into_iter()
            .flatten()
            .map(|(_, named)| named)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit};

    #[test]
    fn it_says_what_the_architecture_says() {
        let text = include_str!("../../../tests/files/notebookly.campus.json");
        let mut document = Document::from_json(text).unwrap();
        let mut users = Users::default();
        for (id, resource) in document.architecture.resources() {
            users.put(id, Some(&resource.properties));
        }
        let ids: Vec<ResourceId> = (document.architecture.resources())
            .map(|(id, _)| id.clone())
            .collect();
        let same = |users: &Users, document: &Document| {
            for id in &ids {
                let asked = document.architecture.users_of(id);
                assert_eq!(users.of_resource(id), asked, "{id}");
            }
        };
        same(&users, &document);
        for gone in &ids {
            document.apply(Edit::Delete { id: gone.clone() }).unwrap();
            users.put(gone, None);
            same(&users, &document);
        }
        assert!(users.users.is_empty() && users.named.is_empty());
    }
}
