//! The lines of a task card: what is asked, part by part, and how each fares.

use super::{Judgement, Moment, Scope, State, compare, facts, find, judge};
use crate::architecture::ResourceId;
use crate::course::condition::{Condition, Derived, DerivedOf, FACTS, Selector, What};

/// A task's condition, judged for its card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether all is met.
    pub met: bool,
    /// Its lines, in the author's order.
    pub lines: Vec<CardLine>,
}

/// A line of a task card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardLine {
    /// What is asked, with slots for what stands there now.
    pub aim: Vec<Piece>,
    /// How it fares.
    pub state: LineState,
    /// What is so, or what is missing, in a sentence.
    pub sentence: String,
    /// What it is about.
    pub marks: Vec<ResourceId>,
}

impl Verdict {
    /// What may be seen of it while a question on the same card is open: what is asked,
    /// and of no line how it stands.
    pub fn held_back(self) -> Self {
        let lines = self.lines.into_iter().map(|line| CardLine {
            aim: line.aim.into_iter().map(Piece::held_back).collect(),
            state: LineState::Waits,
            sentence: String::new(),
            marks: Vec::new(),
        });
        Self {
            met: false,
            lines: lines.collect(),
        }
    }
}

/// What the first open line of a repair says as long as its reason is kept. The findings stay:
/// reading them is one of the ways to look, and the first hint of some chapters leads there.
const TO_FIND: &str = "Not yet. Finding the cause is the task: play a request, read the findings, or open the hint “Pointer”.";

impl Verdict {
    /// What may be seen of it while the learner looks for the cause: which lines are met, and
    /// of no other why, nor on what.
    pub fn without_reasons(mut self) -> Self {
        let mut told = TO_FIND;
        for line in &mut self.lines {
            if line.state != LineState::Met {
                std::mem::take(&mut told).clone_into(&mut line.sentence);
                line.marks.clear();
            }
        }
        self
    }
}

impl Piece {
    /// A slot without what stands there.
    fn held_back(self) -> Self {
        match self {
            Self::Slot(_) => Self::Text("…".to_owned()),
            text => text,
        }
    }
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Text(String),
    /// What stands there; nothing yet, if it is nothing.
    Slot(Option<String>),
}

/// How a line fares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// It is met.
    Met,
    /// It is the one to do next.
    Next,
    /// It waits for those before it.
    Waits,
    /// Something is there that must not be.
    Contrary,
    /// It cannot be judged yet.
    Unclear,
}

/// Judges a task's condition line by line.
pub fn verdict(check: &Condition, moment: &Moment) -> Verdict {
    let mut lines = Vec::new();
    collect(check, moment, &Scope::default(), &mut lines);
    let met = lines
        .iter()
        .all(|(judgement, _)| judgement.state == State::Met);
    let mut next = true;
    let lines = lines.into_iter().map(|(judgement, aim)| {
        let Judgement {
            state,
            sentence,
            marks,
            contrary,
        } = judgement;
        let state = match state {
            State::Met => LineState::Met,
            State::Unclear => LineState::Unclear,
            State::Missing if contrary => LineState::Contrary,
            State::Missing if std::mem::take(&mut next) => LineState::Next,
            State::Missing => LineState::Waits,
        };
        CardLine {
            aim,
            state,
            sentence,
            marks,
        }
    });
    let lines: Vec<CardLine> = lines.collect();
    Verdict { met, lines }
}

/// The lines of a condition: the parts of an `all`, else the condition as one.
fn collect(
    check: &Condition,
    moment: &Moment,
    scope: &Scope,
    lines: &mut Vec<(Judgement, Vec<Piece>)>,
) {
    match &check.what {
        What::All(parts) if check.line.is_none() => {
            parts
                .iter()
                .for_each(|part| collect(part, moment, scope, lines));
        }
        What::Let(names, inner) if check.line.is_none() => {
            // Where a name is missing, that is the one line there is.
            let mut inside = scope.clone();
            for (name, selector) in names {
                match find::find(selector, moment, &inside).as_slice() {
                    [one] => inside.names.push((name.clone(), one.clone())),
                    _ => return lines.push(one_line(check, moment, scope)),
                }
            }
            collect(inner, moment, &inside, lines);
        }
        _ => lines.push(one_line(check, moment, scope)),
    }
}

fn one_line(check: &Condition, moment: &Moment, scope: &Scope) -> (Judgement, Vec<Piece>) {
    let judgement = judge(check, moment, scope, true);
    let aim = match &check.line {
        Some(line) => pieces(line, moment, scope),
        None => vec![Piece::Text(judgement.sentence.clone())],
    };
    (judgement, aim)
}

/// A line with its slots filled: `{default_target of private-a}`.
fn pieces(line: &str, moment: &Moment, scope: &Scope) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = line;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((slot, after)) = behind.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Slot(filled(slot, moment, scope)));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    pieces
}

/// What stands in a slot: a fact or a property of a thing.
fn filled(slot: &str, moment: &Moment, scope: &Scope) -> Option<String> {
    let (what, thing) = slot.split_once(" of ")?;
    let selector = match thing.trim().strip_prefix('$') {
        Some(name) => Selector::Bound(name.to_owned()),
        None => Selector::Named(thing.trim().to_owned()),
    };
    let found = find::find(&selector, moment, scope);
    let id = found.first()?;
    let derived = Derived {
        fact: what.trim().to_owned(),
        of: DerivedOf::It,
        with: Vec::new(),
    };
    let known = FACTS.contains(&derived.fact.as_str());
    let value = match known {
        true => {
            facts::facts(&derived, moment, &scope.with(id, None))
                .ok()?
                .pop()?
                .1
        }
        false => facts::property(id, what.trim(), moment)?,
    };
    (!compare::is_empty(&value)).then(|| compare::plain(&value, moment))
}
