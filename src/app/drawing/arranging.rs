//! Tidying up and lining up, as steps of the session.

use crate::app::canvas::CanvasTools;
use crate::app::state::{Store, Tone};
use crate::editor::align::{How, aligned};
use crate::editor::tidy::{Scope, tidy};

/// How much of the drawing is tidied up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whole {
    /// All of it.
    Drawing,
    /// What is selected and all that is in it; all of it where nothing is.
    Selection,
}

pub fn tidy_up(store: Store, canvas: CanvasTools, whole: Whole) {
    let chosen = store.peek(|session| session.selection().clone());
    let scope = match whole {
        Whole::Selection if !chosen.is_empty() => Scope::Only(&chosen),
        _ => Scope::Everything,
    };
    let edits = canvas.with_facts(|document, facts| tidy(document, facts, &scope));
    if edits.is_empty() {
        store.toast(Tone::Done, "Everything is in its place already.");
        return;
    }
    let all = matches!(scope, Scope::Everything);
    let label = if all {
        "Tidy up the drawing"
    } else {
        "Tidy up the selection"
    };
    if store.perform(label, edits) {
        if all {
            canvas.fit();
        }
        store.toast_with_undo("Tidied up. Only places changed.");
    }
}

pub fn line_up(store: Store, canvas: CanvasTools, how: How) {
    let chosen = store.peek(|session| session.selection().clone());
    let scene = canvas.drawing_now();
    let result = store.peek(|session| aligned(session.document(), &scene, &chosen, how));
    match result {
        Ok(edits) if edits.is_empty() => {
            store.toast(Tone::Done, "They are in line already.");
        }
        Ok(edits) => {
            store.perform(how.label(), edits);
        }
        Err(why) => store.toast(Tone::Error, why.to_string()),
    }
}
