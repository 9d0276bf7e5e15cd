//! What filter rules have in common: ports, protocols, who is let in.

use ipnet::Ipv4Net;

use crate::architecture::*;
use crate::network::Direction;
use crate::network::fix::{Traffic, Whom, open_group};
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

/// Whether somebody who has the groups `callers` may open TCP to `port` of
/// something guarded by `groups`, as far as groups and blocks can tell: a
/// group admits by name, a block if it covers one of the callers' subnets.
///
/// `None` where a default group or a group that is gone decides.
pub fn admits(
    context: &Context<'_, '_>,
    groups: &[ResourceId],
    port: u16,
    callers: &[ResourceId],
    caller_subnets: &[ResourceId],
) -> Option<bool> {
    if groups.is_empty() || callers.is_empty() {
        return None;
    }
    let mut known = Vec::new();
    for id in groups {
        known.push(context.find::<SecurityGroup>(id)?);
    }
    let rules = known.iter().flat_map(|group| &group.ingress);
    let mut covering = rules.filter(|rule| rule.covers_tcp(port));
    Some(covering.any(|rule| match &rule.peer {
        Peer::Group(group) => callers.contains(group),
        Peer::Cidr(text) => {
            let Some(block) = text.lenient() else {
                return false;
            };
            context
                .subnets_among(caller_subnets)
                .filter_map(|subnet| subnet.block)
                .any(|subnet| block.contains(&subnet) || subnet.contains(&block))
        }
    }))
}

/// Whether somebody guarded by `groups` may open TCP on `port` to something
/// guarded by `peers`. `None` where a default group or a gone one decides.
pub fn may_call(
    context: &Context<'_, '_>,
    groups: &[ResourceId],
    port: u16,
    peers: &[ResourceId],
    peer_subnets: &[ResourceId],
) -> Option<bool> {
    if groups.is_empty() {
        return None;
    }
    let mut known = Vec::new();
    for id in groups {
        known.push(context.find::<SecurityGroup>(id)?);
    }
    let rules = known.iter().flat_map(|group| &group.egress);
    let mut covering = rules.filter(|rule| rule.covers_tcp(port));
    Some(covering.any(|rule| match &rule.peer {
        Peer::Group(group) => peers.contains(group),
        Peer::Cidr(text) => text.lenient().is_some_and(|block| {
            context
                .subnets_among(peer_subnets)
                .filter_map(|subnet| subnet.block)
                .any(|subnet| block.contains(&subnet) || subnet.contains(&block))
        }),
    }))
}

/// Whether somebody guarded by `groups` may open TCP on `port` to anybody
/// outside. `None` where a default group or a gone one decides.
pub fn lets_out(context: &Context<'_, '_>, groups: &[ResourceId], port: u16) -> Option<bool> {
    if groups.is_empty() {
        return None;
    }
    let mut open = false;
    for id in groups {
        let group: &SecurityGroup = context.find(id)?;
        let outside = |it: &&SecurityGroupRule| matches!(it.peer, Peer::Cidr(_));
        open |= group
            .egress
            .iter()
            .filter(outside)
            .any(|it| it.covers_tcp(port));
    }
    Some(open)
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

/// The fix that lets `callers` in: one more rule in the only group of the one
/// who is called, naming the only group of the one who calls.
pub fn admit(
    context: &Context<'_, '_>,
    groups: &[ResourceId],
    port: u16,
    callers: &[ResourceId],
) -> Option<Remedy> {
    let ([group], [caller]) = (groups, callers) else {
        return None;
    };
    let whom = Whom::Group(caller.clone());
    open_group(
        context.architecture,
        group,
        Direction::Inbound,
        Traffic::tcp(port),
        &whom,
    )
}
