//! The review of a senior architect: what is production-ready about a design,
//! what is not, and what to do first.
//!
//! - [`checklist`]: the twenty points of the production checklist.
//! - [`practices`]: the four pillars of best practice, each line with a weight,
//!   and from them a score.
//! - [`least_privilege`]: rules and policies that allow more than anything in
//!   the drawing needs.
//! - [`manual`]: what no template can do, for a person to do and to say so.
//! - [`priority`]: what to do first, by a model that says how it counts.
//! - [`report`]: the same as Markdown.
//!
//! A line is met, not met, or asks for a statement, and always says what
//! decides. A half-built design is the normal case: what is not there yet is
//! said plainly. Nothing here judges for itself what the analysis, the
//! relations or a rule know already.

pub mod chapters;
pub mod checklist;
mod facts;
mod iam;
pub mod least_privilege;
mod line;
pub mod manual;
pub mod practices;
pub mod priority;
pub mod report;
pub mod statements;
mod verdict;
mod watching;

use serde::Serialize;

use crate::analysis::Analysis;
use crate::architecture::{Document, Remedy, ResourceId};
use crate::pricing;

pub use chapters::Chapter;
pub use line::Line;
pub use manual::Step;
pub use practices::{Pillar, PracticeLine};
pub use priority::{Cost, Todo};
pub use verdict::{Answer, Proof};

use facts::Facts;

/// A review of one state of a design.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Review {
    /// The twenty points, in order.
    pub checklist: Vec<Line>,
    /// The four pillars, in order.
    pub pillars: Vec<Pillar>,
    /// What to do first, the most worthwhile on top.
    pub first: Vec<Todo>,
    /// What no template can do.
    pub manual: Vec<Step>,
    /// Findings that somebody has accepted; nothing of them is to be done.
    pub accepted: Vec<AcceptedLine>,
}

/// An accepted finding, as the review shows it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AcceptedLine {
    /// The heading of the finding.
    pub title: &'static str,
    /// What it says.
    pub sentence: String,
    /// What it is about.
    pub resources: Vec<ResourceId>,
    /// Why it is accepted, by whom and when, in a sentence.
    pub reason: String,
}

impl Review {
    /// Reviews a design. What its remedies would cost is not known.
    pub fn of(analysis: &Analysis) -> Self {
        Self::priced(analysis, &|_| None)
    }

    /// Reviews a design; `cost` tells what a remedy adds to a month's bill, in
    /// US dollars, where it can be told.
    pub fn priced(analysis: &Analysis, cost: Cost) -> Self {
        let facts = Facts::of(analysis);
        let checklist = checklist::judge(&facts);
        let pillars = practices::judge(&facts);
        let first = priority::first(&facts, &checklist, &pillars, cost);
        Self {
            first,
            manual: manual::steps(&facts),
            accepted: accepted(analysis),
            checklist,
            pillars,
        }
    }

    /// The review of the same design with a remedy applied, and nothing if the
    /// remedy does not fit it (any more).
    pub fn after(analysis: &Analysis, remedy: &Remedy, cost: Cost) -> Option<Self> {
        let mut document = Document {
            architecture: analysis.architecture().clone(),
            ..Document::default()
        };
        document.apply_all(remedy.edits.clone()).ok()?;
        Some(Self::priced(&Analysis::of(&document.architecture), cost))
    }

    /// How many points of the checklist are answered so.
    pub fn count(&self, answer: Answer) -> usize {
        let answers = self.checklist.iter().map(|it| it.answer);
        answers.filter(|it| *it == answer).count()
    }

    /// How many points are met, seen or said.
    pub fn met(&self) -> usize {
        self.checklist
            .iter()
            .filter(|it| it.answer.is_met())
            .count()
    }

    /// The point of the checklist with this number, 1 to 20.
    pub fn point(&self, number: u8) -> Option<&Line> {
        self.checklist.iter().find(|it| it.number == Some(number))
    }
}

fn accepted(analysis: &Analysis) -> Vec<AcceptedLine> {
    let all = analysis.accepted().iter();
    all.map(|it| AcceptedLine {
        title: it.finding.title,
        sentence: it.finding.sentence.clone(),
        resources: it.finding.resources.clone(),
        reason: it.accepted.in_words(),
    })
    .collect()
}

/// The twenty points of the checklist, without the rest of a review.
pub fn points(analysis: &Analysis) -> Vec<Line> {
    checklist::judge(&Facts::of(analysis))
}

/// What a remedy adds to a month's bill, in US dollars: made on a copy and
/// counted again. None where it does not fit, or hangs on an unknown price.
pub fn added_cost(analysis: &Analysis, remedy: &Remedy) -> Option<f64> {
    let mut document = Document {
        architecture: analysis.architecture().clone(),
        ..Document::default()
    };
    document.apply_all(remedy.edits.clone()).ok()?;
    let new = pricing::bill_of(&document.architecture, &pricing::Options::default());
    Some(pricing::difference(analysis.bill(), &new)?.approximate())
}

/// One line of the lists of best practice, judged alone; nothing for a code that none of
/// them has.
pub fn practice(analysis: &Analysis, code: &str) -> Option<Line> {
    let mut lines = practices::PILLARS.iter().flat_map(|it| it.lines);
    let line = lines.find(|it| it.asked.code == code)?;
    Some(line.asked.answer(&Facts::of(analysis)))
}

/// One list of best practice, judged alone.
pub fn pillar(analysis: &Analysis, code: &str) -> Option<Pillar> {
    practices::judge_pillar(code, &Facts::of(analysis))
}

/// One point of the checklist, judged alone; nothing for a number that it does
/// not have.
pub fn point(analysis: &Analysis, number: u8) -> Option<Line> {
    let mut points = checklist::POINTS.iter();
    let point = points.find(|it| it.number == Some(number))?;
    Some(point.answer(&Facts::of(analysis)))
}
