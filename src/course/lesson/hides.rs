//! What a question hides: what the drawing says by itself, and what a check says beside
//! the question, is kept back as long as it would answer for the learner.

use super::ask::{Ask, AskKind, When};
use super::{Task, TaskKind};

impl Ask {
    /// Whether the drawing could answer it: what it derives and finds is kept back until
    /// the learner has.
    pub const fn gives_away(&self) -> bool {
        matches!(self.kind, AskKind::Choose { .. } | AskKind::Rows { .. })
    }

    /// Whether the drawing could answer it by what it calls a subnet: a way that is
    /// followed hangs on that, and so does whatever asks for it.
    pub fn is_of_kinds(&self) -> bool {
        let AskKind::Choose { trace, options, .. } = &self.kind else {
            return false;
        };
        let mut asked = trace.is_some();
        for option in options {
            if let Some(When::If(condition)) = &option.when {
                condition.walk(&mut |part| asked |= part.is_of_kind());
            }
        }
        asked
    }
}

impl Task {
    /// Whether its questions come before what is built: they stand first on its card.
    pub const fn asks_first(&self) -> bool {
        !self.asks.is_empty() && !self.ask_after
    }

    /// Whether its check keeps to itself how things stand: a line that says what is missing
    /// would answer a question that is still open on the same card.
    pub const fn holds_back(&self, answered: bool) -> bool {
        self.check.is_some() && self.asks_first() && !answered
    }

    /// Whether its check keeps why a line is open: of a repair only the symptom is told, and
    /// the cause is found by whoever looks, or with the second hint.
    pub fn keeps_reasons(&self, hints: u32) -> bool {
        self.kind == TaskKind::Repair && hints < 2
    }
}
