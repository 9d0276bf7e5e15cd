//! What saved a run and what sank it, found from what it left behind and from
//! the drawing. Nothing is told that the record does not bear out: a setting
//! that made no difference in this run is a matter for the review.

mod few;
mod files;
mod sank;
mod saved;
mod shared;
mod unheard;

use super::super::clock::Second;
use super::super::record::{Cause, Place};
use super::super::scenario::{Deed, Whom};
use super::played::Played;
use super::tally::requests;
use crate::architecture::{AutoScalingGroup, ResourceId, Subnet};

pub use sank::sank;
pub use saved::saved;

/// Which of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// What saved it.
    Saved,
    /// What sank it.
    Sank,
}

/// What both lists ask again and again.
pub struct Look<'l, 'p> {
    played: &'l Played<'p>,
    fault: Second,
    failed: [u64; super::super::record::CAUSES],
}

impl<'l, 'p> Look<'l, 'p> {
    /// A look at a run.
    pub fn at(played: &'l Played<'p>) -> Self {
        Self {
            played,
            fault: played.fault(),
            failed: requests(&played.record.tallies).2,
        }
    }

    /// How many requests failed for these reasons.
    fn lost(&self, causes: &[Cause]) -> u64 {
        let all = Cause::ALL.iter().zip(self.failed);
        all.filter(|(cause, _)| causes.contains(cause))
            .map(|(_, it)| it)
            .sum()
    }

    /// Whether something of this kind was done.
    fn did(&self, is: impl Fn(&Deed) -> bool) -> bool {
        self.played.run.scenario.deeds.iter().any(|it| is(&it.deed))
    }

    /// Whether more work came than before: more customers, or busy CPUs.
    fn had_more_work(&self) -> bool {
        let load = &self.played.run.scenario.load;
        load.steps.iter().any(|it| it.factor > load.factor)
            || self.did(|it| matches!(it, Deed::Spike { .. } | Deed::Flood { .. }))
    }

    /// The zone that was lost.
    fn lost_zone(&self) -> Option<String> {
        let mut deeds = self.played.run.scenario.deeds.iter();
        let whom = deeds.find_map(|it| match &it.deed {
            Deed::FailZone(whom) => Some(whom),
            _ => None,
        })?;
        let told = self
            .played
            .record
            .story
            .iter()
            .find_map(|it| match &it.place {
                Place::Zone(zone) => Some(zone.clone()),
                _ => None,
            });
        told.or_else(|| match whom {
            Whom::Named(zone) => Some(zone.clone()),
            _ => None,
        })
    }

    /// The zone of a subnet.
    fn zone(&self, subnet: &ResourceId) -> Option<&'p str> {
        let subnet = self.played.architecture().find::<Subnet>(subnet)?;
        Some(&subnet.zone)
    }

    /// The groups that serve behind a balancer.
    fn groups(&self) -> impl Iterator<Item = (&'p ResourceId, &'p AutoScalingGroup)> {
        let all = self.played.architecture().all::<AutoScalingGroup>();
        all.filter(|(_, it)| !it.target_groups.is_empty())
    }

    fn name(&self, id: &ResourceId) -> String {
        self.played.name(id)
    }

    /// The most servers after the fault, and those just before it.
    fn servers(&self) -> (u32, u32) {
        let tallies = &self.played.record.tallies;
        let most = tallies.iter().map(|it| it.servers).max().unwrap_or(0);
        let place = (self.fault / super::super::record::TALLY) as usize;
        let before = tallies
            .get(place.saturating_sub(1))
            .map_or(0, |it| it.servers);
        (most, before)
    }
}
