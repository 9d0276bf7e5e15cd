//! What is said of one paper.

use crate::rules::Severity;

/// How a paper stands to a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It meets it.
    Met,
    /// It does not.
    Open,
    /// This kind of paper cannot show it.
    Unseen,
}

impl State {
    /// In a report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open => "open",
            Self::Unseen => "not seen",
        }
    }

    /// As data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Open => "open",
            Self::Unseen => "unseen",
        }
    }
}

/// A task on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The task's id.
    pub task: String,
    /// How the paper stands to it.
    pub state: State,
    /// What is missing, a sentence each; of a progress, how it was met.
    pub said: Vec<String>,
}

/// A point of the production checklist on a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its number.
    pub number: u8,
    /// What it asks for.
    pub title: &'static str,
    /// Whether it is met, seen or said.
    pub met: bool,
    /// Its answer in a word.
    pub word: &'static str,
    /// What decides.
    pub sentence: String,
}

/// Something that a rule found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The rule.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub sentence: String,
}

/// A drill that was played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drilled {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Which of the five validations it is, if one.
    pub validation: Option<u8>,
    /// Whether all that it asks was so; nothing where nothing is asked but by tasks.
    pub passed: Option<bool>,
    /// The result in plain words.
    pub result: String,
}

/// What a paper is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// It cannot be read; why.
    Refused(String),
    /// A design.
    Design {
        /// Its title.
        title: String,
        /// How many things are in it.
        things: usize,
        /// Whether it is what the chapter begins with, with nothing done.
        untouched: bool,
        /// The production checklist, where the chapter is judged by it.
        points: Vec<Point>,
        /// What the rules found, the worst first.
        findings: Vec<Found>,
        /// The runs, where they were played.
        drills: Vec<Drilled>,
    },
    /// An exported progress.
    Progress {
        /// The name in it.
        name: String,
        /// Whether the quiz was passed, and how many times it was taken.
        quiz: (bool, usize),
        /// Where the learner stands: the first task that is open, if one is.
        stuck: Option<String>,
        /// The questions that were first answered wrong: of a task (its id) or of the quiz
        /// (`quiz 3`).
        missed: Vec<String>,
        /// How many parts of the file could not be read and were left out.
        left_out: usize,
    },
}

/// A paper, marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its file, by its way from the folder.
    pub file: String,
    /// How it stands to each task, in the order of the chapter.
    pub marks: Vec<Mark>,
    /// What it is.
    pub content: Content,
}

impl Paper {
    /// A paper that cannot be read.
    pub fn refused(file: &str, why: impl Into<String>) -> Self {
        Self {
            file: file.to_owned(),
            marks: Vec::new(),
            content: Content::Refused(why.into()),
        }
    }

    /// How many tasks it meets, and of how many it was asked.
    pub fn tasks(&self) -> (usize, usize) {
        let so = |state| self.marks.iter().filter(|it| it.state == state).count();
        (so(State::Met), so(State::Met) + so(State::Open))
    }

    /// How many points of the checklist are met, and of how many; nothing without one.
    pub fn points(&self) -> Option<(usize, usize)> {
        match &self.content {
            Content::Design { points, .. } if !points.is_empty() => {
                let met = points.iter().filter(|it| it.met).count();
                Some((met, points.len()))
            }
            _ => None,
        }
    }

    /// How many findings of a severity there are.
    pub fn findings(&self, severity: Severity) -> usize {
        match &self.content {
            Content::Design { findings, .. } => {
                findings.iter().filter(|it| it.severity == severity).count()
            }
            _ => 0,
        }
    }

    /// Whether all that was asked is so.
    pub fn is_whole(&self) -> bool {
        let (met, asked) = self.tasks();
        let rest = match &self.content {
            Content::Refused(_) => false,
            Content::Design { points, drills, .. } => {
                points.iter().all(|it| it.met) && drills.iter().all(|it| it.passed != Some(false))
            }
            Content::Progress { quiz, .. } => quiz.0,
        };
        rest && met == asked
    }

    /// What it is, in a word.
    pub const fn kind(&self) -> &'static str {
        match &self.content {
            Content::Refused(_) => "not readable",
            Content::Design { .. } => "document",
            Content::Progress { .. } => "progress",
        }
    }
}
