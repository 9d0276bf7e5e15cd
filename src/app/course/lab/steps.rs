//! How a task is solved: the steps that were recorded, each with its reason.

use leptos::prelude::*;
use serde_json::Value;

use super::workshop::use_workshop;
use crate::app::parts::Ui;
use crate::course::lab::repair::with_why;

/// The steps of a task.
#[component]
pub fn Steps(
    /// The task.
    key: u32,
) -> impl IntoView {
    let workshop = use_workshop();
    let show = Memo::new(move |_| workshop.task(key, |it| it.show.clone()).unwrap_or_default());
    let count = Memo::new(move |_| show.with(Vec::len));
    let by_hand = Memo::new(move |_| workshop.draft.with(|it| it.hand.is_some()));
    let why = move |place: usize| {
        let why = show.with(|it| {
            it.get(place)?
                .get("why")
                .and_then(Value::as_str)
                .map(str::to_owned)
        });
        why.unwrap_or_default()
    };
    let remove = move |place: usize| {
        workshop.change_task(key, "Leave out a step", |it| {
            if place < it.show.len() {
                it.show.remove(place);
            }
        });
    };
    view! {
        <section class="lab-part" aria-labelledby="lab-steps">
            <div class="lab-part-head">
                <h2 id="lab-steps">"The solution"</h2>
                <button class="btn small" disabled=move || by_hand.get() on:click=move |_| workshop.record(key)>
                    <i class="lab-record" aria-hidden="true"></i>
                    {move || if count.get() == 0 { "Record the steps" } else { "Record anew" }}
                </button>
            </div>
            <Show when=move || count.get() == 0>
                <p class="lab-note">"No steps yet. Press Record, solve the task on the canvas, press Done."</p>
            </Show>
            <ol class="lab-steps">
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <li>
                        <textarea
                            class="input"
                            rows="2"
                            aria-label=format!("Reason of step {}", place + 1)
                            prop:value=move || why(place)
                            on:change=move |event| {
                                let text = event_target_value(&event);
                                workshop.change_task(key, "Write a reason", |it| {
                                    if let Some(step) = it.show.get_mut(place) {
                                        *step = with_why(step, text.trim());
                                    }
                                });
                            }
                        ></textarea>
                        <button class="btn quiet square small" aria-label=format!("Leave out step {}", place + 1) title="Leave out" on:click=move |_| remove(place)>
                            <Ui name="trash" />
                        </button>
                    </li>
                </For>
            </ol>
            <Show when=move || { count.get() > 1 }>
                <button class="btn quiet small" on:click=move |_| workshop.drop_idle(key)>
                    "Leave out what the conditions do not ask for"
                </button>
            </Show>
        </section>
    }
}
