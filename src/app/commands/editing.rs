//! The actions on what is selected: copying it, pasting it, naming it.

use super::{Command, command};
use crate::architecture::Kind;
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
    command(
        "Collapse the selection",
        "chevron-right",
        "Ctrl+Home",
        |page| page.canvas.collapse_selection(true),
    )
    .builds(),
    command("Expand the selection", "chevron-down", "Ctrl+End", |page| {
        page.canvas.collapse_selection(false)
    })
    .builds(),
    command("Collapse every VPC", "chevron-right", "", |page| {
        page.canvas.collapse_all(Kind::Vpc)
    })
    .builds(),
    command("Collapse every subnet", "chevron-right", "", |page| {
        page.canvas.collapse_all(Kind::Subnet)
    })
    .builds(),
    command("Expand everything", "chevron-down", "", |page| {
        page.canvas.expand_all()
    })
    .builds(),
];
