//! The rows, stops and things that can be chosen, and which of them the engine chooses.

use std::collections::BTreeSet;
use std::net::Ipv4Addr;

use super::traced;
use crate::analysis::Analysis;
use crate::architecture::*;
use crate::course::attempt::Attempt;
use crate::course::judge::{Moment, Scope, State, find, flow, judge};
use crate::course::lesson::{RowTruth, Rows};
use crate::explain;
use crate::network::{Direction, Evidence, Hop, Trace};

/// A row that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowLine {
    /// What it says, as one reads it out.
    pub text: String,
    /// Its cells.
    pub cells: Vec<String>,
    /// What it is about.
    pub marks: Vec<ResourceId>,
}

/// What can be chosen.
pub fn rows(show: &Rows, analysis: &Analysis) -> Vec<RowLine> {
    let attempt = Attempt::new(analysis);
    let moment = Moment::new(analysis, &attempt);
    let architecture = analysis.architecture();
    let network = analysis.calm().network();
    let line = |cells: Vec<String>, marks: Vec<ResourceId>| RowLine {
        text: cells.join(", "),
        cells,
        marks,
    };
    match show {
        Rows::Routes(table) => {
            let Some(id) = find::named(table, &moment) else {
                return Vec::new();
            };
            let rows = network.route_rows(&id).into_iter();
            rows.map(|row| {
                let target = explain::route_target(&row.target, architecture);
                line(vec![row.destination.to_string(), target], vec![id.clone()])
            })
            .collect()
        }
        Rows::Entries(acl, inbound) => {
            let Some(id) = find::named(acl, &moment) else {
                return Vec::new();
            };
            let Some(acl) = architecture.find::<NetworkAcl>(&id) else {
                return Vec::new();
            };
            let mut entries: Vec<&NetworkAclEntry> = match inbound {
                true => acl.inbound.iter().collect(),
                false => acl.outbound.iter().collect(),
            };
            entries.sort_by_key(|entry| entry.number);
            let of_entry = entries.into_iter().map(|entry| {
                let ports = explain::ports(entry.protocol, entry.from_port, entry.to_port);
                let cells = vec![
                    entry.number.to_string(),
                    explain::rule_action(entry.action).to_owned(),
                    entry.protocol.to_string(),
                    ports,
                    entry.cidr.to_string(),
                ];
                line(cells, vec![id.clone()])
            });
            let rest = ["*", "deny", "all", "all", "0.0.0.0/0"].map(str::to_owned);
            let rest = line(rest.to_vec(), vec![id.clone()]);
            of_entry.chain([rest]).collect()
        }
        Rows::Rules(group, inbound) => {
            let Some(id) = find::named(group, &moment) else {
                return Vec::new();
            };
            let Some(group) = architecture.find::<SecurityGroup>(&id) else {
                return Vec::new();
            };
            let (rules, preposition) = match inbound {
                true => (&group.ingress, "from"),
                false => (&group.egress, "to"),
            };
            let said = rules.iter();
            let said = said.map(|rule| explain::rule_short(rule, preposition, architecture));
            said.map(|text| line(vec![text], vec![id.clone()]))
                .collect()
        }
        Rows::Stops(text) => match traced(text, &moment) {
            Err(_) => Vec::new(),
            Ok(trace) => stops(&trace)
                .map(|(_, hop)| {
                    let packet = format!(
                        "{}:{} → {}:{}",
                        hop.packet.source,
                        hop.packet.source_port,
                        hop.packet.destination,
                        hop.packet.destination_port
                    );
                    let title = explain::hop_title(hop, architecture);
                    line(vec![title, packet], hop.resource.iter().cloned().collect())
                })
                .collect(),
        },
        Rows::Things(selectors) => selectors
            .iter()
            .flat_map(|selector| find::find(selector, &moment, &Scope::default()))
            .map(|id| {
                let kind = architecture.kind_of(&id.owner());
                let kind = kind.map_or("", |kind| kind.info().title);
                line(vec![moment.name(&id), kind.to_owned()], vec![id])
            })
            .collect(),
    }
}

/// The headings of what can be chosen.
pub fn heads(show: &Rows) -> &'static [&'static str] {
    match show {
        Rows::Routes(_) => &["Destination", "Target"],
        Rows::Entries(..) => &["Rule", "Action", "Protocol", "Ports", "Block"],
        Rows::Rules(..) => &["Rule"],
        Rows::Stops(_) => &["Stop", "The packet as it leaves"],
        Rows::Things(_) => &["Name", "Kind"],
    }
}

/// The stops of a trace, there and back; whether each is on the way back.
fn stops(trace: &Trace) -> impl Iterator<Item = (bool, &Hop)> {
    let there = trace.request.hops.iter().map(|hop| (false, hop));
    let back = trace.response.hops.iter().map(|hop| (true, hop));
    there.chain(back)
}

pub(super) fn row_key(
    show: &Rows,
    truth: &RowTruth,
    lines: &[RowLine],
    moment: &Moment,
    scope: &Scope,
) -> Result<BTreeSet<usize>, String> {
    let network = moment.analysis.calm().network();
    let place = |fits: &dyn Fn(&RowLine) -> bool| {
        let places = lines.iter().enumerate().filter(|(_, it)| fits(it));
        places.map(|(place, _)| place).collect::<BTreeSet<usize>>()
    };
    match (show, truth) {
        (Rows::Routes(table), RowTruth::Address(address)) => {
            let id = find::named(table, moment).ok_or_else(|| format!("there is no `{table}`"))?;
            let address: Ipv4Addr = address
                .parse()
                .map_err(|_| format!("`{address}` is no address"))?;
            let row = network.answering_row(&id, address);
            let (destination, target) = row.ok_or_else(|| format!("no row takes {address}"))?;
            let target = explain::route_target(&target, moment.architecture());
            let wanted = [destination.to_string(), target];
            Ok(place(&|line| line.cells == wanted))
        }
        (_, RowTruth::Decides(text)) => {
            let trace = traced(text, moment)?;
            let decided = stops(&trace).find_map(|(_, hop)| decided_by(show, hop, moment));
            let decided = decided.ok_or("nothing on the way asks this list")?;
            Ok(match decided {
                Decided::Number(number) => place(&|line| line.cells[0] == number),
                Decided::Place(at) => [at].into(),
            })
        }
        (Rows::Stops(text), RowTruth::Stop(stop)) => {
            let trace = traced(text, moment)?;
            let fits = |(back, hop): (bool, &Hop)| {
                let leg = if back { "response" } else { "request" };
                stop.leg.as_deref().is_none_or(|it| it == leg)
                    && stop
                        .stage
                        .as_deref()
                        .is_none_or(|it| it == flow::stage(hop))
                    && stop.resource.as_ref().is_none_or(|selector| {
                        let found = find::find(selector, moment, scope);
                        hop.resource.as_ref().is_some_and(|id| found.contains(id))
                    })
            };
            let places = stops(&trace).enumerate().filter(|(_, it)| fits(*it));
            Ok(places.map(|(place, _)| place).collect())
        }
        (Rows::Things(_), RowTruth::Where(condition)) => Ok(place(&|line| {
            let Some(id) = line.marks.first() else {
                return false;
            };
            let inner = scope.with(id, None);
            judge(condition, moment, &inner, true).state == State::Met
        })),
        _ => Err("this truth does not go with what is shown".to_owned()),
    }
}

enum Decided {
    Number(String),
    Place(usize),
}

/// Which row of the list that is shown decided at a hop.
fn decided_by(show: &Rows, hop: &Hop, moment: &Moment) -> Option<Decided> {
    let inbound = |direction: &Direction| matches!(direction, Direction::Inbound);
    hop.evidence
        .iter()
        .find_map(|evidence| match (show, evidence) {
            (
                Rows::Entries(name, wanted),
                Evidence::NetworkAclEntry {
                    acl,
                    direction,
                    number,
                    ..
                },
            ) => {
                let named = find::named(name, moment);
                let same = *acl == named && inbound(direction) == *wanted;
                let number = number.map_or_else(|| "*".to_owned(), |it| it.to_string());
                same.then_some(Decided::Number(number))
            }
            (
                Rows::Rules(name, wanted),
                Evidence::SecurityGroupRule {
                    group,
                    direction,
                    index,
                },
            ) => {
                let named = find::named(name, moment);
                let same = *group == named && inbound(direction) == *wanted;
                same.then_some(Decided::Place(*index))
            }
            (
                Rows::Routes(name),
                Evidence::Route {
                    table, destination, ..
                },
            ) => {
                let named = find::named(name, moment);
                let same = *table == named;
                same.then(|| {
                    Decided::Number(destination.map_or(String::new(), |it| it.to_string()))
                })
            }
            _ => None,
        })
}

/// What the row of a wrong answer says instead: why it was not the one that decided.
pub fn why_not(show: &Rows, truth: &RowTruth, line: &RowLine) -> String {
    let first = line.cells.first().map_or("", String::as_str);
    match (show, truth) {
        (Rows::Routes(_), RowTruth::Address(address)) => {
            let block = first.parse::<ipnet::Ipv4Net>().ok();
            let address_in = address.parse::<Ipv4Addr>().ok();
            match block.zip(address_in) {
                Some((block, address)) if block.contains(&address) => format!(
                    "{first} matches {address}, too. A row with a longer prefix matches it more exactly."
                ),
                Some((block, address)) => format!(
                    "{first} runs from {} to {}. {address} is not among them.",
                    block.network(),
                    block.broadcast()
                ),
                None => format!("{first} does not decide this."),
            }
        }
        (Rows::Entries(..), _) => format!("Rule {first} is not the first that matches."),
        (Rows::Rules(..), _) => format!("“{first}” does not match this packet."),
        (Rows::Stops(_), _) => {
            let packet = line.cells.get(1).map_or("", String::as_str);
            format!("After {first} the packet reads {packet}.")
        }
        _ => format!("{first} is not the one."),
    }
}
