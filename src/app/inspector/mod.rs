//! The inspector: everything about what is selected. Its forms are generated
//! from the declarations of the kinds.

mod derived;
mod overview;
mod policy;
mod resource;
mod row;
mod table;
mod table_rows;

use leptos::ev;
use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::parts::edge::{Bound, Edge};
use crate::app::regions::{focus_seen, is_nowhere, is_within};
use crate::app::state::use_store;
use crate::architecture::ResourceId;
use crate::editor::kept::habits::INSPECTOR_WIDTHS;

/// What the inspector is about.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Subject {
    Architecture,
    Resource(ResourceId),
    Several,
}

/// The inspector.
#[component]
pub fn Inspector() -> impl IntoView {
    let store = use_store();
    let selection = store.selection();
    let subject = Memo::new(move |_| {
        store.opened();
        selection.with(|ids| match (ids.len(), ids.first()) {
            (1, Some(id)) => Subject::Resource(id.clone()),
            (0, _) => Subject::Architecture,
            _ => Subject::Several,
        })
    });
    // What led on to another thing is gone with the first: the focus goes to its name.
    let here = StoredValue::new(false);
    let note = move |event: &web_sys::Event| here.set_value(is_within(event, ".right"));
    let listeners = [
        window_event_listener(ev::pointerdown, move |event| note(&event)),
        window_event_listener(ev::keydown, move |event| note(&event)),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|it| it.remove()));
    Effect::new(move |before: Option<Subject>| {
        let subject = subject.get();
        if before.is_some_and(|before| before != subject) {
            let was_here = here.get_value();
            request_animation_frame(move || {
                // Another subject begins at its top.
                let found = document().query_selector("aside.right .panel-body");
                if let Ok(Some(body)) = found {
                    body.set_scroll_top(0);
                }
                if was_here && is_nowhere() {
                    focus_seen("aside.right h2");
                }
            });
        }
        subject
    });
    view! {
        <div class="sheet-head">
            "Inspect"
            <button class="btn quiet square" aria-label="Close" on:click=move |_| store.sheet.set(None)><Ui name="close" /></button>
        </div>
        {move || match subject.get() {
            Subject::Architecture => view! { <overview::Overview /> }.into_any(),
            Subject::Resource(id) => view! { <resource::ResourceInspector id /> }.into_any(),
            Subject::Several => view! { <overview::Several /> }.into_any(),
        }}
        <Edge
            bound=Bound::Left
            class="inspector-resize"
            label="Width of the inspector"
            limits=INSPECTOR_WIDTHS
            size=store.inspector_width
        />
    }
}
