//! The canvas, where the architecture is drawn and built.
//!
//! It passes on what pointer and keys did to the tools of the editor and shows
//! the scene that comes back; what a gesture means stands in
//! [`crate::editor::tools`], where things are drawn in [`crate::editor::scene`].

mod collapse;
mod context_menu;
mod controls;
mod drawing;
mod editing;
mod empty;
mod facts;
mod follow;
mod framed;
mod keyboard;
pub mod life;
mod minimap;
mod overlay;
mod painter;
mod pills;
mod placing;
mod playback;
mod pointer;
mod rename;
mod sight;
mod stage;
mod tools;

use leptos::prelude::*;

use crate::app::parts::resized::on_resize;
use crate::app::regions::is_nowhere;
use crate::app::state::{Mode, Pill, Screen};
use crate::editor::Point;
use crate::editor::tools::Event;
use controls::Controls;
use empty::Empty;
use overlay::{Ghost, Guides, Pending};
use playback::Playback;
use pointer::Fingers;

pub use tools::{CanvasTools, Placed, use_canvas};

/// The canvas.
#[component]
pub fn Canvas() -> impl IntoView {
    let tools = use_canvas();
    let fingers = StoredValue::new(Fingers::default());
    watch_size(tools);
    let things = Memo::new(move |_| tools.scene.with(|scene| scene.len()));
    keep_focus(tools, things);
    stage::keep_painted(tools);
    let opened = Memo::new(move |_| tools.store.opened());
    // The view is the browser's business, not the document's: each document
    // that is opened is shown as it was left or as a whole, as soon as there
    // is a canvas.
    Effect::new(move || {
        opened.get();
        if tools.size.with_untracked(|size| size.x > 0.0) {
            tools.show_first();
        }
        // Whoever opened it works on it next; a chapter begins with its text.
        if tools.store.screen.get_untracked() == Screen::Editor {
            let before = document().active_element();
            request_animation_frame(move || {
                // Whoever has gone elsewhere meanwhile, as into a menu, stays there.
                if is_nowhere() || document().active_element() == before {
                    hand_focus(tools);
                }
            });
        }
    });
    collapse::keep(tools);
    sight::keep(tools);
    // What is carried from the palette can be let go of wherever the focus is.
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && !tools.is_idle() {
            event.prevent_default();
            tools.send(Event::Cancel);
        }
    });
    on_cleanup(move || escape.remove());
    let shown = Memo::new(move |_| tools.store.request_is_shown());
    let focused = move || shown.get().then_some("");
    // Nothing on the drawing gives away what somebody is to predict.
    let guesses = move || {
        let asks = |it: &Pill| matches!(it.state, "option" | "chosen");
        tools
            .store
            .letters
            .with(|all| all.iter().any(asks))
            .then_some("")
    };
    let summary = move || {
        let things = things.get();
        format!(
            "Architecture, {things} things drawn. Tab goes from one to the next, arrow keys move what is selected."
        )
    };
    view! {
        <div
            class="canvas"
            id="canvas"
            node_ref=tools.element
            tabindex="0"
            role="application"
            aria-label=summary
            data-tool=move || tools.overlay.with(|overlay| overlay.cursor)
            data-focus=focused
            data-guess=guesses
            data-unjudged=move || (!tools.store.is_judged()).then_some("")
            on:pointerdown=move |event| pointer::down(tools, fingers, &event)
            on:pointermove=move |event| pointer::moved(tools, fingers, &event)
            on:pointerup=move |event| pointer::up(tools, fingers, &event)
            on:pointercancel=move |event| pointer::lost(tools, fingers, &event)
            on:pointerenter=move |_| pointer::entered(tools)
            on:pointerleave=move |_| pointer::left(tools)
            on:scroll=move |_| follow_scroll(tools)
            on:wheel=move |event| pointer::wheel(tools, &event)
            on:dblclick=move |event| rename::under(tools, &event)
            on:blur=move |_| own_focus(tools)
            on:keydown=move |event| {
                own_focus(tools);
                keyboard::down(tools, &event);
            }
            on:contextmenu=move |event| context_menu::open_under(tools, &event)
        >
            <div class="dots" node_ref=tools.dots></div>
            <div class="world" node_ref=tools.world class:glide=move || tools.gliding.get()>
                <Playback />
                <Pending />
                <Guides />
                <pills::Pills />
                <rename::Rename />
            </div>
            <Empty />
        </div>
        <Controls />
        <context_menu::ContextMenu />
        <context_menu::More />
        <Ghost />
    }
}

/// Marks the canvas while it has a focus that was handed to it.
const HANDED: &str = "data-handed";

/// The focus on the canvas is somebody's own from now on, or gone.
fn own_focus(tools: CanvasTools) {
    if let Some(canvas) = tools.element.get_untracked() {
        let _ = canvas.remove_attribute(HANDED);
    }
}

/// Gives the canvas the focus. Nobody went there, so no frame around the whole of
/// it says so, until the next key.
fn hand_focus(tools: CanvasTools) {
    if let Some(canvas) = tools.element.get_untracked() {
        let _ = canvas.set_attribute(HANDED, "");
        let _ = canvas.focus();
    }
}

/// When what has the focus goes, the canvas takes it, so that the next key is still the
/// canvas's: a thing that is deleted, or all that only another way of looking shows.
fn keep_focus(tools: CanvasTools, things: Memo<usize>) {
    Effect::new(move |before: Option<(usize, Mode)>| {
        let now @ (things, mode) = (things.get(), tools.store.mode.get());
        if before.is_some_and(|(before, was)| things < before || mode != was) {
            request_animation_frame(move || {
                if is_nowhere() {
                    hand_focus(tools);
                }
            });
        }
        now
    });
}

/// The canvas itself never scrolls: what the browser scrolls to, because it
/// got the focus or was searched for, is brought into view by panning.
fn follow_scroll(tools: CanvasTools) {
    let Some(element) = tools.element.get_untracked() else {
        return;
    };
    let by = Point::new(
        f64::from(element.scroll_left()),
        f64::from(element.scroll_top()),
    );
    if by != Point::default() {
        element.set_scroll_left(0);
        element.set_scroll_top(0);
        tools
            .view
            .update(|view| *view = view.panned(Point::default() - by));
    }
}

/// Keeps the size of the canvas element known, and shows everything once
/// there is one.
fn watch_size(tools: CanvasTools) {
    Effect::new(move || {
        let Some(element) = tools.element.get() else {
            return;
        };
        let measured = element.clone();
        on_resize(&element, move || tools.measure(&measured));
        on_cleanup(move || tools.size.set(Point::default()));
    });
}
