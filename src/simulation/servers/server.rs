//! A server: its life, its queue and its credits in one.

use super::super::clock::{MINUTE, Second};
use super::credits::Credits;
use super::latency::Latency;
use super::life::{Check, Knock, Launch, Life, Phase};
use super::machine::Machine;
use super::minute::{Minute, Samples, StatusChecks};
use super::queue::Queue;
use super::requests::{Done, Door, Limits, Offer, Requests};

/// What a server has to do in a second.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Work {
    /// What comes.
    pub arrivals: Requests,
    /// How long each page and call waits for what it asks in turn, in seconds.
    pub extra: f64,
    /// The share of pages and calls that fail for what they ask, 0 to 1.
    pub broken: f64,
}

/// A server.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    machine: Machine,
    life: Life,
    queue: Queue,
    credits: Option<Credits>,
    /// Another program on it: until when, and the thousandths of all vCPUs
    /// that it wants.
    spike: Option<(Second, u32)>,
    /// Whether somebody was there to hold connections, the second before.
    held: bool,
    cpu: f64,
    minute: Samples,
    five: Samples,
    latency: Latency,
}

impl Server {
    /// One that is launched now.
    pub fn launch(now: Second, machine: Machine, how: Launch) -> Self {
        Self::new(machine, Life::launch(now, how))
    }

    /// One that has been up for long when the run begins, with so many
    /// credits.
    pub fn up(machine: Machine, how: Launch, credits: f64) -> Self {
        let mut it = Self::new(machine, Life::up(how));
        it.credits = it.credits.map(|it| it.with_balance(credits));
        it
    }

    /// One that is stopped when the run begins.
    pub fn stopped(machine: Machine, how: Launch) -> Self {
        let mut it = Self::new(machine, Life::stopped(how));
        if let Some(credits) = &mut it.credits {
            credits.stop(0);
        }
        it
    }

    fn new(machine: Machine, life: Life) -> Self {
        Self {
            machine,
            held: life.takes_connections(),
            life,
            queue: Queue::new(machine.costs, Limits::default()),
            credits: machine
                .burst
                .map(|burst| Credits::new(burst, machine.unlimited)),
            spike: None,
            cpu: 0.0,
            minute: Samples::NONE,
            five: Samples::NONE,
            latency: Latency::default(),
        }
    }

    /// The same with other limits of its queue.
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.queue = Queue::new(self.machine.costs, limits);
        self
    }

    /// What it is made of.
    pub fn machine(&self) -> &Machine {
        &self.machine
    }

    /// Its life.
    pub fn life(&self) -> &Life {
        &self.life
    }

    /// Where it is in its life.
    #[inline]
    pub fn phase(&self) -> Phase {
        self.life.phase()
    }

    /// What a knock at its port meets.
    #[inline]
    pub fn knock(&self) -> Knock {
        self.life.knock()
    }

    /// Its CPU credits, where it has any.
    pub fn credits(&self) -> Option<&Credits> {
        self.credits.as_ref()
    }

    /// `CPUUtilization` of the last second, in percent.
    #[inline]
    pub fn cpu(&self) -> f64 {
        self.cpu
    }

    /// How many requests of clients are in it.
    pub fn in_flight(&self) -> u32 {
        self.queue.in_flight()
    }

    /// One second of work. Nothing is allocated.
    pub fn tick(&mut self, now: Second, work: &Work) -> Done {
        let was_running = self.life.phase().is_running();
        self.life.advance(now);
        if let Some((until, _)) = self.spike
            && until <= now
        {
            self.spike = None;
        }
        let holds = self.life.takes_connections();
        // Whoever is in it when the process or the machine goes down is cut
        // off. A zone without power or a dead host cuts nobody off: there
        // nobody is left to say so, and the clients wait.
        let reset = (self.held && !holds && self.says_so()).then(|| self.queue.reset());
        self.held = holds;
        let full = u64::from(self.machine.vcpus) * 1_000_000;
        let running = self.life.phase().is_running();
        let allowed = self.credits.as_ref().map_or(full, Credits::allowed);
        let wanted = self
            .spike
            .filter(|_| running)
            .map_or(0, |(_, share)| full * u64::from(share) / 1_000);
        // A busy program leaves the application at least half (assumption
        // `spike-share`).
        let capacity = allowed.saturating_sub(wanted).max(allowed / 2);
        let offer = Offer {
            arrivals: work.arrivals,
            door: self.door(),
            vcpus: self.machine.vcpus,
            capacity,
            extra: work.extra,
            broken: if self.life.is_disk_full() {
                1.0
            } else {
                work.broken
            },
        };
        let mut done = self.queue.tick(now, &offer, &mut self.latency);
        if let Some(reset) = reset {
            done.refused += reset.refused;
            done.health_failed += reset.health_failed;
        }
        if running {
            let others = wanted.min(allowed - done.used.min(allowed));
            let used = done.used + others;
            if let Some(credits) = &mut self.credits {
                credits.tick(used);
            }
            self.cpu = 100.0 * used as f64 / full as f64;
            // A host without power measures nothing.
            if !self.life.is_zone_lost() {
                self.minute.add(self.cpu);
            }
        } else {
            self.cpu = 0.0;
            if was_running && let Some(credits) = &mut self.credits {
                credits.stop(now);
            }
        }
        done
    }

    /// Whether somebody is left to tell clients that it is over.
    fn says_so(&self) -> bool {
        !self.life.is_zone_lost() && self.life.failing().is_none()
    }

    fn door(&self) -> Door {
        match self.life.knock() {
            Knock::Answers => Door::Open,
            Knock::Refuses => Door::Refuses,
            Knock::Silent if self.life.takes_connections() => Door::Hangs,
            Knock::Silent => Door::Silent,
        }
    }

    /// The last minute, asked at its end.
    pub fn minute(&mut self, now: Second) -> Minute {
        self.five.merge(&self.minute);
        let fifth = (now / MINUTE).is_multiple_of(5);
        let running = self.life.phase().is_running();
        let failing = self.life.failing();
        let it = Minute {
            cpu: std::mem::replace(&mut self.minute, Samples::NONE),
            cpu_of_five: fifth.then(|| std::mem::replace(&mut self.five, Samples::NONE)),
            credits: match &mut self.credits {
                Some(credits) if fifth && running => Some(credits.read()),
                _ => None,
            },
            status: running.then_some(StatusChecks {
                system: failing == Some(Check::System),
                instance: failing == Some(Check::Instance),
            }),
            latency: self.latency.clone(),
        };
        self.latency.clear();
        it
    }

    /// The process dies.
    pub fn crash(&mut self) {
        self.life.crash();
    }

    /// The application answers nothing any more.
    pub fn hang(&mut self) {
        self.life.hang();
    }

    /// Somebody starts the application again.
    pub fn restart_application(&mut self, now: Second) {
        self.life.restart_application(now);
    }

    /// Another program wants so many percent of its vCPUs for so long, such as
    /// `stress` (DRILL-4).
    pub fn spike(&mut self, now: Second, seconds: Second, percent: u32) {
        self.spike = Some((now + seconds, percent.min(100) * 10));
    }

    /// Its disk is full.
    pub fn fill_disk(&mut self) {
        self.life.fill_disk();
    }

    /// There is room on its disk again.
    pub fn clear_disk(&mut self) {
        self.life.clear_disk();
    }

    /// A status check fails from now on.
    pub fn impair(&mut self, check: Check) {
        self.life.impair(check);
    }

    /// The status checks pass again.
    pub fn repair(&mut self) {
        self.life.repair();
    }

    /// Its zone goes dark.
    pub fn lose_zone(&mut self) {
        self.life.lose_zone();
    }

    /// Its zone is back.
    pub fn regain_zone(&mut self, now: Second) {
        self.life.regain_zone(now);
    }

    /// Whether its first start finds a way out to the internet.
    pub fn set_way_out(&mut self, way_out: bool) {
        self.life.set_way_out(way_out);
    }

    /// `StopInstances`.
    pub fn stop(&mut self, now: Second) -> bool {
        let can = self.life.stop(now);
        if can && let Some(credits) = &mut self.credits {
            credits.stop(now);
        }
        can
    }

    /// `StartInstances`.
    pub fn start(&mut self, now: Second) -> bool {
        let can = self.life.start(now);
        if can && let Some(credits) = &mut self.credits {
            credits.start(now);
        }
        can
    }

    /// `TerminateInstances`.
    pub fn terminate(&mut self, now: Second) -> bool {
        let can = self.life.terminate(now);
        if can && let Some(credits) = &mut self.credits {
            credits.stop(now);
        }
        can
    }
}

#[cfg(test)]
mod tests;
