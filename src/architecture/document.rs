//! A document: what was built, how it is drawn and what it is called.

use super::Architecture;
use super::layout::Layout;

/// What one `*.campus.json` file holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Its title, such as "Notebookly".
    pub title: String,
    /// What was built.
    pub architecture: Architecture,
    /// How it is drawn.
    pub layout: Layout,
}
