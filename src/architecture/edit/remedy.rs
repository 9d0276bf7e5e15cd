//! A remedy: edits that mend one thing, with the words of their button.
//!
//! Rules and the network both propose remedies; neither has to know the other.

use serde::Serialize;

use super::Edit;

/// What the button says, and the edits that it applies.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Remedy {
    /// What it does, such as "Attach Notebookly-IGW to Notebookly-VPC".
    pub label: String,
    /// The edits, to be applied as one transaction.
    pub edits: Vec<Edit>,
}

impl Remedy {
    /// A remedy of one edit.
    pub fn new(label: impl Into<String>, edit: Edit) -> Self {
        Self {
            label: label.into(),
            edits: vec![edit],
        }
    }
}
