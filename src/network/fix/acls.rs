//! Network ACLs that stop a request or its answer.
//!
//! An ACL is stateless (rulebook NACL-1), so what passes it one way needs an
//! entry for the way back as well; the answer goes to a port that the caller
//! has chosen, from 1024 on (rulebook NACL-12), whatever the port of the server
//! is. A remedy allows both at once, where they are not allowed yet.

use ipnet::Ipv4Net;

use super::traffic::Traffic;
use super::{Found, none};
use crate::architecture::*;
use crate::network::acl::{Acl, port_edges};
use crate::network::answer::*;
use crate::network::ports::CHOSEN;
use crate::network::scope::Scope;
use crate::network::share::Share;
use crate::network::trace::few;
use crate::text::list;

/// What is to pass a network ACL.
#[derive(Clone, Debug)]
pub struct Passing {
    /// Which way the request passes it.
    pub direction: Direction,
    /// With whom, by their blocks.
    pub blocks: Vec<Ipv4Net>,
    /// The requests, by protocol and port of the service; none where only
    /// answers are to pass.
    pub requests: Vec<Traffic>,
    /// The answers.
    pub answers: Vec<Traffic>,
}

impl Passing {
    /// Requests over TCP to these ports, and their answers, to whatever port
    /// the caller has chosen.
    pub fn tcp(direction: Direction, blocks: Vec<Ipv4Net>, ports: &[u16]) -> Self {
        Self {
            direction,
            blocks,
            requests: ports.iter().map(|port| Traffic::tcp(*port)).collect(),
            answers: vec![Traffic::of(Protocol::Tcp, CHOSEN.0, CHOSEN.1)],
        }
    }

    /// What a packet and the packet before or behind it in its connection are.
    pub(super) fn of(
        packet: &Packet,
        answering: bool,
        direction: Direction,
        blocks: Vec<Ipv4Net>,
    ) -> Self {
        let protocol = packet.protocol;
        let service = if answering {
            packet.source_port
        } else {
            packet.destination_port
        };
        let (request, answer) = match protocol {
            Protocol::Tcp | Protocol::Udp => (
                Traffic::of(protocol, service, service),
                Traffic::of(protocol, CHOSEN.0, CHOSEN.1),
            ),
            // An echo is answered by type 0, others by the next type (RFC 792).
            Protocol::Icmp => {
                let kind = packet.source_port;
                let (asked, answered) = match (answering, kind) {
                    (false, 8) => (8, 0),
                    (true, 0) => (8, 0),
                    (false, kind) => (kind, kind.saturating_add(1)),
                    (true, kind) => (kind.saturating_sub(1), kind),
                };
                (
                    Traffic::of(protocol, asked, 0),
                    Traffic::of(protocol, answered, 0),
                )
            }
            other => (Traffic::of(other, 0, 0), Traffic::of(other, 0, 0)),
        };
        let request_direction = match (answering, direction) {
            (false, it) => it,
            (true, Direction::Inbound) => Direction::Outbound,
            (true, Direction::Outbound) => Direction::Inbound,
        };
        Self {
            direction: request_direction,
            blocks,
            requests: vec![request],
            answers: vec![answer],
        }
    }
}

/// Ports of a block that an ACL denies, and the entry that does.
struct Gap {
    ports: Option<(u16, u16)>,
    number: Option<u32>,
}

/// What is to be added for one block.
struct Entry {
    block: Ipv4Net,
    traffic: Traffic,
    number: u32,
}

/// The remedy that something passes a network ACL. An entry stands behind all
/// others, or before a deny that stops all of a block; a deny that stops a part
/// was made on purpose and stays (rulebook NACL-16).
pub fn open_acl(architecture: &Indexed<'_>, id: &ResourceId, passing: &Passing) -> Found {
    let Some(acl) = architecture.find::<NetworkAcl>(id) else {
        return none("The network ACL is gone.");
    };
    let name = architecture.name_of(id);
    let back = match passing.direction {
        Direction::Inbound => Direction::Outbound,
        Direction::Outbound => Direction::Inbound,
    };
    let mut edits = Vec::new();
    let mut said: Vec<String> = Vec::new();
    let mut why = None;
    let legs = [
        (passing.direction, &passing.requests, false),
        (back, &passing.answers, true),
    ];
    for (direction, traffic, answers) in legs {
        let (entries, property) = match direction {
            Direction::Inbound => (&acl.inbound, "inbound"),
            Direction::Outbound => (&acl.outbound, "outbound"),
        };
        let added = match lacking(acl, entries, direction, traffic, &passing.blocks) {
            Ok(added) => added,
            Err(on_purpose) => {
                why = Some(on_purpose);
                continue;
            }
        };
        for (place, it) in added.iter().enumerate() {
            let (from_port, to_port) = it.traffic.ports();
            let entry = NetworkAclEntry {
                number: it.number,
                action: RuleAction::Allow,
                protocol: it.traffic.protocol(),
                from_port,
                to_port,
                cidr: it.block.into(),
            };
            edits.push(Edit::insert(id, property, entries.len() + place, entry));
        }
        if !added.is_empty() {
            said.push(spoken(&added, direction, answers, said.is_empty(), &name));
        }
    }
    match (edits.is_empty(), why) {
        (false, _) => Ok(Remedy {
            label: said.join(", and "),
            edits,
        }),
        (true, Some(why)) => none(format!("In {name} {why}")),
        (true, None) => none(format!(
            "{name} allows this; what it denies is a few ports of those that a caller may choose."
        )),
    }
}

/// The remedy for a journey that passes one network ACL twice, as through a NAT:
/// first what comes in, then what goes on, and of both only what is lacking.
/// Whoever asks gets the same entries under the same numbers.
pub fn open_twice(
    architecture: &Indexed<'_>,
    id: &ResourceId,
    inward: &Passing,
    outward: &Passing,
) -> Found {
    let Ok(first) = open_acl(architecture, id, inward) else {
        return open_acl(architecture, id, outward);
    };
    let mut document = Document {
        architecture: architecture.architecture().clone(),
        ..Document::default()
    };
    if document.apply_all(first.edits.clone()).is_err() {
        return Ok(first);
    }
    match open_acl(&Indexed::new(&document.architecture), id, outward) {
        Ok(second) => Ok(Remedy {
            label: format!("{}; {}", first.label, second.label),
            edits: first.edits.into_iter().chain(second.edits).collect(),
        }),
        Err(_) => Ok(first),
    }
}

/// What is added to one list, in words.
fn spoken(added: &[Entry], direction: Direction, answers: bool, first: bool, acl: &str) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for it in added {
        let block = it.block.to_string();
        if !blocks.contains(&block) {
            blocks.push(block);
        }
    }
    let blocks = list(blocks);
    let numbers = list(added.iter().map(|it| it.number.to_string()));
    let rules = if added.len() == 1 { "rule" } else { "rules" };
    let mut traffic: Vec<Traffic> = added.iter().map(|it| it.traffic).collect();
    traffic.dedup();
    let traffic = super::traffic::spoken(&traffic);
    let word = match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    };
    match (answers, first) {
        (false, _) => format!("Allow {traffic} {word} {blocks} in {acl} as {rules} {numbers}"),
        (true, true) => {
            format!("Allow the answers {word} {blocks} on {traffic} in {acl} as {rules} {numbers}")
        }
        (true, false) => format!("the answers on {traffic} as {rules} {numbers}"),
    }
}

/// The entries that a list lacks, or why none is to be added.
fn lacking(
    acl: &NetworkAcl,
    entries: &[NetworkAclEntry],
    direction: Direction,
    traffic: &[Traffic],
    blocks: &[Ipv4Net],
) -> Result<Vec<Entry>, String> {
    let judge = Acl::new(acl);
    let mut added: Vec<Entry> = Vec::new();
    let mut on_purpose = None;
    let each = traffic
        .iter()
        .flat_map(|it| blocks.iter().map(move |block| (*it, block)));
    for (traffic, block) in each {
        let gaps = gaps(&judge, entries, direction, traffic, *block);
        let (mut before, mut ports, mut whole): (Option<u32>, Option<(u16, u16)>, bool) =
            (None, None, false);
        for gap in gaps {
            let Some(number) = gap.number else {
                whole = true;
                continue;
            };
            let Some(deny) = entries.iter().find(|it| it.number == number) else {
                continue;
            };
            if !plainly_hits(deny, *block, traffic) {
                on_purpose = Some(format!(
                    "entry {number} denies {} on purpose: take it out if those are to pass.",
                    deny.cidr.0
                ));
                continue;
            }
            before = Some(before.map_or(number, |old| old.min(number)));
            if let Some((from, to)) = gap.ports {
                ports = Some(ports.map_or((from, to), |old| (old.0.min(from), old.1.max(to))));
            }
        }
        if before.is_none() && !whole {
            continue;
        }
        let taken = |number: u32| {
            entries.iter().any(|it| it.number == number)
                || added.iter().any(|it| it.number == number)
        };
        let number = match before {
            Some(deny) => {
                let deny = deny.min(32_767);
                let spaced = before_deny(entries, &added, deny);
                spaced.or_else(|| (1..deny).rev().find(|it| !taken(*it)))
            }
            None => behind(entries, &added).or_else(|| (1..=32_766).rev().find(|it| !taken(*it))),
        };
        let Some(number) = number else {
            return Err("no number is free for an entry that would be asked in time.".to_owned());
        };
        let traffic = match ports {
            Some((from, to)) if !whole => Traffic::of(traffic.protocol(), from, to),
            _ => traffic,
        };
        added.push(Entry {
            block: *block,
            traffic,
            number,
        });
    }
    match on_purpose {
        Some(why) if added.is_empty() => Err(why),
        _ => Ok(added),
    }
}

/// The number behind all others; gaps of ten stay free (rulebook NACL-16).
fn behind(entries: &[NetworkAclEntry], added: &[Entry]) -> Option<u32> {
    let numbers = entries.iter().map(|it| it.number);
    let last = numbers.chain(added.iter().map(|it| it.number)).max();
    let next = last.map_or(100, |last| (last / 10 + 1).saturating_mul(10));
    Some(next).filter(|next| *next <= 32_766)
}

/// The number behind all that stand before a deny, at the next ten, if there are
/// such and there is room.
fn before_deny(entries: &[NetworkAclEntry], added: &[Entry], deny: u32) -> Option<u32> {
    let numbers = entries.iter().map(|it| it.number);
    let before = numbers.chain(added.iter().map(|it| it.number));
    let last = before.filter(|it| *it < deny).max()?;
    Some((last / 10 + 1) * 10).filter(|it| *it < deny)
}

/// Whether a deny stops all of a block, on more than a few of the ports.
fn plainly_hits(deny: &NetworkAclEntry, block: Ipv4Net, traffic: Traffic) -> bool {
    let all = deny.cidr.lenient().is_some_and(|it| it.contains(&block));
    let (from, to) = traffic.ports();
    if !traffic.protocol().has_ports() || deny.protocol == Protocol::All {
        return all;
    }
    let given = |port: Option<i32>, open: i32| port.filter(|it| *it != -1).unwrap_or(open);
    let low = given(from, 0).max(given(deny.from_port, 0));
    let high = given(to, 65_535).min(given(deny.to_port, 65_535));
    // A hole of a few ports of all that may be chosen is left alone: it stops
    // hardly a connection, and was made on purpose.
    let width = u64::try_from(high - low + 1).unwrap_or(0);
    let few = few(Share::of(width, u64::from(CHOSEN.1 - CHOSEN.0) + 1));
    let narrow = from == to;
    all && (narrow || !few)
}

/// What of a block a list denies, class by class: what it says can change only
/// where a block or a range of some entry begins or ends.
fn gaps(
    judge: &Acl,
    entries: &[NetworkAclEntry],
    direction: Direction,
    traffic: Traffic,
    block: Ipv4Net,
) -> Vec<Gap> {
    /// AWS takes 40 entries at most; what is beyond is told as such.
    const REASONABLE: usize = 100;
    let entries = &entries[..entries.len().min(REASONABLE)];
    let (first, last) = (u32::from(block.network()), u32::from(block.broadcast()));
    let cidrs = entries.iter().filter_map(|it| it.cidr.lenient());
    let mut addresses: Vec<u32> = cidrs
        .flat_map(|it| {
            let behind = u32::from(it.broadcast()).checked_add(1);
            [Some(u32::from(it.network())), behind]
        })
        .flatten()
        .filter(|it| (first..=last).contains(it))
        .chain([first])
        .collect();
    addresses.sort_unstable();
    addresses.dedup();
    let port = |it: Option<i32>| it.and_then(|it| u16::try_from(it).ok()).unwrap_or(0);
    let (from, to) = (port(traffic.ports().0), port(traffic.ports().1));
    let ranged = traffic.protocol().has_ports();
    let mut starts: Vec<u16> = entries
        .iter()
        .filter(|_| ranged)
        .flat_map(|it| port_edges(it.protocol, it.from_port, it.to_port))
        .filter(|it| (from..=to).contains(it))
        .chain([from])
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let mut found = Vec::new();
    for address in addresses {
        for (place, start) in starts.iter().enumerate() {
            let end = starts.get(place + 1).map_or(to, |next| next - 1);
            let icmp = traffic.protocol() == Protocol::Icmp;
            let packet = Packet {
                source: address.into(),
                destination: address.into(),
                protocol: traffic.protocol(),
                source_port: if icmp { from } else { 0 },
                destination_port: if icmp { to } else { *start },
            };
            let said = judge.judge(direction, &packet, &mut Scope::default());
            if !said.allowed {
                found.push(Gap {
                    ports: ranged.then_some((*start, end)),
                    number: said.number,
                });
            }
        }
    }
    found
}
