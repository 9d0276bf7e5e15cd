//! Who can reach whom, on which ports.
//!
//! Interfaces that nothing in the network can tell apart form a class, and one
//! question for each pair of classes answers for all of their members: same
//! subnet, same groups, same role, and in or out of exactly the same blocks
//! that any rule, entry or route names. Of the ports only those are asked where
//! some rule begins or ends, for the answer cannot change in between.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::Serialize;

use super::answer::*;
use super::interfaces::{Interface, Role};
use super::topology::Network;
use super::topology::tables::Next;
use crate::architecture::*;

/// Who reaches whom.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Matrix {
    /// The classes; the first is the internet.
    pub classes: Vec<Class>,
    /// The openings by class of the source, then of the destination.
    pub cells: Vec<Vec<Vec<Opening>>>,
}

/// Interfaces that nothing can tell apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Class {
    /// Its members; empty for the internet.
    pub members: Vec<ResourceId>,
}

/// Ports on which requests are delivered and answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Opening {
    /// TCP, UDP or ICMP echo.
    pub protocol: Protocol,
    /// The first port; 0 for ICMP.
    pub from: u16,
    /// The last port; 0 for ICMP.
    pub to: u16,
}

/// What tells interfaces apart.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Signature<'n> {
    subnet: usize,
    role: Role,
    owner: Option<&'n ResourceId>,
    groups: &'n [usize],
    public: bool,
    up: bool,
    check: bool,
    routed_to: bool,
    blocks: Vec<u64>,
}

impl Network<'_> {
    /// Who reaches whom, among all interfaces with an address and the
    /// internet.
    pub fn matrix(&self) -> Matrix {
        let classes = self.classes();
        let between = self.edges_between();
        let sent: Vec<BTreeSet<u16>> = self.edges_of(&classes, Direction::Outbound);
        let taken: Vec<BTreeSet<u16>> = self.edges_of(&classes, Direction::Inbound);
        let mut cells = Vec::new();
        for (row, source) in classes.iter().enumerate() {
            let mut line = Vec::new();
            for (column, destination) in classes.iter().enumerate() {
                // Within a class one member asks another.
                let other = usize::from(row == column);
                if other == 1 && source.members.len() < 2 {
                    line.push(Vec::new());
                    continue;
                }
                let edges: BTreeSet<u16> = std::iter::once(&0)
                    .chain(&sent[row])
                    .chain(&taken[column])
                    .chain(&between)
                    .copied()
                    .collect();
                line.push(self.openings(&source.end(0), &destination.end(other), &edges));
            }
            cells.push(line);
        }
        Matrix { classes, cells }
    }

    fn classes(&self) -> Vec<Class> {
        let blocks = self.named_blocks();
        let entries = self.tables.iter().flat_map(|table| &table.entries);
        let routed_to: BTreeSet<usize> = entries
            .filter_map(|entry| match entry.next {
                Next::Instance(index) => Some(index),
                _ => None,
            })
            .collect();
        let mut classes: BTreeMap<Signature, Vec<ResourceId>> = BTreeMap::new();
        for (index, interface) in self.interfaces.iter().enumerate() {
            if interface.private.is_none() {
                continue;
            }
            let signature = Signature {
                subnet: interface.subnet_index,
                role: interface.role,
                owner: (interface.role != Role::Instance).then_some(interface.owner),
                groups: &self.memberships[index],
                public: interface.public.is_some(),
                up: interface.up,
                check: interface.source_dest_check,
                routed_to: routed_to.contains(&index),
                blocks: within(&blocks, interface),
            };
            classes
                .entry(signature)
                .or_default()
                .push(interface.id.clone());
        }
        let internet = Class {
            members: Vec::new(),
        };
        let others = classes.into_values().map(|members| Class { members });
        std::iter::once(internet).chain(others).collect()
    }

    /// Every block that a rule, an entry, a route or a web ACL names.
    fn named_blocks(&self) -> Vec<Ipv4Net> {
        let mut blocks: BTreeSet<Ipv4Net> = BTreeSet::new();
        for group in &self.groups {
            blocks.extend(group.blocks());
        }
        for acl in &self.acls {
            blocks.extend(acl.blocks());
        }
        for table in &self.tables {
            blocks.extend(table.entries.iter().map(|entry| entry.destination));
        }
        for (_, acl) in self.indexed().all::<WebAcl>() {
            blocks.extend(acl.rules.iter().filter_map(|rule| rule.cidr.lenient()));
        }
        blocks.remove(&Ipv4Net::default());
        blocks.into_iter().collect()
    }

    /// The ports at which it can change what each class sends or takes.
    fn edges_of(&self, classes: &[Class], direction: Direction) -> Vec<BTreeSet<u16>> {
        let of = |class: &Class| {
            let index = class
                .members
                .first()
                .and_then(|id| self.interface_index.get(id));
            index.map_or_else(BTreeSet::new, |index| self.edges(*index, direction))
        };
        classes.iter().map(of).collect()
    }

    fn edges(&self, index: usize, direction: Direction) -> BTreeSet<u16> {
        let groups = self.memberships[index].iter();
        let mut edges: BTreeSet<u16> = groups
            .flat_map(|group| self.groups[*group].edges(direction))
            .collect();
        if direction == Direction::Outbound {
            return edges;
        }
        let mut single =
            |port: u16| edges.extend([Some(port), port.checked_add(1)].into_iter().flatten());
        match self
            .indexed()
            .get(self.interfaces[index].owner)
            .map(|it| &it.properties)
        {
            Some(Properties::LoadBalancer(it)) => {
                it.listeners.iter().for_each(|it| single(it.port))
            }
            Some(Properties::Database(it)) => single(it.listening_port()),
            Some(Properties::FileSystem(_)) => single(2049),
            _ => {}
        }
        edges
    }

    /// The ports at which it can change what passes on the way: every ACL in
    /// use, and the groups of instances that pass packets on.
    fn edges_between(&self) -> BTreeSet<u16> {
        let acls: BTreeSet<usize> = self
            .relations
            .subnets
            .iter()
            .filter_map(|subnet| subnet.acl_index)
            .collect();
        let mut edges: BTreeSet<u16> = acls
            .iter()
            .flat_map(|acl| self.acls[*acl].edges())
            .collect();
        for (index, between) in self.interfaces.iter().enumerate() {
            if between.role == Role::Instance && !between.source_dest_check {
                edges.extend(self.edges(index, Direction::Inbound));
                edges.extend(self.edges(index, Direction::Outbound));
            }
        }
        edges
    }

    /// The ports that are open from one end to another, asked at the edges.
    fn openings(&self, from: &Endpoint, to: &Endpoint, edges: &BTreeSet<u16>) -> Vec<Opening> {
        let Some(asks) = self.asker(from, to) else {
            return Vec::new();
        };
        let mut openings: Vec<Opening> = Vec::new();
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            let mut open: Option<Opening> = None;
            let mut starts = edges.iter().copied().peekable();
            while let Some(start) = starts.next() {
                let end = starts.peek().map_or(u16::MAX, |next| next - 1);
                if asks(protocol, start) {
                    let from = open.map_or(start, |open| open.from);
                    open = Some(Opening {
                        protocol,
                        from,
                        to: end,
                    });
                } else {
                    openings.extend(open.take());
                }
            }
            openings.extend(open);
        }
        if asks(Protocol::Icmp, 0) {
            openings.push(Opening {
                protocol: Protocol::Icmp,
                from: 0,
                to: 0,
            });
        }
        openings
    }
}

impl Class {
    fn end(&self, member: usize) -> Endpoint {
        match self.members.get(member) {
            Some(id) => Endpoint::Resource(id.clone()),
            None => Endpoint::Internet,
        }
    }
}

impl Matrix {
    /// The class of an interface; of the internet for `None`.
    pub fn class_of(&self, id: Option<&ResourceId>) -> Option<usize> {
        match id {
            None => Some(0),
            Some(id) => self
                .classes
                .iter()
                .position(|class| class.members.contains(id)),
        }
    }
}

/// Which of the blocks hold the interface's addresses, as bits.
fn within(blocks: &[Ipv4Net], interface: &Interface) -> Vec<u64> {
    let holds =
        |block: &Ipv4Net, address: Option<Ipv4Addr>| address.is_some_and(|it| block.contains(&it));
    blocks
        .chunks(32)
        .map(|chunk| {
            chunk.iter().enumerate().fold(0, |bits, (place, block)| {
                let private = u64::from(holds(block, interface.private));
                let public = u64::from(holds(block, interface.public));
                bits | (private | public << 32) << place
            })
        })
        .collect()
}
