//! The policies of a drawing, each read once, when somebody asks for it first.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::document::{Policy, PolicyError, Use};
use super::managed;
use crate::architecture::*;

/// A document as it was read.
pub type Read = Rc<Result<Policy, PolicyError>>;

/// The policies of a drawing.
#[derive(Debug)]
pub struct Shelf<'i, 'a> {
    pub indexed: &'i Indexed<'a>,
    read: RefCell<FxHashMap<(ResourceId, &'static str), Read>>,
    managed: RefCell<FxHashMap<&'static str, Read>>,
}

impl<'i, 'a> Shelf<'i, 'a> {
    pub fn over(indexed: &'i Indexed<'a>) -> Self {
        Self {
            indexed,
            read: RefCell::default(),
            managed: RefCell::default(),
        }
    }

    fn document(&self, id: &ResourceId, property: &'static str, text: &str, used_as: Use) -> Read {
        let key = (id.clone(), property);
        if let Some(found) = self.read.borrow().get(&key) {
            return found.clone();
        }
        let read = Rc::new(Policy::read(text, used_as));
        self.read.borrow_mut().insert(key, read.clone());
        read
    }

    /// A policy of one's own; none where there is no such policy or nothing is
    /// written in it yet.
    pub fn own(&self, id: &ResourceId) -> Option<Read> {
        let text = &self.indexed.find::<IamPolicy>(id)?.document;
        (!text.trim().is_empty()).then(|| self.document(id, "document", text, Use::Identity))
    }

    /// The trust policy of a role.
    pub fn trust(&self, id: &ResourceId) -> Option<Read> {
        let text = &self.indexed.find::<IamRole>(id)?.trust_policy;
        Some(self.document(id, "trust_policy", text, Use::Trust))
    }

    /// The policy of a bucket or a topic; none where it has none.
    pub fn of_resource(&self, id: &ResourceId) -> Option<Read> {
        let text = match &self.indexed.get(id)?.properties {
            Properties::Bucket(it) => &it.policy,
            Properties::Topic(it) => &it.policy,
            _ => return None,
        };
        (!text.trim().is_empty()).then(|| self.document(id, "policy", text, Use::Resource))
    }

    /// A policy of AWS whose statements are known.
    pub fn of_aws(&self, name: &str) -> Option<Read> {
        let found = managed::find(name)?;
        let document = found.document?;
        if let Some(read) = self.managed.borrow().get(found.name) {
            return Some(read.clone());
        }
        let read = Rc::new(Policy::read(document, Use::Identity));
        self.managed.borrow_mut().insert(found.name, read.clone());
        Some(read)
    }
}
