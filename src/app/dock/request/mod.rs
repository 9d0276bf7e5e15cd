//! The request panel: the question, the player, and the decision of the stop
//! at which the packet is.

mod decision;
mod form;
mod player;

use leptos::prelude::*;

use crate::analysis::question::Question;
use crate::app::parts::Ui;
use crate::app::state::{DockTab, Store, use_store};
use crate::editor::Player;

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
            request.editing.set(false);
            request.sent.set(Some(question));
            request.of.set(Some(scenario));
            store.playback.set(Some(Player::new(trace)));
            true
        }
        Err(problem) => {
            request.editing.set(true);
            request.problem.set(Some(problem));
            false
        }
    }
}

/// Asks the question and plays the answer.
pub fn send(store: Store) {
    if ask(store) {
        player::play(store);
    }
}

/// Asks this question in the request panel and plays the answer.
pub fn ask_for(store: Store, question: Question) {
    store.request.typed.set(Some(question));
    store.show(DockTab::Request);
    send(store);
}

/// Shows a request that was asked elsewhere, of the design as it is now, and plays it.
pub fn watch(store: Store, player: Player) {
    store.what_if.restore_all();
    store.request.editing.set(false);
    store.request.problem.set(None);
    store.request.of.set(Some(store.peek_scenario()));
    store.playback.set(Some(player));
    store.dock.set(DockTab::Request);
    player::play(store);
}

/// The request panel.
#[component]
pub fn RequestPanel() -> impl IntoView {
    let store = use_store();
    let answered = Memo::new(move |_| store.playback.with(Option::is_some));
    let stale = Memo::new(move |_| {
        store.request.of.with(|of| {
            of.as_ref()
                .is_some_and(|of| !of.architecture().is_same(store.analysis().architecture()))
        })
    });
    let failed_since = Memo::new(move |_| {
        store.request.of.with(|of| {
            of.as_ref()
                .is_some_and(|of| *of.failures() != store.what_if.failures())
        })
    });
    view! {
        <div class="request">
            <Show when=move || !answered.get() || store.request.editing.get()>
                <form::QuestionForm />
            </Show>
            <Show when=move || stale.get() || failed_since.get()>
                <div class="player">
                    <span class="pill warn"><Ui name="warning" />{move || if stale.get() { "The architecture has changed since" } else { "What has failed has changed since" }}</span>
                    <button class="btn small" on:click=move |_| send(store)>"Send again"</button>
                </div>
            </Show>
            <Show when=move || answered.get() fallback=|| view! { <Nothing /> }>
                <h3 class="visually-hidden">"The request"</h3>
                <player::PlayerBar />
                <player::Metro />
                <decision::DecisionView />
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
