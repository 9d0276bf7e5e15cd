//! The question of the request panel, and what its answer was computed from.

use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::question::{Part, Question};
use crate::analysis::{Analysis, Scenario};
use crate::course::lesson::Choice;
use crate::course::quiz::Confidence;
use crate::editor::Rect;

/// Whether somebody says first where a request ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Guessing {
    /// Nobody does.
    #[default]
    No,
    /// It is asked, and nothing moves before it is answered.
    Asked,
    /// It was said, and the request is played.
    Said,
}

/// What somebody said before a request was played.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// What could be said.
    pub options: Arc<Vec<Choice>>,
    /// What is right.
    pub right: usize,
    /// What was said.
    pub own: usize,
    /// The letters of the options, as they stood on the line.
    pub letters: Vec<char>,
    /// How sure somebody was.
    pub sure: Confidence,
}

/// Where the choice to predict first is kept.
const PREDICTS: &str = "campus.predict-first";

/// What the request panel holds besides the player.
#[derive(Clone, Copy, Default)]
pub struct Request {
    /// The question as typed; `None` until somebody changes the first one.
    pub typed: RwSignal<Option<Question>>,
    /// The question that was sent last.
    pub sent: RwSignal<Option<Question>>,
    /// What cannot be read in the question.
    pub problem: RwSignal<Option<(Part, String)>>,
    /// Whether the form is shown although there is an answer.
    pub editing: RwSignal<bool>,
    /// What the answer was computed from.
    pub of: RwSignal<Option<Scenario>>,
    /// How many were asked: another number for each.
    pub asked: RwSignal<u64>,
    /// Whether the packet has been at its end, so that the verdict may be told.
    pub told: RwSignal<bool>,
    /// Whether somebody says first where it ends.
    pub guessing: RwSignal<Guessing>,
    /// What was said.
    pub guess: RwSignal<Option<Guess>>,
    /// Whether that is wanted.
    pub predicts: RwSignal<bool>,
    /// Where on the canvas the note lies that says why a packet is dropped, in pixels.
    pub noted: RwSignal<Option<Rect>>,
}

impl Request {
    /// Forgets everything, as when another document is opened.
    pub fn clear(self) {
        self.typed.set(None);
        self.sent.set(None);
        self.problem.set(None);
        self.of.set(None);
        self.told.set(false);
        self.guessing.set(Guessing::No);
    }

    /// Wants to predict first, or not, from now on.
    pub fn predict(self, wanted: bool) {
        self.predicts.set(wanted);
        // Without storage the choice lasts as long as the page.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(PREDICTS, if wanted { "yes" } else { "no" });
        }
    }

    /// As it was chosen last.
    pub fn restored() -> Self {
        let storage = window().local_storage().ok().flatten();
        let kept = storage.and_then(|it| it.get_item(PREDICTS).ok().flatten());
        Self {
            predicts: RwSignal::new(kept.as_deref() == Some("yes")),
            ..Self::default()
        }
    }
}

/// Whether a scenario is of this design: of the very state, or of one that an undo has
/// brought back.
pub fn is_of(scenario: &Scenario, analysis: &Analysis) -> bool {
    let (one, other) = (scenario.architecture(), analysis.architecture());
    one.is_same(other) || one == other
}
