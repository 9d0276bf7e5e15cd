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
use super::routes::Next;
use super::topology::Network;
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
        let ends: Vec<Endpoint> = classes.iter().map(|class| class.end(0)).collect();
        let ports: Vec<BTreeSet<u16>> = classes.iter().map(|class| self.edges(class)).collect();
        let mut cells = Vec::new();
        for (row, source) in classes.iter().enumerate() {
            let mut line = Vec::new();
            for (column, destination) in classes.iter().enumerate() {
                // Within a class one member asks another.
                let other = usize::from(row == column && destination.members.len() > 1);
                let to = if other == 1 {
                    destination.end(1)
                } else {
                    ends[column].clone()
                };
                let alone = row == column && (source.members.len() < 2);
                let edges: BTreeSet<u16> = ports[row].union(&ports[column]).copied().collect();
                line.push(if alone {
                    Vec::new()
                } else {
                    self.openings(&ends[row], &to, &edges)
                });
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
        for (_, acl) in self.architecture.all::<WebAcl>() {
            blocks.extend(acl.rules.iter().filter_map(|rule| rule.cidr.lenient()));
        }
        blocks.remove(&Ipv4Net::default());
        blocks.into_iter().collect()
    }

    /// The ports at which what a class may send or take can change.
    fn edges(&self, class: &Class) -> BTreeSet<u16> {
        let mut edges = BTreeSet::new();
        let Some(id) = class.members.first() else {
            return edges;
        };
        let Some(index) = self.interface_index.get(id).copied() else {
            return edges;
        };
        for group in &self.memberships[index] {
            edges.extend(self.groups[*group].edges());
        }
        let interface = &self.interfaces[index];
        let mut single =
            |port: u16| edges.extend([Some(port), port.checked_add(1)].into_iter().flatten());
        match self
            .architecture
            .get(interface.owner)
            .map(|it| &it.properties)
        {
            Some(Properties::LoadBalancer(it)) => {
                it.listeners.iter().for_each(|it| single(it.port))
            }
            Some(Properties::Database(it)) => single(it.listening_port()),
            Some(Properties::FileSystem(_)) => single(2049),
            _ => {}
        }
        // The path may lead through the subnet of a NAT gateway, so every ACL
        // of the VPC counts.
        for subnet in self
            .subnets
            .iter()
            .filter(|subnet| subnet.vpc == interface.vpc_index)
        {
            if let Some(acl) = subnet.acl_index {
                edges.extend(self.acls[acl].edges());
            }
        }
        // An instance on the way has groups of its own.
        for (index, between) in self.interfaces.iter().enumerate() {
            if between.role == Role::Instance && !between.source_dest_check {
                for group in &self.memberships[index] {
                    edges.extend(self.groups[*group].edges());
                }
            }
        }
        edges
    }

    fn openings(&self, from: &Endpoint, to: &Endpoint, edges: &BTreeSet<u16>) -> Vec<Opening> {
        let mut openings: Vec<Opening> = Vec::new();
        let asks = |protocol, port| {
            self.reaches(&Flow {
                from: from.clone(),
                to: to.clone(),
                protocol,
                port,
                source_port: None,
                icmp: None,
                path: "/".to_owned(),
            })
        };
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            let starts: Vec<u16> = std::iter::once(0)
                .chain(edges.iter().copied().filter(|port| *port > 0))
                .collect();
            let mut open: Option<Opening> = None;
            for (place, start) in starts.iter().enumerate() {
                let end = starts.get(place + 1).map_or(u16::MAX, |next| next - 1);
                if asks(protocol, *start) {
                    let from = open.map_or(*start, |open| open.from);
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
