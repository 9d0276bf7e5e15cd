//! Whether a database is up: failovers, repairs, zones, the standby, and the
//! clients that find it again.

use super::super::super::clock::{MINUTE, Second};
use super::super::super::dice::Dice;
use super::super::Dark;
use super::super::Zone;
use super::clients::Clients;
use super::event::{Event, Reason, What};
use super::phase::{Ends, Phase, Standby};
use super::status::Place;

/// How long a failover takes (SRD-2).
const FAILOVER: (Second, Second) = (60, 120);

/// When a new standby is ready (SRD-5, assumption `standby-rebuild`).
const REBUILD: Second = 10 * MINUTE;

/// How long a repair without a standby takes (SRD-7, assumption
/// `single-recovery`).
const RECOVERY: (Second, Second) = (5 * MINUTE, 15 * MINUTE);

/// How long a plain reboot takes (assumption `reboot`).
const REBOOT: Second = 30;

/// The life of a database.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Life {
    place: Place,
    phase: Phase,
    standby: Standby,
    dark: Dark,
    pub clients: Clients,
    /// Whether it went down since somebody asked.
    went_down: bool,
    dice: Dice,
    pub events: Vec<Event>,
}

impl Life {
    /// One that is up.
    pub fn new(place: Place, dice: Dice) -> Self {
        Self {
            place,
            phase: Phase::Up,
            standby: match place.standby {
                Some(_) => Standby::Ready,
                None => Standby::None,
            },
            dark: Dark::default(),
            clients: Clients::default(),
            went_down: false,
            dice,
            events: Vec::new(),
        }
    }

    /// One that comes into being after a time between these, with the clients
    /// and the dark zones of another.
    pub fn created(mut self, now: Second, after: (Second, Second), like: &Self) -> Self {
        self.clients = like.clients.anew();
        self.dark = like.dark;
        self.phase = Phase::Creating {
            until: now + self.dice.between(after.0, after.1),
        };
        self
    }

    pub fn place(&self) -> Place {
        self.place
    }

    pub fn phase(&self) -> Phase {
        self.phase
    }

    pub fn is_up(&self) -> bool {
        self.phase == Phase::Up
    }

    /// Whether what is written goes to a standby too.
    pub fn is_mirrored(&self) -> bool {
        self.standby == Standby::Ready
    }

    /// Whether it went down since the last time that somebody asked.
    pub fn went_down(&mut self) -> bool {
        std::mem::take(&mut self.went_down)
    }

    /// From now on with a standby in this zone, or without.
    pub fn keep_standby(&mut self, now: Second, zone: Option<Zone>) {
        match (zone, self.standby) {
            (None, _) => {
                self.standby = Standby::None;
                self.place.standby = None;
            }
            (Some(_), Standby::None) => {
                self.place.standby = zone;
                self.rebuild(now, false);
            }
            (Some(_), _) => {}
        }
    }

    /// Another class takes its place: by a failover, or by a restart.
    pub fn modify(&mut self, now: Second) {
        if self.is_up() {
            match self.is_protected() {
                true => self.fail_over(now, Reason::Modified),
                false => self.restart(now),
            }
        }
    }

    /// Its primary fails for a reason. With a standby that is ready this is a
    /// failover, else a repair. Whether something happened: who asks for a
    /// failover without a standby is refused.
    pub fn fail(&mut self, now: Second, reason: Reason) -> bool {
        self.advance(now);
        if self.phase != Phase::Up {
            return false;
        }
        if self.is_protected() {
            self.fail_over(now, reason);
            return true;
        }
        if reason == Reason::Requested {
            if self.standby != Standby::None {
                self.tell(now, What::FailoverAbandoned);
            }
            return false;
        }
        self.go_down();
        self.recover(now, Ends::Single);
        true
    }

    /// Somebody reboots it; `with_failover` is refused without a standby.
    pub fn reboot(&mut self, now: Second, with_failover: bool) -> bool {
        if with_failover {
            return self.fail(now, Reason::Requested);
        }
        self.advance(now);
        if self.phase != Phase::Up {
            return false;
        }
        self.restart(now);
        true
    }

    /// A zone goes dark (SAZ-1, SAZ-5).
    pub fn fail_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        self.dark.set(zone, true);
        let hits_standby = self.place.standby == Some(zone);
        let hits_primary = self.place.primary == zone;
        match self.phase {
            // The standby was about to take over.
            Phase::FailingOver { .. } if hits_standby => {
                if self.dark.has(self.place.primary) {
                    self.phase = Phase::Unreachable {
                        lost_failover: true,
                    };
                } else {
                    self.standby = Standby::Lost;
                    self.recover(now, Ends::PartialFailover);
                }
                return;
            }
            Phase::FailingOver { .. } => return,
            Phase::Unreachable { .. } => {}
            // Nobody asks it yet: it is made in the other zone.
            Phase::Creating { .. } if hits_primary && self.is_protected() => {
                self.swap();
                self.standby = Standby::Lost;
                return;
            }
            _ if hits_primary && self.is_protected() => {
                self.fail_over(now, Reason::Unreachable);
                return;
            }
            _ if hits_primary => {
                self.go_down();
                // What is not there any more cannot be copied.
                if matches!(self.standby, Standby::Rebuilding { .. }) {
                    self.standby = Standby::Lost;
                }
                self.phase = Phase::Unreachable {
                    lost_failover: false,
                };
            }
            _ => {}
        }
        if hits_standby && !matches!(self.phase, Phase::Unreachable { .. }) {
            self.standby = Standby::Lost;
        }
    }

    /// A zone is back (SRD-7).
    pub fn restore_zone(&mut self, now: Second, zone: Zone) {
        self.advance(now);
        self.dark.set(zone, false);
        if let Phase::Unreachable { lost_failover } = self.phase {
            let ends = match lost_failover {
                true => Ends::PartialFailover,
                false => Ends::Single,
            };
            if self.place.primary == zone {
                if self.place.standby.is_some_and(|it| self.dark.has(it)) {
                    self.standby = Standby::Lost;
                }
                self.recover(now, ends);
            } else if self.place.standby == Some(zone) && self.standby == Standby::Ready {
                self.swap();
                self.standby = Standby::Lost;
                self.clients.name_moved(now);
                self.recover(now, ends);
            }
        } else if self.standby == Standby::Lost
            && self.place.standby == Some(zone)
            && matches!(self.phase, Phase::Up | Phase::Rebooting { .. })
        {
            self.rebuild(now, true);
        }
    }

    /// Whether a standby could take over now.
    pub fn is_protected(&self) -> bool {
        self.standby == Standby::Ready
            && self.place.standby.is_some_and(|zone| !self.dark.has(zone))
    }

    /// The second at which its outage ends, where that is known.
    pub fn back_at(&self) -> Option<Second> {
        match self.phase {
            Phase::Creating { until }
            | Phase::FailingOver { until, .. }
            | Phase::Rebooting { until }
            | Phase::Recovering { until, .. } => Some(until),
            Phase::Up | Phase::Unreachable { .. } => None,
        }
    }

    fn tell(&mut self, at: Second, what: What) {
        self.events.push(Event { at, what });
    }

    fn go_down(&mut self) {
        self.went_down = true;
    }

    fn fail_over(&mut self, now: Second, reason: Reason) {
        self.go_down();
        let until = now + self.dice.between(FAILOVER.0, FAILOVER.1);
        self.phase = Phase::FailingOver { until, reason };
        self.tell(now, What::FailoverStarted);
    }

    fn restart(&mut self, now: Second) {
        self.go_down();
        self.phase = Phase::Rebooting {
            until: now + REBOOT,
        };
        self.tell(now, What::Shutdown);
    }

    fn recover(&mut self, now: Second, ends: Ends) {
        // A standby is made of a primary that is there, so it begins anew.
        if matches!(self.standby, Standby::Rebuilding { .. }) {
            self.standby = Standby::Lost;
        }
        let until = now + self.dice.between(RECOVERY.0, RECOVERY.1);
        let ends = match ends {
            Ends::Single if self.standby != Standby::None => Ends::Activation,
            _ => ends,
        };
        self.phase = Phase::Recovering { until, ends };
        match ends {
            Ends::Single => self.tell(now, What::RecoveryStarted),
            Ends::Activation => self.tell(now, What::MultiAzRecoveryStarted),
            Ends::PartialFailover => {}
        }
    }

    fn swap(&mut self) {
        if let Some(standby) = self.place.standby {
            self.place = Place {
                primary: standby,
                standby: Some(self.place.primary),
            };
        }
    }

    fn rebuild(&mut self, now: Second, told: bool) {
        if self.place.standby.is_none() {
            self.standby = Standby::None;
            return;
        }
        self.standby = Standby::Rebuilding {
            until: now + REBUILD,
            told,
        };
        if told {
            self.tell(now, What::StandbyRecoveryStarted);
        }
    }

    /// A standby that was lost is made anew, where its zone is there.
    fn rebuild_lost(&mut self, now: Second) {
        let lit = self.place.standby.is_some_and(|it| !self.dark.has(it));
        if self.standby == Standby::Lost && lit {
            self.rebuild(now, true);
        }
    }

    /// What is over by now ends, at the second that it was due.
    pub fn advance(&mut self, now: Second) {
        match self.phase {
            Phase::Up | Phase::Unreachable { .. } => {}
            Phase::Creating { until } if until <= now => {
                self.phase = Phase::Up;
                self.tell(until, What::Created);
                self.tell(until, What::Restored);
                self.rebuild_lost(until);
            }
            Phase::FailingOver { until, reason } if until <= now => {
                self.phase = Phase::Up;
                self.swap();
                self.clients.name_moved(until);
                self.tell(until, What::Restarted);
                self.tell(until, What::FailoverCompleted);
                self.tell(until, What::FailoverReason(reason));
                match self.place.standby.is_some_and(|zone| self.dark.has(zone)) {
                    true => self.standby = Standby::Lost,
                    false => self.rebuild(until, false),
                }
            }
            Phase::Rebooting { until } if until <= now => {
                self.phase = Phase::Up;
                self.tell(until, What::Restarted);
            }
            Phase::Recovering { until, ends } if until <= now => {
                self.phase = Phase::Up;
                match ends {
                    Ends::Single => {
                        self.tell(until, What::Restarted);
                        self.tell(until, What::RecoveryCompleted);
                    }
                    Ends::Activation => {
                        self.tell(until, What::MultiAzRecoveryCompleted);
                        self.tell(until, What::ActivationStarted);
                        self.tell(until, What::Restarted);
                        self.tell(until, What::ActivationCompleted);
                    }
                    Ends::PartialFailover => {
                        self.tell(until, What::Restarted);
                        self.tell(until, What::PartialFailoverRecovered);
                    }
                }
                self.rebuild_lost(until);
            }
            _ => {}
        }
        if let Standby::Rebuilding { until, told } = self.standby
            && until <= now
        {
            self.standby = Standby::Ready;
            if told {
                self.tell(until, What::StandbyRecoveryCompleted);
            }
        }
    }
}
