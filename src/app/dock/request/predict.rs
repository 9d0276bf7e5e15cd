//! What somebody predicts of a request: where it ends, said before anything moves, and
//! what came of it afterwards. The options stand on the line of stops, as in the course.

use std::collections::BTreeSet;
use std::sync::Arc;

use leptos::prelude::*;

use super::{HEAD, player};
use crate::app::course::answers::{
    Confidence, Confident, Options, Outcome, Reasons, Verdict, WayView, asked_letters, said_letters,
};
use crate::app::late::late;
use crate::app::parts::{Ui, focus_element};
use crate::app::state::{Guess, Guessing, Store, use_store};
use crate::course::guess;
use crate::editor::Player;
use crate::network::{Trace, Verdict as Fate};

late!(
    lesson,
    load,
    fn asked() -> AnyView {
        view! { <Asked /> }.into_any()
    }
);

late!(
    lesson,
    load_said,
    fn said() -> AnyView {
        view! { <Said /> }.into_any()
    }
);

fn trace(store: Store) -> Option<Arc<Trace>> {
    let trace = |it: &Option<Player>| it.as_ref().map(|it| Arc::clone(it.trace()));
    store.playback.with_untracked(trace)
}

/// Plays it, with what was said or without.
fn play(store: Store, said: Option<Guess>) {
    store.request.guessing.set(match said {
        Some(_) => Guessing::Said,
        None => Guessing::No,
    });
    store.request.guess.set(said);
    player::play(store);
    focus_element(HEAD);
}

/// The question, and where one may say that it ends.
#[component]
fn Asked() -> impl IntoView {
    let store = use_store();
    // Another request asks anew.
    let asked = Memo::new(move |_| store.request.asked.get());
    move || {
        asked.get();
        let trace = trace(store)?;
        let scenario = store.request.of.get_untracked()?;
        let found = guess::options(&trace, scenario.network());
        let line = guess::before(&trace, &found.options, scenario.architecture());
        let letters = guess::letters(&line, found.options.len());
        let options = Arc::new(found.options);
        let chosen = RwSignal::new(BTreeSet::<usize>::new());
        let sure = RwSignal::new(Confidence::ThinkSo);
        let marked = (line.clone(), letters.clone());
        Effect::new(move || {
            let (line, letters) = &marked;
            let architecture = scenario.architecture();
            let pills = chosen.with(|it| asked_letters(line, letters, it, architecture));
            store.letters.set(pills);
        });
        on_cleanup(move || {
            store.letters.try_set(Vec::new());
        });
        request_animation_frame(|| {
            if let Ok(Some(first)) = document().query_selector("#dock-panel .ask-option input") {
                use wasm_bindgen::JsCast;
                if let Ok(first) = first.dyn_into::<web_sys::HtmlElement>() {
                    let _ = first.focus();
                }
            }
        });
        let question = store.request.sent.get_untracked().map(|it| {
            format!(
                "How far does the request of {} to {} get?",
                it.from,
                it.target()
            )
        });
        let shown = Arc::clone(&options);
        let line = Memo::new(move |_| line.clone());
        let group = StoredValue::new("request-guess".to_owned());
        let say = move |_| {
            let Some(own) = chosen.with_untracked(|it| it.first().copied()) else {
                return;
            };
            let guess = Guess {
                options: Arc::clone(&options),
                right: found.right,
                own,
                letters: letters.clone(),
                sure: sure.get_untracked(),
            };
            play(store, Some(guess));
        };
        Some(view! {
            <section class="asks request-guess" aria-label="Predict first">
                <div class="ask-one">
                    <p class="ask-question"><span class="pill accent">"Predict"</span>" "{question}</p>
                    <Options options=shown line chosen set=false group />
                    <div class="ask-do">
                        <Confident sure />
                        <button class="btn quiet" on:click=move |_| play(store, None)>"Just play it"</button>
                        <button class="btn primary" disabled=move || chosen.with(BTreeSet::is_empty) on:click=say>
                            <Ui name="play" />"Play it"
                        </button>
                    </div>
                </div>
            </section>
        })
    }
}

/// The way that the packet takes, with the learner's own letter; at its end a sentence for
/// every option.
#[component]
fn Said() -> impl IntoView {
    let store = use_store();
    let trace = trace(store)?;
    let scenario = store.request.of.get_untracked()?;
    let guess = store.request.guess.get_untracked()?;
    let stops = guess::after(&trace, &guess.options, scenario.architecture());
    let is_right = guess.own == guess.right;
    let hops: Vec<Option<usize>> = stops.iter().map(|it| it.hop).collect();
    let last = hops.iter().rposition(Option::is_some).unwrap_or_default();
    let told = Memo::new(move |_| store.request.told.get());
    let at = Memo::new(move |_| {
        let (stop, ended) = store.playback.with(|it| {
            it.as_ref()
                .map_or((0, false), |it| (it.stop(), it.at_end()))
        });
        let reached = |hop: &Option<usize>| hop.is_some_and(|hop| hop <= stop);
        match ended {
            true => last + 1,
            false => hops.iter().rposition(reached).unwrap_or_default(),
        }
    });
    let marked = (stops.clone(), guess.letters.clone());
    let own = guess.own;
    Effect::new(move || {
        let (stops, letters) = &marked;
        let right = is_right && told.get();
        let architecture = scenario.architecture();
        // The drawing is free again where the request is no longer shown on it.
        store.letters.set(match store.request_is_shown() {
            true => said_letters(stops, letters, &[own], right, architecture),
            false => Vec::new(),
        });
    });
    on_cleanup(move || {
        store.letters.try_set(Vec::new());
    });
    let outcome = Outcome {
        own: vec![guess.own],
        key: vec![guess.right],
        right: is_right,
        trace: None,
        stops: stops.clone(),
        letters: guess.letters.clone(),
    };
    let dropped = (trace.verdict == Fate::Dropped).then_some(last);
    let remark = match (is_right, guess.sure) {
        (false, Confidence::Sure) => {
            Some("You were sure. The row that decided is the one to remember.")
        }
        (true, Confidence::Guess) => Some("It was a guess, and it is right. Can you say why?"),
        _ => None,
    };
    Some(view! {
        <section class="asks request-guess" aria-label="What you said">
            <WayView
                stops
                letters=guess.letters
                own=vec![guess.own]
                right=vec![guess.right]
                dropped
                at
            />
            <Show when=move || told.get()>
                <div class="ask-told">
                    <p class="ask-head"><Verdict right=is_right wrong="You said something else" />{remark}</p>
                    <Reasons outcome=outcome.clone() options=Arc::clone(&guess.options) />
                </div>
            </Show>
        </section>
    })
}
