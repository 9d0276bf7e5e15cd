//! The life of one instance: from its launch over its first start to its end,
//! and what can go wrong with it on the way.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;
use super::times::{SHUTTING_DOWN, STOPPING, Times};

/// Where an instance is in its life (SEC-1). `running` has parts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// AWS is finding it a host.
    Pending,
    /// Running: the operating system starts.
    Booting,
    /// Running: the script of the first start runs.
    UserData,
    /// Running: the application starts.
    Starting,
    /// Running, and the application listens, unless it has crashed.
    Up,
    /// Running, but the script failed, so there is no application.
    NoApplication,
    /// On its way to a stop.
    Stopping,
    /// Stopped: it costs nothing but its disk.
    Stopped,
    /// On its way to its end.
    ShuttingDown,
    /// Gone.
    Terminated,
}

impl Phase {
    /// The state that AWS shows. [API ec2 InstanceState]
    pub const fn state(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Booting | Self::UserData | Self::Starting | Self::Up | Self::NoApplication => {
                "running"
            }
            Self::Stopping => "stopping",
            Self::Stopped => "stopped",
            Self::ShuttingDown => "shutting-down",
            Self::Terminated => "terminated",
        }
    }

    /// Whether the state is running: what is billed, by the second (SEC-1).
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Self::Booting | Self::UserData | Self::Starting | Self::Up | Self::NoApplication
        )
    }
}

/// Which status check fails (SEC-5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// AWS's side: the host, its power, its network.
    System,
    /// Yours: the operating system, its network settings, its memory.
    Instance,
}

/// What a knock at the port meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knock {
    /// An answer.
    Answers,
    /// The connection is refused at once: the machine is up, and nothing
    /// listens.
    Refuses,
    /// Nothing: no machine, no zone, or an application that hangs.
    Silent,
}

/// What a start finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Launch {
    /// How long its parts take.
    pub times: Times,
    /// Whether the script of the first start needs the internet, to install
    /// packages (rulebook EC2-20).
    pub installs: bool,
    /// Whether it has a way out there.
    pub way_out: bool,
}

/// The life of one instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    phase: Phase,
    since: Second,
    until: Option<Second>,
    times: Times,
    installs: bool,
    way_out: bool,
    /// User data runs at the first start only (rulebook EC2-9).
    was_set_up: bool,
    crashed: bool,
    hangs: bool,
    disk_full: bool,
    impaired: Option<Check>,
    zone_lost: bool,
    launched: Second,
}

impl Life {
    /// An instance that is launched now.
    pub fn launch(now: Second, how: Launch) -> Self {
        Self {
            phase: Phase::Pending,
            since: now,
            until: Some(now + how.times.pending),
            times: how.times,
            installs: how.installs,
            way_out: how.way_out,
            was_set_up: false,
            crashed: false,
            hangs: false,
            disk_full: false,
            impaired: None,
            zone_lost: false,
            launched: now,
        }
    }

    /// One that has been up for long when the run begins.
    pub fn up(how: Launch) -> Self {
        let mut it = Self::launch(0, how);
        it.phase = if how.installs && !how.way_out {
            Phase::NoApplication
        } else {
            Phase::Up
        };
        it.was_set_up = it.phase == Phase::Up;
        it.until = None;
        it
    }

    /// One that is stopped when the run begins.
    pub fn stopped(how: Launch) -> Self {
        let mut it = Self::up(how);
        it.phase = Phase::Stopped;
        it
    }

    /// Goes on to this second.
    #[inline]
    pub fn advance(&mut self, now: Second) {
        while let Some(until) = self.until.filter(|it| *it <= now) {
            self.next(until);
        }
    }

    fn next(&mut self, at: Second) {
        let (phase, lasts) = match self.phase {
            Phase::Pending => (Phase::Booting, Some(self.times.boot)),
            Phase::Booting if self.was_set_up => (Phase::Starting, Some(self.times.app)),
            Phase::Booting => (Phase::UserData, Some(self.times.user_data)),
            Phase::UserData if self.installs && !self.way_out => (Phase::NoApplication, None),
            Phase::UserData => {
                self.was_set_up = true;
                (Phase::Starting, Some(self.times.app))
            }
            Phase::Starting => (Phase::Up, None),
            Phase::Stopping => (Phase::Stopped, None),
            Phase::ShuttingDown => (Phase::Terminated, None),
            other => (other, None),
        };
        self.phase = phase;
        self.since = at;
        self.until = lasts.map(|it| at + it);
    }

    fn enter(&mut self, now: Second, phase: Phase, lasts: Second) {
        self.phase = phase;
        self.since = now;
        self.until = Some(now + lasts);
    }

    /// Where it is.
    #[inline]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// Since when.
    pub fn since(&self) -> Second {
        self.since
    }

    /// When it was launched.
    pub fn launched(&self) -> Second {
        self.launched
    }

    /// What a knock at the application's port meets. The port of a machine
    /// that is up and has no application refuses; a machine that is not
    /// there says nothing.
    #[inline]
    pub fn knock(&self) -> Knock {
        if self.zone_lost || self.impaired.is_some() {
            return Knock::Silent;
        }
        match self.phase {
            Phase::Up if self.crashed => Knock::Refuses,
            Phase::Up if self.hangs => Knock::Silent,
            Phase::Up => Knock::Answers,
            // Its network is not up before the operating system is.
            Phase::UserData | Phase::Starting | Phase::NoApplication => Knock::Refuses,
            _ => Knock::Silent,
        }
    }

    /// Whether the application's process dies now; connections are refused
    /// from then on (DRILL-1).
    pub fn crash(&mut self) {
        if self.phase == Phase::Up {
            self.crashed = true;
            self.hangs = false;
        }
    }

    /// The application takes connections and answers nothing any more.
    pub fn hang(&mut self) {
        if self.phase == Phase::Up && !self.crashed {
            self.hangs = true;
        }
    }

    /// Somebody starts the application again.
    pub fn restart_application(&mut self, now: Second) {
        self.crashed = false;
        self.hangs = false;
        if self.phase == Phase::Up {
            self.enter(now, Phase::Starting, self.times.app);
        }
    }

    /// Its disk is full, so the application answers its pages with errors;
    /// no metric of EC2 tells (rulebook CWA-14).
    pub fn fill_disk(&mut self) {
        self.disk_full = true;
    }

    /// There is room on its disk again.
    pub fn clear_disk(&mut self) {
        self.disk_full = false;
    }

    /// Whether its disk is full.
    #[inline]
    pub fn is_disk_full(&self) -> bool {
        self.disk_full
    }

    /// A status check fails from now on, and nobody reaches it.
    pub fn impair(&mut self, check: Check) {
        self.impaired = Some(check);
    }

    /// The status checks pass again.
    pub fn repair(&mut self) {
        self.impaired = None;
    }

    /// Its zone goes dark.
    pub fn lose_zone(&mut self) {
        self.zone_lost = true;
    }

    /// Its zone is back: what was running there boots again (assumption
    /// `zone-return`).
    pub fn regain_zone(&mut self, now: Second) {
        if !self.zone_lost {
            return;
        }
        self.zone_lost = false;
        self.crashed = false;
        self.hangs = false;
        if self.phase.is_running() {
            self.enter(now, Phase::Booting, self.times.boot);
        }
    }

    /// Whether its zone is dark.
    pub fn is_zone_lost(&self) -> bool {
        self.zone_lost
    }

    /// Whether it has a way out to the internet, for a script that has yet to
    /// install something.
    pub fn set_way_out(&mut self, way_out: bool) {
        self.way_out = way_out;
    }

    /// `StopInstances`. Only a running instance can be stopped; one that is
    /// pending cannot yet. [EC2 UG: Stop and start]
    pub fn stop(&mut self, now: Second) -> bool {
        let can = self.phase.is_running();
        if can {
            self.crashed = false;
            self.hangs = false;
            self.enter(now, Phase::Stopping, STOPPING);
        }
        can
    }

    /// `StartInstances`. It gets another host, so what was wrong with the old
    /// one is over; its script does not run again. [EC2 UG: Stop and start]
    pub fn start(&mut self, now: Second) -> bool {
        let can = self.phase == Phase::Stopped;
        if can {
            self.impaired = None;
            self.enter(now, Phase::Pending, self.times.pending);
        }
        can
    }

    /// `TerminateInstances`. Whether that begins its end.
    pub fn terminate(&mut self, now: Second) -> bool {
        let can = !matches!(self.phase, Phase::ShuttingDown | Phase::Terminated);
        if can {
            self.enter(now, Phase::ShuttingDown, SHUTTING_DOWN);
        }
        can
    }

    /// The status check that fails, of an instance that runs: a zone without
    /// power fails AWS's side (SEC-5).
    #[inline]
    pub fn failing(&self) -> Option<Check> {
        if !self.phase.is_running() {
            None
        } else if self.zone_lost {
            Some(Check::System)
        } else {
            self.impaired
        }
    }

    /// Whether its application holds connections, even if it does nothing with
    /// them.
    #[inline]
    pub(super) fn takes_connections(&self) -> bool {
        !self.zone_lost && self.impaired.is_none() && self.phase == Phase::Up && !self.crashed
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::dice::Dice;
    use super::*;

    fn launch(times: Times) -> Launch {
        Launch {
            times,
            installs: true,
            way_out: true,
        }
    }

    #[test]
    fn it_starts_in_the_assumed_times() {
        // SEC-4
        let mut it = Life::launch(100, launch(Times::USUAL));
        let mut changes = Vec::new();
        for now in 100..300 {
            it.advance(now);
            if changes
                .last()
                .is_none_or(|(_, phase, _)| *phase != it.phase())
            {
                changes.push((now - 100, it.phase(), it.knock()));
            }
        }
        assert_eq!(
            changes,
            [
                (0, Phase::Pending, Knock::Silent),
                (17, Phase::Booting, Knock::Silent),
                (27, Phase::UserData, Knock::Refuses),
                (117, Phase::Starting, Knock::Refuses),
                (122, Phase::Up, Knock::Answers),
            ]
        );
        assert_eq!(Times::USUAL.all(), 122);
        assert_eq!(Times::USUAL.without_user_data().all(), 32);
    }

    #[test]
    fn a_long_step_comes_to_the_same_as_many_short_ones() {
        let mut it = Life::launch(0, launch(Times::USUAL));
        it.advance(10_000);
        assert_eq!((it.phase(), it.since()), (Phase::Up, 122));
    }

    #[test]
    fn drawn_times_lie_in_the_ranges_of_a_replacement() {
        // TV-39: pending 17–60, boot 5–30 with the application's start, user
        // data 60–120.
        let mut dice = Dice::of(7, "launch");
        for _ in 0..1000 {
            let it = Times::drawn(&mut dice);
            assert!((17..=60).contains(&it.pending));
            assert!((5..=30).contains(&(it.boot + it.app)));
            assert!((60..=120).contains(&it.user_data));
        }
    }

    #[test]
    fn without_a_way_out_the_packages_do_not_come() {
        // Rulebook EC2-20.
        let mut it = Life::launch(
            0,
            Launch {
                way_out: false,
                ..launch(Times::USUAL)
            },
        );
        it.advance(1_000);
        assert_eq!(it.phase(), Phase::NoApplication);
        assert_eq!(it.phase().state(), "running");
        assert_eq!(it.knock(), Knock::Refuses);
        assert_eq!(it.failing(), None);
    }

    #[test]
    fn a_stop_and_a_start_run_no_script_again() {
        let mut it = Life::up(launch(Times::USUAL));
        assert!(!it.start(0) && it.stop(0) && !it.stop(1));
        assert_eq!(
            (it.phase().state(), it.knock()),
            ("stopping", Knock::Silent)
        );
        it.advance(STOPPING);
        assert_eq!(it.phase(), Phase::Stopped);
        assert!(it.start(100));
        it.advance(100 + 17 + 10 + 5 - 1);
        assert_eq!(it.phase(), Phase::Starting);
        it.advance(132);
        assert_eq!(it.knock(), Knock::Answers);
    }

    #[test]
    fn it_ends_once() {
        let mut it = Life::up(launch(Times::USUAL));
        assert!(it.terminate(5));
        assert!(!it.terminate(6));
        it.advance(5 + SHUTTING_DOWN);
        assert_eq!(it.phase().state(), "terminated");
        assert!(!it.start(100) && !it.stop(100) && !it.terminate(100));
        assert_eq!(it.failing(), None);
    }

    #[test]
    fn each_fault_is_told_at_the_port() {
        let mut it = Life::up(launch(Times::USUAL));
        it.crash();
        assert_eq!(it.knock(), Knock::Refuses);
        it.restart_application(50);
        assert_eq!(it.knock(), Knock::Refuses);
        it.advance(55);
        assert_eq!(it.knock(), Knock::Answers);
        it.hang();
        assert_eq!(it.knock(), Knock::Silent);
        it.restart_application(60);
        it.advance(65);
        it.impair(Check::Instance);
        assert_eq!(
            (it.knock(), it.failing()),
            (Knock::Silent, Some(Check::Instance))
        );
        it.repair();
        it.lose_zone();
        assert_eq!(
            (it.knock(), it.failing()),
            (Knock::Silent, Some(Check::System))
        );
        it.regain_zone(100);
        assert_eq!(it.phase(), Phase::Booting);
        it.advance(115);
        assert_eq!(it.knock(), Knock::Answers);
    }
}
