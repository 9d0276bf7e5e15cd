//! A choice of few, side by side.

use leptos::prelude::*;

/// A choice of few.
#[component]
pub fn Segments<T>(
    /// Its name.
    label: &'static str,
    /// The values with their words.
    choices: Vec<(T, &'static str)>,
    /// The chosen one.
    #[prop(into)]
    value: Signal<T>,
    /// Told of another choice.
    on_change: Callback<T>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let values: Vec<T> = choices.iter().map(|(value, _)| *value).collect();
    let step = move |by: usize| {
        let here = values.iter().position(|it| *it == value.get_untracked());
        // From nothing to the first, or backwards to the last.
        let next = here.map_or(if by == 1 { 0 } else { by }, |here| here + by);
        if let Some(next) = values.get(next % values.len()) {
            on_change.run(*next);
        }
    };
    let last = choices.len().saturating_sub(1);
    // As long as nothing is chosen, Tab leads to the first.
    let known: Vec<T> = choices.iter().map(|(value, _)| *value).collect();
    let nothing = Signal::derive(move || !known.contains(&value.get()));
    view! {
        <div class="segments" role="radiogroup" aria-label=label on:keydown=move |event| {
            match event.key().as_str() {
                "ArrowRight" | "ArrowDown" => step(1),
                "ArrowLeft" | "ArrowUp" => step(last),
                _ => return,
            }
            event.prevent_default();
            event.stop_propagation();
            super::focus_within(&event, "[aria-checked=true]");
        }>
            {choices.into_iter().enumerate().map(|(at, (choice, word))| view! {
                <button
                    type="button"
                    role="radio"
                    aria-checked=move || (value.get() == choice).to_string()
                    tabindex=move || if value.get() == choice || (at == 0 && nothing.get()) { "0" } else { "-1" }
                    on:click=move |_| on_change.run(choice)
                >{word}</button>
            }).collect_view()}
        </div>
    }
}
