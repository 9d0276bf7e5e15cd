//! The question of the request panel, and what its answer was computed from.

use leptos::prelude::*;

use crate::analysis::Scenario;
use crate::analysis::question::{Part, Question};

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
}

impl Request {
    /// Forgets everything, as when another document is opened.
    pub fn clear(self) {
        self.typed.set(None);
        self.sent.set(None);
        self.problem.set(None);
        self.of.set(None);
    }
}
