//! A chapter as the steps of a class.

use super::ideas::ideas;
use super::names::named;
use super::notes;
use super::step::{Asked, Beside, Step};
use super::words::{caption, fits, plain, question};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::Attempt;
use crate::course::condition::FlowText;
use crate::course::judge::{Moment, answer};
use crate::course::lesson::{Block, BoxKind, Chapter, Lesson};
use crate::course::play;
use crate::network::Trace;

/// The steps of a class.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deck {
    /// What the class is about.
    pub title: String,
    /// The names of its units.
    pub units: Vec<String>,
    /// The steps.
    pub steps: Vec<Step>,
    /// What is drawn, step by step.
    pub documents: Vec<Document>,
}

/// A deck under way.
pub(super) struct Builder<'l> {
    pub lesson: &'l Lesson,
    pub steps: Vec<Step>,
    pub documents: Vec<Document>,
    /// The chapter's own document as it is now.
    pub here: usize,
}

/// A chapter as steps.
pub fn deck(lesson: &Lesson) -> Deck {
    let chapter = &lesson.chapter;
    let start = lesson.documents.get("start").cloned().unwrap_or_default();
    let mut builder = Builder {
        lesson,
        steps: Vec::new(),
        documents: vec![start],
        here: 0,
    };
    builder.opening(chapter);
    let notes = notes::of_units(chapter);
    for (place, unit) in chapter.units.iter().enumerate() {
        let mut title = unit.title.clone();
        for block in &unit.blocks {
            let first = builder.steps.len();
            builder.block(place, &mut title, block, chapter);
            let task = match block {
                Block::Task(id) => chapter.task(id),
                _ => None,
            };
            let told = notes.get(place).map_or(&[][..], Vec::as_slice);
            for step in &mut builder.steps[first..] {
                notes::fill(step, told, task);
            }
        }
    }
    if let (Some(first), Some(told)) = (builder.steps.first_mut(), notes.first()) {
        notes::fill(first, told, None);
    }
    with_questions(&mut builder.steps);
    Deck {
        title: chapter.title.clone(),
        units: chapter.units.iter().map(|it| it.title.clone()).collect(),
        steps: builder.steps,
        documents: builder.documents,
    }
}

/// Each step knows the question that belongs to it: the next one of its unit, else the last
/// one before it.
fn with_questions(steps: &mut [Step]) {
    let asks: Vec<(usize, usize)> = steps
        .iter()
        .enumerate()
        .filter(|(_, it)| it.asks())
        .map(|(place, it)| (place, it.unit))
        .collect();
    for (place, step) in steps.iter_mut().enumerate() {
        let of_unit = || asks.iter().filter(|(_, unit)| *unit == step.unit);
        let next = of_unit().find(|(at, _)| *at >= place);
        let found = next.or_else(|| of_unit().rfind(|(at, _)| *at < place));
        step.question = found.map(|(at, _)| *at);
    }
}

impl Builder<'_> {
    /// The chapter's own document as it is now.
    pub fn own(&self) -> &Document {
        &self.documents[self.here]
    }

    /// Adds a document, unless it is there already.
    pub fn document(&mut self, document: Document) -> usize {
        let known = self.documents.iter().rposition(|it| *it == document);
        known.unwrap_or_else(|| {
            self.documents.push(document);
            self.documents.len() - 1
        })
    }

    /// The way of a request through one of the documents.
    pub fn trace(&self, flow: &FlowText, document: usize) -> Option<Trace> {
        let analysis = Analysis::of(&self.documents[document].architecture);
        let attempt = Attempt::new(&analysis);
        answer::traced(flow, &Moment::new(&analysis, &attempt)).ok()
    }

    fn opening(&mut self, chapter: &Chapter) {
        let title = chapter.title.as_str();
        let mut step = Step::said(0, title, caption(title, title).0, 0);
        step.beside = Beside::Lines(chapter.promise.iter().map(|it| plain(it)).collect());
        self.steps.push(step);
    }

    fn block(&mut self, unit: usize, title: &mut String, block: &Block, chapter: &Chapter) {
        match block {
            Block::Prose(nodes) => {
                for idea in ideas(nodes) {
                    if let Some(heading) = idea.title {
                        *title = heading;
                    }
                    self.say(unit, title, idea.caption, idea.lines);
                }
            }
            Block::Box(kind, nodes) => {
                // The rest is looked up, and what is for instructors stands in their notes.
                let label = match kind {
                    BoxKind::Story | BoxKind::Breaks | BoxKind::Mistakes | BoxKind::Cost => {
                        kind.label()
                    }
                    BoxKind::Notice | BoxKind::Note | BoxKind::Instructor => return,
                };
                for mut idea in ideas(nodes) {
                    if !idea.lines.is_empty() {
                        idea.caption = label.to_owned();
                    }
                    self.say(unit, label, idea.caption, idea.lines);
                }
            }
            Block::Figure(name) => self.figure(unit, title, name),
            Block::Task(id) => {
                if let Some(task) = chapter.task(id) {
                    self.task(unit, task);
                }
            }
            Block::BreakIt => self.break_it(unit, chapter),
            Block::Quiz => self.quiz(unit, chapter),
            Block::Summary if !chapter.summary.is_empty() => {
                let lines = chapter.summary.iter().map(|it| plain(it)).collect();
                self.say(unit, "What stays", "What stays".to_owned(), lines);
            }
            Block::Summary | Block::WarmUp | Block::Interview => {}
        }
    }

    fn say(&mut self, unit: usize, title: &str, caption: String, lines: Vec<String>) {
        let mut step = Step::said(unit, title, caption, self.here);
        step.focus = named(&step.caption, &self.own().architecture);
        if !lines.is_empty() {
            step.beside = Beside::Lines(lines);
        }
        self.steps.push(step);
    }

    fn figure(&mut self, unit: usize, title: &str, name: &str) {
        let spec = self.lesson.chapter.figures.get(name);
        let asked = spec
            .and_then(|it| it.guess.as_ref())
            .map(|it| it.question.as_str());
        let own = spec.and_then(|it| it.members.get("title")?.as_str());
        let said = asked.or(own).filter(|it| fits(it)).unwrap_or(title);
        let mut step = Step::said(unit, title, caption(said, title).0, self.here);
        step.beside = Beside::Figure(name.to_owned());
        self.steps.push(step);
    }

    fn break_it(&mut self, unit: usize, chapter: &Chapter) {
        const TITLE: &str = "Break it";
        let Some(break_it) = &chapter.break_it else {
            return;
        };
        let begun = match &break_it.start {
            Some(start) => self.lesson.documents.get(&start.0).cloned(),
            None => Some(self.own().clone()),
        };
        let mut document = begun.unwrap_or_default();
        let broken = match play::apply(&mut document, &break_it.apply) {
            Ok(()) => self.document(document),
            Err(_) => self.here,
        };
        let (said, more) = caption(&break_it.text, TITLE);
        let mut step = Step::said(unit, TITLE, said, broken);
        step.more = more;
        step.focus = named(&break_it.text, &self.documents[broken].architecture);
        self.steps.push(step);
        match &break_it.ask {
            Some(ask) => self.ask(unit, TITLE, "", ask, broken),
            None => {
                let mut step = Step::said(unit, TITLE, "What happens?".to_owned(), broken);
                step.more = plain(&break_it.text);
                step.beside = Beside::Ask(Asked::Words(break_it.answer.clone()));
                self.steps.push(step);
            }
        }
        let (said, more) = caption(&break_it.means, TITLE);
        let mut step = Step::said(unit, TITLE, said, broken);
        step.more = more;
        self.steps.push(step);
    }

    fn quiz(&mut self, unit: usize, chapter: &Chapter) {
        for (number, quiz) in chapter.quiz.iter().enumerate() {
            let title = format!("Question {} of {}", number + 1, chapter.quiz.len());
            let (said, more) = question(&quiz.question, &title);
            let mut step = Step::said(unit, &title, said, self.here);
            step.more = more;
            step.beside = Beside::Ask(Asked::Quiz(Box::new(quiz.clone())));
            self.steps.push(step);
        }
    }
}
