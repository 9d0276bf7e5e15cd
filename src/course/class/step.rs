//! A step of a class: what is said, what is shown, what only the teacher reads.

use std::sync::Arc;

use crate::architecture::ResourceId;
use crate::course::lesson::{Ask, AskKind, QuizQuestion};
use crate::network::Trace;

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The unit that it belongs to, counted from 0.
    pub unit: usize,
    /// What it is about, in the head of the page.
    pub title: String,
    /// What is said, in two lines at most.
    pub caption: String,
    /// What is to be read beside it, where the caption does not hold all of it.
    pub more: String,
    /// The document that is drawn, by its place in the deck.
    pub document: usize,
    /// What it speaks of: all else lies under a wash.
    pub focus: Vec<ResourceId>,
    /// What stands beside the drawing.
    pub beside: Beside,
    /// What the teacher alone reads.
    pub notes: Vec<Note>,
    /// The step that asks about it.
    pub question: Option<usize>,
}

/// What stands beside the drawing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Beside {
    /// Nothing: the drawing has all the room.
    #[default]
    Nothing,
    /// A few lines.
    Lines(Vec<String>),
    /// A figure of the chapter, by name.
    Figure(String),
    /// What the class is asked.
    Ask(Asked),
    /// A packet at a stop of its way.
    Packet {
        /// Its way.
        trace: Arc<Trace>,
        /// The stop.
        stop: usize,
    },
}

/// What the class is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// A question of a task; the engine knows the answer.
    Task(Box<Ask>),
    /// A question of the quiz.
    Quiz(Box<QuizQuestion>),
    /// A question that is answered in words.
    Words(String),
}

impl Asked {
    /// What hands can be raised for; empty where it is no choice.
    pub fn options(&self) -> Vec<String> {
        match self {
            Self::Task(ask) => match &ask.kind {
                AskKind::Choose { options, .. } => {
                    options.iter().map(|it| it.text.clone()).collect()
                }
                _ => Vec::new(),
            },
            Self::Quiz(question) => question.options.iter().map(|it| it.text.clone()).collect(),
            Self::Words(_) => Vec::new(),
        }
    }

    /// The thing that an option speaks of, by name.
    pub fn at(&self, option: usize) -> Vec<String> {
        let Self::Task(ask) = self else {
            return Vec::new();
        };
        let AskKind::Choose { options, .. } = &ask.kind else {
            return Vec::new();
        };
        let at = options.get(option).and_then(|it| it.at.clone());
        at.into_iter().collect()
    }

    /// What is said of an option afterwards.
    pub fn why(&self, option: usize) -> &str {
        let why = match self {
            Self::Task(ask) => match &ask.kind {
                AskKind::Choose { options, .. } => options.get(option).map(|it| it.why.as_str()),
                _ => None,
            },
            Self::Quiz(question) => question.options.get(option).map(|it| it.why.as_str()),
            Self::Words(_) => None,
        };
        why.unwrap_or_default()
    }
}

/// What the teacher alone reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What it is.
    pub label: &'static str,
    /// What it says.
    pub text: String,
}

impl Step {
    /// A step with nothing but its words.
    pub fn said(unit: usize, title: &str, caption: String, document: usize) -> Self {
        Self {
            unit,
            title: title.to_owned(),
            caption,
            more: String::new(),
            document,
            focus: Vec::new(),
            beside: Beside::Nothing,
            notes: Vec::new(),
            question: None,
        }
    }

    /// Whether the class is asked something.
    pub const fn asks(&self) -> bool {
        matches!(self.beside, Beside::Ask(_))
    }
}
