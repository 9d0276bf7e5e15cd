//! The start screen: the campus, one's own architectures, and the ways to begin one.

mod kept;

use std::time::Duration;

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::DragEvent;

use super::course::learner::{Trouble, use_learner};
use super::course::lessons::use_lessons;
use super::course::map::{BellCard, Campus, Card, Labs, Search, ShopCard, is_narrow};
use super::files;
use super::front::{Front, Wish, use_front};
use super::late::Lost;
use super::parts::toast::Toasts;
use super::parts::{Ui, icon_path};
use super::theme::{self, Theme};
use kept::Recent;

/// How long the start screen waits for what it is made of.
const PATIENCE: Duration = Duration::from_millis(1200);

/// Whether all that decides where things stand is here, or has had its time: what somebody
/// is about to press does not leap away because the map of the course comes.
fn has_settled(front: Front) -> Memo<bool> {
    let (learner, lessons) = (use_learner(), use_lessons());
    let late = RwSignal::new(false);
    set_timeout(
        move || late.maybe_update(|it| !std::mem::replace(it, true)),
        PATIENCE,
    );
    Memo::new(move |before: Option<&bool>| {
        let own = learner.is_here.get() && front.lines_here.get() && front.labs_here.get();
        before == Some(&true) || late.get() || own && lessons.map.with(Option::is_some)
    })
}

/// The tabs of a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Learn,
    Mine,
}

/// The start screen.
#[component]
pub fn StartScreen() -> impl IntoView {
    let front = use_front();
    let learner = use_learner();
    document().set_title("Cloud Campus");
    front.refresh();
    use_lessons().fetch();
    let settled = has_settled(front);
    let over = RwSignal::new(false);
    let tab = RwSignal::new(Tab::Learn);
    let narrow = is_narrow();
    let hides = move |it: Tab| narrow.get() && tab.get() != it;
    let searching = RwSignal::new(false);
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
    let is_new = Memo::new(move |_| learner.progress.with(|it| it.chapters.is_empty()));
    let has_own = Memo::new(move |_| front.lines.with(|all| !all.is_empty()));
    view! {
        <div
            class="start"
            class:over=move || over.get()
            on:dragover=move |event: DragEvent| { event.prevent_default(); over.set(true); }
            on:dragleave=move |_| over.set(false)
            on:drop=dropped
        >
            <a class="skip-link" href="#start-main">"Skip to the course"</a>
            <header class="start-bar" class:searching=move || searching.get()>
                <span class="brand"><img src=icon_path("brand") alt="" /><span>"Cloud Campus"</span></span>
                <Search />
                <div class="row">
                    <button
                        class="btn quiet square find-toggle" aria-label="Find a chapter"
                        aria-expanded=move || searching.get().to_string()
                        on:click=move |_| {
                            searching.update(|it| *it = !*it);
                            if searching.get_untracked() {
                                super::parts::focus_element("find-field");
                            }
                        }
                    ><Ui name="search" /></button>
                    <button class="btn quiet person" on:click=move |_| front.wish(Wish::Learners)>
                        <Ui name="person" /><span class="visually-hidden">"Who is learning: "</span><span>{move || learner.name.get()}</span>
                    </button>
                    <button class="btn quiet phone-hidden" on:click=move |_| front.wish(Wish::Reference)>
                        <Ui name="book" />"Rule reference"
                    </button>
                    <ThemeButton />
                </div>
            </header>
            <main class="start-body" class:coming=move || !settled.get() id="start-main" tabindex="-1">
                <Told front />
                <div class="start-lead" class:first=move || is_new.get() hidden=move || hides(Tab::Learn)>
                    <Card />
                    <Show when=move || learner.is_here.get() && !is_new.get()><BellCard /></Show>
                </div>
                <div hidden=move || hides(Tab::Learn)><Campus /></div>
                <div hidden=move || hides(Tab::Learn)><ShopCard /></div>
                <div hidden=move || hides(Tab::Learn)><Labs /></div>
                <Show when=move || narrow.get() && tab.get() == Tab::Mine>
                    <h1 class="visually-hidden">"My architectures"</h1>
                </Show>
                <div class="start-own" class:empty-handed=move || !has_own.get() hidden=move || hides(Tab::Mine)>
                    <Recent front />
                    <section class="start-new" aria-labelledby="start-new">
                        <h2 id="start-new">{move || if has_own.get() { "Start" } else { "Or build freely" }}</h2>
                        <Tiles front over />
                    </section>
                </div>
                <div hidden=move || hides(Tab::Mine)><Left front /></div>
                <p class="start-foot">"Everything stays in this browser. No AWS account is needed or used."</p>
            </main>
            <Toasts />
            <nav class="start-tabs" aria-label="Places">
                <button aria-current=move || (tab.get() == Tab::Learn).then_some("page") on:click=move |_| tab.set(Tab::Learn)>
                    <Ui name="book" />"Learn"
                </button>
                <button aria-current=move || (tab.get() == Tab::Mine).then_some("page") on:click=move |_| tab.set(Tab::Mine)>
                    <Ui name="build" />"My architectures"
                </button>
                <button on:click=move |_| front.wish(Wish::Reference)><Ui name="search" />"Rules"</button>
            </nav>
        </div>
    }
}

/// What has to be told before anything else: that something comes, was refused, or is not kept.
#[component]
fn Told(front: Front) -> impl IntoView {
    let learner = use_learner();
    let download = |name: &str, text: &str| files::download(name, "application/json", text);
    view! {
        <div class="start-told">
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
                            <button class="btn small" on:click=move |_| download(&name, &text)>
                                <Ui name="download" />"Save it as a file"
                            </button>
                        })}
                    </div>
                })}
                {move || learner.trouble.get().map(|trouble| match trouble {
                    Trouble::Unsaved(why) => view! {
                        <div class="why error">
                            <p>{why}</p>
                            <p>"It is here as long as this page is open. Make room, or save it as a file."</p>
                            <div class="row">
                                <button class="btn small" on:click=move |_| learner.try_again()>"Try again"</button>
                                <button class="btn small" on:click=move |_| {
                                    let (name, text) = learner.file();
                                    download(&name, &text);
                                }><Ui name="download" />"Save it as a file"</button>
                            </div>
                        </div>
                    }.into_any(),
                    Trouble::Damaged { name, text, why } => view! {
                        <div class="why warn">
                            <p>{why}</p>
                            <button class="btn small" on:click=move |_| {
                                download(&files::file_name(&name, "unreadable.json"), &text);
                            }><Ui name="download" />"Save it as a file"</button>
                        </div>
                    }.into_any(),
                })}
            </div>
        </div>
    }
}

/// The ways to begin an architecture.
#[component]
fn Tiles(front: Front, over: RwSignal<bool>) -> impl IntoView {
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
    view! {
        <div class="start-cards">
            <button class="card" on:click=move |_| front.wish(Wish::New)>
                <span class="mark"><Ui name="plus" /></span>
                <b>"New architecture"</b>
                <span>"An empty Region and a palette"</span>
            </button>
            <button class="card" on:click=move |_| front.wish(Wish::Example)>
                <span class="mark"><img class="icon" src=icon_path("vpc") alt="" /></span>
                <b>"Open Notebookly"</b>
                <span>"The finished shop to explore"</span>
            </button>
            <button class="card" class:over=move || over.get() on:click=pick>
                <span class="mark"><Ui name="folder" /></span>
                <b>"Open a file"</b>
                <span>"A drawing or a lab, or drop it here"</span>
            </button>
        </div>
        <input type="file" hidden accept=files::ACCEPTED aria-label="File to open" node_ref=picker on:change=picked />
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
