//! The key of a question, computed by the engine, and what can be chosen.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Ipv4Addr;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Moment, Scope, State, design, facts, find, flow};
use crate::analysis::Analysis;
use crate::architecture::*;
use crate::course::attempt::Attempt;
use crate::course::condition::FlowText;
use crate::course::figures::Figure;
use crate::course::lesson::{Ask, AskKind, Choice, FigureSpec, NumberTruth, RowTruth, Rows, When};
use crate::explain;
use crate::network::{Evidence, Hop, Trace, Verdict};

/// The right answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Key {
    /// This option.
    Option(usize),
    /// These options.
    Options(BTreeSet<usize>),
    /// This number.
    Number(f64),
    /// Of each question, these rows.
    Rows(Vec<BTreeSet<usize>>),
    /// The pile of each card.
    Piles(Vec<usize>),
    /// Any order in which these come before those.
    Order(Vec<(usize, usize)>),
}

/// What a learner has answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Given {
    /// An option.
    Option(usize),
    /// Several options.
    Options(BTreeSet<usize>),
    /// A number.
    Number(f64),
    /// Of each question, these rows.
    Rows(Vec<BTreeSet<usize>>),
    /// The pile of each card.
    Piles(Vec<usize>),
    /// The cards in order.
    Order(Vec<usize>),
}

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

/// The right answer to a question, on this design; or why there is none. What is asked of
/// figures is asked of them as they begin.
pub fn key(
    ask: &Ask,
    analysis: &Analysis,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<Key, String> {
    let mut attempt = Attempt::new(analysis);
    for name in figures.keys() {
        if let Ok(outputs) = turned(name, &Map::new(), figures) {
            attempt.figure(name, outputs);
        }
    }
    let moment = Moment::new(analysis, &attempt);
    let scope = Scope::default();
    match &ask.kind {
        AskKind::Choose {
            trace,
            options,
            set,
        } => {
            let told = match trace {
                Some(text) => Some(traced(text, &moment)?),
                None => None,
            };
            let right = |option: &Choice| is_right_option(option, told.as_ref(), &moment);
            let places = options.iter().enumerate().filter(|(_, it)| right(it));
            let places: BTreeSet<usize> = places.map(|(place, _)| place).collect();
            match (set, places.first()) {
                (true, _) => Ok(Key::Options(places)),
                (false, Some(first)) => Ok(Key::Option(*first)),
                (false, None) => Err(match &told {
                    Some(trace) => format!(
                        "no option fits what happens: {}",
                        flow::ends(trace, analysis.calm().network())
                    ),
                    None => "no option is right".to_owned(),
                }),
            }
        }
        AskKind::Number { truth, .. } => number(truth, &moment, figures).map(Key::Number),
        AskKind::Rows { show, questions } => {
            let lines = rows(show, analysis);
            let keys = questions.iter().map(|question| {
                let found = row_key(show, &question.truth, &lines, &moment, &scope)?;
                match found.is_empty() {
                    true => Err(format!("no row fits `{}`", question.text)),
                    false => Ok(found),
                }
            });
            Ok(Key::Rows(keys.collect::<Result<_, String>>()?))
        }
        AskKind::Sort { cards, tried, .. } => {
            let piles = cards.iter().map(|card| match tried {
                None => Ok(card.pile),
                Some((what, fine, error)) => match is_refused(what, &card.text, analysis)? {
                    true => Ok(*error),
                    false => Ok(*fine),
                },
            });
            Ok(Key::Piles(piles.collect::<Result<_, String>>()?))
        }
        AskKind::Order { before, .. } => Ok(Key::Order(before.clone())),
    }
}

/// Whether an answer is right.
pub fn is_right(ask: &Ask, key: &Key, given: &Given) -> bool {
    match (key, given) {
        (Key::Option(right), Given::Option(given)) => right == given,
        (Key::Options(right), Given::Options(given)) => right == given,
        (Key::Number(right), Given::Number(given)) => {
            let tolerance = match &ask.kind {
                AskKind::Number { tolerance, .. } => *tolerance,
                _ => 0.0,
            };
            // What a learner types has fewer digits than what is computed.
            (right - given).abs() <= tolerance + right.abs() * 1e-9
        }
        (Key::Rows(right), Given::Rows(given)) => right == given,
        (Key::Piles(right), Given::Piles(given)) => right == given,
        (Key::Order(before), Given::Order(given)) => first_wrong(before, given).is_none(),
        _ => false,
    }
}

/// The first pair of cards that stands the wrong way round.
pub fn first_wrong(before: &[(usize, usize)], given: &[usize]) -> Option<(usize, usize)> {
    let place = |card: usize| given.iter().position(|it| *it == card);
    before
        .iter()
        .copied()
        .find(|(one, two)| place(*one) > place(*two) || place(*one).is_none())
}

/// The trace of a flow that a lesson asks about.
pub fn traced(text: &FlowText, moment: &Moment) -> Result<Trace, String> {
    let network = moment.analysis.calm().network();
    let flow = flow::resolve(text, network, moment, &Scope::default())?;
    Ok(network.trace(&flow))
}

fn is_right_option(option: &Choice, trace: Option<&Trace>, moment: &Moment) -> bool {
    let scope = Scope::default();
    match (&option.when, trace) {
        (None, _) => false,
        (Some(When::If(condition)), _) => {
            super::judge(condition, moment, &scope, true).state == State::Met
        }
        (Some(When::Delivered), Some(trace)) => trace.verdict == Verdict::Delivered,
        (Some(When::Dropped), Some(trace)) => trace.verdict == Verdict::Dropped,
        (Some(When::Stops(stop)), Some(trace)) => flow::stops_at(stop, trace, moment, &scope),
        (Some(_), None) => false,
    }
}

fn number(
    truth: &NumberTruth,
    moment: &Moment,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<f64, String> {
    let scope = Scope::default();
    match truth {
        NumberTruth::Known(number, _) => Ok(*number),
        NumberTruth::Count(selector) => {
            let found = find::find(selector, moment, &scope).len();
            Ok(f64::from(u32::try_from(found).unwrap_or(u32::MAX)))
        }
        NumberTruth::Conditions(conditions) => {
            let met = conditions
                .iter()
                .filter(|it| super::judge(it, moment, &scope, true).state == State::Met);
            Ok(f64::from(u32::try_from(met.count()).unwrap_or(u32::MAX)))
        }
        NumberTruth::Derived(derived) => {
            let all = facts::facts(derived, moment, &scope)?;
            let value = all.into_iter().next().map(|(_, value)| value);
            let number = value.as_ref().and_then(Value::as_f64);
            number.ok_or_else(|| format!("`{}` is no number here", derived.fact))
        }
        NumberTruth::Figure(name, set, output) => {
            let outputs = turned(name, set, figures)?;
            let value = outputs.get(output).and_then(Value::as_f64);
            value.ok_or_else(|| format!("the figure `{name}` has no number `{output}`"))
        }
    }
}

/// What a figure says when it is turned so: one of the chapter, or a bare widget.
pub fn turned(
    name: &str,
    set: &Map<String, Value>,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<BTreeMap<String, Value>, String> {
    let (widget, mut members) = match figures.get(name) {
        Some(spec) => (spec.widget.as_str(), spec.members.clone()),
        None => (name, Map::new()),
    };
    // What it begins with and what is set are read together where that can be.
    members.extend(set.clone());
    let figure = Figure::read(widget, &Value::Object(members)).map_err(|why| why.to_string())?;
    Ok(figure.outputs())
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

fn row_key(
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
            let row = network.route_of(&id, address);
            let row = row.ok_or_else(|| format!("no row takes {address}"))?;
            let target = explain::route_target(&row.target, moment.architecture());
            let wanted = [row.destination.to_string(), target];
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
            super::judge(condition, moment, &inner, true).state == State::Met
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
    let inbound = |direction: &crate::network::Direction| {
        matches!(direction, crate::network::Direction::Inbound)
    };
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

/// Whether AWS would refuse a value: the engine finds an error with a new thing that has it.
fn is_refused(what: &str, text: &str, analysis: &Analysis) -> Result<bool, String> {
    let bad = || format!("`{what}` is no property to try");
    let (kind, property) = what.split_once('.').ok_or_else(bad)?;
    let mut kinds = Kind::ALL.iter().copied();
    let kind = kinds.find(|it| it.info().key == kind).ok_or_else(bad)?;
    let mut document = Document::default();
    let architecture = analysis.architecture();
    // In a Region alone, so that nothing else has a say.
    for (id, resource) in architecture.resources() {
        if resource.kind() == Kind::Region {
            let create = Edit::create(id.clone(), resource.clone());
            document.apply(create).map_err(|why| why.to_string())?;
        }
    }
    let mut properties = kind.defaults();
    properties.set(property, json!(text)).map_err(|_| bad())?;
    if let Some((region, _)) = document.architecture.all::<Region>().next()
        && properties.get("region").is_some()
    {
        properties
            .set("region", json!(region.as_str()))
            .map_err(|_| bad())?;
    }
    let id = document.architecture.free_id(kind);
    let create = Edit::create(id.clone(), Resource::new("it", properties));
    document.apply(create).map_err(|why| why.to_string())?;
    let tried = Analysis::of(&document.architecture);
    let findings = tried.findings().iter();
    let errors = findings.filter(|it| it.severity == crate::rules::Severity::Error);
    Ok(errors
        .into_iter()
        .any(|it| it.resources.contains(&id) && design::is_about(it, property)))
}
