//! A task as a class does it: the aim, what is asked, how it is built edit by edit, and what
//! it means.

use super::deck::Builder;
use super::names::{called, named};
use super::packet;
use super::step::{Asked, Beside, Step};
use super::words::{caption, fits, plain, question};
use crate::architecture::Document;
use crate::course::condition::{End, FlowText};
use crate::course::lesson::{Ask, AskKind, Task, TaskKind};
use crate::course::play;

/// More edits of one task are shown several at a time.
const MOST_EDITS: usize = 6;

impl Builder<'_> {
    /// A task as steps. Where it works on the chapter's own document, that goes on from
    /// where its hints lead.
    pub fn task(&mut self, unit: usize, task: &Task) {
        let before = match task.stands_alone() {
            true => {
                let own = self.own().clone();
                // What the lessons' checks have passed can be begun.
                let begun = play::begin(self.lesson, task, &own, 0).unwrap_or(own);
                self.document(begun)
            }
            false => self.here,
        };
        let start = play::drawn(task, 0);
        let symptom = task.symptom.on(start).filter(|it| !it.is_empty());
        let builds = task.check.is_some();
        if builds || task.asks.is_empty() {
            self.aim(unit, task, symptom, before);
        }
        for (place, ask) in task.asks.iter().enumerate() {
            let text = match place {
                0 if !builds => task.text.as_str(),
                _ => "",
            };
            self.ask(unit, &task.title, text, ask, before);
        }
        let shows = task.hints.show_on(start);
        let after = match task.kind {
            // Building from memory is for everybody alone.
            TaskKind::Rebuild => self.built(before, shows),
            _ => self.worked(unit, task, before, shows),
        };
        if !task.stands_alone() {
            self.here = after;
        }
        self.after(unit, task, after);
    }

    fn aim(&mut self, unit: usize, task: &Task, symptom: Option<&String>, before: usize) {
        let text = symptom.unwrap_or(&task.text);
        let (said, more) = caption(text, &task.title);
        let mut step = Step::said(unit, &task.title, said, before);
        step.more = match symptom {
            Some(_) if more.is_empty() => caption(&task.text, "").0,
            _ => more,
        };
        let focus = task.hints.focus.on(play::drawn(task, 0));
        step.focus = called(
            focus.map_or(&[][..], Vec::as_slice),
            &self.documents[before].architecture,
        );
        if let Some(figure) = &task.figure {
            step.beside = Beside::Figure(figure.clone());
        }
        self.steps.push(step);
    }

    /// A question to the class. What it is about is shown; where the answer lies is not.
    pub fn ask(&mut self, unit: usize, title: &str, text: &str, ask: &Ask, document: usize) {
        let asked = match ask.question.is_empty() {
            true => text,
            false => ask.question.as_str(),
        };
        let (said, mut more) = question(asked, title);
        if !ask.question.is_empty() && !text.is_empty() {
            more = format!("{text} {more}").trim().to_owned();
        }
        let architecture = &self.documents[document].architecture;
        let focus = match &ask.kind {
            AskKind::Choose {
                trace: Some(flow), ..
            } => called(&ends(flow), architecture),
            _ => named(&format!("{text} {asked}"), architecture),
        };
        self.steps.push(Step {
            more: plain(&more),
            focus,
            beside: Beside::Ask(Asked::Task(Box::new(ask.clone()))),
            ..Step::said(unit, title, said, document)
        });
    }

    /// A document with all of these steps made.
    fn built(&mut self, from: usize, shows: &[crate::course::lesson::Step]) -> usize {
        if shows.is_empty() {
            return from;
        }
        let mut document = self.documents[from].clone();
        match play::apply(&mut document, shows) {
            Ok(()) => self.document(document),
            Err(_) => from,
        }
    }

    /// The worked example: one edit after the other, each with its reason.
    fn worked(
        &mut self,
        unit: usize,
        task: &Task,
        from: usize,
        shows: &[crate::course::lesson::Step],
    ) -> usize {
        let at_a_time = shows.len().div_ceil(MOST_EDITS).max(1);
        let mut here = from;
        for group in shows.chunks(at_a_time) {
            let mut document: Document = self.documents[here].clone();
            let mut touched = Vec::new();
            for show in group {
                let Ok(edits) = play::edits(show, &document) else {
                    return here;
                };
                let ids = edits.iter().filter_map(|edit| edit.resource().cloned());
                touched.extend(ids);
                if document.apply_all(edits).is_err() {
                    return here;
                }
            }
            touched.dedup();
            touched.retain(|id| document.architecture.get(id).is_some());
            let whys: Vec<&str> = group.iter().map(|it| it.why.as_str()).collect();
            let (said, more) = caption(&whys.join(" "), &task.title);
            if touched.is_empty() {
                // It turned a figure, which the teacher turns by hand.
                let figure = task.figure.clone();
                let mut step = Step::said(unit, &task.title, said, here);
                step.more = more;
                step.beside = figure.map_or(Beside::Nothing, Beside::Figure);
                self.steps.push(step);
                continue;
            }
            here = self.document(document);
            let mut step = Step::said(unit, &task.title, said, here);
            step.more = more;
            step.focus = touched;
            step.focus.truncate(4);
            self.steps.push(step);
        }
        here
    }

    /// What it means, and the request that shows it.
    fn after(&mut self, unit: usize, task: &Task, document: usize) {
        let Some(after) = &task.after else {
            return;
        };
        let asked = task
            .asks
            .iter()
            .any(|ask| matches!(&ask.kind, AskKind::Choose { trace, .. } if *trace == after.trace));
        let traced = after
            .trace
            .as_ref()
            .and_then(|flow| self.trace(flow, document));
        // A class that has just seen the request play need not see it again.
        if let Some(trace) = traced.clone().filter(|_| !asked) {
            let architecture = &self.documents[document].architecture;
            let steps = packet::steps(trace, unit, &task.title, document, architecture);
            self.steps.extend(steps);
        }
        let (said, more) = caption(&after.say, &task.title);
        let mut step = Step::said(unit, &task.title, said, document);
        step.focus = named(&after.say, &self.documents[document].architecture);
        step.more = more;
        debug_assert!(fits(&step.caption));
        self.steps.push(step);
    }
}

/// The things at the ends of a flow.
fn ends(flow: &FlowText) -> Vec<String> {
    let typed = [&flow.from, &flow.to]
        .into_iter()
        .filter_map(|it| match it {
            End::Typed(text) => Some(text.clone()),
            End::Found(_) => None,
        });
    typed.collect()
}
