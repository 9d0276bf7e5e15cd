//! Network ACLs: numbered entries at the border of a subnet.
//!
//! Stateless: a request and its answer are judged apart (rulebook NACL-1).
//! The lowest number that matches decides, and what no entry matches is denied
//! (rulebook NACL-3, NACL-4).

use std::collections::BTreeSet;

use ipnet::Ipv4Net;

use super::answer::{Direction, Packet};
use crate::architecture::*;
use crate::order::InOrder;

/// One entry, parsed.
#[derive(Clone, Debug)]
struct Entry {
    number: u32,
    allow: bool,
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
    cidr: Ipv4Net,
}

/// A network ACL with its entries in the order in which they are asked.
#[derive(Clone, Debug)]
pub(super) struct Acl {
    inbound: Vec<Entry>,
    outbound: Vec<Entry>,
}

/// What an ACL says, and which entry: `None` for the final deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Judgement {
    pub allowed: bool,
    pub number: Option<u32>,
}

/// The default ACL that AWS makes allows everything by its entry 100
/// (rulebook NACL-6).
pub(super) const DEFAULT: Judgement = Judgement {
    allowed: true,
    number: Some(100),
};

impl Acl {
    pub fn new(acl: &NetworkAcl) -> Self {
        Self {
            inbound: parse(&acl.inbound),
            outbound: parse(&acl.outbound),
        }
    }

    /// What the ACL says of a packet.
    pub fn judge(&self, direction: Direction, packet: &Packet) -> Judgement {
        let (entries, other) = match direction {
            Direction::Inbound => (&self.inbound, packet.source),
            Direction::Outbound => (&self.outbound, packet.destination),
        };
        entries
            .iter()
            .find(|entry| {
                entry.cidr.contains(&other)
                    && protocol_matches(entry.protocol, entry.from, entry.to, packet)
            })
            .map_or(
                Judgement {
                    allowed: false,
                    number: None,
                },
                |entry| Judgement {
                    allowed: entry.allow,
                    number: Some(entry.number),
                },
            )
    }

    /// The destination ports from 1024 on that are denied, when the sender may
    /// have chosen any of them. What the ACL says can change only where an
    /// entry's range begins or ends, so only those are tried.
    pub fn denied_ports(&self, direction: Direction, packet: &Packet) -> DeniedPorts {
        let entries = match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        };
        let edges: BTreeSet<u32> = entries
            .iter()
            .flat_map(|entry| port_edges(entry.protocol, entry.from, entry.to))
            .map(u32::from)
            .chain([1024])
            .filter(|port| *port >= 1024)
            .collect();
        let ends = edges.iter().skip(1).copied().chain([65_536]);
        let mut denied = DeniedPorts::default();
        for (start, end) in edges.iter().zip(ends) {
            let port = u16::try_from(*start).unwrap_or(u16::MAX);
            let packet = Packet {
                destination_port: port,
                ..*packet
            };
            if self.judge(direction, &packet).allowed {
                denied.allowed.get_or_insert(port);
            } else {
                denied.first.get_or_insert(port);
                denied.count += end - start;
            }
        }
        denied
    }
}

/// How many of the ports that a sender may choose are denied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DeniedPorts {
    /// How many of them.
    pub count: u32,
    /// The lowest one that is denied.
    pub first: Option<u16>,
    /// The lowest one that is allowed.
    pub allowed: Option<u16>,
}

impl DeniedPorts {
    /// Whether they are so few that hardly any connection gets one: at most
    /// one in a hundred of the 64,512.
    pub fn few(self) -> bool {
        self.count <= 645
    }
}

fn parse(entries: &[NetworkAclEntry]) -> Vec<Entry> {
    let mut parsed: Vec<Entry> = entries
        .iter()
        .filter_map(|entry| {
            Some(Entry {
                number: entry.number,
                allow: entry.action == RuleAction::Allow,
                protocol: entry.protocol,
                from: entry.from_port,
                to: entry.to_port,
                cidr: entry.cidr.lenient()?,
            })
        })
        .collect();
    // Numbers are unique within a list (rulebook NACL-5); of two equal ones
    // AWS would have refused the second, so the first counts.
    parsed.order_by_key(|entry| entry.number);
    parsed
}

/// Whether a rule's protocol and ports match a packet.
///
/// A range that is absent matches every port (rulebook NACL-9). For ICMP the
/// range is type and code, -1 or absent being any; a code without a type
/// matches nothing (rulebook SG-9). Protocols without ports match whatever the
/// range says, and only "all" matches what no rule names.
pub(super) fn protocol_matches(
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
    packet: &Packet,
) -> bool {
    match protocol {
        Protocol::All => true,
        named if named != packet.protocol => false,
        Protocol::Icmp => {
            let kind = from.filter(|kind| *kind != -1);
            let code = to.filter(|code| *code != -1);
            match (kind, code) {
                (None, None) => true,
                (None, Some(_)) => false,
                (Some(kind), code) => {
                    kind == i32::from(packet.source_port)
                        && code.is_none_or(|code| code == i32::from(packet.destination_port))
                }
            }
        }
        Protocol::Tcp | Protocol::Udp => {
            let port = i32::from(packet.destination_port);
            // -1 stands for "any" here too.
            from.filter(|from| *from != -1)
                .is_none_or(|from| from <= port)
                && to.filter(|to| *to != -1).is_none_or(|to| port <= to)
        }
        Protocol::Number(_) => true,
    }
}

impl Acl {
    /// Every block that an entry names.
    pub fn blocks(&self) -> impl Iterator<Item = Ipv4Net> {
        self.inbound
            .iter()
            .chain(&self.outbound)
            .map(|entry| entry.cidr)
    }

    /// The ports at which an entry begins or has just ended.
    pub fn edges(&self) -> impl Iterator<Item = u16> {
        let entries = self.inbound.iter().chain(&self.outbound);
        entries.flat_map(|entry| port_edges(entry.protocol, entry.from, entry.to))
    }
}

/// The ports at which a rule begins or has just ended.
pub(super) fn port_edges(
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
) -> impl Iterator<Item = u16> {
    let counts = protocol.has_ports();
    [from, to.and_then(|to| to.checked_add(1))]
        .into_iter()
        .flatten()
        .filter(move |_| counts)
        .filter_map(|port| u16::try_from(port).ok())
}
