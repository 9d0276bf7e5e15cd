//! Why Route 53 gave one of several records of a name, as data.

use serde::Serialize;

use super::share::Share;
use crate::architecture::RoutingPolicy;

/// Why Route 53 gives one of several records of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Routing {
    /// How it chooses among them.
    pub policy: RoutingPolicy,
    /// What decided for this one.
    pub because: Because,
    /// How many of the answers it is; nothing where that depends on who asks,
    /// and who that is is not known.
    pub share: Option<Share>,
    /// Whether no record is healthy, so that all count as if they were.
    pub all_unhealthy: bool,
    /// The others that are not given, and why.
    pub passed_over: Vec<PassedOver>,
}

/// What decided for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// There is no other.
    Only,
    /// It was drawn by its weight.
    Weight,
    /// All weights are zero, so each is as likely as the others.
    AllWeightsZero,
    /// Its weight is zero, and all that have one are unhealthy.
    WeightZeroStandsIn,
    /// Its Region has the least delay to whoever asks.
    NearestRegion,
    /// It is the only healthy one, and its Region is not the nearest.
    OnlyRegionLeft,
    /// Its Region may be the one with the least delay, which is not known.
    SomeRegion,
    /// It is the primary and healthy.
    PrimaryHealthy,
    /// It is the secondary, and the primary is unhealthy or missing.
    SecondaryStandsIn,
    /// No record of the pair is healthy, and this one is given all the same.
    NeitherHealthy,
    /// It is for the country of whoever asks.
    Country,
    /// It is for the continent of whoever asks.
    Continent,
    /// It is for everybody for whom there is no other.
    Everywhere,
    /// It is for some place, and who asks is not known.
    SomePlace,
    /// It is one of up to eight that are given at once.
    OneOfSeveral,
}

/// A record that was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct PassedOver {
    /// Its place in the zone.
    pub index: usize,
    /// Why not.
    pub why: NotGiven,
}

/// Why a record was not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotGiven {
    /// Its health check fails, or the target of its alias is unhealthy.
    Unhealthy,
    /// Its weight is zero.
    NoWeight,
    /// Its Region is farther away.
    FartherRegion,
    /// It waits for the other of the pair to fail.
    StandsBy,
    /// It is for another country or continent.
    OtherPlace,
    /// There is another for the same.
    Twice,
}
