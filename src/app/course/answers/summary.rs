//! The summary: the learner's own first, then ours.

use leptos::prelude::*;

use super::Said;

/// The summary.
#[component]
pub fn SummaryView(
    /// Ours.
    lines: Vec<String>,
    /// The learner's, as it was kept.
    #[prop(optional, into)]
    kept: String,
    /// Whether ours has been shown before.
    #[prop(optional)]
    shown: bool,
    /// Told of what the learner has written.
    #[prop(into)]
    on_keep: Callback<String>,
    /// Told once ours is shown.
    #[prop(into, optional)]
    on_shown: Option<Callback<()>>,
) -> impl IntoView {
    let shown = RwSignal::new(shown);
    let lines = StoredValue::new(lines);
    let show = move |_| {
        shown.set(true);
        if let Some(on_shown) = on_shown {
            on_shown.run(());
        }
    };
    view! {
        <section class="summary" aria-label="Summary">
            <label class="stack">
                <b>"What stays? Write it in your own words first."</b>
                <textarea
                    class="input"
                    rows="5"
                    prop:value=kept
                    on:input=move |event| on_keep.run(event_target_value(&event))
                ></textarea>
            </label>
            <Show
                when=move || shown.get()
                fallback=move || view! {
                    <div class="ask-do">
                        <span class="muted small grow">"It is kept in this browser only."</span>
                        <button class="btn" on:click=show>"Show ours"</button>
                    </div>
                }
            >
                <div class="summary-ours" role="status">
                    <b>"Ours"</b>
                    <ol>{lines.get_value().into_iter().map(|text| view! { <li><Said text /></li> }).collect_view()}</ol>
                </div>
            </Show>
        </section>
    }
}
