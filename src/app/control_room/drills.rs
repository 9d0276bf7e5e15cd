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

/// All of them.
pub fn all() -> Vec<Drill> {
    let all = crate::simulation::drills::drills().iter();
    all.map(|it| of(it.scenario.clone())).collect()
}

/// A scenario as a drill.
pub fn of(scenario: Scenario) -> Drill {
    Drill {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        about: scenario.about.clone(),
        scenario,
    }
}
