//! A recording on the screen: what was done in a sitting, edit by edit, with its words. The
//! document that is open stays as it is, in the browser's storage; what is drawn here nobody
//! keeps.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use super::state::scale;
use crate::app::canvas::{Canvas, use_canvas};
use crate::app::parts::segments::Segments;
use crate::app::parts::toast::Toasts;
use crate::app::parts::{Ui, icon_path};
use crate::app::regions::arrive;
use crate::app::state::use_store;
use crate::app::storage::use_keeper;
use crate::editor::{REPLAY_SPEEDS, Replay, Session};

/// The frame of a recording.
#[component]
pub fn Recording() -> impl IntoView {
    let (store, canvas, keeper) = (use_store(), use_canvas(), use_keeper());
    let Some(made) = store.peek(Replay::of) else {
        keeper.end_replay();
        return ().into_any();
    };
    let title = store.peek(|session| session.document().title.clone());
    document().set_title(&format!("{title}, played again · Cloud Campus"));
    keeper.show_only(
        made.moment()
            .map(|it| it.document.clone())
            .unwrap_or_default(),
    );
    let last = made.len().saturating_sub(1);
    let replay = RwSignal::new(made);
    let size = RwSignal::new(scale());
    let resized = window_event_listener(ev::resize, move |_| size.set(scale()));
    let at = Memo::new(move |_| replay.with(Replay::at));
    let playing = Memo::new(move |_| replay.with(Replay::is_playing));
    let speed = RwSignal::new(1.0);
    Effect::new(move |_| {
        let speed = speed.get();
        replay.update(|it| it.set_speed(speed));
    });
    // Only the moment is drawn anew, not the time that passes in it.
    Effect::new(move |_| {
        at.track();
        let moment = replay.with_untracked(|it| it.moment().cloned());
        if let Some(moment) = moment {
            let next = Session::open(moment.document);
            store.update(|session| session.follow(next));
            store.select(moment.touched.clone());
            let scale = size.get_untracked();
            request_animation_frame(move || canvas.present(&[], scale));
        }
    });
    let caption = move || {
        at.track();
        replay.with_untracked(|it| it.moment().map(|it| it.caption.clone()))
    };
    let toggle = move || {
        replay.update(Replay::toggle);
        if replay.with_untracked(Replay::is_playing) {
            run(replay, None);
        }
    };
    let step = move |by: isize| {
        let to = at.get_untracked().saturating_add_signed(by);
        replay.update(|it| it.seek(to));
    };
    let seek = move |to: usize| replay.update(|it| it.seek(to));
    let keys = window_event_listener(ev::keydown, move |event| {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.default_prevented() {
            return;
        }
        let on = |selector: &str| {
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            target.is_some_and(|it| it.closest(selector).ok().flatten().is_some())
        };
        let own = on("input, [role=radiogroup]");
        match event.key().as_str() {
            "Escape" => keeper.end_replay(),
            " " if !on(":is(button, a):focus-visible") => toggle(),
            "ArrowRight" if !own => step(1),
            "ArrowLeft" if !own => step(-1),
            "Home" if !own => seek(0),
            "End" if !own => seek(last),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || {
        resized.remove();
        keys.remove();
    });
    arrive(&[".replay-play"]);
    let choices = REPLAY_SPEEDS.map(|it| (it, spelled(it))).to_vec();
    view! {
        <div class="app" data-mode="class" data-class="near">
            <main class="main"><Canvas /></main>
            <div class="class" style:--u=move || format!("{}px", size.get())>
                <header class="class-head">
                    <img src=icon_path("brand") alt="" />
                    <h1>{title}</h1>
                    <p>"Played again. Nothing of it is changed."</p>
                    <button class="btn" on:click=move |_| keeper.end_replay()><Ui name="close" />"Back to the document"</button>
                </header>
                <section class="class-caption replay" aria-label="The recording">
                    <button
                        class="replay-play"
                        aria-label=move || if playing.get() { "Pause" } else { "Play" }
                        on:click=move |_| toggle()
                    ><Ui name=Signal::derive(move || if playing.get() { "pause" } else { "play" }) /></button>
                    <div class="replay-told">
                        <p aria-live="polite">{caption}</p>
                        <div class="replay-bar">
                            <button aria-label="One edit back" disabled=move || at.get() == 0 on:click=move |_| step(-1)><Ui name="step-back" /></button>
                            <input
                                type="range"
                                aria-label="Place in the recording"
                                aria-valuetext=move || format!("{} of {last}", at.get())
                                min="0"
                                max=last.to_string()
                                prop:value=move || at.get().to_string()
                                on:input=move |event| seek(event_target_value(&event).parse().unwrap_or_default())
                            />
                            <button aria-label="One edit on" disabled=move || at.get() == last on:click=move |_| step(1)><Ui name="step-forward" /></button>
                            <span>{move || format!("{} of {last}", at.get())}</span>
                        </div>
                    </div>
                    <Segments
                        label="Speed"
                        choices
                        value=speed
                        on_change=Callback::new(move |to| speed.set(to))
                    />
                </section>
            </div>
            <Toasts />
        </div>
    }
    .into_any()
}

/// One frame of the clock: lets the time since the last pass, and asks for the next as long as
/// it plays.
fn run(replay: RwSignal<Replay>, last: Option<f64>) {
    request_animation_frame(move || {
        // Somebody may have paused, or gone elsewhere.
        if replay.try_with_untracked(Replay::is_playing) != Some(true) {
            return;
        }
        let now = window().performance().map_or(0.0, |it| it.now());
        if let Some(last) = last {
            // A page that was out of sight does not make up for lost time.
            let seconds = ((now - last) / 1000.0).min(0.25);
            replay.update(|it| it.advance(seconds));
        }
        run(replay, Some(now));
    });
}

const fn spelled(speed: f64) -> &'static str {
    if speed < 1.0 {
        "½×"
    } else if speed < 2.0 {
        "1×"
    } else if speed < 4.0 {
        "2×"
    } else if speed < 8.0 {
        "4×"
    } else {
        "8×"
    }
}
