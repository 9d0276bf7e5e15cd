//! What each edit does to a document, and what takes it back.

use serde_json::Value;

use super::{Applied, AppliedAll, Edit, EditError};
use crate::architecture::{Document, Resource, ResourceId, SetError};

impl Document {
    /// Applies one edit, or changes nothing and says why.
    pub fn apply(&mut self, edit: Edit) -> Result<Applied, EditError> {
        match edit {
            Edit::Create { id, resource } => {
                if !ResourceId::is_well_formed(id.as_str()) {
                    return Err(EditError::BadId(id));
                }
                if self.architecture.get(&id).is_some() {
                    return Err(EditError::IdTaken(id));
                }
                self.architecture.insert(id.clone(), resource);
                Ok(rebuilt(Edit::Delete { id: id.clone() }, id))
            }
            Edit::Delete { id } => {
                let Some(resource) = self.architecture.remove(&id) else {
                    return Err(EditError::NoSuchResource(id));
                };
                Ok(rebuilt(
                    Edit::Create {
                        id: id.clone(),
                        resource,
                    },
                    id,
                ))
            }
            Edit::Rename { id, name } => {
                let before = std::mem::replace(&mut self.resource(&id)?.name, name);
                Ok(rebuilt(
                    Edit::Rename {
                        id: id.clone(),
                        name: before,
                    },
                    id,
                ))
            }
            Edit::Tag { id, key, value } => {
                let before = self.taggable(&id)?.tags.set(key.clone(), value);
                Ok(rebuilt(tagged(id.clone(), key, before), id))
            }
            Edit::Untag { id, key } => match self.taggable(&id)?.tags.remove(&key) {
                Some(before) => Ok(rebuilt(tagged(id.clone(), key, Some(before)), id)),
                None => Err(EditError::NoSuchTag { id, key }),
            },
            Edit::Set {
                id,
                property,
                value,
            } => {
                let before = self.value(&id, &property)?;
                self.set(&id, &property, value)?;
                Ok(rebuilt(
                    Edit::Set {
                        id: id.clone(),
                        property,
                        value: before,
                    },
                    id,
                ))
            }
            Edit::Insert {
                id,
                property,
                index,
                item,
            } => {
                let mut items = self.items(&id, &property, index)?;
                if index > items.len() {
                    return Err(no_such_item(id, property, index));
                }
                items.insert(index, item);
                self.set(&id, &property, Value::Array(items))?;
                Ok(rebuilt(Edit::remove(&id, &property, index), id))
            }
            Edit::Remove {
                id,
                property,
                index,
            } => {
                let mut items = self.items(&id, &property, index)?;
                if index >= items.len() {
                    return Err(no_such_item(id, property, index));
                }
                let item = items.remove(index);
                self.set(&id, &property, Value::Array(items))?;
                Ok(rebuilt(
                    Edit::Insert {
                        id: id.clone(),
                        property,
                        index,
                        item,
                    },
                    id,
                ))
            }
            Edit::Arrange { id, spot } => {
                let before = self.layout.replace(&id, spot);
                Ok(Applied {
                    inverse: Edit::Arrange {
                        id: id.clone(),
                        spot: before,
                    },
                    touched: Some(id),
                    rebuilt: false,
                })
            }
            Edit::Accept { accepted } => {
                let id = accepted.resource.clone();
                let inverse = match self.architecture.accept(accepted.clone()) {
                    Some(before) => Edit::Accept { accepted: before },
                    None => Edit::Reopen { accepted },
                };
                Ok(rebuilt(inverse, id))
            }
            Edit::Reopen { accepted } => {
                let id = accepted.resource.clone();
                match self.architecture.reopen(&accepted) {
                    Some(accepted) => Ok(rebuilt(Edit::Accept { accepted }, id)),
                    None => Err(EditError::NotAccepted(id)),
                }
            }
            Edit::Retitle { title } => {
                let before = std::mem::replace(&mut self.title, title);
                Ok(Applied {
                    inverse: Edit::Retitle { title: before },
                    touched: None,
                    rebuilt: false,
                })
            }
        }
    }

    /// Applies all of the edits, or none of them.
    pub fn apply_all(&mut self, edits: Vec<Edit>) -> Result<AppliedAll, EditError> {
        let mut all = AppliedAll::default();
        for edit in edits {
            match self.apply(edit) {
                Ok(applied) => all.add(applied),
                Err(error) => {
                    for inverse in all.inverses.into_iter().rev() {
                        let undone = self.apply(inverse);
                        debug_assert!(undone.is_ok(), "an inverse always applies");
                    }
                    return Err(error);
                }
            }
        }
        all.inverses.reverse();
        Ok(all)
    }

    fn resource(&mut self, id: &ResourceId) -> Result<&mut Resource, EditError> {
        self.architecture
            .get_mut(id)
            .ok_or_else(|| EditError::NoSuchResource(id.clone()))
    }

    /// A resource that AWS lets one tag.
    fn taggable(&mut self, id: &ResourceId) -> Result<&mut Resource, EditError> {
        let resource = self.resource(id)?;
        let kind = resource.kind();
        match kind.info().tagging {
            Some(_) => Ok(resource),
            None => Err(EditError::NoSuchProperty(kind, "tags".to_owned())),
        }
    }

    fn value(&self, id: &ResourceId, property: &str) -> Result<Value, EditError> {
        let resource = self
            .architecture
            .get(id)
            .ok_or_else(|| EditError::NoSuchResource(id.clone()))?;
        resource
            .properties
            .get(property)
            .ok_or_else(|| EditError::NoSuchProperty(resource.kind(), property.to_owned()))
    }

    fn items(
        &self,
        id: &ResourceId,
        property: &str,
        index: usize,
    ) -> Result<Vec<Value>, EditError> {
        match self.value(id, property)? {
            Value::Array(items) => Ok(items),
            _ => Err(no_such_item(id.clone(), property.to_owned(), index)),
        }
    }

    fn set(&mut self, id: &ResourceId, property: &str, value: Value) -> Result<(), EditError> {
        let resource = self.resource(id)?;
        let kind = resource.kind();
        resource
            .properties
            .set(property, value)
            .map_err(|error| match error {
                SetError::NoSuchProperty => EditError::NoSuchProperty(kind, property.to_owned()),
                SetError::BadValue(why) => EditError::BadValue {
                    id: id.clone(),
                    property: property.to_owned(),
                    why,
                },
            })
    }
}

/// The edit that leaves a key with this value, or without any.
fn tagged(id: ResourceId, key: String, value: Option<String>) -> Edit {
    match value {
        Some(value) => Edit::Tag { id, key, value },
        None => Edit::Untag { id, key },
    }
}

fn rebuilt(inverse: Edit, touched: ResourceId) -> Applied {
    Applied {
        inverse,
        touched: Some(touched),
        rebuilt: true,
    }
}

fn no_such_item(id: ResourceId, property: String, index: usize) -> EditError {
    EditError::NoSuchItem {
        id,
        property,
        index,
    }
}
