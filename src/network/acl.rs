//! Network ACLs: numbered entries at the border of a subnet.
//!
//! Stateless: a request and its answer are judged apart (rulebook NACL-1).
//! The lowest number that matches decides, and what no entry matches is denied
//! (rulebook NACL-3, NACL-4).

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::answer::{Direction, Packet};
use super::ports::Ports;
use super::scope::Scope;
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
    pub fn judge(&self, direction: Direction, packet: &Packet, scope: &mut Scope) -> Judgement {
        let (entries, other) = self.side(direction, packet);
        entries
            .iter()
            .find(|entry| {
                protocol_matches(entry.protocol, entry.from, entry.to, packet, scope)
                    && scope.holds(entry.cidr, other)
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

    fn side(&self, direction: Direction, packet: &Packet) -> (&[Entry], Ipv4Addr) {
        match direction {
            Direction::Inbound => (&self.inbound, packet.source),
            Direction::Outbound => (&self.outbound, packet.destination),
        }
    }

    /// Which of the ports that an answer may be addressed to are let through,
    /// and which are not. What the ACL says can change only where an entry's
    /// range begins or ends, so only those are tried.
    pub fn split(
        &self,
        direction: Direction,
        packet: &Packet,
        ports: &Ports,
        scope: &mut Scope,
    ) -> (Ports, Ports) {
        let (entries, _) = self.side(direction, packet);
        let mut edges: Vec<u16> = entries
            .iter()
            .flat_map(|entry| port_edges(entry.protocol, entry.from, entry.to))
            .collect();
        edges.order();
        let (mut allowed, mut denied) = (Ports::default(), Ports::default());
        for (first, last) in ports.ranges() {
            let mut start = *first;
            let inside = edges.iter().copied().filter(|it| first < it && it <= last);
            let ends = inside.map(|edge| edge - 1).chain([*last]);
            for end in ends {
                if end < start {
                    continue;
                }
                let packet = Packet {
                    destination_port: start,
                    ..*packet
                };
                let judgement = self.judge(direction, &packet, scope);
                let side = if judgement.allowed {
                    &mut allowed
                } else {
                    &mut denied
                };
                side.push((start, end));
                start = end.saturating_add(1);
            }
        }
        (allowed, denied)
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
    scope: &mut Scope,
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
        // -1 stands for "any" here too.
        Protocol::Tcp | Protocol::Udp => scope.spans(from, to, packet.destination_port),
        Protocol::Number(_) => true,
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

impl Acl {
    /// Every block that an entry names.
    pub fn blocks(&self) -> impl Iterator<Item = Ipv4Net> {
        self.inbound
            .iter()
            .chain(&self.outbound)
            .map(|entry| entry.cidr)
    }
}
