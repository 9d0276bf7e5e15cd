//! The card of the shop of drills: the trouble of the day, and how many are mended.

use leptos::prelude::*;

use crate::app::course::learner::{now, use_learner};
use crate::app::course::lessons::use_lessons;
use crate::app::front::{Wish, use_front};
use crate::app::parts::Ui;
use crate::course::shop::SHOP;

/// The card of the shop; nothing until its list is here.
#[component]
pub fn ShopCard() -> impl IntoView {
    let learner = use_learner();
    let front = use_front();
    let shelf = use_lessons().shelf;
    let today = now().day;
    move || {
        let shelf = shelf.get()?;
        let sign = shelf.daily(today)?.clone();
        let count = shelf.signs.len();
        let told = move || match learner.progress.with(|it| shelf.solved(it)) {
            0 => format!("{count} broken networks to mend"),
            solved => format!("{solved} of {count} mended"),
        };
        Some(view! {
            <section class="shop-card" aria-labelledby="shop-title">
                <span class="bell-mark"><Ui name="target" /></span>
                <h2 id="shop-title">"The shop of drills"</h2>
                <p class="shop-today"><b>{format!("Today: {}. ", sign.title)}</b>{format!("“{}”", sign.symptom)}</p>
                <p class="shop-kept">{told}</p>
                <button class="btn" on:click=move |_| front.wish(Wish::Chapter(SHOP))>"To the shop"</button>
            </section>
        })
    }
}
