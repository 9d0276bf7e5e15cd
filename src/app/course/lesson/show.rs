//! "Show me": the edits of a hint, played one by one on the learner's own canvas, each with
//! its reason, and taken back as one step.

use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::*;
use serde_json::{Map, Value};

use super::study::Study;
use crate::app::theme;
use crate::architecture::Edit;
use crate::course::lesson::{Change, Step};
use crate::course::play;
use crate::editor::Session;

/// How long an edit is looked at before the next one.
const PAUSE: Duration = Duration::from_millis(600);

/// What the step is called in the history.
const LABEL: &str = "Show me";

/// An edit to come, with its reason.
type Part = (Vec<Edit>, String);

/// A figure, and the members that it gets.
type Turn = (String, Map<String, Value>);

/// Plays steps. Where they do not fit what was built since, the hint says so.
pub fn play(study: Study, steps: &[Step]) {
    if study.playing.with_untracked(Option::is_some) {
        return;
    }
    let parts = study.store.peek(|session| parts(session, steps));
    match parts {
        Ok((parts, turns)) => {
            for (figure, set) in turns {
                study.figures.with_value(|it| it.turn(&figure, &set));
            }
            if parts.is_empty() {
                return;
            }
            // What is shown happens on the canvas, which a phone has on a page of its own.
            study.turn(super::study::Page::Canvas);
            let at_once = theme::prefers("(prefers-reduced-motion: reduce)");
            next(study, parts, None, at_once);
        }
        Err(why) => study.trouble.set(Some(format!(
            "The steps do not fit what is built here now: {why}. Start the task again to see them."
        ))),
    }
}

/// The steps as edits, each of them of the document as those before it leave it.
fn parts(session: &Session, steps: &[Step]) -> Result<(VecDeque<Part>, Vec<Turn>), String> {
    let mut turns = Vec::new();
    let mut document = session.document().clone();
    let mut parts = VecDeque::new();
    for step in steps {
        if let Change::Figure { figure, set } = &step.change {
            turns.push((figure.clone(), set.clone()));
            continue;
        }
        let edits = play::edits(step, &document)?;
        let applied = document.apply_all(edits.clone());
        applied.map_err(|why| why.to_string())?;
        if !edits.is_empty() {
            parts.push_back((edits, step.why.clone()));
        }
    }
    Ok((parts, turns))
}

/// Plays what comes next. `last` is what the session was like after our own last edit: if
/// somebody has done something since, the rest is left to them.
fn next(study: Study, mut parts: VecDeque<Part>, last: Option<u64>, at_once: bool) {
    let Some((edits, why)) = parts.pop_front() else {
        study.playing.set(None);
        return;
    };
    let first = edits.first().and_then(|edit| edit.resource().cloned());
    if !study.store.perform(LABEL, edits) {
        study.playing.set(None);
        return;
    }
    if last.is_some() {
        study.store.update(Session::join_last);
    }
    if let Some(id) = first {
        study.canvas.show(&id);
        study.light([id]);
    }
    let now = study.store.peek(Session::changed);
    if at_once {
        next(study, parts, Some(now), at_once);
        study.unlight();
        return;
    }
    study.playing.set(Some(why));
    set_timeout(
        move || {
            let shown = study.playing.try_get_untracked().flatten();
            let same = shown.is_some() && study.store.peek(Session::changed) == now;
            study.unlight();
            if same {
                next(study, parts, Some(now), at_once);
            } else if shown.is_some() {
                study.playing.set(None);
            }
        },
        PAUSE,
    );
}
