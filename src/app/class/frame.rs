//! The places of everything: the head, the drawing under its spotlight, what stands beside
//! it, and the caption.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::beside::BesideView;
use super::channel::{Place, Thread, Word};
use super::dots::Dots;
use super::keys::{self, Wish};
use super::pointer::PointerView;
use super::spotlight::{FAR, NEAR, Spotlight};
use super::state::Class;
use crate::app::parts::{Ui, icon_path};
use crate::app::regions::arrive;
use crate::app::state::Tone;
use crate::course::class::{Answered, Beside};
use crate::editor::Session;
use crate::editor::kept::Address;

/// A class.
#[component]
pub fn Frame(
    /// The class.
    class: Class,
    /// Leaves it.
    leave: Callback<()>,
) -> impl IntoView {
    let thread = StoredValue::new(None::<Thread>);
    let run = move |wish: Wish| fulfil(class, wish, leave);
    if let Some(number) = class.number() {
        thread.set_value(Some(Thread::new(number, move |word| match word {
            Word::Wish(wish) => {
                if let Some(wish) = Wish::from_text(&wish) {
                    run(wish);
                }
            }
            Word::Where => tell(class, thread),
            Word::At(_) => {}
        })));
    }
    keys::listen(run);
    keep_drawn(class);
    arrive(&[".class-next", ".class-tools button"]);
    Effect::new(move |_| {
        class.at.track();
        class.asking.track();
        class.told.track();
        class.hands.track();
        class.blank.track();
        tell(class, thread);
    });
    let deck = class.deck();
    let title = deck.title.clone();
    let step = Memo::new(move |_| class.step());
    let about = move || step.with(|it| it.as_ref().map(|it| it.title.clone()));
    let asked = Memo::new(move |_| {
        step.with(|it| it.as_ref().is_some_and(|it| it.asks())) && !class.is_told()
    });
    let has_beside = move || {
        step.with(|it| {
            it.as_ref()
                .is_some_and(|it| it.beside != Beside::Nothing || !it.more.is_empty())
        })
    };
    let count = class.len();
    mark(class, asked);
    let button = move |icon: &'static str, label: &'static str, wish: Wish| {
        view! {
            <button class="btn quiet square" aria-label=label title=label on:click=move |_| run(wish)><Ui name=icon /></button>
        }
    };
    view! {
        <div
            class="class"
            data-beside=move || has_beside().then_some("")
            style:--u=move || format!("{}px", class.scale.get())
            style:--k=move || class.scale.get().to_string()
        >
            <header class="class-head">
                <img src=icon_path("brand") alt="" />
                <h1>{title}</h1>
                <p>{about}</p>
                <Dots class />
                <div class="class-tools" role="group" aria-label="For the teacher">
                    <button
                        class="btn quiet square"
                        aria-label="Pointer"
                        title="Pointer (P)"
                        aria-pressed=move || class.pointing.get().to_string()
                        on:click=move |_| run(Wish::Point)
                    ><Ui name="target" /></button>
                    {button("eye", "Blank the screen (B)", Wish::Blank)}
                    {class.number().map(|_| button("book", "Notes in a window of your own (N)", Wish::Notes))}
                    {button("close", "Leave (Escape)", Wish::Leave)}
                </div>
            </header>
            <Spotlight class />
            <BesideView class />
            <section class="class-caption" aria-label="Caption">
                <b class="class-number" aria-hidden="true">{move || class.shown() + 1}</b>
                <p aria-live="polite">{move || step.with(|it| it.as_ref().map(|it| it.caption.clone()))}</p>
                <div class="class-go">
                    <button class="class-back" aria-label="Back" disabled=move || class.at.get() == 0 on:click=move |_| class.back()>
                        <Ui name="chevron-left" />
                    </button>
                    <button
                        class="class-next"
                        aria-label=move || if asked.get() { "Tell the answer" } else { "Next step" }
                        disabled=move || { class.at.get() + 1 >= count && !asked.get() }
                        on:click=move |_| class.next()
                    ><Ui name="chevron-right" /></button>
                </div>
            </section>
            <PointerView class />
            <Show when=move || class.blank.get()>
                <button class="class-blank" aria-label="The screen is blank. Press to go on" on:click=move |_| class.blank.set(false)></button>
            </Show>
        </div>
    }
}

/// Does what was wished.
fn fulfil(class: Class, wish: Wish, leave: Callback<()>) {
    match wish {
        Wish::Next => class.next(),
        Wish::Back => class.back(),
        Wish::First => class.go(0),
        Wish::Last => class.go(usize::MAX),
        Wish::Ask => class.ask(),
        Wish::Point => class.pointing.update(|it| *it = !*it),
        Wish::Blank => class.blank.update(|it| *it = !*it),
        Wish::Hand(option, more) => class.count(option, more),
        Wish::Notes => {
            let Some(number) = class.number() else {
                return;
            };
            let address = Address::ClassNotes(number).to_string();
            let how = "popup,width=560,height=760";
            let opened =
                window().open_with_url_and_target_and_features(&address, "cloud-campus-notes", how);
            if !matches!(opened, Ok(Some(_))) {
                let words = "The browser keeps windows from opening. Allow them for this page, then press N again.";
                class.store.toast(Tone::Error, words);
            }
        }
        Wish::Leave if class.blank.get_untracked() => class.blank.set(false),
        Wish::Leave => leave.run(()),
    }
}

fn tell(class: Class, thread: StoredValue<Option<Thread>>) {
    if let Some(thread) = thread.get_value() {
        thread.say(&Word::At(untrack(|| Place {
            at: class.at.get(),
            shown: class.shown(),
            told: class.is_told(),
            blank: class.blank.get(),
            hands: class.counted(),
        })));
    }
}

/// Says on the frame what of the drawing is not to be seen: what is too small, and what would
/// give an answer away.
fn mark(class: Class, asked: Memo<bool>) {
    let words = Memo::new(move |_| {
        let zoom = class.canvas.zoom_now() / class.scale.get();
        let all = [
            (zoom > NEAR, "near"),
            (zoom < FAR, "far"),
            (asked.get(), "asking"),
        ];
        let so = all.iter().filter(|(is, _)| *is).map(|(_, word)| *word);
        so.collect::<Vec<_>>().join(" ")
    });
    let app = || document().query_selector(".app").ok().flatten();
    Effect::new(move |_| {
        if let Some(app) = app() {
            let _ = app.set_attribute("data-class", &words.get());
        }
    });
    // How small the drawing is drawn, for the sizes of its names.
    let zoom = Memo::new(move |_| (class.canvas.zoom_now() / class.scale.get()).max(0.1));
    Effect::new(move |_| {
        let zoom = zoom.get();
        let app = app().and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok());
        if let Some(app) = app {
            let _ = app.style().set_property("--z", &zoom.to_string());
        }
    });
    on_cleanup(move || {
        if let Some(app) = app() {
            let _ = app.remove_attribute("data-class");
        }
    });
}

/// Keeps the canvas with the step: its document, its request, the view of what it speaks of.
fn keep_drawn(class: Class) {
    let drawn = StoredValue::new(0_usize);
    Effect::new(move |_| {
        let Some(step) = class.step() else {
            return;
        };
        if class.number().is_some() && drawn.get_value() != step.document {
            drawn.set_value(step.document);
            let deck = class.deck();
            if let Some(document) = deck.documents.get(step.document) {
                let next = Session::open(document.clone());
                class.store.update(|session| session.follow(next));
            }
        }
        match &step.beside {
            Beside::Packet { trace, stop } => class.play(trace, Some(*stop)),
            _ => match class.answer() {
                Some(Ok(Answered::Options {
                    trace: Some(trace), ..
                })) => class.play(&trace, None),
                _ => class.store.playback.set(None),
            },
        }
    });
    let focus = Memo::new(move |_| class.focus());
    Effect::new(move |_| {
        let focus = focus.get();
        let scale = class.scale.get();
        class.canvas.size();
        // What is beside the drawing may come or go with the step: its size is known then.
        request_animation_frame(move || class.canvas.present(&focus, scale));
    });
}
