//! What one looks up beside the text: the glossary and the search over all chapters, and the
//! chapter on paper.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::study::{Study, use_study};
use crate::app::course::answers::{Glossary, PrintChapter};
use crate::app::course::lessons;
use crate::app::parts::Ui;
use crate::app::parts::modal::{Modal, close};
use crate::course::catalogue::Catalogue;
use crate::course::lesson::Chapter;
use crate::course::search::{Entry, GlossaryTerm, glossary, search};

/// What the chapters say, once it is here.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shelf {
    entries: Vec<Entry>,
    terms: Vec<GlossaryTerm>,
    /// The chapters that did not come.
    missing: usize,
}

/// Reads every open chapter; what has been opened before comes out of the cache.
async fn fetch() -> Shelf {
    let map = lessons::text("course.json").await;
    let map = map.ok().and_then(|it| Catalogue::from_json(&it).ok());
    let Some(map) = map else {
        return Shelf {
            missing: 1,
            ..Shelf::default()
        };
    };
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut missing = 0;
    for room in map.rooms.iter().filter(|room| room.open) {
        let settings = lessons::text(&format!("{}/chapter.json", room.folder)).await;
        let text = lessons::text(&format!("{}/chapter.md", room.folder)).await;
        let read = settings.ok().zip(text.ok());
        match read.and_then(|(settings, text)| Chapter::read(&settings, &text).ok()) {
            Some(chapter) => chapters.push(chapter),
            None => missing += 1,
        }
    }
    Shelf {
        entries: chapters.iter().map(Entry::of).collect(),
        terms: glossary(&chapters),
        missing,
    }
}

/// The glossary and the search, while they are asked for.
#[component]
pub fn Library() -> impl IntoView {
    let study = use_study();
    view! {
        <Show when=move || study.library.get()><Shelves study /></Show>
        <Show when=move || study.printing.get()><OnPaper study /></Show>
    }
}

#[component]
fn Shelves(
    /// The lesson.
    study: Study,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let shelf = RwSignal::new(None::<Shelf>);
    spawn_local(async move {
        let found = fetch().await;
        // By then it may have been closed.
        let _ = shelf.try_set(Some(found));
    });
    let words = RwSignal::new(String::new());
    let hits = Memo::new(move |_| {
        let entries = shelf.with(|it| it.as_ref().map_or_else(Vec::new, |it| it.entries.clone()));
        words.with(|words| search(&entries, words))
    });
    let go = Callback::new(move |number: u32| {
        close(node);
        study.keeper.open_chapter(number);
    });
    view! {
        <Modal class="dialog library" label="Glossary and search" node on_close=Callback::new(move |()| study.library.set(false))>
            <div class="dialog-head">
                <h2 class="title">"Glossary and search"</h2>
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
            <label class="search">
                <Ui name="search" />
                <input
                    class="input"
                    aria-label="Search all chapters"
                    placeholder="Search all chapters"
                    autocomplete="off"
                    spellcheck="false"
                    on:input=move |event| words.set(event_target_value(&event))
                />
            </label>
            {move || match shelf.get() {
                None => view! { <p role="status">"Fetching the chapters…"</p> }.into_any(),
                Some(shelf) => view! {
                    <Show when=move || { shelf.missing > 0 }>
                        <p class="muted small">"Some chapters did not arrive. What has been opened before is here."</p>
                    </Show>
                    <Show
                        when=move || words.with(|it| !it.trim().is_empty())
                        fallback={
                            let terms = shelf.terms.clone();
                            move || view! { <Glossary terms=terms.clone() on_open=go /> }
                        }
                    >
                        <ul class="library-hits">
                            {move || hits.get().into_iter().map(|hit| {
                                let chapter = hit.chapter;
                                view! {
                                    <li><button on:click=move |_| go.run(chapter)>
                                        <b>{format!("Chapter {chapter}: {}", hit.title)}</b>
                                        <span>{hit.excerpt}</span>
                                    </button></li>
                                }
                            }).collect_view()}
                        </ul>
                        <p class="muted small" role="status">{move || match hits.with(Vec::len) {
                            0 => "No chapter says that.".to_owned(),
                            count => crate::text::count(count, "chapter says that.", "chapters say that."),
                        }}</p>
                    </Show>
                }.into_any(),
            }}
            </div>
        </Modal>
    }
}

/// The chapter on paper: it stands in the page as long as the printer asks for it.
#[component]
fn OnPaper(
    /// The lesson.
    study: Study,
) -> impl IntoView {
    Effect::new(move |_| {
        request_animation_frame(move || {
            // Where nothing can be printed, nothing is.
            let _ = window().print();
            study.printing.set(false);
        });
    });
    view! { <PrintChapter chapter=study.chapter(Clone::clone) /> }
}
