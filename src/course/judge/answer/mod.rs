//! The key of a question, computed by the engine, and what can be chosen.

mod rows;
mod tried;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Moment, Scope, State, facts, find, flow};
use crate::analysis::Analysis;
use crate::course::attempt::Attempt;
use crate::course::condition::FlowText;
use crate::course::figures::Figure;
use crate::course::lesson::{Ask, AskKind, Choice, FigureSpec, NumberTruth, When};
use crate::network::{Trace, Verdict};

pub use rows::{RowLine, heads, rows, why_not};

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

/// The right answer to a question, on this design; or why there is none. What is asked of
/// figures is asked of them as they begin.
pub fn key(
    ask: &Ask,
    analysis: &Analysis,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<Key, String> {
    let mut attempt = Attempt::new(analysis);
    for name in figures.keys() {
        if let Ok(figure) = made(name, &Map::new(), figures) {
            attempt.figure(name, figure.kind(), figure.outputs());
        }
    }
    if let AskKind::Choose { options, .. } = &ask.kind {
        for option in options {
            if let Some(When::If(condition)) = &option.when {
                attempt.play(condition, analysis.architecture());
            }
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
            let lines = rows::rows(show, analysis);
            let keys = questions.iter().map(|question| {
                let found = rows::row_key(show, &question.truth, &lines, &moment, &scope)?;
                match found.is_empty() {
                    true => Err(format!("no row fits `{}`", question.text)),
                    false => Ok(found),
                }
            });
            Ok(Key::Rows(keys.collect::<Result<_, String>>()?))
        }
        AskKind::Sort {
            cards,
            piles,
            tried,
            turned: by_figure,
        } => {
            let piles = cards.iter().map(|card| match (tried, by_figure) {
                (Some((what, fine, error)), _) => {
                    match tried::is_refused(what, &card.text, analysis)? {
                        true => Ok(*error),
                        false => Ok(*fine),
                    }
                }
                (None, Some((figure, member, output))) => {
                    let set = Map::from_iter([(member.clone(), Value::from(card.text.as_str()))]);
                    let said = turned(figure, &set, figures)?;
                    let said = said.get(output).and_then(Value::as_str);
                    let pile = piles.iter().position(|it| Some(it.as_str()) == said);
                    pile.ok_or_else(|| {
                        format!("the figure `{figure}` says {said:?}, and no pile is called so")
                    })
                }
                (None, None) => Ok(card.pile),
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

/// Where a flow ends: the stage of its last stop, or nothing where it is delivered.
pub fn end(text: &FlowText, moment: &Moment) -> Result<Option<String>, String> {
    let trace = traced(text, moment)?;
    match trace.verdict {
        Verdict::Delivered => Ok(None),
        Verdict::Dropped => Ok(flow::last(&trace).map(flow::stage)),
    }
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
    made(name, set, figures).map(|it| it.outputs())
}

/// A figure of the chapter, or a bare widget, turned so.
fn made(
    name: &str,
    set: &Map<String, Value>,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<Figure, String> {
    let (widget, mut members) = match figures.get(name) {
        Some(spec) => (spec.widget.as_str(), spec.members.clone()),
        None => (name, Map::new()),
    };
    // What it begins with and what is set are read together where that can be.
    members.extend(set.clone());
    Figure::read(widget, &Value::Object(members)).map_err(|why| why.to_string())
}
