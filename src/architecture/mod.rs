//! What a learner has built: resources with typed properties, their
//! relations, the edits that change them and the file that keeps them.
//!
//! An architecture holds only what somebody decided. Whether a subnet is
//! public, which address an instance has, whether a packet arrives: all of
//! that is computed from it elsewhere, every time.

mod accepted;
pub mod document;
pub mod edit;
pub mod file;
mod id;
mod indexed;
mod kind;
mod kinds;
pub mod layout;
pub mod property;
pub mod row;
pub mod tags;
mod value_type;
pub mod values;
mod words;
pub mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::text::in_a_sentence;

pub use accepted::Accepted;
pub use document::Document;
pub use edit::{Applied, AppliedAll, Edit, EditError, Remedy};
pub use id::ResourceId;
pub use indexed::Indexed;
pub use kind::{Category, Counted, Declared, Ground, KindInfo, Look, Place, Placing, SetError};
pub use kinds::*;
pub use property::{Change, Choice, Property, PropertyType};
pub use row::{Member, RowInfo, RowLayout};
pub use tags::{Tagging, Tags};
pub use values::*;

/// A resource: a name and the properties of its kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// What the learner calls it; AWS's Name tag, or the identifier where the
    /// resource has one. Names need not be unique.
    pub name: String,
    /// What else people wrote on it; its kind says whether AWS lets them.
    pub tags: Tags,
    /// Its properties; their type is its kind.
    pub properties: Properties,
}

impl Resource {
    /// A resource called `name` with these properties.
    pub fn new(name: impl Into<String>, properties: impl Into<Properties>) -> Self {
        Self {
            name: name.into(),
            tags: Tags::default(),
            properties: properties.into(),
        }
    }

    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.properties.kind()
    }

    /// Its typed properties, if it is of that kind.
    pub fn as_kind<'a, T>(&'a self) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        (&self.properties).try_into().ok()
    }
}

/// Everything that a learner has built, by id.
///
/// The map is ordered by id, so no answer can depend on the order in which
/// resources were added or listed in a file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Architecture {
    /// Shared, so that whoever keeps a state of the design keeps a reference;
    /// an edit copies what it changes and leaves the rest in common.
    resources: Arc<BTreeMap<ResourceId, Arc<Resource>>>,
    /// Which findings are accepted, in order.
    accepted: Arc<Vec<Accepted>>,
}

impl Architecture {
    /// Whether two are one and the same state, without looking inside.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.resources, &other.resources)
            && Arc::ptr_eq(&self.accepted, &other.accepted)
    }

    /// The findings that somebody has accepted, in order.
    pub fn accepted(&self) -> &[Accepted] {
        &self.accepted
    }

    /// Puts a statement in, or in the place of one about the same finding,
    /// which it yields.
    fn accept(&mut self, statement: Accepted) -> Option<Accepted> {
        let all = Arc::make_mut(&mut self.accepted);
        let before = all.iter().position(|it| it.is_about(&statement));
        let before = before.map(|place| all.remove(place));
        let place = all.partition_point(|it| *it < statement);
        all.insert(place, statement);
        before
    }

    /// Takes a statement out.
    fn reopen(&mut self, statement: &Accepted) -> Option<Accepted> {
        let place = self.accepted.iter().position(|it| it.is_about(statement))?;
        Some(Arc::make_mut(&mut self.accepted).remove(place))
    }

    /// Puts a resource in; yields what had the id before.
    fn insert(&mut self, id: ResourceId, resource: Resource) -> Option<Arc<Resource>> {
        Arc::make_mut(&mut self.resources).insert(id, Arc::new(resource))
    }

    /// Takes a resource out.
    fn remove(&mut self, id: &ResourceId) -> Option<Resource> {
        // What is not there must not cost a copy.
        self.resources.get(id)?;
        Arc::make_mut(&mut self.resources)
            .remove(id)
            .map(Arc::unwrap_or_clone)
    }

    /// A resource, to change it.
    fn get_mut(&mut self, id: &ResourceId) -> Option<&mut Resource> {
        self.resources.get(id)?;
        Arc::make_mut(&mut self.resources)
            .get_mut(id)
            .map(Arc::make_mut)
    }

    /// The resource with this id.
    pub fn get(&self, id: &ResourceId) -> Option<&Resource> {
        self.resources.get(id).map(Arc::as_ref)
    }

    /// The typed properties of the resource with this id, if it is of that
    /// kind.
    pub fn find<'a, T>(&'a self, id: &ResourceId) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.get(id)?.as_kind()
    }

    /// What a reference that may be empty leads to, if it is of that kind.
    pub fn follow<'a, T>(&'a self, reference: &Option<ResourceId>) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.find(reference.as_ref()?)
    }

    /// The resource that somebody speaks of, by id or else by name. Of several with
    /// the same name, one that packets start or end at: a server and its security
    /// group often share theirs.
    pub fn called(&self, text: &str) -> Option<&ResourceId> {
        let text = text.trim();
        if let Some((id, _)) = self.resources.get_key_value(&ResourceId::new(text)) {
            return Some(id);
        }
        let named = self
            .resources()
            .filter(|(_, it)| it.name.eq_ignore_ascii_case(text));
        named
            .min_by_key(|(_, it)| !it.kind().info().talks)
            .map(|(id, _)| id)
    }

    /// The kind of the resource with this id.
    pub fn kind_of(&self, id: &ResourceId) -> Option<Kind> {
        self.get(id).map(Resource::kind)
    }

    /// The name of a resource as shown to people; a deleted one is called after
    /// its kind. A member, such as an instance of an Auto Scaling group, is
    /// called by its group's rule: see [`Architecture::member_name`].
    pub fn name_of(&self, id: &ResourceId) -> String {
        if let Some(resource) = self.get(id) {
            return resource.name.clone();
        }
        match id.as_str().split_once('/') {
            Some((owner, member)) => self.member_name(&owner.into(), member),
            None => deleted(id),
        }
    }

    /// What a text speaks of that may be an id, as in a journey or in a record:
    /// the name of that resource, what it was if it was deleted, or the text.
    pub fn spoken(&self, text: &str) -> String {
        let text = text.trim();
        let owner = ResourceId::new(text.split_once('/').map_or(text, |(owner, _)| owner));
        let is_meant = self.get(&owner).is_some() || kind_of_made(&owner).is_some();
        let name = is_meant.then(|| self.name_of(&text.into()));
        let name = name.filter(|it| !it.trim().is_empty());
        name.unwrap_or_else(|| text.to_owned())
    }

    /// The name of a derived member: `web-1` for the first instance of a group
    /// that calls its instances `web`; `notebook-db standby` for others.
    fn member_name(&self, owner: &ResourceId, member: &str) -> String {
        match self.get(owner) {
            Some(resource) => match &resource.properties {
                Properties::AutoScalingGroup(group) if !group.instance_name.is_empty() => {
                    format!("{}-{member}", group.instance_name)
                }
                _ => format!("{} {member}", resource.name),
            },
            None => format!("{member} of {}", deleted(owner)),
        }
    }

    /// Every resource, in order of ids.
    pub fn resources(&self) -> impl Iterator<Item = (&ResourceId, &Resource)> {
        self.resources
            .iter()
            .map(|(id, resource)| (id, resource.as_ref()))
    }

    /// Every resource of one kind, in order of ids.
    pub fn all<'a, T>(&'a self) -> impl Iterator<Item = (&'a ResourceId, &'a T)>
    where
        &'a T: TryFrom<&'a Properties> + 'a,
    {
        self.resources
            .iter()
            .filter_map(|(id, resource)| Some((id, resource.as_kind()?)))
    }

    /// Every id of one kind, in order.
    pub fn ids_of(&self, kind: Kind) -> impl Iterator<Item = &ResourceId> {
        self.resources
            .iter()
            .filter(move |(_, resource)| resource.kind() == kind)
            .map(|(id, _)| id)
    }

    /// How many resources there are.
    pub fn len(&self) -> usize {
        self.resources.len()
    }

    /// Whether nothing has been built yet.
    pub fn is_empty(&self) -> bool {
        self.resources.is_empty()
    }

    /// The resources that name `id` in one of their properties, with that
    /// property.
    pub fn users_of(&self, id: &ResourceId) -> Vec<(ResourceId, &'static str)> {
        let mut users = Vec::new();
        for (user, resource) in self.resources.iter() {
            resource.properties.references(&mut |property, named| {
                let entry = (user.clone(), property);
                if named == id && users.last() != Some(&entry) {
                    users.push(entry);
                }
            });
        }
        users
    }

    /// An id that is still free, such as `subnet-3`: one above the highest
    /// number in use, so that an id is not soon used for something else.
    pub fn free_id(&self, kind: Kind) -> ResourceId {
        let key = kind.info().key;
        let numbers = self.resources.keys().map(|id| numbered(id.as_str(), key));
        let highest = numbers.flatten().max().unwrap_or(0);
        ResourceId::new(format!("{key}-{}", highest.saturating_add(1)))
    }

    /// What a new resource of a kind is called, such as `subnet-1`. The number
    /// makes it read as a name in a sentence. It is the lowest with which no
    /// resource is called so and none but this one has it as its id, because
    /// people may speak of a resource by either: see [`Architecture::called`].
    pub fn first_name(&self, kind: Kind, of: &ResourceId) -> String {
        let stem = kind.info().first_name;
        let mut taken = BTreeSet::new();
        for (id, resource) in self.resources() {
            taken.extend(numbered(&resource.name, stem));
            taken.extend(numbered(id.as_str(), stem).filter(|_| id != of));
        }
        let free = (1..).find(|number| !taken.contains(number));
        format!("{stem}-{}", free.unwrap_or(1))
    }

    /// A name that no resource has yet: `wanted` itself, or with the next free
    /// number behind it.
    pub fn free_name(&self, wanted: &str) -> String {
        let names = self.resources.values().map(|it| it.name.as_str());
        let taken: BTreeSet<&str> = names.filter(|it| it.starts_with(wanted)).collect();
        if !taken.contains(wanted) {
            return wanted.to_owned();
        }
        (2..=taken.len() + 2)
            .map(|number| format!("{wanted}-{number}"))
            .find(|name| !taken.contains(name.as_str()))
            .unwrap_or_else(|| wanted.to_owned())
    }
}

/// The 3 of `subnet-3`.
fn numbered(text: &str, stem: &str) -> Option<u64> {
    text.strip_prefix(stem)?.strip_prefix('-')?.parse().ok()
}

/// The kind of what got this id from [`Architecture::free_id`].
fn kind_of_made(id: &ResourceId) -> Option<Kind> {
    let (key, number) = id.as_str().rsplit_once('-')?;
    Kind::from_key(key).filter(|_| number.parse::<u64>().is_ok())
}

/// What a deleted resource is called. People never saw its id; one that was
/// made here still tells of which kind it was.
fn deleted(id: &ResourceId) -> String {
    match kind_of_made(id) {
        Some(kind) => format!("a deleted {}", in_a_sentence(kind.info().noun)),
        None => "something deleted".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(document: &mut Document, id: &str, name: &str) {
        let resource = Resource::new(name, Subnet::default());
        document.apply(Edit::create(id.into(), resource)).unwrap();
    }

    #[test]
    fn a_first_name_has_a_number_and_is_nobody_elses_name_or_id() {
        let mut document = Document::default();
        let next = |document: &Document| {
            let id = document.architecture.free_id(Kind::Subnet);
            document.architecture.first_name(Kind::Subnet, &id)
        };
        for kind in Kind::ALL {
            let name = document.architecture.first_name(*kind, &"new".into());
            assert!(name.ends_with("-1"), "{name}");
        }
        assert_eq!(next(&document), "subnet-1");
        with(&mut document, "subnet-1", "subnet-1");
        assert_eq!(next(&document), "subnet-2");
        with(&mut document, "subnet-2", "public-a");
        assert_eq!(next(&document), "subnet-3", "subnet-2 leads to public-a");
        with(&mut document, "wing", "subnet-3");
        assert_eq!(next(&document), "subnet-4");
    }

    #[test]
    fn what_a_text_speaks_of_is_named_and_what_is_gone_is_told() {
        let mut document = Document::default();
        with(&mut document, "subnet-1", "public-a");
        with(&mut document, "subnet-2", "");
        for (text, spoken) in [
            ("subnet-1", "public-a"),
            (" subnet-2 ", "subnet-2"),
            ("subnet-7", "a deleted subnet"),
            ("subnet-7/eni", "eni of a deleted subnet"),
            ("web-1", "web-1"),
            ("shop.example/a", "shop.example/a"),
            ("10.0.0.1", "10.0.0.1"),
        ] {
            assert_eq!(document.architecture.spoken(text), spoken);
        }
    }
}
