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
    all.map(|it| Drill {
        id: it.id().to_owned(),
        title: it.scenario.title.clone(),
        about: it.scenario.about.clone(),
        scenario: it.scenario.clone(),
    })
    .collect()
}
