//! The twins of the check lines on the canvas: the number of a line, on what it is about.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::study::Study;
use crate::app::state::Pill;
use crate::architecture::ResourceId;
use crate::course::judge::LineState;

/// More than so many things are not marked: the marks would say nothing any more.
const MOST: usize = 12;

/// Keeps the marks on the canvas as the lines are, as long as the lesson is open.
pub fn keep(study: Study) {
    let pills = Memo::new(move |_| {
        let id = study.task_id();
        if study.with_notes(|it| it.is_met(&id)) {
            return Vec::new();
        }
        let mut at: BTreeMap<ResourceId, Pill> = BTreeMap::new();
        for (place, line) in study.judging.lines().into_iter().enumerate() {
            for thing in line.marks {
                let pill = Pill {
                    thing: thing.clone(),
                    text: (place + 1).to_string(),
                    state: match line.state {
                        LineState::Met => "met",
                        LineState::Next | LineState::Contrary => "next",
                        LineState::Waits | LineState::Unclear => "waits",
                    },
                };
                // Of several lines about one thing, the one to do next speaks.
                let open = at.get(&thing).is_some_and(|it| it.state != "met");
                if !open || pill.state == "next" {
                    at.insert(thing, pill);
                }
            }
        }
        match at.len() > MOST {
            true => Vec::new(),
            false => at.into_values().collect(),
        }
    });
    Effect::new(move || study.store.pills.set(pills.get()));
    on_cleanup(move || {
        study.store.pills.try_set(Vec::new());
    });
}
