//! The prepared drills, as the room lists them.

use crate::simulation::Scenario;

/// A drill.
#[derive(Clone, Debug, PartialEq)]
pub struct Drill {
    /// Its name in files.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about.
    pub about: String,
    /// What is played.
    pub scenario: Scenario,
}

/// All of them. The room `simulation::drills` has none to hand out yet.
pub fn all() -> Vec<Drill> {
    Vec::new()
}
