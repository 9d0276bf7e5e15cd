//! The keys of a lesson: `F6` from region to region, `T` to the task, `C` to the canvas,
//! `[` folds the text.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::card::CARD;
use super::head::fold;
use super::study::{Page, Study};
use crate::app::parts::focus_element;

/// The regions in order, each with what takes the focus there.
const REGIONS: [(&str, &str); 6] = [
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
        "F6" => cycle(study),
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

/// Goes to the next region that is to be seen.
fn cycle(study: Study) {
    let active = document().active_element();
    let within = |region: &str| {
        let found = active.as_ref().and_then(|it| it.closest(region).ok());
        found.flatten().is_some()
    };
    let here = REGIONS.iter().position(|(region, _)| within(region));
    let from = here.map_or(0, |it| it + 1);
    for step in 0..REGIONS.len() {
        let (_, target) = REGIONS[(from + step) % REGIONS.len()];
        let Ok(all) = document().query_selector_all(target) else {
            continue;
        };
        // What is hidden at this width has no place on the screen.
        let mut all = (0..all.length()).filter_map(|place| all.get(place));
        let seen = all.find_map(|it| {
            let element = it.dyn_into::<HtmlElement>().ok()?;
            (element.get_client_rects().length() > 0).then_some(element)
        });
        if let Some(element) = seen {
            if target == "#canvas" {
                study.turn(Page::Canvas);
            }
            let _ = element.focus();
            return;
        }
    }
}
