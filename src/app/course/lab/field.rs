//! The small fields of the builder's forms.

use leptos::prelude::*;

/// A number for the ids of fields.
fn fresh() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("lab-field-{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// A line of text.
#[component]
pub fn Line(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told of what was typed.
    on_change: Callback<String>,
    /// What stands in it while it is empty.
    #[prop(optional, into)]
    example: String,
    /// The id of a list of what may be meant.
    #[prop(optional, into)]
    list: Option<String>,
) -> impl IntoView {
    let id = fresh();
    view! {
        <div class="lab-field">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                autocomplete="off"
                placeholder=example
                list=list
                prop:value=value
                on:change=move |event| on_change.run(event_target_value(&event))
            />
        </div>
    }
}

/// Several lines of text.
#[component]
pub fn Area(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What is said below it.
    #[prop(optional, into)]
    help: String,
    /// What stands in it.
    #[prop(into)]
    value: Signal<String>,
    /// Told of what was typed.
    on_change: Callback<String>,
    /// How many lines it shows.
    #[prop(default = 3)]
    rows: u32,
) -> impl IntoView {
    let id = fresh();
    let help_id = format!("{id}-help");
    let described = (!help.is_empty()).then(|| help_id.clone());
    view! {
        <div class="lab-field">
            <label for=id.clone()>{label}</label>
            <textarea
                class="input"
                id=id
                rows=rows.to_string()
                aria-describedby=described.clone()
                prop:value=value
                on:change=move |event| on_change.run(event_target_value(&event))
            ></textarea>
            {described.map(|id| view! { <p class="lab-help" id=id>{help.clone()}</p> })}
        </div>
    }
}

/// A choice out of a list.
#[component]
pub fn Pick(
    /// Its name.
    #[prop(into)]
    label: String,
    /// What can be chosen: what is kept, and what one reads.
    #[prop(into)]
    choices: Signal<Vec<(String, String)>>,
    /// What is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Told of another choice.
    on_change: Callback<String>,
    /// What it is called where nothing is chosen; without, something always is.
    #[prop(optional, into)]
    none: Option<String>,
) -> impl IntoView {
    let id = fresh();
    let shown = Memo::new(move |_| {
        let (chosen, mut all) = (value.get(), choices.get());
        // What no list has stays what it is.
        if !chosen.is_empty() && !all.iter().any(|(it, _)| *it == chosen) {
            all.insert(0, (chosen.clone(), chosen));
        }
        all
    });
    view! {
        <div class="lab-field">
            <label for=id.clone()>{label}</label>
            <select class="input" id=id on:change=move |event| on_change.run(event_target_value(&event))>
                {none.filter(|it| !it.is_empty()).map(|text| view! { <option value="" prop:selected=move || value.with(String::is_empty)>{text}</option> })}
                {move || shown.get().into_iter().map(|(code, text)| {
                    let own = code.clone();
                    view! { <option value=code prop:selected=move || value.with(|it| *it == own)>{text}</option> }
                }).collect_view()}
            </select>
        </div>
    }
}
