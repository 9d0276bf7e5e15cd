//! Who reaches whom, as the page shows it: the network's classes under names
//! that a learner knows, each pair with the ports in few words, and the
//! question that a click on it asks.

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use super::question::Question;
use crate::architecture::{Architecture, Properties, Protocol, ResourceId};
use crate::network::{Class, Endpoint, Matrix, Network, Opening, Share};
use crate::relations::stores::listening_port;

/// How many openings stand in a cell before the rest is counted.
const SHOWN: usize = 3;

/// The heat map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeatMap {
    /// The rows and, in the same order, the columns.
    pub groups: Vec<Group>,
    /// The cells by row, then by column.
    pub cells: Vec<Vec<Cell>>,
}

/// Interfaces under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What it is called.
    pub title: String,
    /// How many there are and where; empty for the internet.
    pub detail: String,
    /// Its interfaces; none for the internet.
    pub members: Vec<ResourceId>,
}

/// What one group may ask of another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// How much is open.
    pub heat: Heat,
    /// The openings in a few words, one line each; none where all is closed.
    pub lines: Vec<String>,
    /// All openings, as they are read out.
    pub spoken: String,
    /// The flow to trace; nothing where a thing would ask itself.
    pub question: Option<Question>,
}

/// How much is open between two groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Heat {
    /// There is nobody else to ask.
    #[default]
    Alone,
    /// Nothing.
    Closed,
    /// Single ports.
    Narrow,
    /// Ranges of ports.
    Wide,
    /// Every port of every protocol.
    Everything,
}

impl Heat {
    /// Its word in the page's markup.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Alone => "alone",
            Self::Closed => "closed",
            Self::Narrow => "narrow",
            Self::Wide => "wide",
            Self::Everything => "everything",
        }
    }
}

impl HeatMap {
    /// The heat map of a network.
    pub fn of(network: &Network) -> Self {
        let matrix = network.matrix();
        let parts = together(network, &matrix);
        let groups: Vec<Group> = parts.iter().map(|it| group(network, &matrix, it)).collect();
        let cells = parts.iter().enumerate().map(|(row, from)| {
            let line = parts.iter().enumerate().map(|(column, to)| {
                let openings = between(&matrix, from, to);
                cell(network, (&groups[row], &groups[column]), openings)
            });
            line.collect()
        });
        Self {
            cells: cells.collect(),
            groups,
        }
    }

    /// Whether there is anybody but the internet.
    pub fn is_empty(&self) -> bool {
        self.groups.len() < 2
    }
}

/// The classes that are shown under one name: those of one owner, such as the
/// nodes of a load balancer, as long as everybody is treated alike by all.
fn together(network: &Network, matrix: &Matrix) -> Vec<Vec<usize>> {
    let owner = |class: usize| {
        let first = matrix.classes[class].members.first()?;
        network.interface(first).map(|it| (it.owner, it.role))
    };
    let mut parts: Vec<Vec<usize>> = Vec::new();
    for class in 0..matrix.classes.len() {
        let home = parts.iter_mut().find(|part| {
            owner(class).is_some()
                && owner(part[0]) == owner(class)
                && part.iter().all(|other| twins(matrix, class, *other))
        });
        match home {
            Some(part) => part.push(class),
            None => parts.push(vec![class]),
        }
    }
    parts
}

/// Whether nobody can tell two classes apart by whom they reach.
fn twins(matrix: &Matrix, one: usize, other: usize) -> bool {
    let cells = &matrix.cells;
    let alike =
        |own: usize| matrix.classes[own].members.len() < 2 || cells[own][own] == cells[one][other];
    cells[one][other] == cells[other][one]
        && alike(one)
        && alike(other)
        && (0..matrix.classes.len())
            .filter(|third| *third != one && *third != other)
            .all(|third| {
                cells[one][third] == cells[other][third] && cells[third][one] == cells[third][other]
            })
}

/// The openings between two parts; nothing where there is nobody to ask.
fn between<'m>(matrix: &'m Matrix, from: &[usize], to: &[usize]) -> Option<&'m [Opening]> {
    let (row, column) = (from[0], to[0]);
    if from != to {
        return Some(&matrix.cells[row][column]);
    }
    match from.get(1) {
        Some(second) => Some(&matrix.cells[row][*second]),
        None if matrix.classes[row].members.len() > 1 => Some(&matrix.cells[row][row]),
        None => None,
    }
}

fn group(network: &Network, matrix: &Matrix, part: &[usize]) -> Group {
    let classes = part.iter().map(|class| &matrix.classes[*class]);
    let members: Vec<ResourceId> = classes.flat_map(|it: &Class| it.members.clone()).collect();
    let architecture = network.architecture();
    let interfaces: Vec<_> = members
        .iter()
        .filter_map(|id| network.interface(id))
        .collect();
    let Some(first) = interfaces.first() else {
        return Group {
            title: "internet".to_owned(),
            detail: String::new(),
            members,
        };
    };
    let owners: BTreeSet<&ResourceId> = interfaces.iter().map(|it| it.owner).collect();
    let zones: BTreeSet<&str> = interfaces.iter().map(|it| it.zone).collect();
    let places: BTreeSet<&ResourceId> = interfaces.iter().map(|it| it.subnet).collect();
    let title = match (members.len(), owners.len()) {
        (1, _) => architecture.name_of(&first.id),
        (_, 1) => architecture.name_of(first.owner),
        (count, _) => format!("{} and {} more", architecture.name_of(&first.id), count - 1),
    };
    let places = if places.len() == 1 {
        architecture.name_of(first.subnet)
    } else {
        zones.into_iter().collect::<Vec<_>>().join(", ")
    };
    let detail = match members.len() {
        1 => format!("in {places}"),
        count => format!("{count} in {places}"),
    };
    Group {
        title,
        detail,
        members,
    }
}

fn cell(network: &Network, (from, to): (&Group, &Group), openings: Option<&[Opening]>) -> Cell {
    let Some(openings) = openings else {
        return Cell {
            spoken: format!("{} to itself", from.title),
            ..Cell::default()
        };
    };
    let heat = heat(openings);
    let said = words(openings);
    let spoken = match heat {
        Heat::Alone | Heat::Closed => format!("{} does not reach {}", from.title, to.title),
        _ => format!("{} reaches {} on {}", from.title, to.title, said.join(", ")),
    };
    let mut lines = said;
    if lines.len() > SHOWN {
        let more = lines.len() - (SHOWN - 1);
        lines.truncate(SHOWN - 1);
        lines.push(format!("+{more} more"));
    }
    let other = usize::from(from == to);
    let (protocol, port) = asked(network.architecture(), to, openings);
    let name = |group: &Group, member: usize| match group.members.get(member) {
        Some(id) => endpoint_text(&Endpoint::Resource(id.clone()), network),
        None => "internet".to_owned(),
    };
    Cell {
        heat,
        lines,
        spoken,
        question: Some(Question {
            from: name(from, 0),
            to: name(to, other),
            protocol,
            port: port.to_string(),
        }),
    }
}

fn heat(openings: &[Opening]) -> Heat {
    let all = |protocol| {
        let whole = |it: &Opening| (it.from, it.to, it.share) == (0, u16::MAX, Share::ALL);
        openings
            .iter()
            .any(|it| it.protocol == protocol && whole(it))
    };
    let icmp = openings.iter().any(|it| it.protocol == Protocol::Icmp);
    if openings.is_empty() {
        Heat::Closed
    } else if all(Protocol::Tcp) && all(Protocol::Udp) && icmp {
        Heat::Everything
    } else if openings.iter().any(|it| it.to - it.from > 15) {
        Heat::Wide
    } else {
        Heat::Narrow
    }
}

/// The openings, one text each: `tcp 80`, `udp 0–1023`, `icmp`.
fn words(openings: &[Opening]) -> Vec<String> {
    if heat(openings) == Heat::Everything {
        return vec!["everything".to_owned()];
    }
    openings
        .iter()
        .map(|it| {
            let what = match (it.protocol.has_ports(), it.from, it.to) {
                (false, ..) => it.protocol.to_string(),
                (_, 0, u16::MAX) => format!("{} all", it.protocol),
                (_, from, to) if from == to => format!("{} {from}", it.protocol),
                (_, from, to) => format!("{} {from}–{to}", it.protocol),
            };
            if it.share.is_part() {
                format!("{what} for {}", it.share)
            } else {
                what
            }
        })
        .collect()
}

/// What a click asks: the port on which the destination listens if that is
/// open or nothing is, else the first open one.
fn asked(architecture: &Architecture, to: &Group, openings: &[Opening]) -> (Protocol, u16) {
    let listens = to.members.first().map_or(Some(443), |id| {
        match &architecture.get(&id.owner())?.properties {
            Properties::LoadBalancer(it) => it.listeners.first().map(|it| it.port),
            other => listening_port(other),
        }
    });
    let holds = |port: u16| {
        let holds = |it: &Opening| it.protocol == Protocol::Tcp && it.from <= port && port <= it.to;
        openings.iter().any(holds)
    };
    match listens {
        Some(port) if openings.is_empty() || holds(port) => (Protocol::Tcp, port),
        _ if openings.is_empty() || holds(80) => (Protocol::Tcp, 80),
        // No request goes to port 0, so a range that starts there is asked
        // at its next port.
        _ => openings
            .iter()
            .min_by_key(|it| it.protocol != Protocol::Tcp)
            .map_or((Protocol::Tcp, 80), |it| (it.protocol, it.from.max(1))),
    }
}

/// An endpoint as one would type it: by name where that is understood, else
/// by id.
pub fn endpoint_text(endpoint: &Endpoint, network: &Network) -> String {
    match endpoint {
        Endpoint::Internet => "internet".to_owned(),
        Endpoint::Address(address) => address.to_string(),
        Endpoint::Host(host) => host.clone(),
        Endpoint::Resource(id) => {
            let name = network.architecture().name_of(id);
            if network.endpoint(&name).as_ref() == Ok(endpoint) {
                name
            } else {
                id.to_string()
            }
        }
    }
}
