//! The keys of a lesson: `F6` from region to region, `T` to the task, `C` to the canvas,
//! `[` folds the text.

use leptos::prelude::*;

use super::CARD;
use super::head::fold;
use super::study::{Page, Study};
use crate::app::parts::focus_element;
use crate::app::regions::{Region, go};
use crate::app::state::Mode;

/// The regions in order, each with what takes the focus there.
const REGIONS: [Region; 6] = [
    (".course-head", ".course-back"),
    (".reading", ".reading"),
    (".task-card", ".task-card"),
    (".main", "#canvas"),
    (".right", ".right :is(input, select, button)"),
    (".dock", ".dock [aria-selected=true]"),
];

/// Takes these keys before the commands do, as long as the lesson is open.
pub fn listen(study: Study) {
    let keys = Callback::new(move |key: String| on_key(study, &key));
    study.store.first_keys.set_value(Some(keys));
    on_cleanup(move || {
        let _ = study.store.first_keys.try_set_value(None);
    });
}

fn on_key(study: Study, key: &str) -> bool {
    match key {
        // A run and the review stand in the place of text and task.
        "F6" | "Shift+F6" if study.store.mode.get_untracked() == Mode::Build => {
            if go(&REGIONS, key != "F6") == Some("#canvas") {
                study.turn(Page::Canvas);
            }
        }
        "T" => {
            study.card_folded.set(false);
            focus_element(CARD);
        }
        "C" => {
            study.turn(Page::Canvas);
            study.canvas.focus_canvas();
        }
        "[" => fold(study),
        _ => return false,
    }
    true
}
