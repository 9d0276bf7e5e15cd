//! What a group shows of itself.

use super::super::super::clock::Second;
use super::super::exchange::Sizes;
use super::super::member::{Member, Stage};
use super::super::setup::Setup;
use super::{Cooldown, Group, Refresh};

impl Group {
    /// What it is told.
    pub fn setup(&self) -> &Setup {
        &self.setup
    }

    /// Its members, those that are on their way out among them.
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// How many it desires.
    pub fn desired(&self) -> u32 {
        self.desired
    }

    /// The version of the template that it launches from.
    pub fn template(&self) -> u32 {
        self.template
    }

    /// Its instance refresh, while one runs.
    pub fn refreshing(&self) -> Option<Refresh> {
        self.refresh
    }

    /// How many percent of an instance refresh are done.
    pub fn refreshed_percent(&self) -> u32 {
        let new = self.active().filter(|it| it.template == self.template);
        let new = u32::try_from(new.count()).unwrap_or(u32::MAX);
        (new * 100)
            .checked_div(self.desired)
            .unwrap_or(100)
            .min(100)
    }

    /// Until when simple policies wait, where they do; `None` within while
    /// what they set off is still going on (SAS-15).
    pub fn cooling(&self) -> Option<Option<Second>> {
        match self.cooldown {
            Cooldown::Over => None,
            Cooldown::Busy => Some(None),
            Cooldown::Until(until) => Some(Some(until)),
        }
    }

    /// How many there are (SAS-29).
    pub fn sizes(&self) -> Sizes {
        let many = |of: fn(Stage) -> bool| {
            let those = self.members.iter().filter(|it| of(it.stage));
            u32::try_from(those.count()).unwrap_or(u32::MAX)
        };
        Sizes {
            min: self.setup.min,
            max: self.setup.max,
            desired: self.desired,
            in_service: many(|it| it == Stage::InService),
            pending: many(|it| it == Stage::Pending),
            standby: 0,
            terminating: many(|it| !it.is_active()),
            total: many(|_| true),
        }
    }

    /// The same where they are published as metrics.
    pub fn published(&self) -> Option<Sizes> {
        self.setup.metrics.then(|| self.sizes())
    }

    /// The servers whose CPU counts for the policies of the group: in service
    /// and warm (SAS-16).
    pub fn counted(&self, now: Second) -> impl Iterator<Item = u32> + '_ {
        let those = self
            .members
            .iter()
            .filter(move |it| it.stage == Stage::InService && it.warm_at <= now);
        those.map(|it| it.server)
    }
}
