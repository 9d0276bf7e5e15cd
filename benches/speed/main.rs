//! What must stay fast while somebody edits, and how it grows with size.
//!
//! Run with `cargo xtask bench`; `cargo xtask bench -- findings` runs those
//! whose names contain the word. The table in README.md comes from here.

mod campuses;
mod course;
mod findings;
mod grading;
mod intents;
mod network;
mod pricing;
mod review;
mod scene;
mod simulation;

fn main() {
    divan::main();
}
