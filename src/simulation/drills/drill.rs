//! A drill: a scenario, and what is asked of an architecture in it.

use serde::{Deserialize, Serialize};

use super::super::scenario::{Run, Scenario};
use super::criterion::Criterion;
use crate::architecture::Document;

/// A prepared scenario, with what is asked of an architecture in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drill {
    /// What is to happen.
    pub scenario: Scenario,
    /// What chance begins with, unless somebody says otherwise.
    #[serde(default = "seven")]
    pub seed: u64,
    /// Which of the capstone's five validations it is, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub validation: Option<u8>,
    /// What is asked.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
}

const fn seven() -> u64 {
    7
}

impl Drill {
    /// A scenario without criteria.
    pub const fn of(scenario: Scenario) -> Self {
        Self {
            scenario,
            seed: seven(),
            validation: None,
            criteria: Vec::new(),
        }
    }

    /// Its name in files and on the command line.
    pub fn id(&self) -> &str {
        &self.scenario.id
    }

    /// The drill, to be played on a document.
    pub fn run(&self, document: &Document) -> Run {
        Run {
            document: document.clone(),
            scenario: self.scenario.clone(),
            seed: self.seed,
        }
    }
}
