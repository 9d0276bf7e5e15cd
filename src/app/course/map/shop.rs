//! The card of the shop of drills: the trouble of the day, and how many are mended.

use leptos::prelude::*;

use crate::app::course::learner::{now, use_learner};
use crate::app::course::lessons::use_lessons;
use crate::app::front::{Wish, use_front};
use crate::app::parts::Ui;
use crate::course::shop::SHOP;

/// The card of the shop.
#[component]
pub fn ShopCard() -> impl IntoView {
    let learner = use_learner();
    let front = use_front();
    let shelf = use_lessons().shelf;
    let today = now().day;
    // The card keeps its place while the list is on its way, which nobody waits for.
    let sign = move || shelf.get().and_then(|it| it.daily(today).cloned());
    let told = move || {
        let shelf = shelf.get()?;
        let count = shelf.signs.len();
        Some(match learner.progress.with(|it| shelf.solved(it)) {
            0 => format!("{count} broken networks to mend"),
            solved => format!("{solved} of {count} mended"),
        })
    };
    view! {
        <section class="shop-card" aria-labelledby="shop-title">
            <span class="bell-mark"><Ui name="target" /></span>
            <h2 id="shop-title">"The shop of drills"</h2>
            <p class="shop-today">
                {move || match sign() {
                    Some(sign) => view! { <b>{format!("Today: {}. ", sign.title)}</b>{format!("“{}”", sign.symptom)} }.into_any(),
                    None => "Broken networks to mend, each told by its symptom alone.".into_any(),
                }}
            </p>
            <p class="shop-kept">{told}</p>
            <button class="btn" on:click=move |_| front.wish(Wish::Chapter(SHOP))>"To the shop"</button>
        </section>
    }
}
