//! The teacher's own window: what is said next, what only the teacher reads, the clock. It
//! follows the projected page and can lead it; nothing of it is ever on the projector.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::channel::{Place, Thread, Word};
use super::keys::{self, Wish};
use crate::analysis::Analysis;
use crate::app::course::lesson::fetch;
use crate::app::parts::Ui;
use crate::course::class::{Answered, Asked, Beside, Deck, Hands, Step, answered, deck};
use crate::course::lesson::Lesson;

/// The window of notes of a chapter.
#[component]
pub fn Notes(
    /// The number of the chapter.
    number: u32,
) -> impl IntoView {
    document().set_title(&format!("Notes, chapter {number} · Cloud Campus"));
    let shown = RwSignal::new(None::<Result<StoredValue<Told>, String>>);
    let owner = Owner::current();
    spawn_local(async move {
        let fetched = fetch::chapter(number).await;
        if shown.try_get_untracked().is_none() {
            return;
        }
        let made = fetched.map(|it| {
            let told = Told {
                deck: deck(&it.lesson),
                lesson: it.lesson,
            };
            match &owner {
                Some(owner) => owner.with(|| StoredValue::new(told)),
                None => StoredValue::new(told),
            }
        });
        shown.set(Some(made));
    });
    move || {
        match shown.get() {
        None => {
            view! { <main class="opening"><p role="status">"Opening the notes…"</p></main> }
                .into_any()
        }
        Some(Ok(told)) => view! { <Window number told /> }.into_any(),
        Some(Err(why)) => view! {
            <main class="opening">
                <h1>"Notes"</h1>
                <p class="why error" role="alert">{format!("The chapter could not be opened: {why}.")}</p>
            </main>
        }
        .into_any(),
    }
    }
}

/// The chapter with its steps.
struct Told {
    deck: Deck,
    lesson: Lesson,
}

#[component]
fn Window(number: u32, told: StoredValue<Told>) -> impl IntoView {
    let place = RwSignal::new(None::<Place>);
    let thread = Thread::new(number, move |word| {
        if let Word::At(at) = word {
            place.set(Some(at));
        }
    });
    let wish = move |wish: Wish| thread.say(&Word::Wish(wish.to_text()));
    keys::listen(move |it| match it {
        // One closes a window as one closes windows.
        Wish::Leave | Wish::Notes => {}
        other => wish(other),
    });
    thread.say(&Word::Where);
    let shown = Memo::new(move |_| place.get().map_or(0, |it| it.shown));
    let step = move |of: usize| told.with_value(|it| it.deck.steps.get(of).cloned());
    let count = told.with_value(|it| it.deck.steps.len());
    let title = told.with_value(|it| it.deck.title.clone());
    let answer = move || {
        let step = step(shown.get())?;
        told.with_value(|it| right(&step, it))
    };
    let hands = move || place.get().map(|it| it.hands).unwrap_or_default();
    view! {
        <main class="notes">
            <header class="notes-head">
                <h1>{title}</h1>
                <Clock />
            </header>
            <Show when=move || place.with(Option::is_none)>
                <p class="why" role="status">"No class is shown in this browser yet. Open the chapter with “Show to a class”; this window follows it."</p>
            </Show>
            <section class="notes-now" aria-label="Now">
                <p class="notes-label">{move || format!("Step {} of {count}", shown.get() + 1)}{move || place.get().filter(|it| it.blank).map(|_| ", the screen is blank")}</p>
                <p class="notes-caption">{move || step(shown.get()).map(|it| it.caption)}</p>
            </section>
            <div class="notes-go">
                <button class="btn" on:click=move |_| wish(Wish::Back)><Ui name="chevron-left" />"Back"</button>
                <button class="btn primary" on:click=move |_| wish(Wish::Next)>"Next"<Ui name="chevron-right" /></button>
                <button class="btn quiet" on:click=move |_| wish(Wish::Ask)>"Question"</button>
                <button class="btn quiet" on:click=move |_| wish(Wish::Blank)>"Blank"</button>
            </div>
            <section class="notes-next" aria-label="Next">
                <p class="notes-label">"Next"</p>
                <p>{move || {
                    let next = place.get().map_or(0, |it| it.at) + 1;
                    step(next).map_or_else(|| "The end.".to_owned(), |it| it.caption)
                }}</p>
            </section>
            {move || answer().map(|(right, options)| view! {
                <section class="notes-answer" aria-label="The right answer">
                    <p class="notes-label">"The right answer"</p>
                    <p><b>{right}</b></p>
                    <Options options hands=hands() wish=Callback::new(wish) />
                </section>
            })}
            {move || step(shown.get()).map(|it| it.notes.into_iter().map(|note| view! {
                <section class="notes-note">
                    <h2 class="notes-label">{note.label}</h2>
                    <p>{note.text}</p>
                </section>
            }).collect_view())}
        </main>
    }
}

/// An option, what is said of it, and whether it is right.
type Weighed = (String, String, bool);

/// What is right, and every option with what is said of it.
fn right(step: &Step, told: &Told) -> Option<(String, Vec<Weighed>)> {
    let Beside::Ask(asked) = &step.beside else {
        return None;
    };
    let document = told.deck.documents.get(step.document)?;
    let analysis = Analysis::of(&document.architecture);
    let figures = &told.lesson.chapter.figures;
    Some(match answered(asked, &analysis, figures) {
        Ok(Answered::Options { right, .. }) => {
            let options = asked.options();
            let letters: Vec<String> = right.iter().map(|it| letter(*it).to_string()).collect();
            let all = options
                .into_iter()
                .enumerate()
                .map(|(place, text)| (text, asked.why(place).to_owned(), right.contains(&place)));
            (letters.join(", "), all.collect())
        }
        Ok(Answered::Words(words)) => {
            let all: Vec<String> = words
                .into_iter()
                .map(|(asked, answer)| format!("{asked} {answer}").trim().to_owned())
                .collect();
            match asked {
                Asked::Words(_) => (all.join(" "), Vec::new()),
                _ => (all.join("; "), Vec::new()),
            }
        }
        Err(why) => (why, Vec::new()),
    })
}

fn letter(option: usize) -> char {
    char::from(b'A' + (option % 26) as u8)
}

#[component]
fn Options(options: Vec<Weighed>, hands: Hands, wish: Callback<Wish>) -> impl IntoView {
    let all = options
        .into_iter()
        .enumerate()
        .map(|(place, (text, why, right))| {
            let name = letter(place);
            view! {
                <li data-right=right.then_some("")>
                    <p><b>{format!("{name}. {text}")}</b>" "{why}</p>
                    <div class="class-hands" role="group" aria-label=format!("Hands for {name}")>
                        <button aria-label=format!("One hand less for {name}") on:click=move |_| wish.run(Wish::Hand(place, false))><Ui name="minus" /></button>
                        <output>{hands.of(place)}</output>
                        <button aria-label=format!("One more hand for {name}") on:click=move |_| wish.run(Wish::Hand(place, true))><Ui name="plus" /></button>
                    </div>
                </li>
            }
        });
    view! { <ol class="notes-options">{all.collect_view()}</ol> }
}

/// The time of day, and how long the class has lasted.
#[component]
fn Clock() -> impl IntoView {
    let begun = js_sys::Date::now();
    let now = RwSignal::new(begun);
    let ticking =
        set_interval_with_handle(move || now.set(js_sys::Date::now()), Duration::from_secs(1));
    on_cleanup(move || {
        if let Ok(ticking) = ticking {
            ticking.clear();
        }
    });
    let day = move || {
        let date = js_sys::Date::new(&now.get().into());
        format!("{:02}:{:02}", date.get_hours(), date.get_minutes())
    };
    let lasted = move || {
        let seconds = ((now.get() - begun) / 1000.0) as u64;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    };
    view! {
        <p class="notes-clock">
            <time>{day}</time>
            <span>{lasted}" since you opened this"</span>
        </p>
    }
}
