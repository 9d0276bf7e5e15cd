//! The editor without its screen: what is open, what is selected, what can be
//! taken back, and how gestures become edits.
//!
//! Everything here is true without a browser, so it is tested without one; the
//! page only passes on what the pointer did and draws what it is told.

pub mod actions;
pub mod align;
pub mod clipboard;
mod facts;
pub mod form;
mod geometry;
pub mod highlight;
pub mod kept;
pub mod life;
pub mod menu;
pub mod news;
mod note;
pub mod outline;
pub mod palette;
mod player;
mod replay;
mod revisions;
pub mod rule_reference;
pub mod scene;
mod session;
mod stops;
pub mod tidy;
pub mod tools;
mod viewport;

pub use facts::{Mark, Member, SceneFacts};
pub use geometry::{GRID, Point, Rect, snapped};
pub use note::note_at;
pub use player::{Player, SPEEDS, Way};
pub use replay::{Moment, REPLAY_SPEEDS, Replay};
pub use session::{AuditEvent, HistoryError, Session, Stack, Steps, Written, difference};
pub use stops::{Place, stops};
pub use viewport::{READABLE, Viewport};
