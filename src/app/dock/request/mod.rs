//! The request panel: the question, what somebody predicts, and the answer: first the
//! verdict with its reason and its remedy, then the line of stops, then the table that
//! decided.

mod decision;
mod form;
mod head;
mod metro;
mod player;
mod predict;

use leptos::prelude::*;

use crate::analysis::question::{Part as Asked, Question};
use crate::app::late::{Part, now};
use crate::app::parts::{Ui, focus_element};
use crate::app::state::{DockTab, Guessing, Store, is_of, use_store};
use crate::app::theme;
use crate::editor::Player;

pub use predict::load;

/// The element that takes the focus when there is an answer.
const HEAD: &str = "request-said";

/// The question in the form.
fn question(store: Store) -> Question {
    let first = || Question::first(store.analysis().architecture());
    store.request.typed.get().unwrap_or_else(first)
}

/// Asks the question in the form; whether it could be read.
fn ask(store: Store) -> bool {
    let question = untrack(|| question(store));
    let scenario = store.peek_scenario();
    let request = store.request;
    match question.flow(scenario.network()) {
        Ok(flow) => {
            let trace = scenario.network().trace(&flow);
            request.problem.set(None);
            request.sent.set(Some(question));
            request.of.set(Some(scenario));
            begin(store, Player::new(trace));
            true
        }
        Err(problem) => {
            request.editing.set(true);
            request.problem.set(Some(problem));
            form::focus(problem_field(store));
            false
        }
    }
}

/// The field in which something cannot be read.
fn problem_field(store: Store) -> &'static str {
    let part = store
        .request
        .problem
        .with_untracked(|it| it.as_ref().map(|it| it.0));
    match part {
        Some(Asked::From) => form::FROM,
        Some(Asked::Port) => form::PORT,
        _ => form::TO,
    }
}

/// Another answer stands in the panel, at its first stop.
fn begin(store: Store, player: Player) {
    let request = store.request;
    request.editing.set(false);
    request.guessing.set(Guessing::No);
    request.told.set(false);
    store.playback.set(Some(player));
    request.asked.update(|it| *it += 1);
    to_top();
}

/// The panel begins at its top: there stands what is said first.
fn to_top() {
    if let Some(panel) = document().get_element_by_id("dock-panel") {
        panel.set_scroll_top(0);
    }
}

/// Asks the question and plays the answer, or lets it be predicted first.
pub fn send(store: Store) {
    if !ask(store) {
        return;
    }
    if store.request.predicts.get_untracked() {
        store.request.guessing.set(Guessing::Asked);
        // The options take the focus when they are there.
    } else {
        player::play(store);
        focus_element(HEAD);
    }
}

/// Asks again what was asked, of the design as it is now, and plays the answer.
fn send_again(store: Store) {
    if ask(store) {
        player::play(store);
        focus_element(HEAD);
    }
}

/// What "Send a request" does: plays the answer to the question that comes to mind. Where
/// none does, or that one was answered, it goes into the form.
pub fn send_or_ask(store: Store) {
    let answered = untrack(|| store.request_is_shown());
    let known = untrack(|| !question(store).to.trim().is_empty());
    store.show(DockTab::Request);
    if known && !answered {
        send(store);
    } else {
        store.request.editing.set(true);
        form::focus(form::TO);
    }
}

/// Asks this question in the request panel and plays the answer.
pub fn ask_for(store: Store, question: Question) {
    store.request.typed.set(Some(question));
    store.show(DockTab::Request);
    send_again(store);
}

/// Shows a request that was asked elsewhere, of the design as it is now, and plays it.
pub fn watch(store: Store, player: Player) {
    store.what_if.restore_all();
    store.request.problem.set(None);
    store.request.of.set(Some(store.peek_scenario()));
    store.dock.set(DockTab::Request);
    begin(store, player);
    player::play(store);
}

/// The request panel.
#[component]
pub fn RequestPanel() -> impl IntoView {
    let store = use_store();
    let request = store.request;
    let answered = Memo::new(move |_| store.playback.with(Option::is_some));
    let asks = Memo::new(move |_| !answered.get() || request.editing.get());
    let guessing = Memo::new(move |_| request.guessing.get());
    let outdated = Memo::new(move |_| {
        let changed = request
            .of
            .with(|of| of.as_ref().map(|of| !is_of(of, &store.analysis())));
        match changed.filter(|_| answered.get() && !store.request_is_current()) {
            Some(true) => Some("The architecture has changed since"),
            Some(false) => Some("What has failed has changed since"),
            None => None,
        }
    });
    // The verdict is told once the packet was where it ends.
    Effect::new(move || {
        let ended = store
            .playback
            .with(|it| it.as_ref().is_some_and(Player::at_end));
        if ended && request.guessing.get() != Guessing::Asked {
            request.told.set(true);
        }
    });
    view! {
        <div class="request">
            <p class="visually-hidden" role="status">{head::spoken(store)}</p>
            <Show when=move || asks.get()>
                <form::QuestionForm />
            </Show>
            <Show when=move || outdated.get().is_some()>
                <div class="player outdated">
                    <span class="pill warn"><Ui name="warning" />{move || outdated.get()}</span>
                    <button class="btn small" on:click=move |_| send_again(store)>"Send again"</button>
                </div>
            </Show>
            <Show when=move || answered.get() fallback=|| view! { <Nothing /> }>
                <h3 class="visually-hidden">"The request"</h3>
                {move || match guessing.get() {
                    Guessing::Asked => view! {
                        <Part name="The prediction" load=|| Box::pin(predict::load()) draw=|| now(predict::asked()) />
                    }.into_any(),
                    _ => view! {
                        <head::Head />
                        {(guessing.get() == Guessing::No).then(|| view! { <metro::Metro /> })}
                        <Show when=move || guessing.get() == Guessing::Said>
                            <Part name="The prediction" load=|| Box::pin(predict::load_said()) draw=|| now(predict::said()) />
                        </Show>
                        <decision::Evidence />
                    }.into_any(),
                }}
            </Show>
        </div>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <div class="empty">
            <Ui name="send" />
            <h3>"Follow a request"</h3>
            <p>"Say from where to where, and see every gate that it passes on its way and back, and who decides there."</p>
        </div>
    }
}

/// Whether the packet jumps from stop to stop.
fn wants_stillness() -> bool {
    theme::prefers("(prefers-reduced-motion: reduce)")
}
