//! Somebody who learns on this computer, and who of them learned last.

use leptos::prelude::*;

use crate::app::storage::learners::Record;
use crate::course::memory::Kept;

/// Whoever learned last, in the browser's small storage: it decides nothing but whom the
/// page greets.
const KEY: &str = "cloud-campus.learner";

/// Somebody who learns on this computer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The number of the record.
    pub number: u32,
    /// The name.
    pub name: String,
    /// Why the record cannot be read, if it cannot.
    pub why: Option<String>,
}

impl Person {
    /// Whoever a record is about.
    pub(super) fn of(record: &Record) -> Self {
        let number = record.number;
        match Kept::from_json(&record.text) {
            Ok(kept) => Self {
                number,
                name: kept.name,
                why: None,
            },
            Err(why) => Self {
                number,
                name: "Unreadable".to_owned(),
                why: Some(why.to_string()),
            },
        }
    }
}

fn small_storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// The number of whoever learned last; 0 if that is not known.
pub(super) fn current() -> u32 {
    let kept = small_storage().and_then(|it| it.get_item(KEY).ok().flatten());
    kept.and_then(|it| it.parse().ok()).unwrap_or(0)
}

/// Greets this learner next time.
pub(super) fn make_current(number: u32) {
    if let Some(storage) = small_storage() {
        // Without it the first learner is greeted.
        let _ = storage.set_item(KEY, &number.to_string());
    }
}

/// A number by lot, never 0: in the unlikely case that it is taken, the database says so.
pub(super) fn free_number() -> u32 {
    1 + (js_sys::Math::random() * f64::from(u32::MAX - 1)) as u32
}
