//! The hints of a task: Nudge, Pointer, Show me, opened in order. They are free, and noted.

use leptos::prelude::*;

use super::prose::marked;
use super::show;
use super::study::{Study, use_study};
use crate::app::parts::Ui;
use crate::course::lesson::{ByStart, Task, TaskKind};
use crate::course::play;

/// What the three are called.
const NAMES: [&str; 3] = ["Nudge", "Pointer", "Show me"];

/// Whether something can be shown: a question has no edits, and what is built from memory
/// is not shown.
fn has_show(task: &Task) -> bool {
    !task.hints.show.is_empty() && task.check.is_some() && task.kind != TaskKind::Rebuild
}

/// Opens a hint of the task under way.
pub fn open(study: Study, task: &Task, which: usize) {
    study.note(|notes| {
        let work = notes.work_mut(&task.id);
        work.hints = work.hints.max(which as u32 + 1);
    });
    if let Some(learner) = study.told() {
        learner.note_hint(&task.id, which as u32 + 1);
        if which == 2 {
            learner.note_shown(&task.id);
        }
    }
    match which {
        1 => {
            let lot = study.peek_notes(|it| it.work(&task.id).lot);
            let focus = task.hints.focus.on(play::drawn(task, lot));
            let things: Vec<_> = focus
                .into_iter()
                .flatten()
                .filter_map(|name| study.thing(name))
                .collect();
            if let Some(first) = things.first() {
                study.canvas.show(first);
            }
            study.light(things);
        }
        2 => {
            let lot = study.peek_notes(|it| it.work(&task.id).lot);
            let steps = task.hints.show_on(play::drawn(task, lot));
            show::play(study, steps);
        }
        _ => {}
    }
}

/// Why the edits of the last hint were made, to be read when they have been.
fn reasons(study: Study, task: StoredValue<Task>) -> String {
    task.with_value(|task| {
        let lot = study.peek_notes(|it| it.work(&task.id).lot);
        let steps = task.hints.show_on(play::drawn(task, lot)).iter();
        let reasons: Vec<&str> = steps.map(|it| it.why.as_str()).collect();
        format!("{} Undo takes all of it back at once.", reasons.join(" "))
    })
}

/// The hints.
#[component]
pub fn HintsView(
    /// The task.
    task: Task,
) -> impl IntoView {
    let study = use_study();
    let id = task.id.clone();
    let opened = Memo::new(move |_| study.with_notes(|it| it.work(&id).hints as usize));
    let chosen = RwSignal::new(None::<usize>);
    let task = StoredValue::new(task);
    let steps = if task.with_value(has_show) { 3 } else { 2 };
    // The one that was opened last is read, or another that was chosen.
    let shown = Memo::new(move |_| chosen.get().or_else(|| opened.get().checked_sub(1)));
    let said = move |which: &dyn Fn(&Task) -> &ByStart<String>| {
        task.with_value(|task| {
            let lot = study.peek_notes(|it| it.work(&task.id).lot);
            let text = which(task).on(play::drawn(task, lot));
            text.cloned().unwrap_or_default()
        })
    };
    let text = move || {
        let text = match shown.get()? {
            0 => said(&|it| &it.hints.nudge),
            1 => said(&|it| &it.hints.pointer),
            _ => study.playing.get().unwrap_or_else(|| reasons(study, task)),
        };
        Some(text)
    };
    view! {
        <div class="hints">
            <div role="status" class="hint-place">
                {move || text().map(|text| view! {
                    <p class="hint"><Ui name="bulb" /><span>{marked(study, &text)}</span></p>
                })}
            </div>
            <div class="ladder" role="group" aria-label="Hints">
                {(0..steps).map(|which| {
                    let is_open = move || opened.get() > which;
                    // One after the other: what comes later is not read by accident.
                    let waits = move || opened.get() < which;
                    view! {
                        <button
                            aria-pressed=move || (shown.get() == Some(which)).to_string()
                            aria-disabled=move || waits().then_some("true")
                            title=move || waits().then(|| format!("First: {}", NAMES[which - 1]))
                            on:click=move |_| if !waits() {
                                chosen.set(Some(which));
                                task.with_value(|it| open(study, it, which));
                            }
                        >
                            <Show when=is_open><Ui name="check" /></Show>
                            {NAMES[which]}
                        </button>
                    }
                }).collect_view()}
            </div>
        </div>
    }
}
