//! The one way to change anything.
//!
//! An edit is data: it can be applied, inverted, kept, sent and replayed.
//! Undo, autosave, the audit log and lesson steps all read the same stream.
//! Applying an edit either does exactly what it says and yields its inverse,
//! or changes nothing and says why.

mod applied;
mod apply;
mod error;
mod remedy;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::document::Document;
use super::layout::Spot;
use super::{Accepted, Resource, ResourceId};

pub use applied::{Applied, AppliedAll};
pub use error::EditError;
pub use remedy::Remedy;

/// One change to a document.
#[allow(
    clippy::large_enum_variant,
    reason = "edits are few and short-lived; a box would complicate every match for nothing; \
              `allow`, since with the browser's 32-bit pointers the variant is small enough"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "edit", rename_all = "snake_case")]
pub enum Edit {
    /// Adds a resource under an id that is still free.
    Create {
        /// Its id.
        id: ResourceId,
        /// The resource.
        resource: Resource,
    },
    /// Removes a resource. What other resources say of it is untouched; see
    /// [`crate::building::placement::deletion`] for a deletion that cleans up.
    Delete {
        /// Its id.
        id: ResourceId,
    },
    /// Changes what a resource is called.
    Rename {
        /// Its id.
        id: ResourceId,
        /// The new name.
        name: String,
    },
    /// Writes a tag on a resource, or gives it another value.
    Tag {
        /// The resource's id.
        id: ResourceId,
        /// The tag's key.
        key: String,
        /// Its value.
        value: String,
    },
    /// Takes a tag off a resource.
    Untag {
        /// The resource's id.
        id: ResourceId,
        /// The tag's key.
        key: String,
    },
    /// Gives a property a new value.
    Set {
        /// The resource's id.
        id: ResourceId,
        /// The property's key.
        property: String,
        /// The value, as in files.
        value: Value,
    },
    /// Adds an item to a property that is a list.
    Insert {
        /// The resource's id.
        id: ResourceId,
        /// The property's key.
        property: String,
        /// Where it goes, 0 being first.
        index: usize,
        /// The item, as in files.
        item: Value,
    },
    /// Takes an item out of a property that is a list.
    Remove {
        /// The resource's id.
        id: ResourceId,
        /// The property's key.
        property: String,
        /// Which item, 0 being first.
        index: usize,
    },
    /// Moves or resizes what is drawn, or forgets where it was. No change to
    /// what was built.
    Arrange {
        /// The resource's id.
        id: ResourceId,
        /// The place, or `None` for an automatic one.
        spot: Option<Spot>,
    },
    /// Accepts a finding, with the reason.
    Accept {
        /// Which, why, by whom and when.
        accepted: Accepted,
    },
    /// Takes back that a finding is accepted.
    Reopen {
        /// What was accepted; the reason does not matter.
        accepted: Accepted,
    },
    /// Changes the title of the document.
    Retitle {
        /// The new title.
        title: String,
    },
}

impl Edit {
    /// Adds `resource` under `id`.
    pub const fn create(id: ResourceId, resource: Resource) -> Self {
        Self::Create { id, resource }
    }

    /// Gives `property` of `id` a value.
    pub fn set(id: &ResourceId, property: &str, value: impl Serialize) -> Self {
        Self::Set {
            id: id.clone(),
            property: property.to_owned(),
            // Values of properties are plain data, which always has a JSON form.
            value: serde_json::to_value(value).unwrap_or(Value::Null),
        }
    }

    /// Adds `item` to the list `property` of `id` at `index`.
    pub fn insert(id: &ResourceId, property: &str, index: usize, item: impl Serialize) -> Self {
        Self::Insert {
            id: id.clone(),
            property: property.to_owned(),
            index,
            item: serde_json::to_value(item).unwrap_or(Value::Null),
        }
    }

    /// Takes the item at `index` out of the list `property` of `id`.
    pub fn remove(id: &ResourceId, property: &str, index: usize) -> Self {
        Self::Remove {
            id: id.clone(),
            property: property.to_owned(),
            index,
        }
    }

    /// The resource that it is about, if it is about one.
    pub fn resource(&self) -> Option<&ResourceId> {
        match self {
            Self::Create { id, .. }
            | Self::Delete { id }
            | Self::Rename { id, .. }
            | Self::Tag { id, .. }
            | Self::Untag { id, .. }
            | Self::Set { id, .. }
            | Self::Insert { id, .. }
            | Self::Remove { id, .. }
            | Self::Arrange { id, .. } => Some(id),
            Self::Accept { accepted } | Self::Reopen { accepted } => Some(&accepted.resource),
            Self::Retitle { .. } => None,
        }
    }

    /// The API call of AWS that the edit stands for on `document`, such as
    /// `CreateSubnet`; `None` for what AWS would not notice. Asked before the
    /// edit is applied.
    pub fn api_call(&self, document: &Document) -> Option<&'static str> {
        let info = |id: &ResourceId| Some(document.architecture.kind_of(id)?.info());
        let call = match self {
            Self::Create { resource, .. } => resource.kind().info().create,
            Self::Delete { id } => info(id)?.delete,
            // A name is the tag `Name`.
            Self::Rename { id, .. } | Self::Tag { id, .. } => info(id)?.tagging?.add,
            Self::Untag { id, .. } => info(id)?.tagging?.remove,
            Self::Set {
                id,
                property,
                value,
            } => {
                let property = info(id)?.property(property)?;
                match property.call_for {
                    Some((of, api)) if is_written(value, of) => api,
                    _ => property.api,
                }
            }
            Self::Insert { id, property, .. } => info(id)?.property(property)?.api,
            Self::Remove { id, property, .. } => {
                let property = info(id)?.property(property)?;
                match property.remove {
                    "" => property.api,
                    remove => remove,
                }
            }
            Self::Arrange { .. }
            | Self::Accept { .. }
            | Self::Reopen { .. }
            | Self::Retitle { .. } => "",
        };
        (!call.is_empty()).then_some(call)
    }
}

/// Whether a value is the one that stands in a declaration, where a flag is
/// written as a word.
fn is_written(value: &Value, word: &str) -> bool {
    match value {
        Value::Bool(flag) => word == if *flag { "true" } else { "false" },
        other => other == word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Region, SecurityGroup, SecurityGroupRule, Subnet, Vpc};

    fn one_of_each() -> Document {
        let mut document = Document::default();
        for (id, resource) in [
            ("region-1", Resource::new("Mumbai", Region::default())),
            ("vpc-1", Resource::new("campus", Vpc::default())),
            ("subnet-1", Resource::new("wing", Subnet::default())),
            (
                "security-group-1",
                Resource::new("guard", SecurityGroup::default()),
            ),
        ] {
            let id = id.into();
            document.apply(Edit::Create { id, resource }).unwrap();
        }
        document.apply(tag("vpc-1", "Environment", "test")).unwrap();
        document
    }

    fn tag(id: &str, key: &str, value: &str) -> Edit {
        Edit::Tag {
            id: id.into(),
            key: key.to_owned(),
            value: value.to_owned(),
        }
    }

    #[test]
    fn an_edit_and_its_inverse_change_nothing() {
        let before = one_of_each();
        let guard = "security-group-1".into();
        for edit in [
            Edit::Delete { id: "vpc-1".into() },
            Edit::set(&"subnet-1".into(), "cidr", "10.0.1.0/24"),
            Edit::insert(&guard, "ingress", 0, SecurityGroupRule::default()),
            Edit::remove(&guard, "egress", 0),
            Edit::Retitle {
                title: "Notebookly".into(),
            },
            tag("vpc-1", "Owner", "Mira"),
            tag("vpc-1", "Environment", "live"),
            Edit::Untag {
                id: "vpc-1".into(),
                key: "Environment".into(),
            },
        ] {
            let mut document = before.clone();
            let applied = document.apply(edit.clone()).unwrap();
            assert_ne!(document, before, "{edit:?} did nothing");
            document.apply(applied.inverse).unwrap();
            assert_eq!(document, before, "{edit:?} was not taken back");
        }
    }

    #[test]
    fn a_failed_transaction_leaves_no_trace() {
        let before = one_of_each();
        let mut document = before.clone();
        let result = document.apply_all(vec![
            Edit::Delete { id: "vpc-1".into() },
            Edit::Delete { id: "vpc-1".into() },
        ]);
        assert_eq!(result, Err(EditError::NoSuchResource("vpc-1".into())));
        assert_eq!(document, before);
    }

    #[test]
    fn an_edit_is_an_api_call() {
        let document = one_of_each();
        let guard = "security-group-1".into();
        let call = |edit: Edit| edit.api_call(&document);
        assert_eq!(call(Edit::Delete { id: "vpc-1".into() }), Some("DeleteVpc"));
        assert_eq!(
            call(Edit::insert(
                &guard,
                "ingress",
                0,
                SecurityGroupRule::default()
            )),
            Some("AuthorizeSecurityGroupIngress")
        );
        assert_eq!(
            call(Edit::remove(&guard, "egress", 0)),
            Some("RevokeSecurityGroupEgress")
        );
        assert_eq!(
            call(Edit::Retitle {
                title: String::new()
            }),
            None
        );
    }

    #[test]
    fn one_value_may_have_a_call_of_its_own() {
        use crate::architecture::Trail;
        let mut document = one_of_each();
        let trail = Resource::new("audit", Trail::default());
        document
            .apply(Edit::create("trail-1".into(), trail))
            .unwrap();
        let logging = |on: bool| Edit::set(&"trail-1".into(), "logging", on).api_call(&document);
        assert_eq!(logging(false), Some("StopLogging"));
        assert_eq!(logging(true), Some("StartLogging"));
    }

    #[test]
    fn a_tag_is_written_and_taken_away_by_the_call_of_its_service() {
        use crate::architecture::Kind;
        let mut document = one_of_each();
        let untag = |id: &str| Edit::Untag {
            id: id.into(),
            key: "Environment".to_owned(),
        };
        let calls = |id: &str, document: &Document| {
            [tag(id, "Environment", "live"), untag(id)].map(|it| it.api_call(document))
        };
        assert_eq!(
            calls("vpc-1", &document),
            [Some("CreateTags"), Some("DeleteTags")]
        );
        for kind in Kind::ALL {
            let id = document.architecture.free_id(*kind);
            let resource = Resource::new("it", kind.defaults());
            let create = Edit::create(id.clone(), resource);
            document.apply(create).unwrap();
            // IAM groups cannot be tagged; what no template makes may be.
            let taggable = kind.info().tagging.is_some();
            if !kind.info().aws.is_empty() {
                assert_eq!(taggable, *kind != Kind::IamGroup, "{kind:?}");
            }
            let calls = calls(id.as_str(), &document);
            assert!(calls.iter().all(|it| it.is_some() == taggable), "{kind:?}");
            let applied = document.apply(tag(id.as_str(), "Environment", "live"));
            assert_eq!(applied.is_ok(), taggable, "{kind:?}");
        }
        assert_eq!(
            calls("bucket-1", &document),
            [Some("PutBucketTagging"), Some("PutBucketTagging")]
        );
        assert_eq!(
            document.apply(untag("subnet-1")),
            Err(EditError::NoSuchTag {
                id: "subnet-1".into(),
                key: "Environment".to_owned(),
            })
        );
    }
}
