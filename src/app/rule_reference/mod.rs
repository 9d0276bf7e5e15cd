//! The rule reference: every rule by topic, to search, to read and to print.

#[path = "printed.rs"]
mod print;
mod text;

use std::collections::BTreeMap;

use leptos::ev::KeyboardEvent;
use leptos::html::{self, Article};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::findings::{class_of, icon_of};
use super::late::{Late, Lost, Missing, late, now};
use super::parts::modal::{Modal, close};
use super::parts::segments::Segments;
use super::parts::{Ui, in_next_frame};
use super::state::{Reference, use_store};
use super::texts::{Awaited, use_texts};
use super::theme;
use crate::editor::rule_reference::{Found, Search, count, marked};
use crate::rules::{self, Rule, Severity};
use print::Printed;
use text::Text;

/// How many rules a page key passes.
const LEAF: isize = 8;

/// The rule reference, while it is open.
#[component]
pub fn RuleReference() -> impl IntoView {
    let store = use_store();
    let texts = use_texts();
    move || {
        let opened = store.reference.get()?;
        let node = NodeRef::new();
        let part = Late::new(|| Box::pin(load_all()));
        part.fetch();
        texts.fetch();
        let ready = Memo::new(move |_| texts.here() && part.is_here());
        let late = !ready.get_untracked();
        Some(view! {
            <Modal
                class="dialog reference"
                label="Rule reference"
                node
                on_close=Callback::new(move |()| store.reference.set(None))
            >
                {move || if ready.get() {
                    untrack(|| now(reading(opened, node, late))).into_any()
                } else {
                    view! { <Waiting node part /> }.into_any()
                }}
            </Modal>
            {move || ready.get().then(|| untrack(|| now(printed())))}
        })
    }
}

/// Fetches what is read and what is printed; each entrance knows for itself that it is here.
pub async fn load_all() -> Result<(), Missing> {
    load().await?;
    load_to_print().await
}

late!(
    reference,
    load,
    fn reading(opened: Reference, node: NodeRef<html::Dialog>, late: bool) -> AnyView {
        view! { <Reading opened node late /> }.into_any()
    }
);

late!(
    reference,
    load_to_print,
    fn printed() -> AnyView {
        view! { <Printed /> }.into_any()
    }
);

/// What the parts of the open reference share.
#[derive(Clone, Copy)]
struct Reader {
    found: Memo<Found>,
    words: Memo<Vec<String>>,
    /// The rule that is read.
    shown: Memo<Option<&'static str>>,
    /// The one that somebody chose; it counts as long as it is found.
    chosen: RwSignal<Option<&'static str>>,
    /// Whether a phone, which has room for one of the two, shows the rule
    /// rather than the list.
    reading: RwSignal<bool>,
    /// How many findings of each rule the open document has.
    here: Memo<Option<BTreeMap<&'static str, usize>>>,
    node: NodeRef<html::Dialog>,
    text: NodeRef<Article>,
}

impl Reader {
    fn choose(self, rule: Option<&'static Rule>) {
        if let Some(rule) = rule {
            self.chosen.set(Some(rule.code));
        }
    }

    /// Goes from the list to the rule.
    fn read(self) {
        self.reading.set(true);
        // A phone shows the rule only now.
        in_next_frame(self.text, |text| {
            let _ = text.focus();
        });
    }

    fn key(self, event: &KeyboardEvent) {
        let step = |by| {
            let code = self.shown.get_untracked().unwrap_or_default();
            self.found.with_untracked(|found| found.step(code, by))
        };
        match event.key().as_str() {
            "ArrowDown" => self.choose(step(1)),
            "ArrowUp" => self.choose(step(-1)),
            "PageDown" => self.choose(step(LEAF)),
            "PageUp" => self.choose(step(-LEAF)),
            "Enter" => self.read(),
            _ => return,
        }
        event.prevent_default();
    }
}

/// The dialog until its part of the page and the texts are there.
#[component]
fn Waiting(node: NodeRef<html::Dialog>, part: Late) -> impl IntoView {
    view! {
        <div class="reference-page">
            <Head node />
            <div class="empty">
                <Show when=move || !part.has_failed()><Awaited /></Show>
                <Lost part name="The rule reference" />
            </div>
        </div>
    }
}

/// The heading of the dialog.
#[component]
fn Head(node: NodeRef<html::Dialog>) -> impl IntoView {
    let texts = use_texts();
    view! {
        <header class="reference-head">
            <Ui name="book" />
            <div class="grow">
                <h2>"Rule reference"</h2>
                <p class="muted small">"Every finding comes from one of these rules."</p>
            </div>
            {move || texts.here().then(|| view! {
                <button class="btn quiet phone-hidden" on:click=move |_| {
                    let _ = window().print();
                }>"Print all"</button>
            })}
            <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
        </header>
    }
}

#[component]
fn Reading(
    opened: Reference,
    node: NodeRef<html::Dialog>,
    /// Whether the dialog was open before the texts came.
    late: bool,
) -> impl IntoView {
    let store = use_store();
    let search = RwSignal::new(Search::default());
    let found = Memo::new(move |_| search.with(Search::run));
    let chosen = RwSignal::new(opened.rule);
    let reader = Reader {
        found,
        words: Memo::new(move |_| search.with(Search::words)),
        shown: Memo::new(move |_| {
            let chosen = chosen.get();
            found.with(|found| {
                let kept = chosen.filter(|code| found.rules().any(|it| it.code == *code));
                kept.or_else(|| found.best().map(|it| it.code))
            })
        }),
        chosen,
        reading: RwSignal::new(opened.rule.is_some()),
        here: Memo::new(move |_| {
            store.screen.get().has_document().then(|| {
                let mut counts = BTreeMap::new();
                for finding in store.judged().analysis.findings() {
                    *counts.entry(finding.code).or_default() += 1;
                }
                counts
            })
        }),
        node,
        text: NodeRef::new(),
    };
    if late {
        // The browser puts the focus there only when it opens the dialog.
        in_next_frame(node, |dialog| focus_search(&dialog));
    }
    Effect::new(move |before: Option<Option<&'static str>>| {
        let code = reader.shown.get();
        if before != Some(code) {
            in_next_frame(reader.text, |text| show_chosen(&text));
        }
        code
    });
    let severity = Signal::derive(move || search.with(|it| it.severity));
    let tally = move || {
        let (some, all) = (found.with(Found::len), count(None));
        if some == all {
            format!("{all} rules")
        } else {
            format!("{some} of {all} rules")
        }
    };
    view! {
        <div class="reference-page" data-reading=move || reader.reading.get().then_some("")>
            <Head node />
            <div class="reference-bar">
                <label class="search">
                    <Ui name="search" />
                    <input
                        class="input"
                        role="combobox"
                        aria-label="Search the rules"
                        aria-autocomplete="list"
                        aria-expanded=move || found.with(|it| !it.is_empty()).to_string()
                        aria-controls="rule-list"
                        aria-activedescendant=move || reader.shown.get().map(option_id)
                        placeholder="Words, a code, an AWS error"
                        autofocus
                        autocomplete="off"
                        spellcheck="false"
                        prop:value=move || search.with(|it| it.text.clone())
                        on:input=move |event| {
                            // What is named most exactly is what is meant.
                            chosen.set(None);
                            search.update(|it| it.text = event_target_value(&event));
                        }
                        on:keydown=move |event| reader.key(&event)
                    />
                </label>
                <Segments
                    label="Severity"
                    choices=vec![
                        (None, "All"),
                        (Some(Severity::Error), "Errors"),
                        (Some(Severity::Warning), "Warnings"),
                        (Some(Severity::Info), "Info"),
                    ]
                    value=severity
                    on_change=Callback::new(move |severity| search.update(|it| it.severity = severity))
                />
                <p class="muted small" role="status">{tally}</p>
            </div>
            <div class="reference-body">
                <List reader />
                <article
                    class="reference-text"
                    tabindex="0"
                    aria-label="The chosen rule"
                    node_ref=reader.text
                >
                    {move || match reader.shown.get().and_then(rules::find) {
                        Some(rule) => view! { <Text rule reader /> }.into_any(),
                        None => view! {
                            <div class="empty">
                                <Ui name="search" />
                                <h3>"No rule says that"</h3>
                                <p>"Search for fewer words, such as “gateway”, or for all severities."</p>
                            </div>
                        }.into_any(),
                    }}
                </article>
            </div>
        </div>
    }
}

/// Puts the focus into the search field.
fn focus_search(dialog: &web_sys::Element) {
    if let Ok(Some(field)) = dialog.query_selector(".search input") {
        let _ = field.unchecked_into::<web_sys::HtmlElement>().focus();
    }
}

fn option_id(code: &str) -> String {
    format!("rule-{code}")
}

/// Brings the chosen rule into sight in the list and begins its text anew.
fn show_chosen(text: &web_sys::Element) {
    let chosen = document().query_selector(".reference-list [aria-selected=true]");
    if let Ok(Some(chosen)) = chosen {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        chosen.scroll_into_view_with_scroll_into_view_options(&options);
    }
    text.set_scroll_top(0);
}

/// What was found, by topic.
#[component]
fn List(reader: Reader) -> impl IntoView {
    let topics = move || {
        (reader.found).with(|found| found.shelves.iter().map(|it| it.title).collect::<Vec<_>>())
    };
    let rules = move |topic: &'static str| {
        reader.found.with(|found| {
            let shelf = found.shelves.iter().find(|it| it.title == topic);
            shelf.map(|it| it.rules.clone()).unwrap_or_default()
        })
    };
    view! {
        <div class="reference-list" id="rule-list" role="listbox" aria-label="Rules" on:mousedown=|event| {
            // The focus stays in the search field, where the arrow keys are.
            event.prevent_default();
        }>
            <For each=topics key=|topic| *topic let(topic)>
                <div class="reference-topic" role="group" aria-label=topic>
                    <div class="reference-topic-title" aria-hidden="true">{topic}</div>
                    <For each=move || rules(topic) key=|rule| rule.code let(rule)>
                        <Entry rule reader />
                    </For>
                </div>
            </For>
        </div>
    }
}

/// A rule in the list.
#[component]
fn Entry(rule: &'static Rule, reader: Reader) -> impl IntoView {
    let code = rule.code;
    let selected = move || reader.shown.get() == Some(code);
    let here = move || reader.here.with(|it| it.as_ref()?.get(code).copied());
    view! {
        <div
            class=format!("reference-entry {}", class_of(rule.severity))
            role="option"
            id=option_id(code)
            aria-selected=move || selected().to_string()
            on:click=move |_| {
                reader.choose(Some(rule));
                // On a phone the search field goes; elsewhere it keeps the focus.
                if theme::prefers("(max-width: 760px)") {
                    reader.read();
                } else {
                    reader.reading.set(true);
                }
            }
        >
            <Ui name=icon_of(rule.severity) />
            <span class="grow">
                <span class="visually-hidden">{rule.severity.label()}": "</span>
                <b><Marked text=rule.title reader /></b>
                <code><Marked text=code reader /></code>
            </span>
            {move || here().map(|count| view! {
                <span class="badge">{count}<span class="visually-hidden">{if count == 1 { " finding here" } else { " findings here" }}</span></span>
            })}
        </div>
    }
}

/// A text in which the words of the search are marked.
#[component]
fn Marked(text: &'static str, reader: Reader) -> impl IntoView {
    move || {
        let parts = reader.words.with(|words| marked(text, words));
        let part = |(hit, part): (bool, &'static str)| {
            if hit {
                view! { <mark>{part}</mark> }.into_any()
            } else {
                part.into_any()
            }
        };
        parts.into_iter().map(part).collect_view()
    }
}
