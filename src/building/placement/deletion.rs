//! What a deletion takes along.

use std::collections::BTreeSet;

use super::contents_of;
use crate::architecture::{Document, Edit, ResourceId};

/// The edits that delete resources with all they contain, and clear up after
/// them as AWS does: associations and memberships end, a route to what is gone
/// stays behind as a blackhole.
pub fn deletion(document: &Document, ids: &[ResourceId]) -> Vec<Edit> {
    let architecture = &document.architecture;
    let mut doomed: BTreeSet<ResourceId> = BTreeSet::new();
    let mut open: Vec<ResourceId> = ids.to_vec();
    while let Some(id) = open.pop() {
        if architecture.get(&id).is_some() && doomed.insert(id.clone()) {
            open.extend(contents_of(architecture, &id));
        }
    }
    let mut edits = Vec::new();
    for (id, resource) in architecture.resources() {
        if doomed.contains(id) {
            continue;
        }
        let mut properties = resource.properties.clone();
        let mut changed: BTreeSet<&'static str> = BTreeSet::new();
        for gone in &doomed {
            properties.forget(gone, &mut |key| {
                changed.insert(key);
            });
        }
        edits.extend(changed.into_iter().filter_map(|key| {
            let value = properties.get(key)?;
            Some(Edit::set(id, key, value))
        }));
    }
    for id in doomed {
        if document.layout.get(&id).is_some() {
            edits.push(Edit::Arrange {
                id: id.clone(),
                spot: None,
            });
        }
        edits.push(Edit::Delete { id });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Kind, Route, RouteTable, Subnet};
    use crate::building::placement::create;

    #[test]
    fn deleting_a_subnet_takes_its_content_and_leaves_a_blackhole() {
        let mut document = Document::default();
        let mut add = |kind, target: Option<&ResourceId>| {
            let (id, edits) = create(&document, kind, target, None).unwrap();
            document.apply_all(edits).unwrap();
            id
        };
        let region = add(Kind::Region, None);
        let vpc = add(Kind::Vpc, Some(&region));
        let public = add(Kind::Subnet, Some(&vpc));
        let private = add(Kind::Subnet, Some(&vpc));
        let nat = add(Kind::NatGateway, Some(&public));
        let table = add(Kind::RouteTable, Some(&private));
        let route = Route {
            destination: "0.0.0.0/0".into(),
            target: Some(nat.clone()),
        };
        document
            .apply(Edit::insert(&table, "routes", 0, &route))
            .unwrap();
        let before = document.clone();

        let applied = document
            .apply_all(deletion(&document, std::slice::from_ref(&public)))
            .unwrap();
        assert!(document.architecture.get(&nat).is_none());
        let left: &RouteTable = document.architecture.find(&table).unwrap();
        assert_eq!(left.routes, [route]);

        document.apply_all(applied.inverses).unwrap();
        assert_eq!(document, before);

        document.apply_all(deletion(&document, &[table])).unwrap();
        let private: &Subnet = document.architecture.find(&private).unwrap();
        assert_eq!(private.route_table, None);
    }
}
