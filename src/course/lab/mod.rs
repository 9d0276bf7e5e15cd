//! The lab builder without its screen: an instructor draws, breaks, asks, and what comes out
//! is a lesson as every other.
//!
//! A draft is plain data that survives a reload; the canvas that it is about is a document
//! beside it. What is done on the canvas becomes steps by comparing two documents, so a
//! recording has no wrong turns in it. What is written is read again and played by the lint
//! before anybody gets it: a lab that leaves this room keeps every promise of a lesson, or
//! it does not leave and says why.
//!
//! - `draft`: a lab as it is being made; `history`: what was done to it. `steps`: what changed, as steps of a lesson.
//! - `ways`: what reaches what on a canvas. `faults`: what would break these ways.
//! - `repair`: a fault as a task. `ask`: questions with keys that the engine finds.
//! - `forms`: conditions as forms, with what can be chosen. `live`: how they fare now and
//!   at the end.
//! - `write`: a draft as the files of a lesson. `pack`: these files as one file or one text,
//!   and back; `zip`: the format of the former.

pub mod ask;
pub mod draft;
pub mod faults;
pub mod forms;
pub mod history;
pub mod link;
pub mod live;
pub mod pack;
pub mod repair;
pub mod steps;
pub mod ways;
mod words;
pub mod write;
pub mod zip;

/// The number that every lab has in its `chapter.json`, and that its tasks begin with: far
/// behind the chapters, so that nobody takes the one for the other.
pub const NUMBER: u32 = 90;
