//! The places of everything in the builder: the panel with the lab, the canvas beside it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::BODY;
use super::faults::Faults;
use super::overview::Overview;
use super::task::TaskEditor;
use super::workshop::{State, Workshop, use_workshop};
use crate::app::canvas::Canvas;
use crate::app::dialogs::Dialogs;
use crate::app::dock::Dock;
use crate::app::files;
use crate::app::inspector::Inspector;
use crate::app::palette::Rail;
use crate::app::parts::toast::Toasts;
use crate::app::parts::undo::UndoRedo;
use crate::app::parts::{Ui, px};
use crate::app::regions::arrive;
use crate::app::shell::{Left, Modes, TabBar};
use crate::app::state::{LabPage, Mode, Sheet, Tone, say};
use crate::app::storage::use_keeper;
use crate::app::topbar::TopBar;
use crate::course::lab::draft::Draft;
use crate::course::lab::history::History;
use crate::course::lab::{link, pack};
use crate::editor::kept::lab::KeptLab;

/// A draft: looked up, then shown.
#[component]
pub fn Opened(
    /// The number of the lab.
    number: u32,
) -> impl IntoView {
    let keeper = use_keeper();
    let workshop = RwSignal::new(None::<Result<Workshop, String>>);
    let owner = Owner::current();
    spawn_local(async move {
        let kept = keeper.lab(number).await;
        // By then somebody may have gone elsewhere.
        if workshop.try_get_untracked().is_none() {
            return;
        }
        let history = |kept: &KeptLab| kept.history.as_deref().map(History::from_json);
        let history = kept.as_ref().ok().and_then(history).unwrap_or_default();
        let draft = kept.and_then(|kept| match kept.draft {
            Some(text) if text.is_empty() => {
                let mut draft = Draft::new();
                draft.title = kept.title;
                Ok(draft)
            }
            Some(text) => {
                Draft::from_json(&text).map_err(|why| format!("its draft is damaged: {why}"))
            }
            None => Err("it was handed over, and only its author can change it".to_owned()),
        });
        let made = draft.map(|draft| match owner {
            Some(owner) => owner.with(|| Workshop::new(number, draft, history)),
            None => Workshop::new(number, draft, history),
        });
        workshop.set(Some(made));
    });
    move || {
        match workshop.get() {
        None => view! { <main class="opening"><p role="status">"Opening…"</p></main> }.into_any(),
        Some(Ok(workshop)) => {
            provide_context(workshop);
            view! { <Frame /> }.into_any()
        }
        Some(Err(why)) => view! {
            <main class="opening">
                <h1>"Lab builder"</h1>
                <div class="why error" role="alert">
                    <p>{format!("The lab could not be opened: {why}.")}</p>
                    <button class="btn small" on:click=move |_| keeper.leave()>"Back to the campus"</button>
                </div>
            </main>
        }
        .into_any(),
    }
    }
}

#[component]
fn Frame() -> impl IntoView {
    let workshop = use_workshop();
    let store = workshop.store;
    let sheet = move || store.sheet.get().map(Sheet::key);
    let dock = move || (!store.dock_open.get()).then_some("closed");
    let selected = Memo::new(move |_| store.selection().with(|it| !it.is_empty()));
    let is_built = move || store.mode.get() == Mode::Build;
    let page = move || {
        if workshop.on_canvas.get() {
            "canvas"
        } else {
            "read"
        }
    };
    let open = workshop.open;
    Effect::new(move || say(workshop.said.get()));
    arrive(&["#lab-body", "#canvas"]);
    view! {
        <div
            class="app lesson lab"
            data-sheet=sheet
            data-dock=dock
            data-mode=move || store.mode.get().key()
            data-course=move || is_built().then_some("open")
            data-page=move || is_built().then(page)
            data-inspect=move || (is_built() && selected.get()).then_some("")
            style:--dock=px(store.dock_height)
            style:--inspector=px(store.inspector_width)
        >
            <a class="skip-link" href="#canvas">"To the canvas"</a>
            <TopBar />
            <div class="course" role="complementary" aria-label="Lab builder">
                <Head />
                <PageSwitch />
                <div class="reading-place">
                    <div class="reading lab-body" id=BODY tabindex="-1">
                        {move || match open.get() {
                            Some(key) => view! { <TaskEditor key /> }.into_any(),
                            None => view! { <Overview /> }.into_any(),
                        }}
                    </div>
                </div>
                <Foot />
            </div>
            <Show when=move || store.sheet.get() == Some(Sheet::Left)><Left /></Show>
            <main class="main">
                <Canvas />
                <Rail kinds=Vec::new() />
            </main>
            <aside class="right" aria-label="Inspector"><Inspector /></aside>
            <Toasts />
            <section class="dock" aria-label="Panels"><Dock /></section>
            <TabBar />
            <Modes />
            <Dialogs />
            <Show when=move || workshop.breaking.get()><Faults /></Show>
        </div>
    }
}

/// The head: the way back, and what can be taken back of the lab.
#[component]
fn Head() -> impl IntoView {
    let workshop = use_workshop();
    let undo = Memo::new(move |_| workshop.undo_label());
    let redo = Memo::new(move |_| workshop.redo_label());
    let title = move || {
        let title = workshop.draft.with(|it| it.title.trim().to_owned());
        if title.is_empty() {
            "A lab without a title".to_owned()
        } else {
            title
        }
    };
    view! {
        <div class="course-head">
            <div class="course-bar">
                <a class="btn quiet course-back" href="#/" aria-label="Back to the campus" on:click=move |event| {
                    event.prevent_default();
                    workshop.keeper.leave();
                }><Ui name="chevron-left" /><span>"Lab builder"</span></a>
                <div class="course-tools">
                    <UndoRedo
                        undo
                        redo
                        place=" in the lab"
                        on_undo=Callback::new(move |()| { workshop.undo(); })
                        on_redo=Callback::new(move |()| { workshop.redo(); })
                    />
                </div>
            </div>
            <h1>{title}</h1>
        </div>
    }
}

/// On a phone the lab and the canvas are two pages.
#[component]
fn PageSwitch() -> impl IntoView {
    let workshop = use_workshop();
    let pressed = move |canvas: bool| (workshop.on_canvas.get() == canvas).to_string();
    view! {
        <div class="page-switch segments" role="group" aria-label="Pages">
            <button aria-pressed=move || pressed(false) on:click=move |_| workshop.on_canvas.set(false)>
                <Ui name="book" />"Lab"
            </button>
            <button aria-pressed=move || pressed(true) on:click=move |_| workshop.on_canvas.set(true)>
                <Ui name="build" />"Canvas"
            </button>
        </div>
    }
}

/// What stands at the foot: what is being done by hand, or how far the lab is and what can
/// be done with it.
#[component]
fn Foot() -> impl IntoView {
    let workshop = use_workshop();
    let hand = Memo::new(move |_| workshop.draft.with(|it| it.hand.as_ref().map(|it| it.task)));
    view! {
        <div class="lab-foot">
            {move || match hand.get() {
                Some(task) => view! { <ByHand task /> }.into_any(),
                None => view! { <End /> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn ByHand(
    /// The task that gets the steps; nothing where the drawing is being broken.
    task: Option<u32>,
) -> impl IntoView {
    let workshop = use_workshop();
    let words = match task {
        None => {
            "Break something on the canvas, as somebody would by mistake. The way back becomes the solution."
        }
        Some(_) => {
            "Solve the task on the canvas. What differs in the end becomes the steps; detours leave nothing."
        }
    };
    let title = match task {
        None => "Breaking by hand",
        Some(_) => "Recording the steps",
    };
    view! {
        <section class="lab-hand" aria-label=title>
            <h2><i class="lab-record" aria-hidden="true"></i>{title}</h2>
            <p>{words}</p>
            <div class="row">
                <button class="btn primary grow" on:click=move |_| workshop.done_by_hand()>"Done"</button>
                <button class="btn" on:click=move |_| workshop.give_up()>"Give up"</button>
            </div>
        </section>
    }
}

#[component]
fn End() -> impl IntoView {
    let workshop = use_workshop();
    let (keeper, number, store) = (workshop.keeper, workshop.number, workshop.store);
    let is_lab = Memo::new(move |_| workshop.state.with(|it| matches!(it, State::Lab(_))));
    let words = move || {
        workshop.state.with(|state| match state {
            State::Looking => ("wait", "Looking…".to_owned()),
            State::Running => ("wait", "The drills are run…".to_owned()),
            State::Unchecked => ("open", "Runs decide whether it is a lab".to_owned()),
            State::Lab(_) => (
                "ok",
                "Every task can be solved, and none is solved already.".to_owned(),
            ),
            State::NotYet(all) => {
                let count = crate::text::count(all.len(), "thing", "things");
                ("open", format!("{count} to do before it is a lab"))
            }
        })
    };
    let files = move || {
        workshop.state.with_untracked(|it| match it {
            State::Lab(files) => Some(files.clone()),
            _ => None,
        })
    };
    let save = move |_| {
        if let Some(files) = files() {
            let stem = files::file_name(&workshop.peek(|it| it.title.clone()), "zip");
            let folder = stem.trim_end_matches(".zip").to_owned();
            match pack::to_zip(&files, &folder) {
                Ok(bytes) => {
                    files::download_bytes(&stem, "application/zip", &bytes);
                    store.toast(Tone::Done, format!("{stem} was downloaded."));
                }
                Err(why) => store.toast(Tone::Error, crate::text::capitalised(&why)),
            }
        }
    };
    let share = move |_| {
        if let Some(files) = files() {
            match link::write(&files) {
                Ok(end) => crate::app::parts::copy(store, address(&end)),
                Err(why) => store.toast(Tone::Error, crate::text::capitalised(&why)),
            }
        }
    };
    view! {
        <p class="lab-state" role="status" data-state=move || words().0>
            <i class="check-dot" aria-hidden="true"><Show when=move || is_lab.get()><Ui name="check" /></Show></i>
            {move || words().1}
        </p>
        <Show when=move || workshop.state.with(|it| *it == State::Unchecked)>
            <button class="btn small" on:click=move |_| workshop.check_now()><Ui name="play" />"Check now"</button>
        </Show>
        <div class="lab-ends">
            <button class="btn primary grow" disabled=move || !is_lab.get() on:click=move |_| keeper.open_lab(number, LabPage::Try)>
                <Ui name="play" />"Try it as a learner"
            </button>
            <button class="btn" disabled=move || !is_lab.get() title="Save" on:click=save>
                <Ui name="download" /><span>"Save"</span>
            </button>
            <button class="btn" disabled=move || !is_lab.get() title="Copy link" on:click=share>
                <Ui name="link" /><span>"Copy link"</span>
            </button>
        </div>
    }
}

/// The address of this page with another end.
fn address(end: &str) -> String {
    let location = window().location();
    let href = location.href().unwrap_or_default();
    let page = href.split('#').next().unwrap_or_default();
    format!("{page}{end}")
}
