//! Findings as cards: severity in icon and word, the sentence, the remedy.

use leptos::prelude::*;

use crate::app::parts::{Ui, in_next_frame};
use crate::app::regions::focus_place;
use crate::app::state::{Sheet, Store, use_store};
use crate::app::texts::{Awaited, use_texts};
use crate::architecture::{Edit, ResourceId};
use crate::rules::moment::Line;
use crate::rules::{self, Finding, Severity, accepted};
use crate::text::count;

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

/// The findings of one rule: what they are, and each with its remedy.
#[component]
pub fn FindingCard(
    /// The findings, never none.
    card: Vec<Finding>,
) -> impl IntoView {
    let store = use_store();
    let why = RwSignal::new(false);
    let texts = use_texts();
    let Some(first) = card.first() else {
        return ().into_any();
    };
    let (code, title, severity) = (first.code, first.title, first.severity);
    let target = first.resources.first().cloned();
    let several = card.len();
    let more = move || {
        view! {
            <button
                class="btn small quiet"
                aria-expanded=move || why.get().to_string()
                on:click=move |_| {
                    texts.fetch();
                    why.update(|on| *on = !*on);
                }
            >"Why it matters"</button>
            <Show when=move || why.get()>
                <button class="btn small quiet" on:click=move |_| store.look_up(code)>
                    <Ui name="book" />"Open in the rule reference"
                </button>
            </Show>
        }
        .into_any()
    };
    // One finding alone has all its buttons in one row.
    let alone = several == 1;
    let items = card
        .into_iter()
        .map(|finding| item(store, finding, alone.then(more)))
        .collect_view();
    view! {
        <article class=format!("finding {}", class_of(severity))>
            <Ui name=icon_of(severity) />
            <h4>
                <span class="visually-hidden">{severity.label()}": "</span>
                <button on:click=move |_| if let Some(id) = &target { go_to(store, id) }>{title}</button>
                {(several > 1).then(|| view! { " "<span class="badge">{several}</span> })}
            </h4>
            <span class="code">{code}</span>
            {items}
            <Show when=move || why.get()>
                {move || if texts.here() {
                    rules::find(code).map(|rule| view! {
                        <p>{rule.why}</p>
                        <p>{rule.reaction}</p>
                    }).into_any()
                } else {
                    view! { <Awaited /> }.into_any()
                }}
            </Show>
            {(!alone).then(|| view! { <div class="actions"><div class="actions-quiet">{more()}</div></div> })}
        </article>
    }
    .into_any()
}

/// What one finding says, and the button that mends it; among several it leads
/// to its own thing, too.
fn item(store: Store, finding: Finding, more: Option<AnyView>) -> impl IntoView + use<> {
    let among_several = more.is_none();
    let told = finding.clone();
    let name = store.peek(|it| {
        let first = finding.resources.first();
        first.map(|id| (id.clone(), it.document().architecture.name_of(id)))
    });
    let lead = name.filter(|_| among_several).map(|(id, name)| {
        let label = format!("Go to {name}");
        view! { <button class="btn small quiet" on:click=move |_| go_to(store, &id)>{label}</button> }
    });
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
    let open = RwSignal::new(false);
    let told = StoredValue::new(told);
    view! {
        <p>{finding.sentence}</p>
        <div class="actions">
            {fix}
            // They stay together where the remedy takes the whole line.
            <div class="actions-quiet">
                {lead}
                <button
                    class="btn small quiet"
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|on| *on = !*on)
                >"Accept…"</button>
                {more}
            </div>
        </div>
        <Show when=move || open.get()>
            <Reason told open />
        </Show>
    }
}

/// Why a finding is accepted: a reason, and who gives it.
#[component]
fn Reason(told: StoredValue<Finding>, open: RwSignal<bool>) -> impl IntoView {
    let store = use_store();
    let because = RwSignal::new(String::new());
    let by = RwSignal::new(String::new());
    let reason = NodeRef::<leptos::html::Input>::new();
    in_next_frame(reason, |it| drop(it.focus()));
    let accept = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let form = event.current_target();
        let analysis = store.peek_analysis();
        let today = crate::app::parts::moment::today();
        let edit = told.with_value(|told| {
            let (because, by) = (because.get_untracked(), by.get_untracked());
            accepted::accept(told, analysis.architecture(), &because, &by, &today)
        });
        if because.with_untracked(|it| it.trim().is_empty()) {
            return;
        }
        let title = told.with_value(|told| told.title);
        if let Some(edit) = edit
            && store.perform(format!("Accept “{title}”"), vec![edit])
        {
            if let Some(form) = form {
                focus_place(
                    &form,
                    ".finding",
                    ".findings",
                    ".all-clear, [aria-selected=true]",
                );
            }
            open.set(false);
            store.toast_with_undo(format!("Accepted: {title}."));
        }
    };
    view! {
        <form class="accept" on:submit=accept>
            <label>"Accepted because"
                <input class="input" required autocomplete="off" node_ref=reason prop:value=because
                    on:input=move |event| because.set(event_target_value(&event)) />
            </label>
            <label>"By"
                <input class="input" autocomplete="off" prop:value=by
                    on:input=move |event| by.set(event_target_value(&event)) />
            </label>
            <button class="btn small">"Accept"</button>
        </form>
    }
}

/// The findings that somebody has accepted, each with its reason and a way
/// back.
#[component]
pub fn AcceptedFindings() -> impl IntoView {
    let store = use_store();
    // With the findings: before the rules have been asked nobody knows of either.
    let all = Memo::new(move |_| match store.is_judged() {
        true => store.judged().analysis.accepted().to_vec(),
        false => Vec::new(),
    });
    view! {
        <Show when=move || all.with(|all| !all.is_empty())>
            <details class="accepted">
                <summary>{move || count(all.with(Vec::len), "accepted finding", "accepted findings")}</summary>
                <ul>
                    {move || all.get().into_iter().map(|it| {
                        let title = it.finding.title;
                        let words = it.accepted.in_words();
                        let reopen = move |_| {
                            let edit = Edit::Reopen { accepted: it.accepted.clone() };
                            if store.perform(format!("Open “{title}” again"), vec![edit]) {
                                store.toast_with_undo(format!("Open again: {title}."));
                            }
                        };
                        view! {
                            <li>
                                <b>{title}</b>
                                <p>{it.finding.sentence}</p>
                                <p class="muted">{words}</p>
                                <button class="btn small quiet" on:click=reopen>"Open it again"</button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </details>
        </Show>
    }
}

/// Selects what a finding is about.
fn go_to(store: Store, id: &ResourceId) {
    store.select_one(id);
    store.sheet.set(Some(Sheet::Right));
}

/// What waits for a step that usually comes later: a quiet line each.
#[component]
pub fn Waiting(
    /// The lines.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let store = use_store();
    view! {
        <Show when=move || lines.with(|all| !all.is_empty())>
            <ul class="waiting" aria-label="What comes next">
                {move || lines.get().into_iter().map(|line| {
                    let all = line.resources;
                    view! {
                        <li><button class="link" on:click=move |_| store.select(all.clone())>{line.sentence}</button></li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}
