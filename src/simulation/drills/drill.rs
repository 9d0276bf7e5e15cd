//! The drills that come along, one file each.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::super::scenario::{Run, Scenario};
use super::criterion::Criterion;
use super::file;
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

/// The files, in the order in which they are offered: the capstone's five
/// validations, the classic drills, those of the course.
pub const DRILLS: [(&str, &str); 21] = {
    macro_rules! files {
        ($($id:literal)*) => {
            [$(($id, include_str!(concat!("../../../assets/drills/", $id, ".json")))),*]
        };
    }
    files! {
        "visit" "stop-one" "cpu-spike" "trail-complete" "dashboard"
        "app-dies" "fail-zone" "database-failover" "storage-fills" "stop-logging"
        "flood" "nat-lost" "festival-zone"
        "bad-release" "calm-hour" "night" "kill-one" "rolling" "bad-health-path" "spike" "sale"
    }
};

/// All drills, read once. A file that cannot be read is left out; a test says
/// that there is none.
pub fn drills() -> &'static [Drill] {
    static ALL: LazyLock<Vec<Drill>> = LazyLock::new(|| {
        let all = DRILLS.iter().filter_map(|(_, text)| file::read(text).ok());
        all.collect()
    });
    &ALL
}

/// The drill of this id.
pub fn drill(id: &str) -> Option<&'static Drill> {
    drills().iter().find(|it| it.id() == id)
}
