//! Who can reach whom, on which ports.
//!
//! Interfaces that nothing in the network can tell apart form a class, and one
//! question for each pair of classes answers for all of their members: same
//! subnet, same groups, same role, and in or out of exactly the same blocks
//! that any rule, entry or route names. Of ports, and of the internet's
//! addresses, those are asked at which the answer may change
//! (see [`super::scope`]), so a cell says exactly how much is open.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use ipnet::Ipv4Net;
use serde::Serialize;

use super::answer::*;
use super::interfaces::{Interface, Role};
use super::scope::{Open, Scope};
use super::share::Share;
use super::topology::Network;
use super::topology::tables::Next;
use super::trace::{Fate, Judge};
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
    /// How many of the connections get through: of the internet, of those that
    /// a load balancer may forward, of the ports that a client may choose.
    pub share: Share,
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

impl<'a> Network<'a> {
    /// Who reaches whom, among all interfaces with an address and the
    /// internet.
    pub fn matrix(&self) -> Matrix {
        let classes = self.classes();
        let judge = Judge::new(self, true);
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
                line.push(self.openings(&judge, &source.end(0), &destination.end(other)));
            }
            cells.push(line);
        }
        Matrix { classes, cells }
    }

    /// The class of each interface, by place, of those that are in one.
    pub(super) fn class_index(&self) -> Vec<Option<usize>> {
        let mut index = vec![None; self.interfaces.len()];
        for (class, places) in self.alike().into_values().enumerate() {
            for place in places {
                index[place] = Some(class);
            }
        }
        index
    }

    fn classes(&self) -> Vec<Class> {
        let internet = Class {
            members: Vec::new(),
        };
        let id = |place: usize| self.interfaces[place].id.clone();
        let others = self.alike().into_values().map(|places| Class {
            members: places.into_iter().map(id).collect(),
        });
        std::iter::once(internet).chain(others).collect()
    }

    /// The places of the interfaces with an address, class by class.
    fn alike(&self) -> BTreeMap<Signature<'_>, Vec<usize>> {
        let blocks = self.named_blocks();
        let entries = self.tables.iter().flat_map(|table| &table.entries);
        let routed_to: BTreeSet<usize> = entries
            .filter_map(|entry| match entry.next {
                Next::Instance(index) => Some(index),
                _ => None,
            })
            .collect();
        let mut classes: BTreeMap<Signature, Vec<usize>> = BTreeMap::new();
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
            classes.entry(signature).or_default().push(index);
        }
        classes
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
            blocks.extend(acl.rules.iter().filter_map(WebAclRule::decides_for));
        }
        blocks.remove(&Ipv4Net::default());
        blocks.into_iter().collect()
    }

    /// The ports that are open from one end to another. Asked at one port, an
    /// answer is true up to the next one at which some rule on the way begins
    /// or ends.
    pub(super) fn openings<'j>(
        &'j self,
        judge: &'j Judge<'j, 'a>,
        from: &Endpoint,
        to: &Endpoint,
    ) -> Vec<Opening> {
        let Some(asker) = self.asker(judge, from, to) else {
            return Vec::new();
        };
        let outside = [from, to].contains(&&Endpoint::Internet);
        let open = |protocol, port: u16| {
            let scope = Scope {
                port: Some(Open::from(port.into(), u16::MAX.into())),
                ..Scope::default()
            };
            if outside {
                return self.share_of_the_internet(
                    |address, scope| asker.ask(protocol, port, Some(address), scope),
                    scope,
                );
            }
            let (fate, scope) = asker.ask(protocol, port, None, scope);
            (fate.counted(), scope.port)
        };
        let mut openings: Vec<Opening> = Vec::new();
        for protocol in [Protocol::Tcp, Protocol::Udp] {
            let mut next = Some(0_u16);
            while let Some(port) = next {
                let (share, known) = open(protocol, port);
                let last = known.map_or(u32::from(port), Open::last);
                let last = u16::try_from(last).unwrap_or(u16::MAX);
                next = last.checked_add(1);
                if share == Share::NONE {
                    continue;
                }
                match openings.last_mut() {
                    Some(before)
                        if before.protocol == protocol
                            && before.share == share
                            && before.to.checked_add(1) == Some(port) =>
                    {
                        before.to = last;
                    }
                    _ => openings.push(Opening {
                        protocol,
                        from: port,
                        to: last,
                        share,
                    }),
                }
            }
        }
        let (share, _) = open(Protocol::Icmp, 0);
        if share != Share::NONE {
            openings.push(Opening {
                protocol: Protocol::Icmp,
                from: 0,
                to: 0,
                share,
            });
        }
        openings
    }

    /// How much of the internet gets through, and up to which port that is so.
    fn share_of_the_internet(
        &self,
        asks: impl Fn(Ipv4Addr, Scope) -> (Fate, Scope),
        mut scope: Scope,
    ) -> (Share, Option<Open>) {
        let internet = self.internet();
        let mut shares = Vec::new();
        let mut next = internet.next(0);
        while let Some(tried) = next {
            scope.address = Some(Open::from(tried, u32::MAX));
            let (fate, known) = asks(tried.into(), scope);
            scope.port = known.port;
            let last = known.address.map_or(tried, Open::last);
            shares.push((fate.counted(), internet.count(tried, last)));
            next = last.checked_add(1).and_then(|it| internet.next(it));
        }
        (Share::mean(shares), scope.port)
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
