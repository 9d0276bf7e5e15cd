//! The actions on what is selected: copying it, pasting it, naming it.

use super::{Command, command};
use crate::editor::tools::At;

/// The actions.
pub const EDITING: &[Command] = &[
    command("Cut", "copy", "Ctrl+X", |page| page.canvas.cut())
        .builds()
        .by_browser(),
    command("Copy", "copy", "Ctrl+C", |page| page.canvas.copy())
        .builds()
        .by_browser(),
    command("Paste", "file", "Ctrl+V", |page| {
        page.canvas.paste(At::Chosen)
    })
    .builds()
    .by_browser(),
    command("Duplicate the selection", "duplicate", "Ctrl+D", |page| {
        page.canvas.duplicate()
    })
    .builds(),
    command("Rename the selection", "text-size", "F2", |page| {
        page.canvas.rename()
    })
    .builds(),
];
