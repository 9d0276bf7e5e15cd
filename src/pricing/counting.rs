//! What everybody who counts has at hand: the design, its load, the prices and
//! the sheet.

use super::amount::Amount;
use super::options::Options;
use super::sheet::{Charge, Factor, Sheet};
use super::table::{REGIONS, table};
use crate::architecture::*;
use crate::relations::Relations;

/// The days of a month: 730 hours, by 24.
pub(super) const DAYS: Amount = Amount::raw(304_166_667_000);

/// A count in progress.
pub(super) struct Counting<'a, 'c> {
    pub relations: &'c Relations<'a>,
    pub options: &'c Options,
    /// The load, as it is in the month that is counted.
    pub load: Workload,
    /// The resource that declares it.
    pub load_id: Option<&'a ResourceId>,
    /// The Region of what has none of its own.
    pub region: String,
    pub sheet: Sheet,
    pub notes: Vec<String>,
}

impl<'a, 'c> Counting<'a, 'c> {
    pub fn new(relations: &'c Relations<'a>, options: &'c Options) -> Self {
        let architecture = relations.indexed();
        let declared = architecture.all::<Workload>().next();
        let mut load = declared.map_or_else(Workload::default, |(_, load)| load.clone());
        if options.festival {
            let factor = load.festival_factor;
            for amount in [
                &mut load.visits_a_day,
                &mut load.gb_out,
                &mut load.nat_gb,
                &mut load.cross_zone_gb,
                &mut load.log_gb,
            ] {
                *amount = amount.saturating_mul(factor);
            }
        }
        let first = architecture.all::<Region>().next();
        let first = first.map(|(_, region)| region.code.as_str());
        let region = options.region.as_deref().or(first).unwrap_or(REGIONS[0]);
        Self {
            relations,
            options,
            load,
            load_id: declared.map(|(id, _)| id),
            region: region.to_owned(),
            sheet: Sheet::new(table(), options.free),
            notes: Vec::new(),
        }
    }

    /// The Region that a resource is counted in.
    pub fn region_of(&self, id: &ResourceId) -> String {
        let own = match self.options.region {
            Some(_) => None,
            None => self.relations.region_code_of(id),
        };
        own.map_or_else(|| self.region.clone(), str::to_owned)
    }

    /// Hours of a month.
    pub fn hours() -> Factor {
        Factor::of(super::bill::HOURS, "hour", "hours")
    }

    /// Visits of the month.
    pub fn visits(&self) -> [Factor; 2] {
        [
            Factor::of(self.load.visits_a_day, "visit a day", "visits a day"),
            Factor::unit(DAYS, "days"),
        ]
    }

    pub fn add(&mut self, charge: Charge) {
        self.sheet.add(charge);
    }

    pub fn note(&mut self, note: impl Into<String>) {
        let note = note.into();
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// How many instances a group has in an ordinary hour: as many as desired,
    /// within its limits.
    pub fn usual_size(group: &AutoScalingGroup) -> u32 {
        group
            .desired
            .max(group.min_size)
            .min(group.max_size.max(group.min_size))
    }

    /// How many more it has in the busy hours of a festival month, of which all
    /// groups share the number that the load declares.
    pub fn extra_size(&self, group: &AutoScalingGroup) -> u32 {
        if !self.options.festival {
            return 0;
        }
        let groups = self.relations.indexed().all::<AutoScalingGroup>();
        let all: u64 = groups.map(|(_, it)| u64::from(Self::usual_size(it))).sum();
        let usual = Self::usual_size(group);
        let wanted = u64::from(self.load.festival_servers);
        let share = (wanted * u64::from(usual)).div_ceil(all.max(1));
        let share = u32::try_from(share).unwrap_or(u32::MAX);
        share.min(group.max_size).saturating_sub(usual)
    }
}

/// An equal share of a whole that many have, so that all shares add up to it.
pub(super) fn share(whole: impl Into<Amount>, place: usize, of: usize) -> Amount {
    let whole = whole.into();
    let count = i64::try_from(of).unwrap_or(i64::MAX);
    let upto = |place: usize| {
        whole
            .by(i64::try_from(place).unwrap_or(i64::MAX))
            .over(count)
    };
    upto(place + 1) - upto(place)
}
