//! An architecture with an index, for analyses that look things up often.
//!
//! [`Architecture`] keeps its resources in order of ids, which costs some
//! twenty comparisons of texts for every look-up in a large one. Whoever asks
//! thousands of times has them indexed once, by id and by kind.

use std::ops::Deref;

use rustc_hash::FxHashMap;

use super::{Architecture, Declared, Kind, Properties, Resource, ResourceId};

/// A borrowed architecture whose look-ups by id and by kind cost the same
/// however large it is. Everything else is asked of the architecture itself.
#[derive(Clone, Debug)]
pub struct Indexed<'a> {
    architecture: &'a Architecture,
    by_id: FxHashMap<&'a ResourceId, &'a Resource>,
    by_kind: Vec<Vec<(&'a ResourceId, &'a Resource)>>,
}

impl<'a> Indexed<'a> {
    /// Indexes an architecture, in one walk over its resources.
    pub fn new(architecture: &'a Architecture) -> Self {
        let mut by_id = FxHashMap::default();
        by_id.reserve(architecture.len());
        let mut by_kind = vec![Vec::new(); Kind::ALL.len()];
        for (id, resource) in architecture.resources() {
            by_id.insert(id, resource);
            by_kind[resource.kind() as usize].push((id, resource));
        }
        Self {
            architecture,
            by_id,
            by_kind,
        }
    }

    /// The architecture itself.
    pub fn architecture(&self) -> &'a Architecture {
        self.architecture
    }

    /// The resource with this id.
    pub fn get(&self, id: &ResourceId) -> Option<&'a Resource> {
        self.by_id.get(id).copied()
    }

    /// The resource with this id, and the id as the architecture keeps it,
    /// which lives as long.
    pub fn entry(&self, id: &ResourceId) -> Option<(&'a ResourceId, &'a Resource)> {
        let (id, resource) = self.by_id.get_key_value(id)?;
        Some((*id, *resource))
    }

    /// The typed properties of the resource with this id, if it is of that
    /// kind.
    pub fn find<T>(&self, id: &ResourceId) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.get(id)?.as_kind()
    }

    /// What a reference that may be empty leads to, if it is of that kind.
    pub fn follow<T>(&self, reference: &Option<ResourceId>) -> Option<&'a T>
    where
        &'a T: TryFrom<&'a Properties>,
    {
        self.find(reference.as_ref()?)
    }

    /// The kind of the resource with this id.
    pub fn kind_of(&self, id: &ResourceId) -> Option<Kind> {
        self.get(id).map(Resource::kind)
    }

    /// The name of a resource as shown to people: see
    /// [`Architecture::name_of`].
    pub fn name_of(&self, id: &ResourceId) -> String {
        match self.get(id) {
            Some(resource) => resource.name.clone(),
            None => self.architecture.name_of(id),
        }
    }

    /// Every resource of one kind, in order of ids.
    pub fn all<T>(&self) -> impl Iterator<Item = (&'a ResourceId, &'a T)> + use<'_, 'a, T>
    where
        T: Declared + 'a,
        &'a T: TryFrom<&'a Properties>,
    {
        self.by_kind[T::KIND as usize]
            .iter()
            .filter_map(|(id, resource)| Some((*id, resource.as_kind()?)))
    }
}

impl Deref for Indexed<'_> {
    type Target = Architecture;

    fn deref(&self) -> &Architecture {
        self.architecture
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Subnet};

    #[test]
    fn it_finds_what_the_architecture_holds_and_nothing_else() {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        let architecture = Document::from_json(text).unwrap().architecture;
        let indexed = Indexed::new(&architecture);
        for (id, resource) in architecture.resources() {
            assert_eq!(indexed.get(id), Some(resource));
            assert_eq!(indexed.kind_of(id), Some(resource.kind()));
            assert_eq!(indexed.name_of(id), resource.name);
        }
        assert_eq!(indexed.get(&"nobody".into()), None);
        let subnets: Vec<_> = architecture.all::<Subnet>().collect();
        assert_eq!(indexed.all::<Subnet>().collect::<Vec<_>>(), subnets);
        assert_eq!(indexed.find::<Subnet>(&"vpc-1".into()), None);
    }
}
