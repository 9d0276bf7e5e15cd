//! Nines: parts side by side or one behind the other, and the minutes that are dark.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::{Handle, state};
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::course::figures::{Nines, Shape, percent};

/// The shapes to choose from, without their numbers.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Series,
    Parallel,
    Then,
}

/// The body of the figure.
#[component]
pub fn NinesBody(handle: Handle) -> impl IntoView {
    let nines = state!(handle, Nines);
    let way = Memo::new(move |_| match nines.with(Nines::shape) {
        Shape::Series => Way::Series,
        Shape::Parallel => Way::Parallel,
        Shape::ParallelThen(..) => Way::Then,
    });
    let put_parts = move |parts: Vec<f64>| handle.put("parts", json!(parts));
    let then = move |many: usize, then: f64| {
        handle.put("shape", json!({ "parallel": many, "then": then }))
    };
    let count = Memo::new(move |_| match nines.with(Nines::shape) {
        Shape::ParallelThen(many, _) => many,
        _ => nines.with(|it| it.parts().len()),
    });
    let resize = move |by: isize| {
        let many = count.get_untracked().saturating_add_signed(by).clamp(1, 6);
        match nines.with_untracked(Nines::shape) {
            Shape::ParallelThen(_, behind) => then(many, behind),
            _ => {
                let mut all = nines.with_untracked(|it| it.parts().to_vec());
                let last = all.last().copied().unwrap_or(0.995);
                all.resize(many, last);
                put_parts(all);
            }
        }
    };
    let choose = move |it: Way| match it {
        Way::Series => handle.put("shape", json!("series")),
        Way::Parallel => handle.put("shape", json!("parallel")),
        Way::Then => then(count.get_untracked().max(2), 0.995),
    };
    view! {
        <Segments
            label="How the parts stand"
            choices=vec![(Way::Series, "In a row"), (Way::Parallel, "Side by side"), (Way::Then, "Mixed")]
            value=way
            on_change=Callback::new(choose)
        />
        <div class="nines-parts" class:series=move || way.get() == Way::Series>
            <div class="nines-group">
                {move || {
                    let (many, mixed) = (count.get(), way.get() == Way::Then);
                    (0..many).map(|place| {
                        let share = move || nines.with(|it| {
                            it.parts().get(if mixed { 0 } else { place }).copied().unwrap_or(1.0)
                        });
                        view! {
                            <div class="nines-part">
                                // Of parts that are one and the same the first is chosen for all.
                                {if mixed && place > 0 {
                                    view! { <span class="mono">{move || percent(share())}</span> }.into_any()
                                } else {
                                    view! {
                                        <Choice label=format!("Part {}", place + 1) share=Signal::derive(share) on_change=Callback::new(move |it: f64| {
                                            let mut parts = nines.with_untracked(|it| it.parts().to_vec());
                                            if let Some(part) = parts.get_mut(place) {
                                                *part = it;
                                            }
                                            put_parts(parts);
                                        }) />
                                    }.into_any()
                                }}
                            </div>
                        }
                    }).collect_view()
                }}
            </div>
            {move || (way.get() == Way::Then).then(|| view! {
                <Ui name="arrow-right" />
                <div class="nines-part">
                    <Choice
                        label="The part behind them".to_owned()
                        share=Signal::derive(move || match nines.with(Nines::shape) {
                            Shape::ParallelThen(_, behind) => behind,
                            _ => 1.0,
                        })
                        on_change=Callback::new(move |it: f64| then(count.get_untracked(), it))
                    />
                </div>
            })}
        </div>
        <div class="figure-row">
            <button type="button" class="btn" disabled=move || count.get() <= 1 on:click=move |_| resize(-1)><Ui name="minus" />"One part less"</button>
            <button type="button" class="btn" disabled=move || { count.get() >= 6 } on:click=move |_| resize(1)><Ui name="plus" />"One part more"</button>
        </div>
        <dl class="figure-numbers">
            <div><dt>"Works"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { percent(nines.with(Nines::share)) }}</dd></div>
            <div><dt>"Dark a year"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { nines.with(Nines::dark) }}</dd></div>
        </dl>
    }
}

/// How often a part works, of what can be chosen and of what the lesson says.
#[component]
fn Choice(
    label: String,
    #[prop(into)] share: Signal<f64>,
    on_change: Callback<f64>,
) -> impl IntoView {
    let choices = move || {
        let mut choices = Nines::CHOICES.to_vec();
        let share = share.get();
        if !choices.contains(&share) {
            choices.push(share);
            choices.sort_by(f64::total_cmp);
        }
        choices
    };
    view! {
        <select
            class="input mono"
            aria-label=label
            on:change=move |event| {
                let number = serde_json::from_str::<Value>(&event_target_value(&event));
                if let Some(share) = number.ok().and_then(|it| it.as_f64()) {
                    on_change.run(share);
                }
            }
        >
            {move || choices().into_iter().map(|it| view! {
                <option value=it.to_string() prop:selected=move || { (it - share.get()).abs() < 1e-15 }>{percent(it)}</option>
            }).collect_view()}
        </select>
    }
}
