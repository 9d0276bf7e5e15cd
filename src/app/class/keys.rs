//! The keys of a class, those of a presenter's remote control among them.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// What needs arrows, Home, End or letters for itself.
const OWN: &str = "dialog, textarea, select, input, [contenteditable], [role=slider], [role=radiogroup], [role=menu], [data-own-keys]";

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// On.
    Next,
    /// Back.
    Back,
    /// To the first step.
    First,
    /// To the last.
    Last,
    /// The question.
    Ask,
    /// The pointer.
    Point,
    /// A blank screen.
    Blank,
    /// The notes.
    Notes,
    /// Out.
    Leave,
    /// A hand for an option, more or less.
    Hand(usize, bool),
}

impl Wish {
    const ALL: [(&'static str, Self); 9] = [
        ("next", Self::Next),
        ("back", Self::Back),
        ("first", Self::First),
        ("last", Self::Last),
        ("ask", Self::Ask),
        ("point", Self::Point),
        ("blank", Self::Blank),
        ("notes", Self::Notes),
        ("leave", Self::Leave),
    ];

    /// As text, to be sent to the other window.
    pub fn to_text(self) -> String {
        match self {
            Self::Hand(option, more) => format!("hand {option} {}", u8::from(more)),
            other => {
                let found = Self::ALL.iter().find(|(_, it)| *it == other);
                found.map_or("", |(word, _)| word).to_owned()
            }
        }
    }

    /// Reads what [`Wish::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Self> {
        if let Some(rest) = text.strip_prefix("hand ") {
            let (option, more) = rest.split_once(' ')?;
            return Some(Self::Hand(option.parse().ok()?, more == "1"));
        }
        let found = Self::ALL.iter().find(|(word, _)| *word == text);
        found.map(|(_, it)| *it)
    }

    fn of(event: &KeyboardEvent) -> Option<Self> {
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return None;
        }
        if let Some(digit) = event.code().strip_prefix("Digit") {
            let option: usize = digit.parse().ok()?;
            return Some(Self::Hand(option.checked_sub(1)?, !event.shift_key()));
        }
        Some(match event.key().to_lowercase().as_str() {
            "arrowright" | "arrowdown" | "pagedown" | " " => Self::Next,
            "arrowleft" | "arrowup" | "pageup" => Self::Back,
            "home" => Self::First,
            "end" => Self::Last,
            "q" => Self::Ask,
            "p" => Self::Point,
            "b" | "." => Self::Blank,
            "n" => Self::Notes,
            "escape" => Self::Leave,
            _ => return None,
        })
    }
}

/// Listens as long as the class is there, before anything else does: the canvas would move
/// what is selected, and the page has commands on the same letters.
pub fn listen(run: impl Fn(Wish) + 'static) {
    let heard = Closure::<dyn Fn(KeyboardEvent)>::new(move |event: KeyboardEvent| {
        let on = |selector: &str| {
            let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
            target.is_some_and(|it| it.closest(selector).ok().flatten().is_some())
        };
        let Some(wish) = Wish::of(&event) else {
            return;
        };
        let presses = event.key() == " " && on(":is(button, a, summary):focus-visible");
        if presses || (on(OWN) && wish != Wish::Leave) || event.repeat() && wish == Wish::Leave {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        run(wish);
    });
    let function = heard.as_ref().unchecked_ref::<js_sys::Function>().clone();
    let _ = window().add_event_listener_with_callback_and_bool("keydown", &function, true);
    let held = StoredValue::new_local((heard, function));
    on_cleanup(move || {
        held.with_value(|(_, function)| {
            let _ =
                window().remove_event_listener_with_callback_and_bool("keydown", function, true);
        });
    });
}
