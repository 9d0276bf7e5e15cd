//! What stands beside the canvas asks of it: marks on things, keys that come first, runs.

use std::rc::Rc;

use leptos::prelude::*;

use crate::architecture::ResourceId;
use crate::simulation::{Run, Simulation};

/// A mark on a thing: the number of a line that is about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pill {
    /// The thing.
    pub thing: ResourceId,
    /// What stands in it.
    pub text: String,
    /// How the line fares, as the sheet calls it.
    pub state: &'static str,
}

/// What takes keys before the commands do: told of a key as the table of commands writes it,
/// it says whether it was for it.
pub type FirstKeys = Callback<String, bool>;

/// A run that something outside the control room asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum WantedRun {
    /// A drill, of which a chapter has a task.
    Drill {
        /// Its id.
        drill: String,
        /// The seed that every try of it has; without one each has another.
        seed: Option<u64>,
    },
    /// A run that was saved as a file.
    Saved(Box<Run>),
}

/// Who is told of a run that was played to its end.
pub type RunJudge = Rc<dyn Fn(&Simulation)>;
