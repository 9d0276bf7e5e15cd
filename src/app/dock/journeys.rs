//! Journeys: what the design must do, whether it does at this moment, and
//! what would break it.

#[path = "journeys_form.rs"]
mod form;
#[path = "journeys_weak.rs"]
mod weak;

use leptos::prelude::*;

use super::request;
use crate::analysis::failing;
use crate::analysis::journeys::{Journey, State};
use crate::app::late::late;
use crate::app::parts::Ui;
use crate::app::state::{Sheet, Store, use_store};
use crate::architecture::ResourceId;
use crate::building::placement::deletion;
use crate::network::Component;
use crate::text::capitalised;

/// Every journey, checked again whenever something is built or fails.
pub fn checked(store: Store) -> Memo<Vec<Journey>> {
    Memo::new(move |_| store.scenario().journeys().to_vec())
}

late!(
    panels,
    load,
    fn panel(all: Memo<Vec<Journey>>) -> AnyView {
        view! { <JourneysPanel all /> }.into_any()
    }
);

/// The journeys panel.
#[component]
fn JourneysPanel(
    /// The journeys, checked.
    all: Memo<Vec<Journey>>,
) -> impl IntoView {
    let none = Memo::new(move |_| all.with(Vec::is_empty));
    view! {
        <div class="journeys">
            <section aria-labelledby="journeys-title">
                <h3 id="journeys-title">"Journeys"</h3>
                <Show
                    when=move || !none.get()
                    fallback=|| view! { <p class="muted">"State what your design must do, or must never do. It is checked at every change."</p> }
                >
                    <ul class="journey-list">
                        <For
                            each=move || all.get()
                            key=|it| (it.id.clone(), it.name.clone(), it.sentence.clone(), format!("{:?}", it.state))
                            let(journey)
                        >
                            <Line journey />
                        </For>
                    </ul>
                </Show>
                <form::NewJourney />
            </section>
            <WhatFails />
            <weak::WhatBreaks />
        </div>
    }
}

/// One journey.
#[component]
fn Line(journey: Journey) -> impl IntoView {
    let store = use_store();
    let Journey {
        id,
        name,
        sentence,
        state,
    } = journey;
    let (class, icon, word) = match &state {
        State::Passes(_) => ("ok", "check-circle", "Holds"),
        State::Fails(..) => ("error", "error", "Fails"),
        State::Unclear(_) => ("warn", "warning", "Unclear"),
    };
    let (asked, proof, problem) = match state {
        State::Passes(asked) => (Some(asked), None, None),
        State::Fails(asked, proof) => (Some(asked), Some(proof), None),
        State::Unclear(why) => (None, None, Some(format!("{}.", capitalised(&why)))),
    };
    let edited = id.clone();
    let edit_label = format!("Edit “{name}”");
    let remove_label = format!("Remove “{name}”");
    let show_label = format!("Show “{name}”");
    view! {
        <li class=format!("journey {class}")>
            <span class=format!("pill {class}")><Ui name=icon />{word}</span>
            <div class="grow">
                <b>{name}</b>" "<span class="muted">{sentence}</span>
                {proof.map(|proof| view! {
                    <p>
                        <b>"At "{proof.stop}": "</b>{proof.sentence}
                        {(!proof.code.is_empty()).then(|| view! { " "<code class="muted">{proof.code}</code> })}
                    </p>
                    {proof.remarks.into_iter().map(|remark| view! { <p>{remark}</p> }).collect_view()}
                    {proof.fix.map(|fix| {
                        let label = fix.label.clone();
                        view! {
                            <button class="btn small" on:click=move |_| {
                                if store.perform(fix.label.clone(), fix.edits.clone()) {
                                    store.toast_with_undo(format!("Done: {}.", fix.label));
                                }
                            }><Ui name="check" />{label}</button>
                        }
                    })}
                })}
                {problem.map(|problem| view! { <p>{problem}</p> })}
            </div>
            <div class="row">
                {asked.map(|asked| view! {
                    <button class="btn small" aria-label=show_label on:click=move |_| request::ask_for(store, asked.clone())>
                        <Ui name="play" />"Show"
                    </button>
                })}
                <button class="btn small quiet" aria-label=edit_label on:click=move |_| {
                    store.select_one(&edited);
                    store.sheet.set(Some(Sheet::Right));
                }>"Edit"</button>
                <button class="btn small quiet square" aria-label=remove_label title="Remove" on:click=move |_| remove(store, &id)>
                    <Ui name="trash" />
                </button>
            </div>
        </li>
    }
}

fn remove(store: Store, id: &ResourceId) {
    let edits = store.peek(|it| deletion(it.document(), std::slice::from_ref(id)));
    let name = store.peek(|it| it.document().architecture.name_of(id));
    if store.perform(format!("Remove {name}"), edits) {
        store.toast_with_undo(format!("Removed “{name}”"));
    }
}

/// What is assumed to have failed: a switch for each zone, and everything
/// that was marked elsewhere.
#[component]
fn WhatFails() -> impl IntoView {
    let store = use_store();
    let chips = Memo::new(move |_| {
        let analysis = store.judged().analysis;
        let failures = store.what_if.failures();
        let zones = failing::zones(analysis.calm().network().relations());
        let marked = failures.resources.into_iter().map(Component::Resource);
        zones
            .into_iter()
            .map(Component::Zone)
            .chain(marked)
            .map(|it| (failing::name(&it, analysis.architecture()), it))
            .collect::<Vec<_>>()
    });
    view! {
        <section aria-labelledby="what-if-title">
            <h3 id="what-if-title">"What if this fails?"</h3>
            <p class="muted small">"Mark an Availability Zone as failed here, anything else in its inspector. The first minute is shown: databases have failed over, Auto Scaling has not replaced anybody yet."</p>
            <div class="chips">
                <For each=move || chips.get() key=Clone::clone let((name, component))>
                    {
                        let toggled = component.clone();
                        let failed = Memo::new(move |_| store.what_if.has_failed(&component));
                        view! {
                            <button
                                class="chip fails"
                                aria-pressed=move || failed.get().to_string()
                                on:click=move |_| store.what_if.toggle(&toggled)
                            >
                                <Show when=move || failed.get()><Ui name="error" /></Show>
                                {name}
                                <Show when=move || failed.get()><span class="small">"failed"</span></Show>
                            </button>
                        }
                    }
                </For>
            </div>
        </section>
    }
}
