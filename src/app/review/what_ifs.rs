//! What a change would save or cost: switches that change the total at once.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::money::{inr, inr_more, usd, usd_more};
use super::reckoning::Reckoning;
use crate::pricing::WhatIf;
use crate::text::list;

/// The switches, and the total with all that are on.
#[component]
pub fn WhatIfs() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let any = move || reckoning.money().is_some_and(|it| !it.what_ifs.is_empty());
    view! {
        <Show when=any>
            <div class="what-ifs" role="group" aria-labelledby="review-what-if">
                <div class="review-card-head"><h3 id="review-what-if">"What if"</h3><span>"before tax · with GST"</span></div>
                {move || reckoning.money().map(|money| {
                    let all = money.what_ifs.iter().cloned().enumerate();
                    all.map(|(place, what_if)| {
                        let rupees = inr_more(&money.bill, what_if.delta);
                        view! { <Row place what_if rupees /> }
                    }).collect_view()
                })}
                <Total />
            </div>
        </Show>
    }
}

#[component]
fn Row(place: usize, what_if: WhatIf, rupees: String) -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let WhatIf {
        key,
        what,
        but,
        delta,
        ..
    } = what_if;
    let lost = move || reckoning.lost.with(|all| all.get(place).cloned().flatten());
    let breaks = move || {
        lost().map(|it| match it.len() {
            0 => ("", "No point is lost.".to_owned()),
            1 => ("error", format!("Point {} fails.", it[0])),
            _ => (
                "error",
                format!("Points {} fail.", list(it.iter().map(u8::to_string))),
            ),
        })
    };
    let id = format!("what-if-{key}");
    let about = format!("{id}-about");
    view! {
        <label class="what-if-row" for=id.clone()>
            <span class="check"><input type="checkbox" role="switch" id=id.clone() aria-describedby=about.clone()
                prop:checked=move || reckoning.on.with(|it| it.contains(key))
                on:change=move |event| {
                    let is_on = event_target_checked(&event);
                    reckoning.on.update(|it| {
                        if is_on { it.insert(key); } else { it.remove(key); }
                    });
                } /></span>
            <span class="what-if-text">
                <span>{what}</span>
                <span class="what-if-about" id=about>
                    <span class=move || breaks().map(|it| it.0)>{move || breaks().map(|it| it.1)}</span>
                    {(!but.is_empty()).then(|| format!(" {but}"))}
                </span>
            </span>
            <span class="what-if-sum" class:less=delta.is_negative()><b>{usd_more(delta)}</b><span>{rupees}</span></span>
        </label>
    }
}

/// The total with all that is on, and a button that makes it so.
#[component]
fn Total() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let store = reckoning.store;
    let name = move || {
        let on = reckoning.on.get();
        match on.len() {
            1 => "With this change".to_owned(),
            count => format!("With these {count} changes"),
        }
    };
    let make = move |_| {
        let Some(assumed) = reckoning.assumed.get_untracked() else {
            return;
        };
        let whats: Vec<String> = reckoning.money().map_or_else(Vec::new, |money| {
            let on = reckoning.on.get_untracked();
            let all = money.what_ifs.iter();
            let made = all.filter(|it| on.contains(it.key) && !it.edits.is_empty());
            made.map(|it| it.what.clone()).collect()
        });
        if store.perform(list(whats.clone()), assumed.0.edits.clone()) {
            reckoning.on.set(BTreeSet::new());
            store.toast_with_undo(format!("Done: {}.", list(whats)));
        }
    };
    view! {
        <div role="status">
            {move || reckoning.assumed.get().map(|assumed| {
                let bill = &assumed.0.bill;
                view! {
                    <div class="what-if-total">
                        <span class="grow">{name}</span>
                        <b>{format!("$ {}", usd(bill.total_with_gst()))}</b>
                        <span>{inr(bill, bill.total())}</span>
                    </div>
                }
            })}
        </div>
        {move || reckoning.assumed.get().filter(|it| !it.0.edits.is_empty()).map(|_| view! {
            <div class="what-if-make"><button class="btn small strong" id="what-if-make" on:click=make>"Change the drawing so"</button></div>
        })}
    }
}
