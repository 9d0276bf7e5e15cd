//! The one place where remedies of security groups are made, whoever offers
//! them: a trace, a finding, an intent.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::party::ALL;
use super::traffic::{Traffic, spoken};
use super::{Found, NoRemedy, none};
use crate::architecture::*;
use crate::network::answer::Direction;
use crate::network::interfaces::{Interface, Role};
use crate::network::topology::Network;
use crate::text::list;

/// Whom a rule is to let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whom {
    /// Everybody: 0.0.0.0/0.
    Everybody,
    /// The members of a group.
    Group(ResourceId),
    /// Who stands in these blocks.
    Blocks(Vec<Ipv4Net>),
}

impl Network<'_> {
    /// The remedy that the groups of an interface let somebody in, or let it
    /// out to somebody: every remedy of a security group is made here, whoever
    /// offers it.
    pub(super) fn open(
        &self,
        at: usize,
        direction: Direction,
        traffic: &[Traffic],
        whom: &Whom,
    ) -> Found {
        if *whom == Whom::Blocks(Vec::new()) {
            return none("The subnets of the other side have no blocks that a rule could name.");
        }
        let guarded = &self.interfaces[at];
        if guarded.groups.is_empty() {
            return self.leave_default_group(at, direction, traffic, whom);
        }
        let Some(id) = self.known_by(at) else {
            return none(format!(
                "{} names {}, which guards nothing here: a group that is gone, or that belongs to another VPC, does not count. Give it a group of its VPC.",
                self.name(&guarded.id),
                list(guarded.groups.iter().map(|it| self.name(it)))
            ));
        };
        let remedy = self.open_group(id, direction, traffic, whom);
        remedy.ok_or_else(|| NoRemedy::new("The group lets this through already, or is gone."))
    }

    /// One more rule for each peer and each traffic, where there is none yet.
    /// `None` if there is no such group, or nothing is lacking.
    pub(super) fn open_group(
        &self,
        id: &ResourceId,
        direction: Direction,
        traffic: &[Traffic],
        whom: &Whom,
    ) -> Option<Remedy> {
        let group: &SecurityGroup = self.indexed().find(id)?;
        let name = self.name(id);
        let (rules, property) = match direction {
            Direction::Inbound => (&group.ingress, "ingress"),
            Direction::Outbound => (&group.egress, "egress"),
        };
        // AWS refuses a second equal rule.
        let is_new = |rule: &SecurityGroupRule| {
            !rules.iter().any(|it| {
                (&it.peer, it.protocol, it.from_port, it.to_port)
                    == (&rule.peer, rule.protocol, rule.from_port, rule.to_port)
            })
        };
        let (mut added, mut peers) = (Vec::new(), Vec::new());
        for peer in whom.peers() {
            let rules = traffic.iter().map(|it| it.rule(peer.clone()));
            let new: Vec<SecurityGroupRule> = rules.filter(is_new).collect();
            if !new.is_empty() {
                peers.push(peer);
                added.extend(new);
            }
        }
        if added.is_empty() {
            return None;
        }
        let called = match whom {
            Whom::Blocks(_) => self.words(&Whom::Blocks(blocks_of(&peers))),
            whom => self.words(whom),
        };
        let what = spoken(traffic);
        if let (Direction::Inbound, Whom::Group(peer), [only]) = (direction, whom, traffic)
            && let Some((index, block)) = self.stands_in(group, *only, peer)
        {
            let mut rules = rules.clone();
            rules[index].peer = Peer::Group(peer.clone());
            return Some(Remedy::new(
                format!("Let {called} in on {what} in {name}, instead of {block}"),
                Edit::set(id, property, rules),
            ));
        }
        let label = match direction {
            Direction::Inbound => format!("Let {called} in on {what} in {name}"),
            Direction::Outbound => format!("Let {name} out on {what} to {called}"),
        };
        let new = added.into_iter().enumerate();
        let edits = new.map(|(place, rule)| Edit::insert(id, property, rules.len() + place, rule));
        Some(Remedy {
            label,
            edits: edits.collect(),
        })
    }

    /// The only rule that stands in for a group: it lets in, on just this, a
    /// part of a subnet in which nobody who could ask is but members of the group.
    fn stands_in(
        &self,
        group: &SecurityGroup,
        traffic: Traffic,
        peer: &ResourceId,
    ) -> Option<(usize, Ipv4Net)> {
        let only_members = |block: Ipv4Net| {
            // Stores open no connections of their own.
            let asks = |it: &&Interface<'_>| {
                !matches!(
                    it.role,
                    Role::Database | Role::Standby | Role::Replica | Role::MountTarget
                )
            };
            let within = |it: &&Interface<'_>| it.private.is_some_and(|it| block.contains(&it));
            let mut there = self
                .interfaces
                .iter()
                .filter(within)
                .filter(asks)
                .peekable();
            there.peek().is_some() && there.all(|it| it.groups.contains(peer))
        };
        let rules = group.ingress.iter().enumerate();
        let mut fitting = rules.filter_map(|(index, rule)| {
            let Peer::Cidr(text) = &rule.peer else {
                return None;
            };
            let block = text.lenient()?;
            let mut subnets = self.relations.subnets.iter();
            let inside = subnets.any(|it| it.block_inside.is_some_and(|it| it.contains(&block)));
            (traffic.is_that_of(rule) && inside && only_members(block)).then_some((index, block))
        });
        let first = fitting.next()?;
        fitting.next().is_none().then_some(first)
    }

    /// The remedy that one interface lets another in.
    pub fn let_in(
        &self,
        called: &ResourceId,
        caller: &ResourceId,
        traffic: &[Traffic],
    ) -> Option<Remedy> {
        let called = *self.interface_index.get(called)?;
        let caller = *self.interface_index.get(caller)?;
        let whom = self.by_group_or_blocks(called, caller, self.is_known(caller, called));
        self.open(called, Direction::Inbound, traffic, &whom).ok()
    }

    /// The remedy that one interface is let out to another.
    pub fn let_out(
        &self,
        caller: &ResourceId,
        called: &ResourceId,
        traffic: &[Traffic],
    ) -> Option<Remedy> {
        let called = *self.interface_index.get(called)?;
        let caller = *self.interface_index.get(caller)?;
        let whom = self.by_group_or_blocks(caller, called, self.is_known(caller, called));
        self.open(caller, Direction::Outbound, traffic, &whom).ok()
    }

    /// The remedy that an interface lets everybody in.
    pub fn let_everybody_in(&self, called: &ResourceId, traffic: &[Traffic]) -> Option<Remedy> {
        let at = *self.interface_index.get(called)?;
        let whom = Whom::Everybody;
        self.open(at, Direction::Inbound, traffic, &whom).ok()
    }

    /// The remedy that an instance lets those in whose routes lead to it on
    /// their way to an address.
    pub fn let_routed_in(
        &self,
        relay: &ResourceId,
        to: Ipv4Addr,
        traffic: &[Traffic],
    ) -> Option<Remedy> {
        let at = *self.interface_index.get(relay)?;
        let whom = Whom::Blocks(self.led_here(at, to));
        self.open(at, Direction::Inbound, traffic, &whom).ok()
    }

    /// The remedy that an instance is let out to everybody.
    pub fn let_out_to_everybody(&self, caller: &ResourceId, traffic: &[Traffic]) -> Option<Remedy> {
        let at = *self.interface_index.get(caller)?;
        let whom = Whom::Everybody;
        self.open(at, Direction::Outbound, traffic, &whom).ok()
    }

    /// Whether the group of one interface is known at the other.
    fn is_known(&self, caller: usize, called: usize) -> bool {
        let address = self.interfaces[called].private;
        !address.is_some_and(|address| self.passes_instance(caller, address))
    }
}

impl Whom {
    /// As the peers of rules.
    pub(super) fn peers(&self) -> Vec<Peer> {
        match self {
            Self::Everybody => vec![Peer::Cidr(ALL.into())],
            Self::Group(id) => vec![Peer::Group(id.clone())],
            Self::Blocks(blocks) => blocks.iter().map(|it| Peer::Cidr((*it).into())).collect(),
        }
    }
}

fn blocks_of(peers: &[Peer]) -> Vec<Ipv4Net> {
    let block = |peer: &Peer| match peer {
        Peer::Cidr(text) => text.lenient(),
        Peer::Group(_) => None,
    };
    peers.iter().filter_map(block).collect()
}
