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
        let highest = self
            .resources
            .keys()
            .filter_map(|id| {
                let number = id.as_str().strip_prefix(key)?.strip_prefix('-')?;
                number.parse::<u64>().ok()
            })
            .max()
            .unwrap_or(0);
        ResourceId::new(format!("{key}-{}", highest.saturating_add(1)))
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

/// What a deleted resource is called. People never saw its id; one that was
/// made here still tells of which kind it was.
fn deleted(id: &ResourceId) -> String {
    let key = id.as_str().trim_end_matches(|it: char| it.is_ascii_digit());
    let kind = key.strip_suffix('-').and_then(Kind::from_key);
    match kind {
        Some(kind) => format!("a deleted {}", in_a_sentence(kind.info().noun)),
        None => "something deleted".to_owned(),
    }
}
