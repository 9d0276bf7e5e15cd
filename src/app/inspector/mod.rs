//! The inspector: everything about what is selected. Its forms are generated
//! from the declarations of the kinds.

mod derived;
mod overview;
mod policy;
mod resource;
mod row;
mod table;
mod table_rows;

use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::architecture::ResourceId;

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
    // Another subject begins at its top.
    Effect::new(move |before: Option<Subject>| {
        let subject = subject.get();
        if before.is_some_and(|before| before != subject) {
            request_animation_frame(|| {
                let found = document().query_selector("aside.right .panel-body");
                if let Ok(Some(body)) = found {
                    body.set_scroll_top(0);
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
    }
}
