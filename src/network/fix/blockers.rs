//! What else is in the way once the first remedy is applied.
//!
//! The walk goes on behind a drop as if it had not been, and tells what would
//! stop the flow next. Some of that is the same cause met again: a gateway that
//! is attached once is attached for the way back as well. What the remedy of
//! the first mends too is not told a second time.

use std::sync::Arc;

use crate::architecture::{Document, Remedy, ResourceId};
use crate::network::answer::*;
use crate::network::code::Code;
use crate::network::topology::Network;
use crate::relations::Relations;

impl Network<'_> {
    /// What is against a flow, the deciding hop first: those behind it stop
    /// the flow still when the first one is mended.
    pub fn causes(&self, trace: &Trace) -> Vec<Hop> {
        let Some((first, behind)) = trace.blockers.split_first() else {
            return Vec::new();
        };
        let left = match self.fix(first) {
            Some(_) if behind.is_empty() => None,
            Some(remedy) => self.after(&remedy, &trace.flow),
            None => None,
        };
        let mut told = vec![first.clone()];
        for hop in behind {
            let stays = match &left {
                Some(left) => left.blockers.iter().any(|it| same_place(it, hop)),
                None => true,
            };
            // What cannot be tried out is told once for each place at least.
            if stays && !told.iter().any(|it| same_cause(it, hop)) {
                told.push(hop.clone());
            }
        }
        told
    }

    /// A flow that is dropped, once the remedy of what drops it is applied: what it
    /// would meet then. Nothing where there is no remedy.
    pub fn mended(&self, trace: &Trace) -> Option<Trace> {
        let remedy = self.fix(trace.blockers.first()?)?;
        self.after(&remedy, &trace.flow)
    }

    /// The flow once a remedy is applied, whatever has failed staying so.
    fn after(&self, remedy: &Remedy, flow: &Flow) -> Option<Trace> {
        let mut document = Document {
            architecture: self.architecture().clone(),
            ..Document::default()
        };
        document.apply_all(remedy.edits.clone()).ok()?;
        let relations = Arc::new(Relations::of(&document.architecture));
        let network = Network::over(relations, self.failures.clone());
        Some(network.trace(flow))
    }
}

/// Whether two hops stop the flow at the same place.
fn same_place(one: &Hop, other: &Hop) -> bool {
    (
        one.code,
        one.stage,
        &one.resource,
        one.answering,
        one.connection,
    ) == (
        other.code,
        other.stage,
        &other.resource,
        other.answering,
        other.connection,
    )
}

/// Whether the same thing stops the flow there and back.
fn same_cause(one: &Hop, other: &Hop) -> bool {
    let property = |hop: &Hop| {
        let mut all = hop.evidence.iter();
        all.find(|it| matches!(it, Evidence::Property { .. }))
            .cloned()
    };
    if lacks_address(one).is_some() && lacks_address(one) == lacks_address(other) {
        return true;
    }
    one.code == other.code
        && one.resource == other.resource
        && (property(one).is_some() && property(one) == property(other)
            || one.evidence == other.evidence && one.packet == other.packet)
}

/// Who stops at an internet gateway for lack of a public address, on the way in
/// or out.
fn lacks_address(hop: &Hop) -> Option<&ResourceId> {
    let at_gateway = matches!(
        hop.code?,
        Code::IgwPrivateIpAssociationForIngress | Code::IgwPublicIpAssociationForEgress
    );
    let owner = hop.evidence.iter().find_map(|it| match it {
        Evidence::Address { owner, .. } => owner.as_ref(),
        _ => None,
    });
    owner.filter(|_| at_gateway)
}
