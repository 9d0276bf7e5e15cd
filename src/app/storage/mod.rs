//! What the page keeps in the browser: documents with their history and view,
//! in the browser's database.
//!
//! - [`Keeper`] is the handle: it opens documents, keeps them, and knows
//!   whether what is seen is on the disk.
//! - "Saved" is said when the browser has finished the transaction, never
//!   before; what is saved is the document as the last finished gesture left
//!   it.
//! - Two tabs cannot write over each other: the database refuses the one that
//!   does not know what the other wrote (`database.rs`).
//! - What the texts mean stands in [`crate::editor::kept`].

mod copies;
mod database;
mod documents;
mod keeper;
mod labs;
pub mod learners;
mod lessons;
mod list;
mod older;
mod opening;
pub mod runs;
mod slots;
mod tabs;
mod told;
mod trouble;
mod versions;
mod watching;

pub use database::Failure;
pub use documents::{LabLine, Line};
pub use keeper::{Keeper, use_keeper};
pub use older::Left;
pub use opening::NOTEBOOKLY;
pub use told::Told;
pub use trouble::Trouble;
