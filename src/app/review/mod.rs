//! The review of an open document: what is production-ready about it, what is not, what to do
//! first, and what it costs. It stands where canvas, palette and inspector stand, and is
//! computed only while somebody looks at it.

mod act;
mod beside;
mod bill;
mod checklist;
mod first;
mod load;
mod manual;
mod may;
mod may_answer;
mod money;
mod pillars;
mod printed;
mod reckoning;
mod what_ifs;

use leptos::portal::Portal;
use leptos::prelude::*;

use crate::app::drawing;
use crate::app::late::late;
use crate::app::parts::{Ui, copy};
use crate::app::state::{Mode, use_store};
use crate::architecture::Region;
use crate::review::{Answer, report};
use crate::text::list;
use act::Unfolded;
use reckoning::Reckoning;

/// Where the focus goes when what had it is gone.
const TITLE: &str = "review-title";

late!(
    review,
    load,
    fn page() -> AnyView {
        view! { <Review /> }.into_any()
    }
);

late!(
    review,
    load_beside,
    fn beside_page() -> AnyView {
        view! { <beside::Beside /> }.into_any()
    }
);

/// The review.
#[component]
fn Review() -> impl IntoView {
    let reckoning = Reckoning::begin(use_store());
    provide_context(reckoning);
    provide_context(Unfolded::default());
    // Who came with a key is where the key led.
    crate::app::parts::focus_element(TITLE);
    view! {
        <div class="review">
            <Head />
            <Show
                when=move || reckoning.is_here()
                fallback=|| view! { <p class="review-wait muted" role="status">"The review is being made…"</p> }
            >
                <div class="review-columns">
                    <div class="review-column one">
                        <first::First />
                        <pillars::Pillars />
                        <manual::Manual />
                        <manual::Accepted />
                    </div>
                    <div class="review-column two">
                        <checklist::Checklist />
                        <may::May />
                    </div>
                    <div class="review-column three">
                        <bill::Cost />
                        <load::Load />
                    </div>
                </div>
            </Show>
        </div>
        <Portal>{move || reckoning.is_here().then(|| view! { <printed::Printed reckoning /> })}</Portal>
    }
}

/// What is reviewed, in how far it is ready, and what can be taken away of it.
#[component]
fn Head() -> impl IntoView {
    let store = use_store();
    let reckoning = expect_context::<Reckoning>();
    let headline = move || reckoning.read(report::headline);
    let print = move |_| {
        let _ = window().print();
    };
    let markdown = move |_| copy_markdown(reckoning);
    view! {
        <header class="review-head">
            <div class="grow">
                <p class="review-about">
                    <button class="btn small phone-only" on:click=move |_| store.turn(Mode::Build)>
                        <Ui name="chevron-left" />"Build"
                    </button>
                    <span>{move || about(store)}</span>
                </p>
                <h2 id=TITLE tabindex="-1">{move || headline().unwrap_or_else(|| "Production review".to_owned())}</h2>
                <p class="visually-hidden" role="status">{move || headline()}</p>
            </div>
            <div class="review-take">
                {move || reckoning.review().map(|it| {
                    let marks = it.checklist.iter().map(|line| view! {
                        <i data-answer=answer_key(line.answer) title=format!("{}. {}: {}", line.number.unwrap_or_default(), line.title, line.answer.word())></i>
                    }).collect_view();
                    view! { <div class="review-strip" role="img" aria-label=report::headline(&it)>{marks}</div> }
                })}
                <div class="row">
                    <button class="btn" on:click=markdown><Ui name="copy" />"Copy as Markdown"</button>
                    <button class="btn" on:click=print><Ui name="download" />"Report as PDF"</button>
                </div>
            </div>
        </header>
    }
}

/// Copies the report as Markdown, with the drawing as a flowchart in it.
fn copy_markdown(reckoning: Reckoning) {
    let store = reckoning.store;
    leptos::task::spawn_local(async move {
        let Ok(chart) = drawing::chart_of(store).await else {
            drawing::lost(store, move || copy_markdown(reckoning));
            return;
        };
        let analysis = store.peek_analysis();
        let title = store.peek(|it| it.document().title.clone());
        if let Some(review) = reckoning.review_now() {
            copy(store, report::markdown(&title, &analysis, &review, &chart));
        }
    });
}

/// What is reviewed, where and when.
fn about(store: crate::app::state::Store) -> String {
    let title = store.with(|it| it.document().title.clone());
    let analysis = store.analysis();
    let codes: Vec<String> = analysis
        .architecture()
        .all::<Region>()
        .map(|it| it.1.code.clone())
        .collect();
    let mut parts = vec!["Production review".to_owned(), title];
    if !codes.is_empty() {
        parts.push(list(codes));
    }
    parts.push(crate::app::parts::moment::today());
    parts.join(" · ")
}

/// How an answer is called in the sheet.
const fn answer_key(answer: Answer) -> &'static str {
    match answer {
        Answer::Met => "met",
        Answer::Stated => "stated",
        Answer::NotMet => "not",
        Answer::StatementNeeded => "open",
    }
}
