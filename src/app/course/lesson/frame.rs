//! The places of everything in a lesson: the panel with text and task, the canvas beside it.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::aside::AsideView;
use super::card::TaskCard;
use super::head::{Head, fold};
use super::library::Library;
use super::reading::{PageSwitch, Reading};
use super::study::{Page, Study};
use super::{Which, fetch, keys, pills};
use crate::app::canvas::Canvas;
use crate::app::course::answers::restore_text_size;
use crate::app::course::learner::use_learner;
use crate::app::dialogs::Dialogs;
use crate::app::dock::Dock;
use crate::app::inspector::Inspector;
use crate::app::late::{Part, now};
use crate::app::palette::Rail;
use crate::app::parts::toast::Toasts;
use crate::app::parts::{Ui, px};
use crate::app::review;
use crate::app::shell::{Left, Modes, TabBar};
use crate::app::state::{LabPage, Mode, Sheet, say};
use crate::app::storage::use_keeper;
use crate::app::topbar::TopBar;
use crate::course::lesson::Ask;
use crate::course::notes::Notes;
use crate::course::shop::SHOP;
use crate::text::ended;

/// The least and greatest width that one can give the panel, in pixels.
const WIDTHS: (f64, f64) = (320.0, 560.0);
/// Its width until then.
const WIDTH: f64 = 384.0;
/// How far a finger goes to turn the page.
const SWIPE: f64 = 60.0;

/// A chapter: fetched, then shown.
#[component]
pub fn Opened(
    /// Which lesson.
    which: Which,
) -> impl IntoView {
    let keeper = use_keeper();
    let learner = use_learner();
    let study = RwSignal::new(None::<Result<Study, String>>);
    restore_text_size();
    let owner = Owner::current();
    let fetch = move || {
        study.set(None);
        let owner = owner.clone();
        spawn_local(async move {
            let fetched = fetch::lesson(which, keeper).await;
            let notes = keeper.notes(which.slots(learner.desk()).notes()).await;
            // By then somebody may have gone elsewhere.
            if study.try_get_untracked().is_none() {
                return;
            }
            let notes = notes.map(|it| Notes::from_json(&it)).unwrap_or_default();
            let open = |it| {
                let study = Study::new(it, notes);
                study.start();
                study
            };
            let made = fetched.map(|it| match owner {
                Some(owner) => owner.with(|| open(it)),
                None => open(it),
            });
            study.set(Some(made));
        });
    };
    fetch();
    let again = StoredValue::new_local(fetch);
    move || {
        match study.get() {
        None => view! { <main class="opening"><p role="status">"Opening…"</p></main> }
            .into_any(),
        Some(Ok(study)) => {
            provide_context(study);
            view! { <Frame study /> }.into_any()
        }
        Some(Err(why)) => view! {
            <main class="opening">
                <h1>{which.name()}</h1>
                <div class="why error" role="alert">
                    <p>{match which {
                        Which::Chapter(SHOP) => format!("The shop could not be opened: {why}."),
                        Which::Chapter(_) => format!("The chapter could not be opened: {why}."),
                        Which::Lab(..) => format!("The lab could not be opened: {}", ended(&why)),
                    }}</p>
                    <div class="row">
                        <button class="btn small" on:click=move |_| again.with_value(|it| it())>"Try again"</button>
                        {match which {
                            Which::Lab(lab, LabPage::Try) => view! {
                                <button class="btn small" on:click=move |_| keeper.open_lab(lab, LabPage::Build)>"Back to the builder"</button>
                            }.into_any(),
                            _ => view! {
                                <button class="btn small" on:click=move |_| keeper.leave()>"Back to the campus"</button>
                            }.into_any(),
                        }}
                    </div>
                </div>
            </main>
        }
        .into_any(),
    }
    }
}

/// The frame of a lesson.
#[component]
fn Frame(
    /// The lesson.
    study: Study,
) -> impl IntoView {
    let store = study.store;
    keys::listen(study);
    pills::keep(study);
    let name = study.name();
    let sheet = move || store.sheet.get().map(Sheet::key);
    let dock = move || (!store.dock_open.get()).then_some("closed");
    let course = move || match (study.folded.get(), study.wide.get()) {
        (true, _) => "folded",
        (false, true) => "wide",
        (false, false) => "open",
    };
    let page = move || match study.page.get() {
        Page::Read => "read",
        Page::Canvas => "canvas",
    };
    // What the drawing would give away while somebody is asked to predict it.
    let asking = Memo::new(move |_| {
        let task = study.task(study.place());
        let task = task.filter(|task| !study.with_notes(|it| it.work(&task.id).answered))?;
        let any = |asked: fn(&Ask) -> bool| task.asks.iter().any(asked);
        match (any(Ask::is_of_kinds), any(Ask::gives_away)) {
            (true, _) => Some("kinds"),
            (false, true) => Some("findings"),
            (false, false) => None,
        }
    });
    let selected = Memo::new(move |_| store.selection().with(|it| !it.is_empty()));
    let mode = move || store.mode.get();
    let is_built = move || mode() == Mode::Build;
    // What one reads on a phone is the main part of the page, as the canvas is elsewhere.
    let narrow = RwSignal::new(fetch::is_phone());
    let turned = window_event_listener(leptos::ev::resize, move |_| narrow.set(fetch::is_phone()));
    on_cleanup(move || turned.remove());
    let course_role = move || match study.page.get() {
        Page::Read if narrow.get() => "main",
        _ => "complementary",
    };
    let touch = StoredValue::new(None::<(f64, f64)>);
    Effect::new(move || say(study.judging.said.get()));
    let reviewed = study.chapter(|it| it.review);
    let kinds = study.chapter(|it| it.kinds.clone());
    view! {
        <div
            class="app lesson"
            data-sheet=sheet
            data-dock=dock
            data-mode=move || mode().key()
            data-course=move || is_built().then(course)
            data-page=move || is_built().then(page)
            data-asking=move || asking.get()
            data-inspect=move || (is_built() && selected.get()).then_some("")
            data-playing=move || study.playing.with(Option::is_some).then_some("")
            style:--dock=px(store.dock_height)
            style:--inspector=px(store.inspector_width)
            style:--course=px(study.width)
        >
            <a class="skip-link" href="#task-card" on:click=move |event| {
                event.prevent_default();
                crate::app::parts::focus_element(super::CARD);
            }>"To the task"</a>
            <TopBar />
            <div class="course" role=course_role aria-label=name>
                <Head />
                <PageSwitch />
                <div
                    class="reading-place"
                    on:pointerdown=move |event| if event.pointer_type() == "touch" {
                        touch.set_value(Some((f64::from(event.client_x()), f64::from(event.client_y()))));
                    }
                    on:pointerup=move |event| swiped(study, touch, &event)
                >
                    <Reading />
                    <button class="peek" aria-label="To the canvas" on:click=move |_| study.turn(Page::Canvas)>
                        <i aria-hidden="true"></i>
                    </button>
                </div>
                <TaskCard />
                <Resize study />
            </div>
            <Show when=move || study.folded.get() && is_built()>
                <button class="btn square unfold" aria-label="Unfold the text" title="Unfold the text ([)" on:click=move |_| {
                    fold(study);
                    crate::app::parts::focus_element("reading");
                }><Ui name="chevron-right" /></button>
            </Show>
            <Show when=move || store.sheet.get() == Some(Sheet::Left)><Left /></Show>
            <main class="main">
                <Canvas />
                <Rail kinds />
                {reviewed.then(|| view! {
                    <Part name="The review" load=|| Box::pin(review::load_beside()) draw=|| now(review::beside_page()) />
                })}
            </main>
            <aside class="right" aria-label="Inspector"><Inspector /></aside>
            <Toasts />
            <section class="dock" aria-label="Panels"><Dock /></section>
            <TabBar />
            <Modes />
            <Dialogs />
            <AsideView />
            <Library />
        </div>
    }
}

/// A finger went over the text: far enough to the left, it turns the page.
fn swiped(study: Study, touch: StoredValue<Option<(f64, f64)>>, event: &PointerEvent) {
    let Some((x, y)) = touch.try_update_value(Option::take).flatten() else {
        return;
    };
    let (by_x, by_y) = (
        f64::from(event.client_x()) - x,
        f64::from(event.client_y()) - y,
    );
    if by_x < -SWIPE && by_y.abs() < SWIPE && fetch::is_phone() {
        study.turn(Page::Canvas);
    }
}

/// The right edge of the panel, to be dragged or moved with the arrow keys.
#[component]
fn Resize(
    /// The lesson.
    study: Study,
) -> impl IntoView {
    let dragging = RwSignal::new(false);
    let set = move |width: f64| study.width.set(Some(width.clamp(WIDTHS.0, WIDTHS.1)));
    let down = move |event: PointerEvent| {
        let edge = event
            .current_target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let held = edge.map(|it| it.set_pointer_capture(event.pointer_id()).is_ok());
        if held == Some(true) {
            dragging.set(true);
            event.prevent_default();
        }
    };
    let key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowRight" => 24.0,
            "ArrowLeft" => -24.0,
            _ => return,
        };
        event.prevent_default();
        set(study.width.get_untracked().unwrap_or(WIDTH) + step);
    };
    view! {
        <button
            class="course-resize"
            class:dragging=move || dragging.get()
            role="separator"
            aria-orientation="vertical"
            aria-label="Width of the text"
            aria-valuemin=WIDTHS.0.to_string()
            aria-valuemax=WIDTHS.1.to_string()
            aria-valuenow=move || study.width.get().unwrap_or(WIDTH).round().to_string()
            on:pointerdown=down
            on:pointermove=move |event| if dragging.get_untracked() {
                set(f64::from(event.client_x()));
            }
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:lostpointercapture=move |_| dragging.set(false)
            on:dblclick=move |_| study.width.set(None)
            on:keydown=key
        ></button>
    }
}
