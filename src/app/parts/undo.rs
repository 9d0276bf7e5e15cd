//! The two buttons that lead back and forth through what was done.

use leptos::prelude::*;

use super::Ui;

/// Undo and redo, each with what it takes back or does again.
#[component]
pub fn UndoRedo(
    /// What an undo takes back.
    undo: Memo<Option<String>>,
    /// What a redo does again.
    redo: Memo<Option<String>>,
    /// Where, for who hears it: " in the lab"; empty for the drawing.
    #[prop(optional)]
    place: &'static str,
    /// Leads back.
    on_undo: Callback<()>,
    /// Leads forth.
    on_redo: Callback<()>,
) -> impl IntoView {
    let button = move |verb: &'static str,
                       icon: &'static str,
                       label: Memo<Option<String>>,
                       run: Callback<()>| {
        let spoken = move || match label.get() {
            Some(label) => format!("{verb}{place}: {label}"),
            None => format!("{verb}{place}"),
        };
        view! {
            <button
                class="btn quiet square"
                aria-label=spoken
                title=spoken
                disabled=move || label.with(Option::is_none)
                on:click=move |_| run.run(())
            ><Ui name=icon /></button>
        }
    };
    view! {
        {button("Undo", "undo", undo, on_undo)}
        {button("Redo", "redo", redo, on_redo)}
    }
}
