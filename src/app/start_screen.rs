//! The start screen: continue, begin anew, open the example or a file.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::files;
use super::front::{Front, Wish, use_front};
use super::late::Lost;
use super::parts::toast::Toasts;
use super::parts::{Ui, icon_path};
use super::storage::Line;
use super::theme::{self, Theme};
use crate::editor::kept::Row;

/// The start screen.
#[component]
pub fn StartScreen() -> impl IntoView {
    let front = use_front();
    document().set_title("Cloud Campus");
    front.refresh();
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
            front.wish(Wish::File(file));
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
            front.wish(Wish::File(file));
        }
    };
    let latest = Memo::new(move |_| {
        front.lines.with(|lines| {
            let mut readable = lines.iter();
            readable.find_map(|line| Some((line.slot, line.row.clone().ok()?)))
        })
    });
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
                    <button class="btn quiet" on:click=move |_| front.wish(Wish::Reference)>
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
                    {move || latest.get().map(|(slot, row)| {
                        let about = format!("{} · {}", row.title, meta(&row));
                        view! {
                            <button class="card lead" on:click=move |_| front.wish(Wish::Kept(slot))>
                                <span class="mark"><Ui name="arrow-right" /></span>
                                <h2>"Continue"</h2>
                                <p>{about}</p>
                            </button>
                        }
                    })}
                    <button class="card" on:click=move |_| front.wish(Wish::New)>
                        <span class="mark"><Ui name="plus" /></span>
                        <h2>"New architecture"</h2>
                        <p>"An empty Region and a palette"</p>
                    </button>
                    <button class="card" on:click=move |_| front.wish(Wish::Example)>
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
                <div>
                    <div role="status">
                        <Show when=move || front.waits()><p class="muted">"Opening…"</p></Show>
                    </div>
                    <Lost part=front.editor name="The editor" />
                    <div role="alert">
                        {move || front.told.get().map(|told| view! {
                            <div class="why error">
                                <p>{told.text}</p>
                                <p>{told.remedy}</p>
                                {told.file.map(|(name, text)| view! {
                                    <button class="btn small" on:click=move |_| files::download(&name, "application/json", &text)>
                                        <Ui name="download" />"Save it as a file"
                                    </button>
                                })}
                            </div>
                        })}
                    </div>
                </div>
                <Recent front />
                <Left front />
                <p class="start-foot">"Everything stays in this browser. No AWS account is needed or used."</p>
            </main>
            <Toasts />
        </div>
    }
}

/// What a kept document holds and since when.
fn meta(row: &Row) -> String {
    let count = row.resources;
    let plural = if count == 1 { "" } else { "s" };
    let when = if row.saved > 0.0 {
        let date = js_sys::Date::new(&row.saved.into());
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

/// Everything that is kept, whether its line can be read or not.
#[component]
fn Recent(front: Front) -> impl IntoView {
    let key = |line: &Line| (line.slot, line.row.as_ref().map_or(0, |row| row.revision));
    view! {
        <Show when=move || front.lines.with(|all| !all.is_empty())>
            <section class="start-list">
                <h2>"Kept in this browser"</h2>
                <ul>
                    <For each=move || front.lines.get() key=key let:line>
                        {
                            let slot = line.slot;
                            let (title, about) = match line.row {
                                Ok(row) => (row.title.clone(), meta(&row)),
                                Err(why) => ("Unreadable".to_owned(), why.to_string()),
                            };
                            let spoken = format!("Remove {title}");
                            view! {
                                <li class="row">
                                    <button class="start-row" on:click=move |_| front.wish(Wish::Kept(slot))>
                                        <Ui name="file" /><b>{title}</b><span class="meta">{about}</span>
                                    </button>
                                    <button class="btn quiet square" aria-label=spoken title="Remove" on:click=move |_| front.remove(slot)>
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

/// What an older version has kept and could not come over: it can be saved as
/// a file, or opened if only the new storage is at fault.
#[component]
fn Left(front: Front) -> impl IntoView {
    view! {
        <Show when=move || front.left.with(|all| !all.is_empty())>
            <section class="start-list">
                <h2>"Kept by an older version, and left as it is"</h2>
                <ul>
                    {move || front.left.get().into_iter().map(|left| {
                        let older = left.older;
                        let readable = left.title.is_some();
                        let title = left.title.unwrap_or_else(|| "Unreadable: save as a file".to_owned());
                        let open = move |_| if readable {
                            front.wish(Wish::Older(older.clone()));
                        } else {
                            let name = format!("unreadable-{}.json", older.slot);
                            files::download(&name, "application/json", &older.text);
                        };
                        view! {
                            <li class="row">
                                <button class="start-row" on:click=open>
                                    <Ui name="file" /><b>{title}</b><span class="meta">{left.why}</span>
                                </button>
                            </li>
                        }
                    }).collect_view()}
                </ul>
            </section>
        </Show>
    }
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
