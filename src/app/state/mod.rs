//! The page's state. It stands below all components: they read it and ask it
//! for changes, it knows none of them.

mod answered;
pub mod habits;
mod judged;
mod liked;
mod request;
mod said;
mod saved;
mod screen;
mod stage;
mod store;
mod toasts;
mod told;
mod wanted;
mod what_if;

pub use judged::{Judged, after_picture, behind_first_picture};
pub use request::{Guess, Guessing, is_of};
pub use said::say;
pub use saved::Saved;
pub use screen::*;
pub use store::{Store, use_store};
pub use toasts::{Toast, Tone, UNDO, refused};
pub use wanted::{Pill, WantedRun};
