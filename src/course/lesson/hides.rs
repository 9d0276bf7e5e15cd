//! What a question hides: what the drawing says by itself is kept back as long as
//! it would answer for the learner.

use super::ask::{Ask, AskKind, When};

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
