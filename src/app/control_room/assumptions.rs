//! All that the simulation assumes, by name.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::room::use_room;
use crate::app::parts::Ui;
use crate::app::parts::modal::{Modal, close};
use crate::simulation::assumption::ASSUMPTIONS;

/// A button that shows them.
#[component]
pub fn Assumptions() -> impl IntoView {
    let room = use_room();
    let open = RwSignal::new(false);
    let node = NodeRef::<Dialog>::new();
    // Those that this run rests on stand first.
    let used = move || {
        room.peek(|it| {
            let story = it.record().story.iter();
            story.filter_map(|it| it.assumption).collect::<Vec<_>>()
        })
        .unwrap_or_default()
    };
    let rows = move |wanted: bool| {
        let used = used();
        let all = ASSUMPTIONS.iter();
        all.filter(|it| used.contains(&it.name) == wanted)
            .map(|it| view! {
                <div class="assumed"><dt><code>{it.name}</code></dt><dd>{it.what}" "<span class="muted">{it.why}</span></dd></div>
            })
            .collect_view()
    };
    view! {
        <button class="btn quiet small" title="What AWS does not say and the simulation assumes" on:click=move |_| open.set(true)>
            <Ui name="info" />"Assumptions"
        </button>
        <Show when=move || open.get()>
            <Modal class="dialog room-dialog" label="Simulated assumptions" node on_close=Callback::new(move |()| open.set(false))>
                <div class="dialog-head">"Simulated assumptions"
                    <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
                </div>
                <div class="dialog-body">
                    <p>"What AWS says, the simulation keeps to. What AWS does not say was chosen, and every choice stands here."</p>
                    {(!used().is_empty()).then(|| view! { <h3>"In this run"</h3><dl>{rows(true)}</dl><h3>"The others"</h3> })}
                    <dl>{rows(false)}</dl>
                </div>
            </Modal>
        </Show>
    }
}
