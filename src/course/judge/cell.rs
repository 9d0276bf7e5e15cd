//! Who may start what: a cell of the table of who reaches whom.

use super::say::{selected, traffic};
use super::{Judgement, Moment, Scope, State, find};
use crate::architecture::{Protocol, ResourceId};
use crate::course::condition::{CellWanted, Selector};
use crate::network::{Endpoint, Opening, Share};
use crate::text;

/// Judges a cell.
pub fn judge(wanted: &CellWanted, moment: &Moment, scope: &Scope) -> Judgement {
    let ends = |selector: &Option<Selector>| match selector {
        None => Ok(vec![Endpoint::Internet]),
        Some(selector) => ends_of(selector, moment, scope),
    };
    let (from, to) = match (ends(&wanted.from), ends(&wanted.to)) {
        (Ok(from), Ok(to)) => (from, to),
        (Err(why), _) | (_, Err(why)) => return Judgement::not_yet(&why),
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
            text::list(found.iter().map(|id| moment.name(id)))
        }
    };
    let (starter, answerer) = (said(&wanted.from), said(&wanted.to));
    let now = traffic::openings(&open);
    let holds = holds(&wanted.ports, &open, wanted.exactly);
    // A name keeps its own first letter.
    let subject = match wanted.from {
        None => text::capitalised(&starter),
        Some(_) => starter.clone(),
    };
    let now = match open.is_empty() {
        true => format!("{subject} cannot reach {answerer} at all."),
        false => format!("{subject} can reach {answerer} on {now}."),
    };
    let marks: Vec<ResourceId> = [&wanted.from, &wanted.to]
        .into_iter()
        .flatten()
        .flat_map(|selector| find::find(selector, moment, scope))
        .collect();
    let only = if wanted.exactly { " only" } else { "" };
    match (holds, wanted.ports.as_str()) {
        (true, _) => Judgement::of(State::Met, now),
        (false, "nothing") => {
            Judgement::of(State::Missing, format!("{now} It should not.")).contrary()
        }
        (false, ports) => {
            let asks = format!("It should reach it on {}{only}.", traffic::typed(ports));
            Judgement::of(State::Missing, format!("{now} {asks}"))
        }
    }
    .marking(marks)
}

/// The interfaces of what a selector finds.
fn ends_of(selector: &Selector, moment: &Moment, scope: &Scope) -> Result<Vec<Endpoint>, String> {
    let network = moment.analysis.calm().network();
    let found = find::find(selector, moment, scope);
    if found.is_empty() {
        return Err(selected::missing(selector, moment));
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
