//! Single decisions, asked without a packet on its way: which entry of an ACL is the first
//! to match, what may be started between two. Which row of a table takes an address stands
//! with the routes ([`Network::answering_row`]).
//!
//! The course asks these of a learner and shows them in figures; they are answered by
//! the same code that decides on the way.

use std::sync::Arc;

use super::answer::{Direction, Endpoint, Packet};
use super::failures::Failures;
use super::matrix::Opening;
use super::scope::Scope;
use super::topology::Network;
use super::trace::Judge;
use crate::architecture::ResourceId;

impl Network<'_> {
    /// The number of the first entry of a network ACL that matches a packet, and whether it
    /// allows it; `None` for the last line, which denies the rest (rulebook NACL-3).
    pub fn first_entry(
        &self,
        acl: &ResourceId,
        direction: Direction,
        packet: &Packet,
    ) -> Option<(u32, bool)> {
        let acl = super::acl::Acl::new(self.indexed().find(acl)?);
        let judgement = acl.judge(direction, packet, &mut Scope::default());
        judgement.number.map(|number| (number, judgement.allowed))
    }

    /// The same architecture with these things failed; what was looked up in the design
    /// itself is shared.
    pub fn failing(&self, failures: Failures) -> Self {
        Self::over(Arc::clone(&self.relations), failures)
    }

    /// The ports that are open from one end to another, as in the matrix.
    pub fn openings_between(&self, from: &Endpoint, to: &Endpoint) -> Vec<Opening> {
        self.openings(&Judge::new(self, true), from, to)
    }
}
