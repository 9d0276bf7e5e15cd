//! A packet before the guards: a small design around it, and what the engine's trace says
//! of the two lists on the way there and back.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use super::lines::{Asked, Line, Other, group_id};
use crate::architecture::*;
use crate::course::figures::made::{self, design, thing, to};
use crate::network::{
    Decision, Direction, Endpoint, Evidence, Flow, Hop, Network, Stage, Verdict, addresses,
};

/// What a guard said of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// He was not asked.
    Unasked,
    /// A line of his list lets it pass.
    Allowed,
    /// He remembers the request that it answers.
    Remembered,
    /// He stops it.
    Dropped,
}

impl Said {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unasked => "none",
            Self::Allowed => "allowed",
            Self::Remembered => "remembered",
            Self::Dropped => "dropped",
        }
    }
}

/// Which line decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    /// The entry of this number.
    Entry(u32),
    /// The star at the end of every network ACL.
    Star,
    /// The rule at this place of the group's list.
    Rule(usize),
    /// No rule of the group.
    NoRule,
}

/// What one guard said of a packet and of its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdicts {
    /// Of the request.
    pub request: Said,
    /// Of the answer.
    pub answer: Said,
    /// The line that decided on the request.
    pub decided: Option<Decided>,
    /// The line that decided on the answer; of a guard who remembers none did.
    pub decided_answer: Option<Decided>,
}

/// The lists that are asked.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// The group's rules, inbound and outbound; without them it allows everything.
    pub group: Option<(&'a [Line], &'a [Line])>,
    /// The network ACL's entries, likewise.
    pub acl: Option<(&'a [Line], &'a [Line])>,
    /// Who is in which group.
    pub members: &'a [(String, Vec<Ipv4Addr>)],
}

/// Whose door the guards stand at: the receiver's where he is inside, else the sender's.
pub fn is_inward(asked: &Asked, server: Option<Ipv4Addr>) -> bool {
    match server {
        Some(server) => server == asked.to.0,
        None => addresses::is_rfc1918(asked.to.0),
    }
}

/// How long the prefixes of wings are: a /24, and longer where the two ends would stand in
/// one wing otherwise, as far as AWS makes subnets (rulebook SUB-3). Two that still do
/// never meet the network ACL (rulebook NACL-11).
fn wing_prefix(own: Ipv4Addr, other: Ipv4Addr) -> u8 {
    let alike = (u32::from(own) ^ u32::from(other)).leading_zeros() as u8;
    (alike + 1).clamp(24, 28)
}

fn wing(address: Ipv4Addr, prefix: u8) -> Ipv4Net {
    Ipv4Net::new(address, prefix)
        .map(|it| it.trunc())
        .unwrap_or_default()
}

fn vpc_blocks(addresses: &[Ipv4Addr]) -> Vec<CidrText> {
    let mut blocks: Vec<Ipv4Net> = addresses
        .iter()
        .filter_map(|it| Ipv4Net::new(*it, 16).ok())
        .map(|it| it.trunc())
        .collect();
    blocks.sort_unstable();
    blocks.dedup();
    blocks.into_iter().map(CidrText::from).collect()
}

/// The guarded server with a public address of its own, a gate that lets everything pass,
/// and whoever else of the lists is inside.
fn built(asked: &Asked, lists: &Lists, inward: bool) -> Architecture {
    let (own, other) = if inward {
        (asked.to.0, asked.from.0)
    } else {
        (asked.from.0, asked.to.0)
    };
    let mut inside = vec![own];
    if addresses::is_rfc1918(other) {
        inside.push(other);
    }
    for address in lists.members.iter().flat_map(|(_, all)| all) {
        if !inside.contains(address) {
            inside.push(*address);
        }
    }
    let blocks = vpc_blocks(&inside);
    let vpc = Vpc {
        cidr: blocks.first().cloned().unwrap_or_default(),
        secondary_cidrs: blocks.into_iter().skip(1).collect(),
        ..Vpc::default()
    };
    let gate = InternetGateway {
        vpc: to("vpc"),
        ..InternetGateway::default()
    };
    let table = RouteTable {
        vpc: to("vpc"),
        routes: vec![Route {
            destination: "0.0.0.0/0".into(),
            target: to("gate"),
        }],
    };
    let open = SecurityGroup {
        vpc: to("vpc"),
        ingress: vec![SecurityGroupRule::allow_all()],
        ..SecurityGroup::default()
    };
    let rules = |lines: &[Line]| lines.iter().map(Line::as_rule).collect();
    let group = match lists.group {
        Some((ingress, egress)) => SecurityGroup {
            vpc: to("vpc"),
            ingress: rules(ingress),
            egress: rules(egress),
            ..SecurityGroup::default()
        },
        None => open.clone(),
    };
    let entries = |lines: &[Line]| lines.iter().filter_map(Line::as_entry).collect();
    let acl = lists.acl.map(|(inbound, outbound)| NetworkAcl {
        vpc: to("vpc"),
        inbound: entries(inbound),
        outbound: entries(outbound),
    });
    let mut things: Vec<(String, Properties)> = vec![
        ("vpc".into(), vpc.into()),
        ("gate".into(), gate.into()),
        ("board".into(), table.into()),
        ("open".into(), open.into()),
        ("group".into(), group.into()),
    ];
    let guarded = acl.is_some();
    if let Some(acl) = acl {
        things.push(("acl".into(), acl.into()));
    }
    let named = [lists.group].into_iter().flatten();
    for line in named.flat_map(|(ingress, egress)| ingress.iter().chain(egress)) {
        if let Other::Group(name) = &line.other {
            let peers = SecurityGroup {
                vpc: to("vpc"),
                ..SecurityGroup::default()
            };
            things.push((group_id(name), peers.into()));
        }
    }
    let prefix = wing_prefix(own, other);
    for (place, address) in inside.iter().enumerate() {
        let block = wing(*address, prefix);
        let home = format!("wing-{}", block.network());
        let subnet = Subnet {
            vpc: to("vpc"),
            cidr: block.into(),
            route_table: to("board"),
            network_acl: if place == 0 && guarded {
                to("acl")
            } else {
                None
            },
            ..Subnet::default()
        };
        let groups = lists
            .members
            .iter()
            .filter(|(_, all)| all.contains(address));
        let mut groups: Vec<ResourceId> = groups
            .map(|(name, _)| ResourceId::new(group_id(name)))
            .collect();
        groups.push(ResourceId::new(if place == 0 { "group" } else { "open" }));
        let instance = Instance {
            subnet: to(&home),
            security_groups: groups,
            elastic_ip: true,
            public_ip: PublicIp::No,
            private_address: made::address(*address),
            ..Instance::default()
        };
        things.push((home, subnet.into()));
        things.push((format!("server-{place}"), instance.into()));
    }
    design(things.iter().map(|(id, it)| (id.as_str(), it.clone())))
}

/// What the guards of the server say of a packet and its answer, as the engine traces it:
/// the group's, the network ACL's, and whether both arrive.
pub fn ask(
    asked: &Asked,
    lists: &Lists,
    server: Option<Ipv4Addr>,
) -> (Verdicts, Verdicts, bool, bool) {
    let inward = is_inward(asked, server);
    let built = built(asked, lists, inward);
    let network = Network::new(&built);
    let own = thing("server-0");
    let other = if inward { asked.from.0 } else { asked.to.0 };
    let other = Endpoint::Address(other);
    let (from, to) = if inward { (other, own) } else { (own, other) };
    let icmp = asked.protocol == Protocol::Icmp;
    let trace = network.trace(&Flow {
        from,
        to,
        protocol: asked.protocol,
        port: asked.to.1,
        source_port: Some(asked.from.1).filter(|_| !icmp),
        icmp: None,
        path: "/".to_owned(),
    });
    let (there, back) = if inward {
        (Direction::Inbound, Direction::Outbound)
    } else {
        (Direction::Outbound, Direction::Inbound)
    };
    let group = verdicts(
        &trace.request.hops,
        &trace.response.hops,
        |hops, answering| {
            let direction = if answering { back } else { there };
            group_hop(hops, direction)
        },
    );
    let acl = verdicts(
        &trace.request.hops,
        &trace.response.hops,
        |hops, answering| {
            let direction = if answering { back } else { there };
            acl_hop(hops, direction)
        },
    );
    let arrives = !trace
        .request
        .hops
        .iter()
        .any(|it| it.decision == Decision::Dropped);
    (group, acl, arrives, trace.verdict == Verdict::Delivered)
}

fn verdicts<'h>(
    request: &'h [Hop],
    response: &'h [Hop],
    find: impl Fn(&'h [Hop], bool) -> Option<&'h Hop>,
) -> Verdicts {
    let there = find(request, false);
    let back = find(response, true);
    Verdicts {
        request: said(there),
        answer: said(back),
        decided: there.and_then(decided),
        decided_answer: back.and_then(decided),
    }
}

fn said(hop: Option<&Hop>) -> Said {
    match hop.map(|it| it.decision) {
        None => Said::Unasked,
        Some(Decision::Dropped) => Said::Dropped,
        Some(Decision::Remembered) => Said::Remembered,
        Some(_) => Said::Allowed,
    }
}

fn decided(hop: &Hop) -> Option<Decided> {
    hop.evidence.iter().find_map(|it| match it {
        Evidence::NetworkAclEntry { number, .. } => {
            Some(number.map_or(Decided::Star, Decided::Entry))
        }
        Evidence::SecurityGroupRule { index, .. } => Some(Decided::Rule(*index)),
        Evidence::NoSecurityGroupRule { .. } => Some(Decided::NoRule),
        _ => None,
    })
}

fn group_hop(hops: &[Hop], direction: Direction) -> Option<&Hop> {
    let stage = match direction {
        Direction::Inbound => Stage::SecurityGroupInbound,
        Direction::Outbound => Stage::SecurityGroupOutbound,
    };
    hops.iter().find(|hop| {
        hop.stage == stage
            && (hop.evidence.iter().any(|it| {
                matches!(it, Evidence::Address { owner: Some(owner), .. } if owner.owner().as_str() == "server-0")
            }) || hop.resource.as_ref().is_some_and(|it| it.as_str() == "group"))
    })
}

fn acl_hop(hops: &[Hop], direction: Direction) -> Option<&Hop> {
    let stage = match direction {
        Direction::Inbound => Stage::NetworkAclInbound,
        Direction::Outbound => Stage::NetworkAclOutbound,
    };
    hops.iter().find(|hop| {
        hop.stage == stage && hop.resource.as_ref().is_some_and(|it| it.as_str() == "acl")
    })
}
