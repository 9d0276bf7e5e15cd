//! The review beside a canvas: how many points are met, and on demand each of them and the
//! four lists of best practice. It is the same review, without its bill.

use leptos::prelude::*;

use super::act::Unfolded;
use super::reckoning::Reckoning;
use super::{answer_key, checklist, pillars};
use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::review::report;

/// From which width of the window on it stands open from the beginning, in pixels.
const ROOMY: f64 = 1500.0;

/// The review, as a strip that unfolds.
#[component]
pub fn Beside() -> impl IntoView {
    let reckoning = Reckoning::of_review(use_store());
    provide_context(reckoning);
    provide_context(Unfolded::default());
    let wide = window().inner_width().ok().and_then(|it| it.as_f64());
    let open = RwSignal::new(wide.is_some_and(|it| it >= ROOMY));
    let met = Memo::new(move |_| reckoning.read(|it| (it.met(), it.checklist.len())));
    let words = move || match met.get() {
        Some((met, of)) => format!("{met} of {of} points"),
        None => "Review".to_owned(),
    };
    view! {
        <section class="beside" data-open=move || open.get().then_some("") aria-label="Review">
            <button class="beside-head" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|it| *it = !*it)>
                <b>{words}</b>
                {move || reckoning.review().map(|it| {
                    let marks = it.checklist.iter().map(|line| view! { <i data-answer=answer_key(line.answer)></i> });
                    let marks = marks.collect_view();
                    view! { <span class="review-strip" role="img" aria-label=report::headline(&it)>{marks}</span> }
                })}
                <Ui name="chevron-down" />
            </button>
            <Show when=move || open.get()>
                <div class="beside-body review" tabindex="0" role="group" aria-label="Checklist and lists of best practice">
                    <checklist::Checklist />
                    <pillars::Pillars />
                </div>
            </Show>
            <p class="visually-hidden" role="status">{words}</p>
        </section>
    }
}
