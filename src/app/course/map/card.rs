//! The large card: where one goes on, or what all of this is on a first visit.

use leptos::prelude::*;

use super::ring::ring;
use super::{here, use_map};
use crate::app::course::first_minute;
use crate::app::course::learner::use_learner;
use crate::app::course::lessons::use_lessons;
use crate::app::front::{Wish, use_front};
use crate::app::late::{self, Late};
use crate::app::parts::Ui;
use crate::app::parts::moment::moment;
use crate::course::glance::{Glance, Span, spans};
use crate::course::memory::Unit;
use crate::text::ended;

/// The card.
#[component]
pub fn Card() -> impl IntoView {
    let learner = use_learner();
    let new = Memo::new(move |_| learner.progress.with(|it| it.chapters.is_empty()));
    // Until the browser has been asked, nobody knows which of the two it is.
    move || {
        if !learner.is_here.get() {
            view! { <section class="lead-card waiting" aria-busy="true"><h1 class="visually-hidden">"Cloud Campus"</h1></section> }.into_any()
        } else if new.get() {
            view! { <First /> }.into_any()
        } else {
            view! { <GoOn /> }.into_any()
        }
    }
}

/// What all of this is. Its picture is alive as soon as the engine is here.
#[component]
fn First() -> impl IntoView {
    let front = use_front();
    let map = use_map();
    let learner = use_learner();
    let here = here(map, learner);
    let picture = Late::new(|| Box::pin(first_minute::load()));
    Effect::new(move |_| {
        // It comes with the editor, which every visit fetches.
        if front.editor.is_here() {
            picture.fetch();
        }
    });
    let is_here = Memo::new(move |_| picture.is_here());
    view! {
        <section class="lead-card first">
            <div class="lead-text">
                <h1>"Learn AWS by building it"</h1>
                <p class="lead-words">
                    "Rahul sells notebooks from a laptop in Jaipur. One evening 3,000 people come, and the laptop dies. In 24 chapters you build him a shop that stays open. No account, no card, nothing to install."
                </p>
                <div class="lead-do">
                    <button class="btn primary large" on:click=move |_| front.wish(Wish::Chapter(here.get_untracked().unwrap_or(1)))>
                        "Start with chapter 1"<Ui name="arrow-right" />
                    </button>
                    <span>"The first task comes within 90 seconds"</span>
                </div>
            </div>
            <div class="lead-picture">
                {move || is_here.get().then(|| untrack(|| late::now(first_minute::picture())))}
            </div>
        </section>
    }
}

/// Where one goes on.
#[component]
fn GoOn() -> impl IntoView {
    let front = use_front();
    let learner = use_learner();
    let lessons = use_lessons();
    let map = use_map();
    let here = here(map, learner);
    let next = Memo::new(move |_| {
        let number = here.get()?;
        learner.progress.with(|progress| {
            let task = progress.chapter(number)?.next_task()?;
            Some((number, task.to_owned()))
        })
    });
    // The words of the next task stand in the lesson, which whoever has begun it has by now.
    let words = RwSignal::new(None::<(String, String)>);
    Effect::new(move |_| {
        words.set(None);
        let (Some((number, task)), Some(_)) = (next.get(), map.get()) else {
            return;
        };
        leptos::task::spawn_local(async move {
            let json = lessons.of_chapter(number, "chapter.json").await;
            let glance = json.ok().and_then(|json| Glance::from_json(&json));
            let found = glance.as_ref().and_then(|it| it.task(&task));
            if let Some((title, text)) = found {
                words.try_set(Some((title.to_owned(), text.to_owned())));
            }
        });
    });
    let units = Memo::new(move |_| {
        let chapter = here.get();
        learner.progress.with(|progress| {
            let chapter = chapter.and_then(|it| progress.chapter(it));
            chapter.map(|it| it.progress()).unwrap_or_default()
        })
    });
    let last = Memo::new(move |_| {
        learner
            .progress
            .with(|it| it.last_place().map(|(_, it)| it.at))
    });
    let above = move || {
        let map = map.get()?;
        let room = map.room(here.get()?)?;
        let units = units.get();
        let (all, left) = (
            units.len(),
            units.iter().filter(|it| **it != Unit::Done).count(),
        );
        Some(if all == 0 {
            format!("Chapter {} · about {} minutes", room.number, room.minutes)
        } else {
            let unit = (all - left + 1).min(all);
            // To five minutes: more would be a promise.
            let minutes = (f64::from(room.minutes) * left as f64 / all as f64 / 5.0).ceil() * 5.0;
            format!(
                "Chapter {} · unit {unit} of {all} · about {} minutes left",
                room.number,
                minutes.max(5.0)
            )
        })
    };
    let title = move || match (map.get(), here.get()) {
        (Some(map), Some(number)) => map
            .room(number)
            .map_or_else(String::new, |it| it.title.clone()),
        (Some(_), None) => "Every chapter that is open is done".to_owned(),
        (None, _) => "Your course".to_owned(),
    };
    let begun = move || units.with(|it| !it.is_empty());
    view! {
        <section class="lead-card">
            {move || map.get().map(|map| learner.progress.with(|progress| ring(&map, progress)))}
            <div class="lead-text">
                <p class="lead-above">{above}</p>
                <h1>{title}</h1>
                <p class="lead-next" class:task=begun>
                    {move || words.get().map(|(title, text)| view! {
                        <b>{format!("Next: {}", ended(&title))}</b>" "{spoken(&text)}
                    })}
                    {move || (here.get().is_some() && !begun()).then_some("Your next chapter. It opens with a small task.")}
                    {move || (map.get().is_some() && here.get().is_none()).then_some(
                        "The others are in preparation. Until they are open, the morning bell keeps what you know."
                    )}
                </p>
                <div class="lead-do">
                    {move || here.get().map(|number| view! {
                        <button class="btn primary large" on:click=move |_| front.wish(Wish::Chapter(number))>
                            {move || if begun() { "Continue" } else { "Start" }}<Ui name="arrow-right" />
                        </button>
                    })}
                    {move || last.get().filter(|at| *at > 0).map(|at| view! {
                        <span>{format!("Last here {}", moment(at as f64))}</span>
                    })}
                </div>
            </div>
        </section>
    }
}

/// A short text of a lesson, with its code set apart.
pub fn spoken(text: &str) -> AnyView {
    let pieces = spans(text).into_iter().map(|span| match span {
        Span::Words(words) => words.into_any(),
        Span::Code(code) => view! { <code>{code}</code> }.into_any(),
    });
    pieces.collect_view().into_any()
}
