//! Keys pressed anywhere on the page: the commands' own, and Space, which pans
//! while it is held. Whoever writes keeps every key that writing needs; undo is
//! the document's wherever nobody does.

use leptos::ev::{self, KeyboardEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, Element, Event, HtmlInputElement};

use super::commands::{self, Page};
use super::parts::modal;
use super::state::Mode;

/// What stands around the canvas.
const PANELS: &str = ".left, .right, .dock, .rail, .topbar, .tabbar";

/// What a key was pressed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Text is written here.
    Text,
    /// Letters and Space choose here, as in every list of choices.
    Choice,
    /// A dialog, whose keys are its own.
    Dialog,
    /// Anywhere else.
    Elsewhere,
}

/// Listens as long as the page is there.
pub fn listen(page: Page) {
    // Whether the field that has the focus holds what was not taken over yet.
    let is_writing = StoredValue::new(false);
    // Whether what has the focus got it from a pointer rather than from Tab.
    let by_pointer = StoredValue::new(false);
    clipboard(page);
    let listeners = [
        window_event_listener(ev::keydown, move |event| {
            if event.key() == "Tab" {
                by_pointer.set_value(false);
            }
            on_space(page, &event, by_pointer.get_value());
            on_key(page, &event, is_writing.get_value());
            on_escape(page, &event);
        }),
        window_event_listener(ev::keyup, move |event| {
            if event.key() == " " {
                page.canvas.hold_space(false);
            }
        }),
        window_event_listener(ev::blur, move |_| page.canvas.hold_space(false)),
        window_event_listener(ev::pointerdown, move |_| by_pointer.set_value(true)),
        window_event_listener(ev::input, move |event| {
            is_writing.set_value(place(&event) == Place::Text);
        }),
        window_event_listener(ev::change, move |_| is_writing.set_value(false)),
        window_event_listener(ev::focusin, move |_| is_writing.set_value(false)),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|it| it.remove()));
}

/// Copying, cutting and pasting, which the browser asks for: by their keys, and
/// by its own menu. Wherever somebody writes or has selected text they are the
/// browser's.
fn clipboard(page: Page) {
    let is_ours = move |event: &ClipboardEvent| {
        let writes = matches!(place(event), Place::Text | Place::Dialog);
        let selected = window().get_selection().ok().flatten();
        let reads = selected.is_some_and(|it| !it.is_collapsed());
        !event.default_prevented() && !writes && !reads && is_on_canvas(page)
    };
    let give = move |event: &ClipboardEvent| {
        let text = is_ours(event).then(|| page.canvas.copied()).flatten();
        let (Some(text), Some(data)) = (text, event.clipboard_data()) else {
            return false;
        };
        event.prevent_default();
        data.set_data("text/plain", &text).is_ok()
    };
    let listeners = [
        window_event_listener(ev::copy, move |event| {
            give(&event);
        }),
        window_event_listener(ev::cut, move |event| {
            if give(&event) {
                page.canvas.take_away();
            }
        }),
        window_event_listener(ev::paste, move |event| {
            if is_ours(&event) {
                event.prevent_default();
                let data = event.clipboard_data();
                let text = data.and_then(|data| data.get_data("text/plain").ok());
                page.canvas.paste_text(&text.unwrap_or_default());
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|it| it.remove()));
}

/// Runs the command whose key was pressed. What a field or a dialog needs for
/// itself stays theirs.
fn on_key(page: Page, event: &KeyboardEvent, is_writing: bool) {
    if event.default_prevented() || !is_in_editor(page) {
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let pressed = pressed(event);
    let wanted = match (pressed.as_str(), control) {
        ("Backspace", false) => "Delete",
        ("Ctrl+Y", _) => "Ctrl+Shift+Z",
        ("!", false) => "Shift+1",
        (")", false) => "Shift+0",
        ("=", false) => "+",
        (other, _) => other,
    };
    if wanted.chars().count() == 1 && !page.store.single_keys.get_untracked() {
        return;
    }
    let always = matches!(
        wanted,
        "Ctrl+K" | "Ctrl+S" | "Ctrl+P" | "Ctrl+J" | "F6" | "Shift+F6"
    );
    let of_history = matches!(wanted, "Ctrl+Z" | "Ctrl+Shift+Z");
    let may = match place(event) {
        Place::Elsewhere => true,
        // A list of choices takes letters, no function keys.
        Place::Choice => control || always,
        // What was typed and not taken over is the field's to take back.
        Place::Text => always || (of_history && !is_writing),
        Place::Dialog => always,
    };
    let first = page.store.first_keys.get_value();
    if may && first.is_some_and(|keys| keys.run(wanted.to_owned())) {
        event.prevent_default();
        return;
    }
    // What is out of sight in a review is not to be deleted or moved there.
    let builds = page.store.mode.get_untracked() == Mode::Build;
    let fits = |it: &&commands::Command| {
        may && it.key == wanted && !it.by_browser && (builds || !it.builds)
    };
    if let Some(command) = commands::all().find(fits) {
        event.prevent_default();
        // What is held is not dropped by a key: it goes back to where it was. Undo does so
        // itself, and one zooms with what one holds.
        if !of_history && !matches!(wanted, "+" | "-" | "Shift+0" | "Shift+1") {
            page.canvas.let_go();
        }
        command.start(page);
    }
}

/// Escape leads from a panel back to the canvas, or to the thing there that is selected,
/// once nothing in the panel needs it: a draft, an open menu, a search.
fn on_escape(page: Page, event: &KeyboardEvent) {
    let is_plain = event.key() == "Escape" && !event.default_prevented();
    if !is_plain
        || !is_on_canvas(page)
        || !is_on(event, PANELS)
        || is_on(event, "dialog, [role=menu]")
    {
        return;
    }
    let field = target(event).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    if field.is_some_and(|it| it.type_() == "search" && !it.value().is_empty()) {
        // The browser empties it.
        return;
    }
    event.prevent_default();
    page.store.sheet.set(None);
    page.canvas.focus_back();
}

/// While Space is held, dragging pans, wherever the focus is. Whoever came with
/// Tab presses buttons, opens lists and scrolls with it, as everywhere.
fn on_space(page: Page, event: &KeyboardEvent, by_pointer: bool) {
    if event.key() != " " || event.default_prevented() || !is_on_canvas(page) {
        return;
    }
    let is_nowhere = target(event).is_none_or(|it| it.tag_name() == "BODY");
    let is_taken = matches!(place(event), Place::Text | Place::Dialog);
    if is_taken || !(by_pointer || is_nowhere) {
        return;
    }
    // A button is pressed when Space comes up, unless a drag took the focus
    // meanwhile; anything else would scroll, or open a list over the canvas.
    if !is_on(event, "button, a, summary, input") {
        event.prevent_default();
    }
    page.canvas.hold_space(true);
}

/// Whether the canvas is in sight, for which Space is held.
fn is_on_canvas(page: Page) -> bool {
    is_in_editor(page) && page.store.mode.get_untracked() == Mode::Build
}

fn is_in_editor(page: Page) -> bool {
    let store = page.store;
    store.screen.get_untracked().has_document() && !modal::is_open("dialog.reference")
}

fn place(event: &Event) -> Place {
    // While one is open nothing behind it is to be changed, wherever the key was pressed.
    if modal::is_open("dialog") {
        return Place::Dialog;
    }
    if is_on(event, "textarea, [contenteditable]") {
        return Place::Text;
    }
    if is_on(event, "select") {
        return Place::Choice;
    }
    let input = target(event).and_then(|it| it.dyn_into::<HtmlInputElement>().ok());
    match input.map(|input| input.type_()).as_deref() {
        None => Place::Elsewhere,
        Some("checkbox" | "radio" | "button" | "range" | "color" | "file") => Place::Elsewhere,
        Some(_) => Place::Text,
    }
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

fn is_on(event: &Event, selector: &str) -> bool {
    target(event).is_some_and(|it| it.closest(selector).ok().flatten().is_some())
}

/// A pressed key as the table writes it.
fn pressed(event: &KeyboardEvent) -> String {
    let key = event.key();
    let mut text = String::new();
    if event.ctrl_key() || event.meta_key() {
        text.push_str("Ctrl+");
        if event.shift_key() {
            text.push_str("Shift+");
        }
    }
    if event.alt_key() {
        text.push_str("Alt+");
    }
    if event.shift_key() && key == "F6" {
        text.push_str("Shift+");
    }
    if key.chars().count() == 1 {
        text.push_str(&key.to_uppercase());
    } else {
        text.push_str(&key);
    }
    text
}
