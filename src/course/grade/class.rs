//! All papers of a class together: who met what, where most are stuck, what was most often
//! answered wrong, and which designs are equal.

use std::collections::BTreeMap;

use super::Marked;
use super::alike::{Question, Shape, questions};
use super::marking::{Marking, Told};
use super::paper::{Content, Paper, State};
use crate::order::InOrder;

/// How many papers meet something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What it is: the id of a task, the number of a point, the code of a rule.
    pub what: String,
    /// Its title.
    pub title: String,
    /// How many meet it.
    pub met: usize,
    /// The files of those that do not.
    pub open: Vec<String>,
}

/// A question that was answered wrong at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// The task's id, or `quiz 3`.
    pub what: String,
    /// What is asked, in words.
    pub title: String,
    /// By how many.
    pub count: usize,
}

/// A class, graded.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    /// The chapter's number.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// Its tasks.
    pub told: Vec<Told>,
    /// The papers, by their files.
    pub papers: Vec<Paper>,
    /// How the papers stand to each task, in its order.
    pub tasks: Vec<Tally>,
    /// And to each point of the checklist, where it was asked.
    pub points: Vec<Tally>,
    /// What the rules found: in which files, the most frequent first.
    pub findings: Vec<Tally>,
    /// What was answered wrong at first, the most frequent first.
    pub missed: Vec<Missed>,
    /// Which designs are equal.
    pub questions: Vec<Question>,
    /// How many designs are built as the chapter leads to, and were therefore compared by
    /// their places on the canvas alone.
    pub expected: usize,
    /// Whether runs were played.
    pub drills: bool,
}

impl Class {
    /// Puts the marked papers together.
    pub fn of(marking: &Marking, mut marked: Vec<Marked>) -> Self {
        marked.order_by(|one, other| one.0.file.cmp(&other.0.file));
        let designs: Vec<(&str, &Shape)> = marked
            .iter()
            .filter_map(|(paper, shape)| Some((paper.file.as_str(), shape.as_ref()?)))
            .collect();
        let (questions, expected) = questions(&designs, marking.known());
        let papers: Vec<Paper> = marked.into_iter().map(|(paper, _)| paper).collect();
        let told = marking.told();
        Self {
            number: marking.number(),
            title: marking.title().to_owned(),
            tasks: tasks(&told, &papers),
            points: points(&papers),
            findings: findings(&papers),
            missed: missed(marking, &told, &papers),
            told,
            papers,
            questions,
            expected,
            drills: marking.has_drills(),
        }
    }

    /// The task that most papers do not meet; nothing where all meet all.
    pub fn hardest(&self) -> Option<&Tally> {
        most(&self.tasks)
    }

    /// The point of the checklist that most papers do not meet.
    pub fn hardest_point(&self) -> Option<&Tally> {
        most(&self.points)
    }

    /// How many papers could be read.
    pub fn readable(&self) -> usize {
        let refused = |it: &&Paper| matches!(it.content, Content::Refused(_));
        self.papers.len() - self.papers.iter().filter(refused).count()
    }

    /// How many papers have all that was asked.
    pub fn whole(&self) -> usize {
        self.papers.iter().filter(|it| it.is_whole()).count()
    }
}

/// The one that most fail; of several the first.
fn most(all: &[Tally]) -> Option<&Tally> {
    let mut hardest: Option<&Tally> = None;
    for tally in all.iter().filter(|it| !it.open.is_empty()) {
        if hardest.is_none_or(|it| tally.open.len() > it.open.len()) {
            hardest = Some(tally);
        }
    }
    hardest
}

fn tasks(told: &[Told], papers: &[Paper]) -> Vec<Tally> {
    let tally = |task: &Told| {
        let mut tally = Tally {
            what: task.id.clone(),
            title: task.title.clone(),
            met: 0,
            open: Vec::new(),
        };
        for paper in papers {
            let mark = paper.marks.iter().find(|it| it.task == task.id);
            match mark.map(|it| it.state) {
                Some(State::Met) => tally.met += 1,
                Some(State::Open) => tally.open.push(paper.file.clone()),
                Some(State::Unseen) | None => {}
            }
        }
        tally
    };
    told.iter().map(tally).collect()
}

fn points(papers: &[Paper]) -> Vec<Tally> {
    let mut all: BTreeMap<u8, Tally> = BTreeMap::new();
    for paper in papers {
        let Content::Design { points, .. } = &paper.content else {
            continue;
        };
        for point in points {
            let tally = all.entry(point.number).or_insert_with(|| Tally {
                what: point.number.to_string(),
                title: point.title.to_owned(),
                met: 0,
                open: Vec::new(),
            });
            match point.met {
                true => tally.met += 1,
                false => tally.open.push(paper.file.clone()),
            }
        }
    }
    all.into_values().collect()
}

fn findings(papers: &[Paper]) -> Vec<Tally> {
    let mut all: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut designs = 0;
    for paper in papers {
        let Content::Design { findings, .. } = &paper.content else {
            continue;
        };
        designs += 1;
        for found in findings {
            let tally = all.entry(found.code).or_insert_with(|| Tally {
                what: found.code.to_owned(),
                title: crate::rules::find(found.code)
                    .map_or_else(String::new, |it| it.title.to_owned()),
                met: 0,
                open: Vec::new(),
            });
            if tally.open.last() != Some(&paper.file) {
                tally.open.push(paper.file.clone());
            }
        }
    }
    let mut all: Vec<Tally> = all.into_values().collect();
    for tally in &mut all {
        tally.met = designs - tally.open.len();
    }
    all.order_by(|one, other| other.open.len().cmp(&one.open.len()));
    all
}

fn missed(marking: &Marking, told: &[Told], papers: &[Paper]) -> Vec<Missed> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for paper in papers {
        if let Content::Progress { missed, .. } = &paper.content {
            missed
                .iter()
                .for_each(|it| *counts.entry(it.as_str()).or_default() += 1);
        }
    }
    let quiz = marking.lesson().map_or(&[][..], |it| &it.chapter.quiz);
    let title = |what: &str| {
        let number = what.strip_prefix("quiz ");
        let place = number.and_then(|it| it.parse::<usize>().ok()?.checked_sub(1));
        match place {
            Some(place) => quiz.get(place).map(|it| it.question.clone()),
            None => {
                let task = told.iter().find(|it| it.id == what);
                task.map(|it| it.title.clone())
            }
        }
        .unwrap_or_default()
    };
    let mut all: Vec<Missed> = counts
        .into_iter()
        .map(|(what, count)| Missed {
            what: what.to_owned(),
            title: title(what),
            count,
        })
        .collect();
    all.order_by(|one, other| other.count.cmp(&one.count));
    all
}
