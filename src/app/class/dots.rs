//! Progress as a line of dots: a large one for each unit, and between them one for each step
//! of the unit that the class is in. Never a percentage.

use leptos::prelude::*;

use super::state::Class;

/// The line.
#[component]
pub fn Dots(
    /// The class.
    class: Class,
) -> impl IntoView {
    let deck = class.deck();
    let units: Vec<Vec<usize>> = (0..deck.units.len())
        .map(|unit| {
            let all = deck.steps.iter().enumerate();
            all.filter(|(_, it)| it.unit == unit)
                .map(|(place, _)| place)
                .collect()
        })
        .collect();
    let names = deck.units.clone();
    let unit_of = {
        let of: Vec<usize> = deck.steps.iter().map(|it| it.unit).collect();
        move |place: usize| of.get(place).copied().unwrap_or_default()
    };
    let here = Memo::new(move |_| unit_of(class.at.get()));
    view! {
        <ol class="class-dots" aria-label="Units">
            {units.into_iter().zip(names).enumerate().map(|(unit, (steps, name))| {
                let first = steps.first().copied().unwrap_or_default();
                let label = format!("Unit {}: {name}", unit + 1);
                view! {
                    <li>
                        <button
                            data-done=move || (here.get() > unit).then_some("")
                            aria-current=move || (here.get() == unit).then_some("step")
                            aria-label=label.clone()
                            title=label.clone()
                            on:click=move |_| class.go(first)
                        ></button>
                        <Show when=move || here.get() == unit>
                            <span class="class-steps" aria-hidden="true">
                                {steps.iter().map(|place| {
                                    let place = *place;
                                    view! {
                                        <i
                                            data-done=move || (class.at.get() > place).then_some("")
                                            data-here=move || (class.at.get() == place).then_some("")
                                        ></i>
                                    }
                                }).collect_view()}
                            </span>
                        </Show>
                    </li>
                }
            }).collect_view()}
        </ol>
    }
}
