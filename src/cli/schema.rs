//! `cloud-campus schema`: what the JSON outputs and the file format look like.

use clap::{Args, ValueEnum};

use super::output::json;
use super::{Answer, BadInput};
use crate::explain::reference;

mod condition;
mod cost;
mod grade;
mod insights;
mod lesson;
mod outputs;
mod permissions;
mod review;
mod scenario;
mod shared;
mod simulation;
mod write;

/// The flags of `schema`.
#[derive(Args)]
pub struct Flags {
    /// What to describe.
    #[arg(value_enum)]
    of: Subject,
}

/// What can be described.
#[derive(Clone, Copy, ValueEnum)]
enum Subject {
    /// The output of `check --json`.
    Check,
    /// The output of `trace --json`.
    Trace,
    /// The output of `may --json`.
    May,
    /// The output of `matrix --json`.
    Matrix,
    /// The output of `what-if --json`.
    WhatIf,
    /// The output of `weak-points --json`.
    WeakPoints,
    /// The output of `cost --json`.
    Cost,
    /// The output of `review --json`.
    Review,
    /// The output of `run --json`.
    Run,
    /// The output of `events --json`.
    Events,
    /// The output of `drill --json`.
    Drill,
    /// The output of `drills --json`.
    Drills,
    /// A file with a scenario, alone or with criteria.
    Scenario,
    /// The output of `grade --json`.
    Grade,
    /// The output of `export --json`.
    Export,
    /// The output of `rules --json`.
    Rules,
    /// The settings of a chapter of the course, chapter.json.
    Lesson,
    /// The file format, *.campus.json.
    File,
    /// The file format in words, as Markdown.
    FileReference,
}

/// Prints the description.
pub fn answer(flags: &Flags) -> Result<Answer, BadInput> {
    Ok(Answer::fine(match flags.of {
        Subject::Check => json(&outputs::check()),
        Subject::Trace => json(&outputs::trace()),
        Subject::May => json(&permissions::may()),
        Subject::Matrix => json(&insights::matrix()),
        Subject::WhatIf => json(&insights::what_if()),
        Subject::WeakPoints => json(&insights::weak_points()),
        Subject::Cost => json(&cost::cost()),
        Subject::Review => json(&review::review()),
        Subject::Run => json(&simulation::run()),
        Subject::Events => json(&simulation::events()),
        Subject::Drill => json(&simulation::drill()),
        Subject::Drills => json(&simulation::drills()),
        Subject::Scenario => json(&scenario::scenario()),
        Subject::Grade => json(&grade::grade()),
        Subject::Export => json(&outputs::export()),
        Subject::Rules => json(&outputs::rules()),
        Subject::Lesson => json(&lesson::lesson()),
        Subject::File => json(&reference::file_schema()),
        Subject::FileReference => reference::file_format(),
    }))
}
