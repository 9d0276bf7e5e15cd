//! What a run is made of, as data: the architecture, what is to happen to it,
//! a seed, a length. Whoever has the same run sees the same events.

use serde::{Deserialize, Serialize};

use super::clock::{Clock, Second};
use crate::architecture::{Document, Edit, ResourceId};

/// A run: kept, sent, played again.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// What it begins with.
    pub document: Document,
    /// What is to happen.
    pub scenario: Scenario,
    /// What chance begins with.
    pub seed: u64,
}

/// What is to happen: a day, how many customers, what breaks and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scenario {
    /// Its name in files and on the command line: `fail-zone`.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// What it is about, in a sentence or two.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// When it begins.
    #[serde(default)]
    pub begins: Clock,
    /// How long it lasts, in seconds.
    pub length: Second,
    /// How many customers come.
    #[serde(default)]
    pub load: Load,
    /// What is done to the architecture, in order of time.
    #[serde(default)]
    pub deeds: Vec<Planned>,
}

/// How many customers come, compared with the load of the drawing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Load {
    /// Visitors on an ordinary day; left out, as many as the drawing's load
    /// says, or 50,000 without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub visits_a_day: Option<u32>,
    /// How they spread over the day.
    #[serde(default)]
    pub shape: Shape,
    /// How many times as many come; changes follow in `steps`.
    #[serde(default = "one")]
    pub factor: f64,
    /// Changes of the factor, in order of time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

const fn one() -> f64 {
    1.0
}

impl Default for Load {
    fn default() -> Self {
        Self {
            visits_a_day: None,
            shape: Shape::Day,
            factor: 1.0,
            steps: Vec::new(),
        }
    }
}

/// How visits spread over a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// The day of an Indian shop, with a little chance (PERF-CURVE).
    #[default]
    Day,
    /// Its busiest hour, all the time.
    Peak,
    /// The same in every second.
    Even,
}

/// A change of the load.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When it begins.
    pub at: Second,
    /// Over how many seconds the factor moves there; 0 at once.
    #[serde(default)]
    pub over: Second,
    /// The factor from then on.
    pub factor: f64,
}

/// Something that is done at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Planned {
    /// When.
    pub at: Second,
    /// What.
    #[serde(rename = "do")]
    pub deed: Deed,
}

/// Something that is done to an architecture while it runs: by a scenario or
/// by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deed {
    /// An instance is stopped in the console.
    Stop(Whom),
    /// A stopped instance is started.
    Start(Whom),
    /// An instance is ended.
    Terminate(Whom),
    /// The application on an instance dies; the machine runs on.
    Crash(Whom),
    /// An Availability Zone is lost.
    FailZone(Whom),
    /// It comes back.
    RestoreZone(Whom),
    /// A thing fails: a NAT gateway, the host of a database.
    Fail(Whom),
    /// It works again.
    Restore(Whom),
    /// A database is rebooted with failover.
    Failover(Whom),
    /// A database is restored to a point in time, as a new one beside it.
    RestoreDatabase {
        /// Whose backups.
        of: Whom,
        /// How long ago the moment is, in seconds.
        ago: Second,
    },
    /// Something other than customers keeps the CPUs of instances busy.
    Spike {
        /// Whose: an instance, or all of a group.
        of: Whom,
        /// For how long.
        seconds: Second,
    },
    /// A new version comes to all servers of a group whose health check
    /// answers with an error.
    BadDeployment(Whom),
    /// The version before comes back.
    RollBack(Whom),
    /// A disk or a database's storage fills.
    Fill {
        /// Whose.
        of: Whom,
        /// How much is free at the end of it, in percent.
        #[serde(default)]
        leaves: u32,
        /// Over how long.
        seconds: Second,
    },
    /// One address sends many requests.
    Flood {
        /// How many a second; 0 ends it.
        per_second: u32,
    },
    /// Requests that are meant to break in, some a second; 0 ends them.
    Attack {
        /// How many a second.
        per_second: u32,
    },
    /// A trail is stopped.
    StopLogging(Whom),
    /// A trail records again.
    StartLogging(Whom),
    /// All members of a group are replaced, step by step.
    Refresh(Whom),
    /// Other numbers of customers come from now on.
    Load(f64),
    /// The architecture is changed.
    Edit(Vec<Edit>),
}

/// What a deed is done to. In a file it is a text: the name or id of a thing,
/// or of a member (`web-1`), or one of the words that begin with `@`, which
/// the run finds for itself so that a drill fits any architecture.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Whom {
    /// `@server`: a server that answers customers, the oldest.
    Server,
    /// `@group`: the Auto Scaling group that answers customers.
    Group,
    /// `@zone`: the zone of the primary database, else of the oldest server.
    Zone,
    /// `@database`: the first database that servers call.
    Database,
    /// `@nat`: the NAT gateway that servers of that zone leave through.
    Nat,
    /// `@trail`: the first trail that records.
    Trail,
    /// A name or an id.
    Named(String),
}

/// The words of [`Whom`].
const WORDS: [(&str, Whom); 6] = [
    ("@server", Whom::Server),
    ("@group", Whom::Group),
    ("@zone", Whom::Zone),
    ("@database", Whom::Database),
    ("@nat", Whom::Nat),
    ("@trail", Whom::Trail),
];

impl From<String> for Whom {
    fn from(text: String) -> Self {
        let word = WORDS.into_iter().find(|(word, _)| *word == text);
        word.map_or(Self::Named(text), |(_, whom)| whom)
    }
}

impl From<Whom> for String {
    fn from(whom: Whom) -> Self {
        match whom {
            Whom::Named(text) => text,
            word => WORDS
                .into_iter()
                .find(|(_, whom)| *whom == word)
                .map_or_else(Self::new, |(text, _)| text.to_owned()),
        }
    }
}

impl From<&ResourceId> for Whom {
    fn from(id: &ResourceId) -> Self {
        Self::Named(id.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_written_as_it_is_said() {
        let text = r#"{
            "id": "fail-zone", "title": "Zone lost", "length": 1800,
            "load": { "shape": "peak", "factor": 10 },
            "deeds": [
                { "at": 300, "do": { "fail-zone": "@zone" } },
                { "at": 400, "do": { "spike": { "of": "web-1", "seconds": 60 } } },
                { "at": 1200, "do": { "restore-zone": "ap-south-1a" } }
            ]
        }"#;
        let scenario: Scenario = serde_json::from_str(text).unwrap();
        assert_eq!(scenario.deeds[0].deed, Deed::FailZone(Whom::Zone));
        assert_eq!(
            scenario.deeds[2].deed,
            Deed::RestoreZone(Whom::Named("ap-south-1a".to_owned()))
        );
        let again = serde_json::to_string(&scenario).unwrap();
        assert_eq!(serde_json::from_str::<Scenario>(&again).unwrap(), scenario);
    }
}
