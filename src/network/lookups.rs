//! Single decisions, asked without a packet on its way: which entry of an ACL is the first
//! to match, what may be started between two. Which row of a table takes an address stands
//! with the routes ([`Network::answering_row`]).
//!
//! The course asks these of a learner and shows them in figures; they are answered by
//! the same code that decides on the way.

use std::net::Ipv4Addr;
use std::sync::Arc;

use super::answer::{Direction, Endpoint, Evidence, Packet};
use super::code::Code;
use super::failures::Failures;
use super::matrix::Opening;
use super::scope::Scope;
use super::share::Share;
use super::topology::Network;
use super::trace::Judge;
use crate::architecture::{DnsRecord, ResourceId};

/// One of all answers that a name may get.
#[derive(Clone, Debug, PartialEq)]
pub struct DnsAnswer {
    /// The records that lead there, each with why it was given.
    pub evidence: Vec<Evidence>,
    /// The addresses in the answer; none where there is a code instead.
    pub addresses: Vec<Ipv4Addr>,
    /// Why there is no address.
    pub code: Option<Code>,
    /// Its part of all answers. Where it depends on who asks, and that is not
    /// known, the answers count alike.
    pub share: Share,
}

impl Network<'_> {
    /// All that Route 53 may answer somebody who asks for a name. Nothing
    /// where there is nobody to ask.
    pub fn dns_answers(&self, host: &str, from: &Endpoint) -> Vec<DnsAnswer> {
        self.dns_answers_by(host, from, &|it| self.is_given_out(it, None))
    }

    /// The same where somebody else knows which records are healthy.
    pub fn dns_answers_by(
        &self,
        host: &str,
        from: &Endpoint,
        healthy: &dyn Fn(&DnsRecord) -> bool,
    ) -> Vec<DnsAnswer> {
        let Some(client) = self.client_of(from) else {
            return Vec::new();
        };
        let ways = self.resolve(host, client, healthy);
        let ways = ways.ways.into_iter();
        ways.map(|(share, way)| DnsAnswer {
            evidence: way.steps.into_iter().flatten().collect(),
            addresses: way.answer.as_ref().map_or(Vec::new(), |it| it.addresses()),
            code: way.answer.as_ref().err().map(|(code, _)| *code),
            share,
        })
        .collect()
    }

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
