//! What a rule or an entry is to let through: a protocol and its ports.

use std::fmt;

use crate::architecture::*;
use crate::network::answer::Packet;
use crate::text::list;

/// What a rule is to let through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    protocol: Protocol,
    from: Option<i32>,
    to: Option<i32>,
}

impl Traffic {
    /// A range of ports; for a protocol without ports the range is left out,
    /// for ICMP it is type and code.
    pub fn of(protocol: Protocol, from: u16, to: u16) -> Self {
        let (from, to) = match protocol {
            Protocol::Tcp | Protocol::Udp | Protocol::Icmp => {
                (Some(i32::from(from)), Some(i32::from(to)))
            }
            Protocol::All | Protocol::Number(_) => (None, None),
        };
        Self { protocol, from, to }
    }

    /// TCP to a port.
    pub fn tcp(port: u16) -> Self {
        Self::of(Protocol::Tcp, port, port)
    }

    /// What a packet is.
    pub(super) fn packet(packet: &Packet) -> Self {
        match packet.protocol {
            Protocol::Icmp => Self::of(Protocol::Icmp, packet.source_port, packet.destination_port),
            other => Self::of(other, packet.destination_port, packet.destination_port),
        }
    }

    /// The rule of a group that lets this through.
    pub(super) fn rule(self, peer: Peer) -> SecurityGroupRule {
        SecurityGroupRule {
            protocol: self.protocol,
            from_port: self.from,
            to_port: self.to,
            peer,
            description: String::new(),
        }
    }

    /// Whether a rule is for just this, whoever may come.
    pub(super) fn is_that_of(self, rule: &SecurityGroupRule) -> bool {
        (rule.protocol, rule.from_port, rule.to_port) == (self.protocol, self.from, self.to)
    }

    /// The ends of the range as they stand in a rule.
    pub(super) fn ports(self) -> (Option<i32>, Option<i32>) {
        (self.from, self.to)
    }

    pub(super) fn protocol(self) -> Protocol {
        self.protocol
    }
}

/// What is to be let through, in words: "TCP 80 and 443".
pub(super) fn spoken(traffic: &[Traffic]) -> String {
    let mut said: Vec<String> = traffic.iter().map(ToString::to_string).collect();
    let protocol = said.first().and_then(|it| it.split_once(' '));
    let protocol = protocol.map(|(protocol, _)| format!("{protocol} "));
    for it in said.iter_mut().skip(1) {
        let same = protocol
            .as_ref()
            .and_then(|protocol| it.strip_prefix(protocol.as_str()));
        if let Some(rest) = same {
            *it = rest.to_owned();
        }
    }
    list(said)
}

impl fmt::Display for Traffic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let protocol = self.protocol.to_string().to_uppercase();
        match (self.protocol, self.from, self.to) {
            (Protocol::Tcp | Protocol::Udp, Some(from), Some(to)) if from == to => {
                write!(f, "{protocol} {from}")
            }
            (Protocol::Tcp | Protocol::Udp, Some(from), Some(to)) => {
                write!(f, "{protocol} {from}–{to}")
            }
            (Protocol::Icmp, Some(kind), _) => write!(f, "ICMP type {kind}"),
            (Protocol::Number(number), ..) => write!(f, "protocol {number}"),
            _ => f.write_str(&protocol),
        }
    }
}
