//! The thread between the projected page and the teacher's own window: the one says where the
//! class is, the other what is wished.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::course::class::Hands;

const CHANNEL: &str = "cloud-campus-class";

/// What is said between the two.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// Where the class is.
    At(Place),
    /// A window of notes has opened and asks where the class is.
    Where,
    /// What the teacher wishes, as text.
    Wish(String),
}

/// Where a class is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    /// The step.
    pub at: usize,
    /// What is shown: the step, or its question.
    pub shown: usize,
    /// Whether its answer has been told.
    pub told: bool,
    /// Whether the screen is blank.
    pub blank: bool,
    /// The hands that were counted for it.
    pub hands: Hands,
}

/// An end of the thread.
#[derive(Clone, Copy)]
pub struct Thread {
    number: u32,
    channel: StoredValue<Option<BroadcastChannel>, LocalStorage>,
}

impl Thread {
    /// An end for the class of a chapter, which listens as long as its owner lives.
    pub fn new(number: u32, heard: impl Fn(Word) + 'static) -> Self {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let text = event.data().as_string().unwrap_or_default();
            let rest = text
                .split_once(' ')
                .filter(|(of, _)| *of == number.to_string());
            if let Some(word) = rest.and_then(|(_, rest)| read(rest)) {
                heard(word);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        // Kept as long as its owner, and so is the channel.
        let _kept = StoredValue::new_local(listener);
        let thread = Self {
            number,
            channel: StoredValue::new_local(channel),
        };
        on_cleanup(move || {
            thread.channel.with_value(|it| {
                if let Some(channel) = it {
                    channel.set_onmessage(None);
                    channel.close();
                }
            });
        });
        thread
    }

    /// Says something to the other end.
    pub fn say(self, word: &Word) {
        let text = format!("{} {}", self.number, written(word));
        self.channel.with_value(|it| {
            if let Some(channel) = it {
                // Where nobody listens, nobody misses it.
                let _ = channel.post_message(&text.into());
            }
        });
    }
}

fn written(word: &Word) -> String {
    match word {
        Word::Where => "where".to_owned(),
        Word::Wish(wish) => format!("wish {wish}"),
        Word::At(it) => format!(
            "at {} {} {} {} {}",
            it.at,
            it.shown,
            u8::from(it.told),
            u8::from(it.blank),
            it.hands.to_text()
        ),
    }
}

fn read(text: &str) -> Option<Word> {
    if text == "where" {
        return Some(Word::Where);
    }
    if let Some(wish) = text.strip_prefix("wish ") {
        return Some(Word::Wish(wish.to_owned()));
    }
    let mut words = text.strip_prefix("at ")?.split(' ');
    Some(Word::At(Place {
        at: words.next()?.parse().ok()?,
        shown: words.next()?.parse().ok()?,
        told: words.next()? == "1",
        blank: words.next()? == "1",
        hands: Hands::from_text(words.next().unwrap_or_default()),
    }))
}
