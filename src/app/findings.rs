//! Findings as cards: severity in icon and word, the sentence, the remedy.

use leptos::prelude::*;

use crate::app::parts::Ui;
use crate::app::regions::focus_place;
use crate::app::state::{Sheet, use_store};
use crate::app::texts::{Awaited, use_texts};
use crate::rules::{self, Finding, Severity};

/// The class of a severity in the stylesheet.
pub fn class_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warn",
        Severity::Info => "info",
    }
}

/// The icon of a severity.
pub fn icon_of(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// One finding.
#[component]
pub fn FindingCard(
    /// The finding.
    finding: Finding,
) -> impl IntoView {
    let store = use_store();
    let why = RwSignal::new(false);
    let target = finding.resources.first().cloned();
    let texts = use_texts();
    let select = move |_| {
        if let Some(id) = &target {
            store.select_one(id);
            store.sheet.set(Some(Sheet::Right));
        }
    };
    let fix = finding.fix.map(|fix| {
        let label = fix.label.clone();
        view! {
            <button class="btn small" on:click=move |event| {
                let card = event.current_target();
                if store.perform(fix.label.clone(), fix.edits.clone()) {
                    if let Some(card) = card {
                        focus_place(&card, ".finding", ".findings", ".all-clear, [aria-selected=true]");
                    }
                    store.toast_with_undo(format!("Done: {}.", fix.label));
                }
            }>{label}</button>
        }
    });
    view! {
        <article class=format!("finding {}", class_of(finding.severity))>
            <Ui name=icon_of(finding.severity) />
            <h4>
                <span class="visually-hidden">{finding.severity.label()}": "</span>
                <button on:click=select>{finding.title}</button>
            </h4>
            <span class="code">{finding.code}</span>
            <p>{finding.sentence}</p>
            <Show when=move || why.get()>
                {move || if texts.here() {
                    rules::find(finding.code).map(|rule| view! {
                        <p>{rule.why}</p>
                        <p>{rule.reaction}" "<span class="muted small">{rule.source}</span></p>
                    }).into_any()
                } else {
                    view! { <Awaited /> }.into_any()
                }}
            </Show>
            <div class="actions">
                {fix}
                <button
                    class="btn small quiet"
                    aria-expanded=move || why.get().to_string()
                    on:click=move |_| {
                        texts.fetch();
                        why.update(|on| *on = !*on);
                    }
                >"Why it matters"</button>
                <Show when=move || why.get()>
                    <button class="btn small quiet" on:click=move |_| store.look_up(finding.code)>
                        <Ui name="book" />"Open in the rule reference"
                    </button>
                </Show>
            </div>
        </article>
    }
}
