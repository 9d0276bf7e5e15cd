//! What people ask of a group.

use super::super::super::clock::Second;
use super::super::activity::Event;
use super::super::exchange::Output;
use super::super::setup::Setup;
use super::{Group, Refresh, tell};

impl Group {
    /// `SetDesiredCapacity`, which does not wait for a cooldown. Whether the
    /// size lies within the limits: else AWS refuses.
    pub fn set_desired(&mut self, now: Second, desired: u32, out: &mut Output) -> bool {
        if !(self.setup.min..=self.setup.max).contains(&desired) {
            return false;
        }
        let cause = self.words().desired(now, self.desired, desired);
        self.desire(now, desired, cause, None, out);
        true
    }

    /// `UpdateAutoScalingGroup`: new limits, and a new size where one is
    /// given; else the old one moves between them. Whether AWS takes it.
    pub fn resize(
        &mut self,
        now: Second,
        (min, max): (u32, u32),
        desired: Option<u32>,
        out: &mut Output,
    ) -> bool {
        if min > max || desired.is_some_and(|it| !(min..=max).contains(&it)) {
            return false;
        }
        (self.setup.min, self.setup.max) = (min, max);
        let desired = desired.unwrap_or(self.desired.clamp(min, max));
        let cause = self
            .words()
            .constraints(now, (min, max, desired), self.desired);
        self.desire(now, desired, cause, None, out);
        true
    }

    /// The group of the drawing is another after an edit. Its size moves into
    /// the new limits; members whose place is gone are of the first one, and
    /// end when there is room for others.
    pub fn renew(&mut self, setup: Setup) {
        if setup == self.setup {
            return;
        }
        for member in &mut self.members {
            let subnet = self.setup.places.get(member.place).map(|it| &it.subnet);
            let place = setup
                .places
                .iter()
                .position(|it| Some(&it.subnet) == subnet);
            member.place = place.unwrap_or_default();
            member.zone = setup.places.get(member.place).map_or(0, |it| it.zone);
        }
        let wanted = match setup.desired == self.setup.desired {
            true => self.desired,
            false => setup.desired,
        };
        self.desired = wanted.clamp(setup.min, setup.max.max(setup.min));
        self.setup = setup;
    }

    /// Launches are from another version of the template from now on; who is
    /// there stays.
    pub fn set_template(&mut self, version: u32) {
        self.template = version;
    }

    /// `StartInstanceRefresh`: all members are replaced by ones of this
    /// version, so many percent staying in service, 90 by default (SAS-28).
    /// Whether it begins: only one runs at a time.
    pub fn start_refresh(
        &mut self,
        now: Second,
        version: u32,
        min_healthy: u32,
        warmup: Option<Second>,
        out: &mut Output,
    ) -> bool {
        if self.refresh.is_some() {
            return false;
        }
        self.template = version;
        self.refresh = Some(Refresh {
            min_healthy: min_healthy.min(100),
            warmup: warmup.unwrap_or(self.setup.warmup_of(None)),
            started: now,
        });
        tell(out, Event::RefreshStarted, now, None);
        true
    }

    /// `CancelInstanceRefresh`: who was replaced stays replaced.
    pub fn cancel_refresh(&mut self, now: Second, out: &mut Output) {
        if self.refresh.take().is_some() {
            tell(out, Event::RefreshCancelled, now, None);
        }
    }
}
