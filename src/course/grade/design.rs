//! Marking a design: the same analysis for tasks, findings and checklist.

use super::alike::Shape;
use super::marking::{Marking, Plan};
use super::paper::{Content, Drilled, Found, Mark, Paper, Point, State};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::attempt::Attempt;
use crate::course::judge::{LineState, Moment, verdict};
use crate::review;
use crate::simulation::Simulation;
use crate::simulation::drills::{Board, Played, Scorecard};

/// Marks a design.
pub fn mark(marking: &Marking, file: &str, document: &Document, shape: &Shape) -> Paper {
    let analysis = Analysis::of(&document.architecture);
    let mut attempts: Vec<Option<Attempt>> = marking
        .ready()
        .map(|(_, ready)| ready.attempt(&analysis).cloned())
        .collect();
    let drills = play(marking, document, &mut attempts);
    let marks = marking.ready().zip(&attempts);
    let marks = marks.map(|((task, ready), attempt)| {
        let mut mark = Mark {
            task: task.id.clone(),
            state: State::Unseen,
            said: Vec::new(),
        };
        let (Some(check), Some(attempt)) = (&task.check, attempt) else {
            return mark;
        };
        if !matches!(ready.plan, Plan::Not(_)) {
            let verdict = verdict(check, &Moment::new(&analysis, attempt));
            mark.state = match verdict.met {
                true => State::Met,
                false => State::Open,
            };
            let open = verdict.lines.into_iter();
            let open = open.filter(|it| it.state != LineState::Met);
            mark.said = open.map(|it| it.sentence).collect();
        }
        mark
    });
    let marks = marks.collect();
    let points = match marking.has_checklist() {
        true => points(&analysis),
        false => Vec::new(),
    };
    let findings = analysis.findings().iter().map(|it| Found {
        code: it.code,
        severity: it.severity,
        sentence: it.sentence.clone(),
    });
    Paper {
        file: file.to_owned(),
        marks,
        content: Content::Design {
            title: document.title.clone(),
            things: document.architecture.len(),
            untouched: marking.known().is_beginning(shape),
            points,
            findings: findings.collect(),
            drills,
        },
    }
}

fn points(analysis: &Analysis) -> Vec<Point> {
    let points = review::points(analysis).into_iter();
    let points = points.map(|line| Point {
        number: line.number.unwrap_or_default(),
        title: line.title,
        met: line.answer.is_met(),
        word: line.answer.word(),
        sentence: line.sentence,
    });
    points.collect()
}

/// Plays the runs that the chapter asks for, each once, and lets the tasks take note.
fn play(marking: &Marking, document: &Document, attempts: &mut [Option<Attempt>]) -> Vec<Drilled> {
    let runs = marking.runs().iter().map(|(drill, seed)| {
        let mut run = drill.run(document);
        run.seed = *seed;
        let mut simulation = Simulation::begin(run);
        simulation.advance(drill.scenario.length);
        let boards = Board::all(&simulation);
        let played = Played::of(&simulation, &boards);
        let card = Scorecard::of(&played, &drill.criteria, None);
        for ((task, _), attempt) in marking.ready().zip(attempts.iter_mut()) {
            if let Some(attempt) = attempt {
                attempt.ran(task.check.as_ref(), &played);
            }
        }
        let judged = marking.has_checklist() && drill.validation.is_some();
        Drilled {
            id: drill.id().to_owned(),
            title: drill.scenario.title.clone(),
            validation: drill.validation.filter(|_| judged),
            passed: judged.then(|| card.passed()),
            result: card.title,
        }
    });
    runs.collect()
}
