//! Security groups as they were looked up. Whom their rules let through is in
//! `security_groups.rs`.

use ipnet::Ipv4Net;
use rustc_hash::FxHashMap;

use crate::architecture::*;
use crate::network::answer::Direction;

/// Whom a rule is about.
#[derive(Clone, Debug)]
pub(in crate::network) enum PeerOf<'a> {
    Block(Ipv4Net),
    Named(&'a ResourceId),
    Group(usize),
    Nobody,
}

#[derive(Clone, Debug)]
pub(in crate::network) struct Rule<'a> {
    pub index: usize,
    pub protocol: Protocol,
    pub from: Option<i32>,
    pub to: Option<i32>,
    pub peer: PeerOf<'a>,
}

/// A security group, parsed.
#[derive(Clone, Debug)]
pub(in crate::network) struct Group<'a> {
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

    pub fn rules(&self, direction: Direction) -> &[Rule<'a>] {
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
