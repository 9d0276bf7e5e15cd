//! The start screen: continue, begin anew, open the example or a file.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::files;
use super::parts::toast::Toasts;
use super::parts::{Ui, icon_path};
use super::storage::{self, Kept};
use super::store::{Reference, Store, use_store};
use super::theme::{self, Theme};
use crate::architecture::Document;
use crate::editor::actions;

/// The finished shop of the course.
const NOTEBOOKLY: &str = include_str!("../../assets/examples/notebookly.campus.json");

/// Opens the Notebookly example.
pub fn open_notebookly(store: Store) {
    match Document::from_json(NOTEBOOKLY) {
        Ok(document) => store.open(document),
        Err(error) => store.toast(super::parts::toast::Tone::Error, error.to_string()),
    }
}

/// Opens a kept document and goes on keeping it where it is.
fn reopen(store: Store, slot: u32, document: Document) {
    store.open(document);
    store.slot.set(Some(slot));
}

/// The start screen.
#[component]
pub fn StartScreen() -> impl IntoView {
    let store = use_store();
    document().set_title("Cloud Campus");
    let kept = RwSignal::new(storage::kept());
    let refused = RwSignal::new(None::<String>);
    let over = RwSignal::new(false);
    let picker = NodeRef::<Input>::new();
    let pick = move |_| {
        if let Some(picker) = picker.get_untracked() {
            picker.set_value("");
            picker.click();
        }
    };
    let picked = move |_| {
        let file = picker
            .get_untracked()
            .and_then(|it| it.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            files::open(store, file, refused);
        }
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        let file = event
            .data_transfer()
            .and_then(|it| it.files())
            .and_then(|files| files.get(0));
        if let Some(file) = file {
            files::open(store, file, refused);
        }
    };
    let latest = move || kept.with(|all| all.iter().find(|it| it.content.is_ok()).cloned());
    view! {
        <div
            class="start"
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <header class="start-bar">
                <span class="brand"><img src=icon_path("brand") alt="" /><span>"Cloud Campus"</span></span>
                <div class="row">
                    <button class="btn quiet" on:click=move |_| store.reference.set(Some(Reference::default()))>
                        <Ui name="book" />"Rule reference"
                    </button>
                    <ThemeButton />
                </div>
            </header>
            <main class="start-body">
                <div class="start-title">
                    <h1>"Learn AWS by building it"</h1>
                    <p>"Draw an architecture, see at once what is wrong with it, and follow a request through every gate until it arrives."</p>
                </div>
                <div class="start-cards">
                    {move || latest().map(|latest| {
                        let Ok(document) = latest.content else { return ().into_any() };
                        let about = format!("{} · {}", document.title, meta(&document, latest.saved));
                        view! {
                            <button class="card lead" on:click=move |_| reopen(store, latest.slot, document.clone())>
                                <span class="mark"><Ui name="arrow-right" /></span>
                                <h2>"Continue"</h2>
                                <p>{about}</p>
                            </button>
                        }.into_any()
                    })}
                    <button class="card" on:click=move |_| store.open(actions::blank())>
                        <span class="mark"><Ui name="plus" /></span>
                        <h2>"New architecture"</h2>
                        <p>"An empty Region and a palette"</p>
                    </button>
                    <button class="card" on:click=move |_| open_notebookly(store)>
                        <span class="mark"><img class="icon" src=icon_path("vpc") alt="" /></span>
                        <h2>"Open Notebookly"</h2>
                        <p>"The finished shop: two zones, three tiers"</p>
                    </button>
                    <button class="card" class:over=move || over.get() on:click=pick>
                        <span class="mark"><Ui name="folder" /></span>
                        <h2>"Open a file"</h2>
                        <p>"A .campus.json, or drop it here"</p>
                    </button>
                </div>
                <input type="file" hidden accept=".json,application/json" aria-label="File to open" node_ref=picker on:change=picked />
                <div role="alert">
                    {move || refused.get().map(|why| view! {
                        <div class="why error">
                            <p>{why}</p>
                            <p>"Nothing was changed. Pick another file, or mend this one and open it again."</p>
                        </div>
                    })}
                </div>
                <Recent kept />
                <p class="start-foot">"Everything stays in this browser. No AWS account is needed or used."</p>
            </main>
            <Toasts />
        </div>
    }
}

/// What a kept document holds and since when.
fn meta(document: &Document, saved: f64) -> String {
    let count = document.architecture.len();
    let plural = if count == 1 { "" } else { "s" };
    let when = if saved > 0.0 {
        let date = js_sys::Date::new(&saved.into());
        let options = js_sys::Object::new();
        for (key, style) in [("dateStyle", "medium"), ("timeStyle", "short")] {
            // Without the option the date is only longer.
            let _ = js_sys::Reflect::set(&options, &key.into(), &style.into());
        }
        let text = date.to_locale_string("default", &options);
        format!(" · {}", String::from(text))
    } else {
        String::new()
    };
    format!("{count} resource{plural}{when}")
}

/// Everything that is kept, readable or not.
#[component]
fn Recent(kept: RwSignal<Vec<Kept>>) -> impl IntoView {
    let store = use_store();
    let remove = move |slot: u32| {
        if let Some((text, saved)) = storage::forget(slot) {
            kept.set(storage::kept());
            removed(store, kept, slot, text, saved);
        }
    };
    view! {
        <Show when=move || kept.with(|all| !all.is_empty())>
            <section class="start-list">
                <h2>"Kept in this browser"</h2>
                <ul>
                    <For each=move || kept.get() key=|it| (it.slot, it.saved.to_bits()) let:it>
                        {
                            let slot = it.slot;
                            let (title, about, open) = match it.content {
                                Ok(document) => {
                                    let about = meta(&document, it.saved);
                                    let title = document.title.clone();
                                    let open = Callback::new(move |()| reopen(store, slot, document.clone()));
                                    (title, about, open)
                                }
                                Err((text, why)) => {
                                    let name = format!("unreadable-{slot}.json");
                                    let open = Callback::new(move |()| files::download(&name, "application/json", &text));
                                    ("Unreadable: save as a file".to_owned(), why, open)
                                }
                            };
                            let spoken = format!("Remove {title}");
                            view! {
                                <li class="row">
                                    <button class="start-row" on:click=move |_| open.run(())>
                                        <Ui name="file" /><b>{title}</b><span class="meta">{about}</span>
                                    </button>
                                    <button class="btn quiet square" aria-label=spoken title="Remove" on:click=move |_| remove(slot)>
                                        <Ui name="trash" />
                                    </button>
                                </li>
                            }
                        }
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// Offers to take a removal back.
fn removed(store: Store, kept: RwSignal<Vec<Kept>>, slot: u32, text: String, saved: f64) {
    let back = std::sync::Arc::new(move || {
        storage::bring_back(slot, &text, saved);
        kept.try_set(storage::kept());
    });
    store.toast_with("The document was removed.", "Undo", back);
}

/// Changes between light and dark.
#[component]
fn ThemeButton() -> impl IntoView {
    let dark = RwSignal::new(theme::is_dark());
    view! {
        <button
            class="btn quiet square"
            aria-label=move || if dark.get() { "Light theme" } else { "Dark theme" }
            on:click=move |_| {
                let now = !dark.get_untracked();
                theme::choose(if now { Theme::Dark } else { Theme::Light });
                dark.set(now);
            }
        ><Ui name=Signal::derive(move || if dark.get() { "sun" } else { "moon" }) /></button>
    }
}
