//! The page: turns signals into elements and events into edits.
//!
//! Nothing here decides anything about AWS or about a document; whatever would
//! be true without a screen stands in the core.

pub mod canvas;
pub mod class;
pub mod command;
pub mod commands;
pub mod control_room;
pub mod course;
mod desk;
pub mod dialogs;
pub mod dock;
mod drawing;
pub mod files;
pub mod findings;
mod fresh;
mod front;
mod idle;
pub mod inspector;
pub mod keys;
mod late;
pub mod outline;
pub mod palette;
pub mod parts;
pub mod picked;
pub mod regions;
pub mod review;
pub mod rule_reference;
pub mod settings;
pub mod share;
pub mod shell;
pub mod spoken;
pub mod start_screen;
mod state;
pub mod storage;
pub mod texts;
pub mod theme;
pub mod timing;
pub mod topbar;

use leptos::prelude::*;

use course::learner::Learner;
use course::lessons::Lessons;
use front::Front;
use late::Late;
use state::Screen;

/// Starts the page in the body of the document.
pub fn start() {
    console_error_panic_hook::set_once();
    theme::restore();
    // Only where somebody works on them: the released page has no such places.
    #[cfg(not(feature = "split"))]
    {
        if course::figures::bench::is_wanted() {
            mount_to_body(course::figures::bench::Bench);
            return;
        }
        if course::answers::try_out::is_asked() {
            mount_to_body(course::answers::try_out::TryOut);
            return;
        }
    }
    mount_to_body(Page);
}

/// The whole page: the start screen, and the editor once it is here.
#[component]
fn Page() -> impl IntoView {
    let front = Front::new(Late::new(|| Box::pin(desk::load())));
    provide_context(front);
    let learner = Learner::default();
    provide_context(learner);
    let lessons = Lessons::default();
    provide_context(lessons);
    learner.start();
    front.start();
    let here = Memo::new(move |_| front.editor.is_here());
    // Nobody waits for the list of the shop, so it comes behind the editor; what did not
    // arrive is asked for again with the next screen.
    Effect::new(move || {
        front.screen.track();
        if here.get() {
            lessons.fetch_shelf();
        }
    });
    view! {
        <fresh::Fresh />
        {move || here.get().then(|| untrack(|| late::now(desk::desk(front))))}
        {move || match front.screen.get() {
            Screen::Opening => view! {
                <main class="opening">
                    <Show when=move || !front.editor.has_failed()><p role="status">"Opening…"</p></Show>
                    <late::Lost part=front.editor name="The editor" />
                </main>
            }.into_any(),
            Screen::Start => view! { <start_screen::StartScreen /> }.into_any(),
            // The editor's part draws what needs it.
            Screen::Editor
            | Screen::Lesson(_)
            | Screen::Lab(..)
            | Screen::Class(_)
            | Screen::ClassNotes(_)
            | Screen::Replay
            | Screen::Bell => ().into_any(),
        }}
    }
}
