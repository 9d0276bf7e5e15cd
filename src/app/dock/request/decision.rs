//! What is decided at a stop: the sentence, the remedy, the very table.

use leptos::prelude::*;

use super::send_again;
use crate::app::parts::Ui;
use crate::app::parts::deciding::Deciding;
use crate::app::state::{Store, is_of, use_store};
use crate::editor::Player;
use crate::explain::{deciding_table, extent_sentences, hop_sentence, hop_title};
use crate::network::{Decision, Hop, Reach, Verdict};

/// The decision of the stop at which the packet is.
fn decided(store: Store) -> Memo<Option<Hop>> {
    Memo::new(move |_| {
        store.playback.with(|it| {
            let player = it.as_ref()?;
            player.hop(player.stop()).cloned()
        })
    })
}

/// What happens at the stop, in a sentence, and what mends it.
#[component]
pub fn Told() -> impl IntoView {
    let store = use_store();
    let hop = decided(store);
    move || {
        let (hop, scenario) = (hop.get()?, store.request.of.get()?);
        let architecture = scenario.architecture();
        let dropped = hop.decision == Decision::Dropped;
        let resource = hop.resource.clone();
        let go = resource.filter(|id| architecture.get(&id.owner()).is_some()).map(|id| {
            let name = architecture.name_of(&id);
            view! {
                <button class="btn small quiet" on:click=move |_| store.select_one(&id)>{format!("Go to {name}")}</button>
            }
        });
        Some(view! {
            <p class="sentence" class:dropped=dropped>
                <b>{hop_title(&hop, architecture)}": "</b>
                {hop_sentence(&hop, architecture)}
            </p>
            <div class="actions">
                {dropped.then(|| view! { <Remedy hop=hop.clone() /> })}
                {go}
                {hop.code.map(|code| view! { <span class="explain">{code.name()}</span> })}
            </div>
        })
    }
}

/// The table that decided at the stop, for whom it holds, and what else stands in the way.
#[component]
pub fn Evidence() -> impl IntoView {
    let store = use_store();
    let hop = decided(store);
    let told = Memo::new(move |_| store.request.told.get());
    move || {
        let (hop, scenario) = (hop.get()?, store.request.of.get()?);
        let dropped = hop.decision == Decision::Dropped;
        let table = deciding_table(&hop, scenario.network());
        Some(view! {
            <div class="decision">
                <div>{table.map(|table| view! { <Deciding table dropped /> })}</div>
                <div>
                    // For whom it holds is part of the verdict.
                    <Show when=move || told.get()><ForWhom /><Further /></Show>
                </div>
            </div>
        })
    }
}

/// What mends it, where one thing does; the request is sent again with it.
#[component]
fn Remedy(hop: Hop) -> impl IntoView {
    let store = use_store();
    // Of the very network that the hop comes from, so that the remedy mends
    // what the learner sees; once something else was built it may not apply.
    let fix = Memo::new(move |_| {
        let scenario = store.request.of.get()?;
        let current = is_of(&scenario, &store.analysis());
        current.then(|| scenario.network().remedy(&hop))
    });
    move || {
        fix.get().map(|fix| match fix {
            Ok(fix) => {
                let label = fix.label.clone();
                view! {
                    <button class="btn small" on:click=move |_| {
                        if store.perform(fix.label.clone(), fix.edits.clone()) {
                            store.toast_with_undo(format!("Done: {}.", fix.label));
                            send_again(store);
                        }
                    }><Ui name="check" />{label}</button>
                }
                .into_any()
            }
            Err(none) => view! { <p class="muted small">{none.why}</p> }.into_any(),
        })
    }
}

/// What else stands in the way, and what the answer leaves out.
#[component]
fn Further() -> impl IntoView {
    let store = use_store();
    let trace = store
        .playback
        .with_untracked(|it| it.as_ref().map(|it| it.trace().clone()))?;
    let analysis = store.request.of.get_untracked()?;
    let others: Vec<String> = analysis
        .network()
        .causes(&trace)
        .iter()
        .skip(1)
        .map(|hop| {
            format!(
                "{}: {}",
                hop_title(hop, analysis.architecture()),
                hop_sentence(hop, analysis.architecture())
            )
        })
        .collect();
    let left_out = trace.not_modelled.clone();
    Some(view! {
        {(!others.is_empty()).then(|| view! {
            <details class="further">
                <summary>{match others.len() {
                    1 => "One more thing stands in the way".to_owned(),
                    count => format!("{count} more things stand in the way"),
                }}</summary>
                <ul>{others.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}</ul>
            </details>
        })}
        {left_out.into_iter().map(|it| view! { <p class="muted small">"Not modelled: "{it}</p> }).collect_view()}
    })
}

/// For whom else the answer holds or does not, and a way of somebody who fares
/// better.
#[component]
fn ForWhom() -> impl IntoView {
    let store = use_store();
    let trace = store
        .playback
        .with_untracked(|it| it.as_ref().map(|it| it.trace().clone()))?;
    let analysis = store.request.of.get_untracked()?;
    let sentences = extent_sentences(&trace.extent, analysis.network());
    let better = trace.of_one_through();
    let shows_better = trace.verdict == Verdict::Delivered && trace.extent.reach == Reach::Some;
    let heading = match trace.extent.reach {
        Reach::Some => "Not the same for everybody",
        Reach::Everybody | Reach::Nobody => "Nearly everybody",
    };
    (!sentences.is_empty()).then(|| view! {
        <div class="extent">
            <h4>{heading}</h4>
            <ul>{sentences.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}</ul>
            {better.map(|better| view! {
                <button class="btn small" on:click=move |_| {
                    super::begin(store, Player::new(better.clone()));
                    super::player::play(store);
                }><Ui name="play" />"Show one that gets through"</button>
            })}
            {shows_better.then(|| view! {
                <button class="btn small quiet" on:click=move |_| send_again(store)>"Ask again"</button>
            })}
        </div>
    })
}
