//! The runs that a task asks for: each opens the control room with its drill.

use leptos::prelude::*;

use super::study::{Page, use_study};
use crate::app::parts::Ui;
use crate::app::state::{Mode, WantedRun};
use crate::course::condition::Condition;
use crate::course::runs;
use crate::simulation::drills;

/// The runs, each once; nothing for a task that has none.
#[component]
pub fn Runs(
    /// What the task asks for.
    check: Condition,
) -> impl IntoView {
    let study = use_study();
    let mut all: Vec<(String, Option<u64>)> = Vec::new();
    for wanted in runs::wanted(&check) {
        let wanted = (wanted.scenario.clone(), wanted.seed);
        if !all.contains(&wanted) {
            all.push(wanted);
        }
    }
    let rows = all.into_iter().filter_map(|(drill, seed)| {
        let known = &drills::drill(&drill)?.scenario;
        let start = move |_| {
            study.turn(Page::Canvas);
            study.store.turn(Mode::ControlRoom);
            let drill = drill.clone();
            study.store.wanted_run.set(Some(WantedRun::Drill { drill, seed }));
        };
        Some(view! {
            <li>
                <button class="btn small strong" on:click=start><Ui name="play" />{format!("Run “{}”", known.title)}</button>
                <p class="muted small">{known.about.clone()}</p>
            </li>
        })
    });
    let rows: Vec<_> = rows.collect();
    (!rows.is_empty()).then(|| view! { <ul class="task-runs">{rows}</ul> })
}
