//! What was done to a draft, to be taken back and done again.

use crate::architecture::Document;
use crate::course::lab::draft::Draft;

/// A step that can be taken back.
#[derive(Clone)]
pub(super) struct Step {
    /// What it is called.
    pub(super) label: String,
    /// The draft before.
    pub(super) draft: Draft,
    /// What it did to the drawing.
    pub(super) drawing: Drawing,
}

/// What a step did to the drawing.
#[derive(Clone)]
pub(super) enum Drawing {
    /// Nothing.
    Untouched,
    /// A step of its own, called so.
    Step(String),
    /// Another took its place; before it was this.
    Replaced(Box<Document>),
}
