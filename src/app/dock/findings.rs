//! All findings, the worst first; beneath them what waits for the next steps.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::findings::{AcceptedFindings, FindingCard, Waiting};
use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::rules::moment::{Told, cards};

/// The findings panel.
#[component]
pub fn FindingsPanel() -> impl IntoView {
    let store = use_store();
    let told = store.told();
    let lines = Signal::derive(move || store.told_so_far().waiting.clone());
    let is_clear = move |told: &Arc<Told>| told.findings.is_empty() && told.waiting.is_empty();
    // A card stays in place, with its open explanation, as long as it says the
    // same thing about the same resources.
    let keyed = move || {
        let mut seen = std::collections::BTreeMap::new();
        cards(&store.told_so_far().findings)
            .into_iter()
            .map(|card| {
                let said = card
                    .iter()
                    .map(|it| format!("{:?} {}", it.resources, it.sentence));
                let code = card.first().map_or("", |it| it.code);
                let key = format!("{code} {}", said.collect::<Vec<_>>().join(" "));
                let count = seen.entry(key.clone()).or_insert(0_u32);
                *count += 1;
                ((key, *count), card)
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Show when=move || told.with(|told| told.as_ref().is_some_and(is_clear))>
            <div class="empty">
                <Ui name="check-circle" />
                <h3>"Nothing to improve"</h3>
                <p>"Every rule was asked and none has anything to say. Send a request to see the network at work."</p>
            </div>
        </Show>
        <Show when=move || !store.told_so_far().findings.is_empty()>
            <h3 class="visually-hidden">"All findings"</h3>
            <div class="findings">
                <For each=keyed key=|(key, _)| key.clone() let((_key, card))>
                    <FindingCard card />
                </For>
            </div>
        </Show>
        <Waiting lines />
        <AcceptedFindings />
    }
}
