//! What breaks the journeys: each component whose failure does, with proof.
//! Worked out only while the panel is open, for every component on every way
//! is failed in turn.

use leptos::prelude::*;

use super::request;
use crate::analysis::failing;
use crate::analysis::journeys::Weak;
use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::network::Component;
use crate::text::list;

/// The weak points.
#[component]
pub fn WhatBreaks() -> impl IntoView {
    let store = use_store();
    let found = Memo::new(move |_| store.scenario().weak_points().to_vec());
    let failed = Memo::new(move |_| {
        let analysis = store.analysis();
        let all = failing::components(&store.what_if.failures());
        let names = all
            .iter()
            .map(|it| failing::name(it, analysis.architecture()));
        let names: Vec<String> = names.collect();
        (!names.is_empty()).then(|| list(names))
    });
    let stated = Memo::new(move |_| !store.scenario().journeys().is_empty());
    view! {
        <section aria-labelledby="weak-title">
            <h3 id="weak-title">"What breaks it"</h3>
            {move || failed.get().map(|failed| view! {
                <p class="muted">{format!("Counted from the state in which {failed} has failed already: what else would then break it.")}</p>
            })}
            <Show
                when=move || found.with(|it| !it.is_empty())
                fallback=move || view! {
                    <p class="muted">{move || if stated.get() {
                        "No single component or zone whose failure breaks a journey that gets through now."
                    } else {
                        "No journey is stated yet. State one, and what would break it is told here."
                    }}</p>
                }
            >
                <ul class="journey-list">
                    <For each=move || found.get() key=|it| format!("{it:?}") let(point)>
                        <Point point />
                    </For>
                </ul>
            </Show>
        </section>
    }
}

/// One component, and what breaks with it.
#[component]
fn Point(point: Weak) -> impl IntoView {
    let store = use_store();
    let Weak {
        component,
        name,
        breaks,
    } = point;
    let what = match component {
        Component::Zone(_) => format!("Availability Zone {name}"),
        Component::Resource(_) => name,
    };
    let label = format!("Let {what} fail and follow the request");
    let first = breaks.first().map(|(_, asked, _)| asked.clone());
    view! {
        <li class="journey warn">
            <span class="pill warn"><Ui name="warning" />"Single point of failure"</span>
            <div class="grow">
                <b>{what}</b>
                {breaks.into_iter().map(|(journey, _, proof)| view! {
                    <p>
                        "Without it “"{journey}"” stops at "<b>{proof.stop}</b>": "{proof.sentence}
                        {(!proof.code.is_empty()).then(|| view! { " "<code class="muted">{proof.code}</code> })}
                    </p>
                }).collect_view()}
            </div>
            <button class="btn small" aria-label=label on:click=move |_| {
                store.what_if.toggle(&component);
                if let Some(asked) = first.clone() {
                    request::ask_for(store, asked);
                }
            }><Ui name="play" />"Let it fail"</button>
        </li>
    }
}
