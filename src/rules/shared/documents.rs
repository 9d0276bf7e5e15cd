//! Where policy documents stand.

use crate::architecture::{Kind, ResourceId};
use crate::rules::context::Context;

/// Whatever has a policy document of its own: who, in which property, and what
/// it is called.
pub fn documents<'c>(
    context: &'c Context<'_, '_>,
) -> impl Iterator<Item = (&'c ResourceId, &'static str, &'static str)> {
    const KINDS: [(Kind, &str, &str); 4] = [
        (Kind::IamPolicy, "document", "policy"),
        (Kind::IamRole, "trust_policy", "trust policy"),
        (Kind::Bucket, "policy", "bucket policy"),
        (Kind::Topic, "policy", "access policy"),
    ];
    let each = |(kind, property, what)| {
        let ids = context.architecture.ids_of(kind);
        ids.map(move |id| (id, property, what))
    };
    KINDS.into_iter().flat_map(each)
}
