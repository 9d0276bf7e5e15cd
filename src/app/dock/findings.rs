//! All findings, the worst first.

use leptos::prelude::*;

use crate::app::findings::FindingCard;
use crate::app::parts::Ui;
use crate::app::state::use_store;

/// The findings panel.
#[component]
pub fn FindingsPanel() -> impl IntoView {
    let store = use_store();
    let findings = Memo::new(move |_| store.analysis().findings().to_vec());
    // A card stays in place, with its open explanation, as long as it says the
    // same thing about the same resources.
    let keyed = move || {
        let mut seen = std::collections::BTreeMap::new();
        findings
            .get()
            .into_iter()
            .map(|finding| {
                let key = format!(
                    "{} {:?} {}",
                    finding.code, finding.resources, finding.sentence
                );
                let count = seen.entry(key.clone()).or_insert(0_u32);
                *count += 1;
                ((key, *count), finding)
            })
            .collect::<Vec<_>>()
    };
    view! {
        <Show
            when=move || findings.with(|all| !all.is_empty())
            fallback=|| view! {
                <div class="empty">
                    <Ui name="check-circle" />
                    <h3>"Nothing to improve"</h3>
                    <p>"Every rule was asked and none has anything to say. Send a request to see the network at work."</p>
                </div>
            }
        >
            <h3 class="visually-hidden">"All findings"</h3>
            <div class="findings">
                <For each=keyed key=|(key, _)| key.clone() let((_key, finding))>
                    <FindingCard finding />
                </For>
            </div>
        </Show>
    }
}
