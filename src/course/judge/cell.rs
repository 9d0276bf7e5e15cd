//! Who may start what: a cell of the table of who reaches whom.

use super::{Judgement, Moment, Scope, State, find};
use crate::architecture::*;
use crate::course::condition::{CellWanted, Derived, Selector};
use crate::explain;
use crate::network::{Endpoint, Opening, Share};

/// Judges a cell.
pub fn judge(wanted: &CellWanted, moment: &Moment, scope: &Scope) -> Judgement {
    let ends = |selector: &Option<Selector>| match selector {
        None => Ok(vec![Endpoint::Internet]),
        Some(selector) => ends_of(selector, moment, scope),
    };
    let (from, to) = match (ends(&wanted.from), ends(&wanted.to)) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(why), _) | (_, Err(why)) => return Judgement::unclear(why),
    };
    let network = moment.analysis.calm().network();
    let mut open: Vec<Opening> = Vec::new();
    for from in &from {
        for to in to.iter().filter(|to| *to != from) {
            let found = network.openings_between(from, to);
            open.extend(
                found
                    .into_iter()
                    .filter(|it| !open.contains(it))
                    .collect::<Vec<_>>(),
            );
        }
    }
    open.sort_unstable();
    let said = |selector: &Option<Selector>| match selector {
        None => "the internet".to_owned(),
        Some(selector) => {
            let found = find::find(selector, moment, scope);
            crate::text::list(found.iter().map(|id| moment.name(id)))
        }
    };
    let (starter, answerer) = (said(&wanted.from), said(&wanted.to));
    let now = match open.is_empty() {
        true => "nothing".to_owned(),
        false => explain::openings(&open),
    };
    let holds = holds(&wanted.ports, &open, wanted.exactly);
    // A name keeps its own first letter.
    let subject = match wanted.from {
        None => crate::text::capitalised(&starter),
        Some(_) => starter.clone(),
    };
    let marks: Vec<ResourceId> = [&wanted.from, &wanted.to]
        .into_iter()
        .flatten()
        .flat_map(|selector| find::find(selector, moment, scope))
        .collect();
    match holds {
        true => Judgement::of(
            State::Met,
            format!("{subject} may start {now} with {answerer}."),
        ),
        false if wanted.ports == "nothing" => Judgement::of(
            State::Missing,
            format!("{subject} still gets through to {answerer}: {now}."),
        )
        .contrary(),
        false => Judgement::of(
            State::Missing,
            format!(
                "{subject} may start {now} with {answerer}. It should be {}.",
                wanted.ports
            ),
        ),
    }
    .marking(marks)
}

/// The interfaces of what a selector finds.
fn ends_of(selector: &Selector, moment: &Moment, scope: &Scope) -> Result<Vec<Endpoint>, String> {
    let network = moment.analysis.calm().network();
    let found = find::find(selector, moment, scope);
    if found.is_empty() {
        return Err(format!("I cannot tell yet: {}.", find::missing(selector)));
    }
    let mut ends = Vec::new();
    for id in &found {
        let own = network.interfaces_of(id).iter();
        let own: Vec<_> = own
            .filter(|it| it.private.is_some() && !matches!(it.role, crate::network::Role::Standby))
            .map(|it| Endpoint::Resource(it.id.clone()))
            .collect();
        match own.is_empty() {
            true => ends.push(Endpoint::Resource(id.clone())),
            false => ends.extend(own),
        }
    }
    Ok(ends)
}

/// Whether what is open is what is wanted.
fn holds(wanted: &str, open: &[Opening], exactly: bool) -> bool {
    match wanted {
        "nothing" => open.is_empty(),
        "everything" => [Protocol::Tcp, Protocol::Udp].iter().all(|protocol| {
            let mut all = open.iter();
            all.any(|it| it.protocol == *protocol && it.from <= 1 && it.to == u16::MAX)
        }),
        _ => {
            let wanted: Vec<(Protocol, u16, u16)> = wanted.split(", ").filter_map(range).collect();
            let covered = wanted.iter().all(|(protocol, from, to)| {
                open.iter().any(|it| {
                    it.protocol == *protocol
                        && it.from <= *from
                        && it.to >= *to
                        && it.share == Share::ALL
                })
            });
            let nothing_else = open.iter().all(|it| {
                wanted.iter().any(|(protocol, from, to)| {
                    it.protocol == *protocol && it.from >= *from && it.to <= *to
                })
            });
            covered && (nothing_else || !exactly)
        }
    }
}

/// "tcp 80-90" as a range; "icmp" as ICMP echo.
fn range(text: &str) -> Option<(Protocol, u16, u16)> {
    let Some((protocol, ports)) = text.split_once(' ') else {
        return Some((text.parse().ok()?, 0, 0));
    };
    let (from, to) = ports.split_once('-').unwrap_or((ports, ports));
    Some((protocol.parse().ok()?, from.parse().ok()?, to.parse().ok()?))
}

/// The ports of a security group that rules open to the whole internet, each in words.
pub fn open_to_internet(id: &ResourceId, moment: &Moment) -> Option<Vec<String>> {
    let group: &SecurityGroup = moment.architecture().find(id)?;
    let open = group.ingress.iter().filter(|rule| {
        matches!(&rule.peer, Peer::Cidr(block) if block.lenient().is_some_and(|it| it.prefix_len() == 0))
    });
    let said = open.map(|rule| match rule.protocol {
        Protocol::All => "everything".to_owned(),
        protocol => {
            let ports = explain::ports(protocol, rule.from_port, rule.to_port);
            format!("{protocol} {ports}")
        }
    });
    Some(said.collect())
}

/// Whether a security group's own rules let somebody in: a group by name, or a block.
pub fn admits(derived: &Derived, id: &ResourceId, moment: &Moment) -> Option<bool> {
    let group: &SecurityGroup = moment.architecture().find(id)?;
    let peer = derived.with("peer")?.trim_start_matches('@');
    let port: i32 = derived.with("port")?.parse().ok()?;
    let protocol: Protocol = derived.with("protocol").unwrap_or("tcp").parse().ok()?;
    let wanted = find::named(peer, moment);
    let address = peer
        .trim_end_matches("/32")
        .parse::<std::net::Ipv4Addr>()
        .ok();
    let anywhere = ["internet", "anywhere", "0.0.0.0/0"].contains(&peer);
    Some(group.ingress.iter().any(|rule| {
        let ports = rule.protocol == Protocol::All
            || rule.protocol == protocol
                && rule.from_port.is_none_or(|from| from <= port)
                && rule.to_port.is_none_or(|to| to >= port);
        ports
            && match &rule.peer {
                Peer::Group(named) => wanted.as_ref() == Some(named),
                Peer::Cidr(block) => block.lenient().is_some_and(|block| match address {
                    Some(address) => block.contains(&address),
                    None => anywhere && block.prefix_len() == 0,
                }),
            }
    }))
}
