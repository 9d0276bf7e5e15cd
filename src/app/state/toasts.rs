//! Short messages: what they say, how they come and go. How they look stands in
//! [`crate::app::parts::toast`].

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::said::say;
use crate::architecture::EditError;

/// How long a message stays at least.
const SHOWN: Duration = Duration::from_secs(8);

/// How long it stays for each of its characters: a slow reader of English takes about that.
const READ: Duration = Duration::from_millis(90);

/// The word on the button that takes a step back.
pub const UNDO: &str = "Undo";

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Done,
    /// Something could not be done.
    Error,
}

/// What the button of a message does. Shared rather than a signal, because a
/// message outlives the component that shows it.
pub type Action = Arc<dyn Fn() + Send + Sync>;

/// One message.
#[derive(Clone)]
pub struct Toast {
    /// Its number: a later message has a higher one.
    pub number: u64,
    /// How it is meant.
    pub tone: Tone,
    /// What it says.
    pub text: String,
    /// A button: its word, and what it does.
    pub action: Option<(&'static str, Action)>,
}

impl Toast {
    /// Adds a message to those that are shown, and takes it away after a while.
    pub fn show(
        toasts: RwSignal<Vec<Self>>,
        tone: Tone,
        text: String,
        action: Option<(&'static str, Action)>,
    ) {
        say(text.clone());
        let shown = SHOWN.max(READ.saturating_mul(text.chars().count() as u32));
        let number = toasts.with_untracked(|all| all.last().map_or(0, |last| last.number + 1));
        toasts.update(|all| {
            // Only the latest step can be taken back by its message.
            all.iter_mut().for_each(|toast| toast.action = None);
            if all.len() >= 3 {
                all.remove(0);
            }
            all.push(Self {
                number,
                tone,
                text,
                action,
            });
        });
        set_timeout(move || Self::hide(toasts, number), shown);
    }

    /// Takes away what tells of a step that was taken back since.
    pub fn step_is_undone(toasts: RwSignal<Vec<Self>>) {
        let tells = |toast: &Self| toast.action.as_ref().is_some_and(|(word, _)| *word == UNDO);
        toasts.maybe_update(|all| {
            let before = all.len();
            all.retain(|toast| !tells(toast));
            all.len() < before
        });
    }

    /// Takes a message away.
    pub fn hide(toasts: RwSignal<Vec<Self>>, number: u64) {
        toasts.update(|all| all.retain(|toast| toast.number != number));
    }
}

/// Why an edit does not apply, for whoever sees the page: an id says nothing there.
pub fn refused(error: &EditError) -> String {
    match error {
        EditError::NoSuchResource(_) => {
            "This was deleted meanwhile, so it was not changed.".to_owned()
        }
        error => error.to_string(),
    }
}
