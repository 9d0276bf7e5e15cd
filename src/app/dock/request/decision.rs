//! What is decided at a stop: the very table, the sentence, the remedy.

use leptos::prelude::*;

use super::send;
use crate::app::parts::Ui;
use crate::app::parts::deciding::Deciding;
use crate::app::state::use_store;
use crate::editor::Player;
use crate::explain::{deciding_table, extent_sentences, hop_sentence, hop_title};
use crate::network::{Decision, Hop, Reach, Verdict};

/// The decision of the stop at which the packet is.
#[component]
pub fn DecisionView() -> impl IntoView {
    let store = use_store();
    let hop = Memo::new(move |_| {
        store.playback.with(|it| {
            let player = it.as_ref()?;
            player.hop(player.stop()).cloned()
        })
    });
    move || {
        let (hop, scenario) = (hop.get()?, store.request.of.get()?);
        let architecture = scenario.architecture();
        let dropped = hop.decision == Decision::Dropped;
        let table = deciding_table(&hop, scenario.network());
        let sentence = hop_sentence(&hop, architecture);
        let resource = hop.resource.clone();
        let go = resource.filter(|id| architecture.get(&id.owner()).is_some()).map(|id| {
            let name = architecture.name_of(&id);
            view! {
                <button class="btn small quiet" on:click=move |_| store.select_one(&id)>{format!("Go to {name}")}</button>
            }
        });
        Some(view! {
            <div class="decision">
                <div>
                    {table.map(|table| view! { <Deciding table dropped /> })}
                    <ForWhom />
                </div>
                <div>
                    <h4>"What happens here"</h4>
                    <p class="sentence">{sentence}</p>
                    <div class="actions">
                        {dropped.then(|| view! { <Remedy hop=hop.clone() /> })}
                        {go}
                        {hop.code.map(|code| view! { <span class="explain">{code.name()}</span> })}
                    </div>
                    <Further />
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
        let current = scenario
            .architecture()
            .is_same(store.analysis().architecture());
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
                            send(store);
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
                    store.playback.set(Some(Player::new(better.clone())));
                    super::player::play(store);
                }><Ui name="play" />"Show one that gets through"</button>
            })}
            {shows_better.then(|| view! {
                <button class="btn small quiet" on:click=move |_| send(store)>"Ask again"</button>
            })}
        </div>
    })
}
