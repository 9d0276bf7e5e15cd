//! Where policy documents stand, and what they say.

use std::rc::Rc;

use crate::architecture::{Kind, ResourceId};
use crate::iam::{Policy, PolicyError};
use crate::rules::context::Context;

/// A policy document that somebody has written.
pub struct Document<'c> {
    /// Whose it is.
    pub id: &'c ResourceId,
    /// The property that it stands in.
    pub property: &'static str,
    /// What it is called.
    pub what: &'static str,
    /// The policy, or why AWS takes it for none.
    pub read: Rc<Result<Policy, PolicyError>>,
}

/// Every policy document that is not empty.
pub fn documents<'c>(context: &'c Context<'_, '_>) -> impl Iterator<Item = Document<'c>> {
    const KINDS: [(Kind, &str, &str); 4] = [
        (Kind::IamPolicy, "document", "policy"),
        (Kind::IamRole, "trust_policy", "trust policy"),
        (Kind::Bucket, "policy", "bucket policy"),
        (Kind::Topic, "policy", "access policy"),
    ];
    KINDS.into_iter().flat_map(move |(kind, property, what)| {
        let ids = context.architecture.ids_of(kind);
        ids.filter_map(move |id| {
            let read = context.iam().document(id)?;
            Some(Document {
                id,
                property,
                what,
                read,
            })
        })
    })
}
