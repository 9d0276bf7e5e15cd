//! What filter rules have in common: ports, protocols, who is let in.

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::rules::context::Context;

/// What is wrong with the ports of a filter rule.
pub enum PortProblem {
    /// TCP or UDP without a range (rulebook SG-9, NACL-9).
    Missing,
    /// The first is behind the last (rulebook SG-11).
    Reversed,
    /// Not between 0 and 65535.
    OutOfRange,
    /// An ICMP code without a type (rulebook SG-9).
    CodeWithoutType,
}

/// What is wrong with the ports, if anything is.
pub fn port_problem(protocol: Protocol, from: Option<i32>, to: Option<i32>) -> Option<PortProblem> {
    match (protocol, from, to) {
        (Protocol::Tcp | Protocol::Udp, Some(from), Some(to)) => {
            if !(0..=65535).contains(&from) || !(0..=65535).contains(&to) {
                Some(PortProblem::OutOfRange)
            } else {
                (from > to).then_some(PortProblem::Reversed)
            }
        }
        (Protocol::Tcp | Protocol::Udp, ..) => Some(PortProblem::Missing),
        (Protocol::Icmp, from, Some(code)) if code >= 0 && from.is_none_or(|it| it < 0) => {
            Some(PortProblem::CodeWithoutType)
        }
        _ => None,
    }
}

/// The ports that a rule lets TCP use; `None` if it is not about TCP.
///
/// A range that is half given means what a program would make of it: any port
/// from or up to there. That it is incomplete is a finding of its own. -1 is
/// how the AWS command line writes any port.
pub fn tcp_ports(protocol: Protocol, from: Option<i32>, to: Option<i32>) -> Option<(i32, i32)> {
    let given = |port: Option<i32>| port.filter(|it| *it != -1);
    match protocol {
        Protocol::All => Some((0, 65535)),
        Protocol::Tcp => Some((given(from).unwrap_or(0), given(to).unwrap_or(65535))),
        _ => None,
    }
}

impl SecurityGroupRule {
    /// Whether it lets TCP use this port.
    pub fn covers_tcp(&self, port: u16) -> bool {
        tcp_ports(self.protocol, self.from_port, self.to_port)
            .is_some_and(|(from, to)| (from..=to).contains(&i32::from(port)))
    }

    /// Whether it allows all that `narrow` does, as far as protocol and ports
    /// go.
    fn covers(&self, narrow: &Self) -> bool {
        if self.protocol == Protocol::All || !narrow.protocol.has_ports() {
            return self.protocol == Protocol::All
                || (self.protocol == narrow.protocol
                    && (self.from_port, self.to_port) == (narrow.from_port, narrow.to_port));
        }
        // UDP ranges nest as those of TCP do.
        let range = |it: &Self| tcp_ports(Protocol::Tcp, it.from_port, it.to_port);
        let ranges = range(self).zip(range(narrow));
        self.protocol == narrow.protocol
            && ranges.is_some_and(|(broad, narrow)| broad.0 <= narrow.0 && narrow.1 <= broad.1)
    }

    /// Whether its peer is every address there is.
    pub fn is_open_to_world(&self) -> bool {
        matches!(&self.peer, Peer::Cidr(text) if text.lenient() == Some(Ipv4Net::default()))
    }
}

/// Whether somebody guarded by `groups` may open TCP on `port` to anybody
/// outside of private networks. `None` where a default group or a gone one
/// decides.
pub fn lets_out(context: &Context<'_, '_>, groups: &[ResourceId], port: u16) -> Option<bool> {
    if groups.is_empty() {
        return None;
    }
    let mut open = false;
    for id in groups {
        let group: &SecurityGroup = context.find(id)?;
        let outside = |it: &&SecurityGroupRule| match &it.peer {
            Peer::Cidr(text) => text.lenient().is_none_or(|block| !is_private(block)),
            Peer::Group(_) => false,
        };
        open |= group
            .egress
            .iter()
            .filter(outside)
            .any(|it| it.covers_tcp(port));
    }
    Some(open)
}

/// Whether all of a block is for private networks.
pub fn is_private(block: Ipv4Net) -> bool {
    block.network().is_private() && block.broadcast().is_private() && block.prefix_len() >= 8
}

/// The fix that lets `caller` in instead of the world, which is what the
/// inbound rule at `index` does. Where another rule lets the caller in already
/// this one only has to go: AWS refuses a second equal rule.
pub fn let_in_instead(
    context: &Context<'_, '_>,
    id: &ResourceId,
    group: &SecurityGroup,
    index: usize,
    caller: &ResourceId,
) -> Option<Remedy> {
    let rule = group.ingress.get(index)?;
    let mut others = group.ingress.iter().enumerate().filter(|it| it.0 != index);
    let peer = Peer::Group(caller.clone());
    let name = context.name(caller);
    Some(
        if others.any(|(_, it)| it.peer == peer && it.covers(rule)) {
            Remedy::new(
                format!("Remove the rule: {name} is let in already"),
                Edit::remove(id, "ingress", index),
            )
        } else {
            let mut rules = group.ingress.clone();
            rules[index].peer = peer;
            Remedy::new(
                format!("Let in {name} instead"),
                Edit::set(id, "ingress", rules),
            )
        },
    )
}
