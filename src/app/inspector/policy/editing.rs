//! A policy that is being edited: the document, and what takes a new one.

use leptos::prelude::*;
use serde_json::Value;

use crate::app::parts::field::Commit;
use crate::editor::form::policy::{self, Shape, Statement};

/// What the parts of the editor share.
#[derive(Clone, Copy)]
pub struct Editing {
    /// The document as it is in the architecture.
    pub text: Memo<String>,
    /// What the form shows of it.
    pub statements: Memo<Vec<Statement>>,
    /// What its statements are made of.
    pub shape: Shape,
    /// What takes a new one.
    pub commit: Commit,
    /// What the architecture refused.
    pub refused: RwSignal<Option<String>>,
}

impl Editing {
    /// Takes over a document, or says why not.
    pub fn take(self, text: Result<String, policy::Trouble>) {
        let done = text.map_err(|why| why.to_string()).and_then(|text| {
            if self.text.with_untracked(|before| *before == text) {
                return Ok(());
            }
            self.commit.run(Value::from(text))
        });
        self.refused.set(done.err());
    }

    /// Changes one statement.
    pub fn change(self, place: usize, with: impl FnOnce(&mut Statement)) {
        let now = self
            .statements
            .with_untracked(|all| all.get(place).cloned());
        if let Some(mut statement) = now {
            with(&mut statement);
            let text = self.text.get_untracked();
            self.take(policy::put(&text, place, &statement, self.shape));
        }
    }
}
