//! Security groups: allow rules at an interface.
//!
//! The rules of all groups of an interface are united (rulebook SG-3). A rule
//! that names a group means the private addresses of that group's interfaces,
//! never their public ones (rulebook SG-13).

use rustc_hash::FxHashMap;

use ipnet::Ipv4Net;

use super::acl::protocol_matches;
use super::answer::{Direction, Packet};
use super::scope::Scope;
use super::topology::Network;
use crate::architecture::*;

/// Whom a rule is about.
#[derive(Clone, Debug)]
enum PeerOf<'a> {
    Block(Ipv4Net),
    Named(&'a ResourceId),
    Group(usize),
    Nobody,
}

#[derive(Clone, Debug)]
struct Rule<'a> {
    index: usize,
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
    peer: PeerOf<'a>,
}

/// A security group, parsed.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    /// Its id; `None` for the default group that AWS made.
    pub id: Option<&'a ResourceId>,
    /// Its VPC.
    pub vpc: Option<&'a ResourceId>,
    ingress: Vec<Rule<'a>>,
    egress: Vec<Rule<'a>>,
}

impl<'a> Group<'a> {
    pub fn new(id: &'a ResourceId, group: &'a SecurityGroup) -> Self {
        Self {
            id: Some(id),
            vpc: group.vpc.as_ref(),
            ingress: parse(&group.ingress),
            egress: parse(&group.egress),
        }
    }

    /// The default group that AWS makes with a VPC: everything from its own
    /// members, everything to everywhere (rulebook SG-6).
    pub fn implicit_default(vpc: &'a ResourceId, place: usize) -> Self {
        let rule = |peer| Rule {
            index: 0,
            protocol: Protocol::All,
            from: None,
            to: None,
            peer,
        };
        Self {
            id: None,
            vpc: Some(vpc),
            ingress: vec![rule(PeerOf::Group(place))],
            egress: vec![rule(PeerOf::Block(Ipv4Net::default()))],
        }
    }

    /// Finds the places of the groups that rules name.
    pub fn resolve(&mut self, places: &FxHashMap<&ResourceId, usize>) {
        for rule in self.ingress.iter_mut().chain(&mut self.egress) {
            if let PeerOf::Named(id) = rule.peer {
                rule.peer = places
                    .get(id)
                    .map_or(PeerOf::Nobody, |at| PeerOf::Group(*at));
            }
        }
    }

    fn rules(&self, direction: Direction) -> &[Rule<'a>] {
        match direction {
            Direction::Inbound => &self.ingress,
            Direction::Outbound => &self.egress,
        }
    }

    pub fn is_empty(&self, direction: Direction) -> bool {
        self.rules(direction).is_empty()
    }
}

fn parse(rules: &[SecurityGroupRule]) -> Vec<Rule<'_>> {
    rules
        .iter()
        .enumerate()
        .map(|(index, rule)| Rule {
            index,
            protocol: rule.protocol,
            from: rule.from_port,
            to: rule.to_port,
            peer: match &rule.peer {
                Peer::Cidr(text) => text.lenient().map_or(PeerOf::Nobody, PeerOf::Block),
                Peer::Group(id) => PeerOf::Named(id),
            },
        })
        .collect()
}

/// The rule that allowed a packet: the place of the group, the index of the
/// rule.
pub(super) type Allowed = (usize, usize);

impl Network<'_> {
    /// The first rule of an interface's groups that allows a packet. `other`
    /// is the interface whose private address is on the other side, as far as
    /// this side can tell.
    pub(super) fn allowed_by(
        &self,
        interface: usize,
        direction: Direction,
        packet: &Packet,
        other: Option<usize>,
        scope: &mut Scope,
    ) -> Option<Allowed> {
        let address = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        self.memberships[interface].iter().find_map(|place| {
            let group = &self.groups[*place];
            let rule = group.rules(direction).iter().find(|rule| {
                protocol_matches(rule.protocol, rule.from, rule.to, packet, scope)
                    && match rule.peer {
                        PeerOf::Block(block) => scope.holds(block, address),
                        PeerOf::Group(wanted) => {
                            other.is_some_and(|other| self.memberships[other].contains(&wanted))
                        }
                        PeerOf::Named(_) | PeerOf::Nobody => false,
                    }
            })?;
            Some((*place, rule.index))
        })
    }
}

impl Group<'_> {
    /// Every block that a rule names.
    pub fn blocks(&self) -> impl Iterator<Item = Ipv4Net> {
        self.ingress
            .iter()
            .chain(&self.egress)
            .filter_map(|rule| match rule.peer {
                PeerOf::Block(block) => Some(block),
                _ => None,
            })
    }
}
