//! CloudTrail: every call as a record, and when it is delivered.
//!
//! - `record`: a record as AWS writes it. `source`: which service answers a
//!   call. `names`: what AWS calls the drawing's things. `who`: who calls.
//! - `scribe` writes records; `of_edit` those of what the learner does,
//!   `of_story` those that a text tells, `of_service` those of what services do by
//!   themselves, `refused` those of
//!   calls that IAM does not allow. `parameters`: what was asked for.
//! - `book`: what was delivered where and when, what was not, and the gaps;
//!   `camera` is one trail as it is set, `desk` what
//!   waits for it, `event` what arrives, `proof` its digests.
//! - `search`: looking things up, and a record in a sentence.

mod book;
mod calls;
mod camera;
mod desk;
mod event;
mod members;
mod names;
mod of_deed;
mod of_edit;
mod of_service;
mod of_story;
mod parameters;
mod proof;
mod record;
mod refused;
mod scribe;
mod search;
mod source;
mod who;

pub use book::Book;
pub use camera::{Camera, Gap};
pub use event::{Arrivals, Event, LogFile, LogLine};
pub use members::is_exact;
pub use names::made_up;
pub use of_deed::of_deed;
pub use of_edit::{calls_of, needs_replacement, of_edit};
pub use of_service::{Doing, NOT_RECORDED, NotRecorded, of_service};
pub use of_story::{Caller, Told, of_story};
pub use proof::{Digest, Invalid, Wrong};
pub use record::{
    About, Named, Record, SessionAttributes, SessionContext, SessionIssuer, TlsDetails,
    UserIdentity,
};
pub use refused::{refusal, refused};
pub use scribe::Scribe;
pub use search::{Search, sentence};
pub use source::{action_of, is_global, recorded_as, source_of};
pub use who::{ADDRESS, Actor};

#[cfg(test)]
mod tests;
