//! The editor's entrance: everything that works on a document hangs here, and comes after
//! the start screen.

use std::time::Duration;

use leptos::prelude::*;

use super::canvas::CanvasTools;
use super::commands::{self, Page};
use super::course::bell;
use super::course::lab::{self, LabBuilder};
use super::course::learner::dialog::Learners;
use super::course::learner::{Learner, stations, use_learner};
use super::course::lesson::{self, Lesson, Which};
use super::dock::{journeys, reach, request, template};
use super::drawing;
use super::front::{Front, Wish};
use super::idle::idle;
use super::late::{Part, late, now};
use super::rule_reference::RuleReference;
use super::shell::Shell;
use super::state::{LabPage, Reference, Screen, Store, habits};
use super::storage::{Keeper, Trouble};
use super::{class, control_room, keys, picked, review, rule_reference, share, spoken, texts};
use crate::architecture::Document;

/// How long an open document has the line for itself.
const REST: Duration = Duration::from_secs(2);

late!(
    editor,
    load,
    fn desk(front: Front) -> AnyView {
        view! { <Desk front /> }.into_any()
    }
);

/// What is to be seen of an open document, and what goes on behind it.
#[component]
fn Desk(
    /// The first part of the page.
    front: Front,
) -> impl IntoView {
    let store = Store::new(front);
    provide_context(store);
    provide_context(texts::Texts::default());
    let canvas = CanvasTools::new(store);
    provide_context(canvas);
    let keeper = Keeper::new(front, store, canvas);
    provide_context(keeper);
    keeper.start();
    let page = commands::use_page();
    keys::listen(page);
    habits::keep(store);
    spoken::listen(store);
    let learner = use_learner();
    Effect::new(move |_| {
        if let Some(wish) = front.take_wish() {
            untrack(|| fulfil(page, learner, wish));
        }
    });
    Effect::new(move |begun: Option<bool>| {
        let open = front.screen.get().has_document();
        let begun = begun == Some(true);
        if open && !begun {
            set_timeout(fetch_the_rest, REST);
        }
        open || begun
    });
    // The log of calls says which of them AWS would have refused.
    let store = page.store;
    Effect::new(move |_| {
        if store.is_judged() {
            store.answer(&store.judged().analysis);
        }
    });
    view! {
        <Trouble />
        {move || match front.screen.get() {
            Screen::Editor => Some(view! { <Shell /> }.into_any()),
            Screen::Lesson(number) => Some(view! { <Lesson which=Which::Chapter(number) /> }.into_any()),
            Screen::Lab(number, LabPage::Build) => Some(view! { <LabBuilder number /> }.into_any()),
            Screen::Lab(number, page) => Some(view! { <Lesson which=Which::Lab(number, page) /> }.into_any()),
            Screen::Class(number) => Some(view! { <class::ClassScreen number /> }.into_any()),
            Screen::ClassNotes(number) => Some(view! {
                <Part name="The notes" load=|| Box::pin(class::load_notes()) draw=move || now(class::notes(number)) />
            }.into_any()),
            Screen::Replay => Some(view! {
                <Part name="The recording" load=|| Box::pin(class::load_replay()) draw=|| now(class::recording()) />
            }.into_any()),
            Screen::Bell => Some(view! {
                <Part name="The morning bell" load=|| Box::pin(bell::load()) draw=|| now(bell::page()) />
            }.into_any()),
            _ => None,
        }}
        <RuleReference />
        <Learners />
    }
}

/// Fetches the parts that an open document may want next: whoever asks for one then does not
/// wait, and whoever goes offline has them all. Each takes a moment to be read, in which a
/// drag would stumble, so one comes after the other and only while nobody does anything.
fn fetch_the_rest() {
    leptos::task::spawn_local(async {
        // What does not arrive is asked for again, and told of, where it is wanted.
        idle().await;
        let _ = template::load_all().await;
        idle().await;
        let _ = rule_reference::load_all().await;
        idle().await;
        let _ = lesson::load().await;
        idle().await;
        let _ = request::load().await;
        idle().await;
        let _ = reach::load().await;
        idle().await;
        let _ = bell::load().await;
        idle().await;
        let _ = journeys::load().await;
        idle().await;
        let _ = stations::load().await;
        idle().await;
        let _ = share::load().await;
        idle().await;
        let _ = control_room::load().await;
        idle().await;
        let _ = class::load().await;
        idle().await;
        let _ = review::load().await;
        idle().await;
        let _ = lab::load().await;
        idle().await;
        let _ = drawing::load_all().await;
    });
}

/// Does what the start screen asked for.
fn fulfil(page: Page, learner: Learner, wish: Wish) {
    let keeper = page.keeper;
    match wish {
        Wish::New => keeper.open_new(),
        Wish::Example => keeper.open_example(),
        Wish::Kept(slot) => keeper.open_kept(slot),
        Wish::Rename(slot, title) => keeper.rename_kept(slot, title),
        Wish::Duplicate(slot) => keeper.duplicate_kept(slot),
        Wish::File(file) => picked::open(keeper, file),
        Wish::Older(older) => {
            if let Ok(document) = Document::from_json(&older.text) {
                keeper.open_document(document);
            }
        }
        Wish::Chapter(number) => keeper.open_chapter(number),
        Wish::Bell => keeper.open_bell(),
        Wish::NewLab => keeper.open_new_lab(),
        Wish::Lab(number, page) => keeper.open_lab(number, page),
        Wish::Learners => learner.is_asked.set(true),
        Wish::Reference => page.store.reference.set(Some(Reference::default())),
    }
}
