//! The right answer to what a class was asked, of the engine, at the moment when it is shown.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::names::{called, named};
use super::step::{Asked, Beside, Step};
use super::words::{caption, plain};
use crate::analysis::Analysis;
use crate::architecture::Architecture;
use crate::course::attempt::Attempt;
use crate::course::judge::Moment;
use crate::course::judge::answer::{self, Key};
use crate::course::lesson::{Ask, AskKind, FigureSpec};
use crate::network::Trace;

/// The right answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Answered {
    /// Of options, those that are right, and the request that shows it, if one does.
    Options {
        /// The right ones.
        right: BTreeSet<usize>,
        /// The request.
        trace: Option<Arc<Trace>>,
    },
    /// In words: what was asked, and the answer.
    Words(Vec<(String, String)>),
}

/// A step once its answer has been told: what is right is said, and what it speaks of is lit.
pub fn told(step: &Step, answered: &Answered, architecture: &Architecture) -> Step {
    let mut told = step.clone();
    let (Beside::Ask(asked), Answered::Options { right, .. }) = (&step.beside, answered) else {
        return told;
    };
    // Several right ones say nothing in two lines.
    let (Some(first), 1) = (right.first(), right.len()) else {
        return told;
    };
    let why = asked.why(*first);
    let options = asked.options();
    let option = options.get(*first).map_or("", String::as_str);
    told.caption = caption(why, &plain(option)).0;
    let mut focus = called(&asked.at(*first), architecture);
    if focus.is_empty() {
        focus = named(why, architecture);
    }
    if !focus.is_empty() {
        told.focus = focus;
    }
    told
}

/// The right answer on this design; why there is none, if there is none.
pub fn answered(
    asked: &Asked,
    analysis: &Analysis,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<Answered, String> {
    match asked {
        Asked::Words(answer) => Ok(Answered::Words(vec![(String::new(), answer.clone())])),
        Asked::Quiz(quiz) => Ok(Answered::Options {
            right: BTreeSet::from([quiz.right()]),
            trace: None,
        }),
        Asked::Task(ask) => of_task(ask, analysis, figures),
    }
}

fn of_task(
    ask: &Ask,
    analysis: &Analysis,
    figures: &BTreeMap<String, FigureSpec>,
) -> Result<Answered, String> {
    let key = answer::key(ask, analysis, figures)?;
    let words = match (&ask.kind, key) {
        (AskKind::Choose { trace, .. }, key) => {
            let attempt = Attempt::new(analysis);
            let moment = Moment::new(analysis, &attempt);
            let traced = trace.as_ref().map(|it| answer::traced(it, &moment));
            return Ok(Answered::Options {
                right: match key {
                    Key::Option(one) => BTreeSet::from([one]),
                    Key::Options(all) => all,
                    _ => BTreeSet::new(),
                },
                trace: traced.transpose()?.map(Arc::new),
            });
        }
        (AskKind::Number { unit, why, .. }, Key::Number(number)) => {
            vec![(why.clone(), format!("{} {unit}", digits(number)))]
        }
        (AskKind::Rows { show, questions }, Key::Rows(keys)) => {
            let lines = answer::rows(show, analysis);
            let row = |place: &usize| lines.get(*place).map(|it| it.text.clone());
            let all = questions.iter().zip(keys);
            all.map(|(question, rows)| {
                let rows: Vec<String> = rows.iter().filter_map(row).collect();
                (question.text.clone(), rows.join("; "))
            })
            .collect()
        }
        (AskKind::Sort { piles, cards, .. }, Key::Piles(keys)) => {
            let all = cards.iter().zip(keys);
            all.map(|(card, pile)| {
                let pile = piles.get(pile).cloned().unwrap_or_default();
                (card.text.clone(), pile)
            })
            .collect()
        }
        (AskKind::Order { cards, .. }, _) => {
            let all = cards.iter().enumerate();
            all.map(|(place, card)| (format!("{}.", place + 1), card.text.clone()))
                .collect()
        }
        _ => Vec::new(),
    };
    Ok(Answered::Words(words))
}

/// A number without needless digits.
fn digits(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}
