//! Targets are checked, and servers go on in their lives.

use super::super::balancing::{Answer, HealthChange, Reason, State};
use super::super::record::Place;
use super::super::servers::{Knock, Phase};
use super::super::wiring::Callee;
use super::story::Line;
use super::{Out, World};
use crate::architecture::Kind;

/// How long an ended server is still shown.
const SHOWN: u32 = 120;

impl World {
    /// Health checks that are due, and what follows.
    pub(super) fn look_after_targets(&mut self, out: &mut Out) {
        let now = self.at;
        let mut all: Vec<(usize, HealthChange)> = Vec::new();
        let mut changes = Vec::new();
        // The pools are asked about servers while nobody else holds them.
        let mut pools = std::mem::take(&mut self.pools);
        for (at, pool) in pools.iter_mut().enumerate() {
            let path = &pool.health_path;
            let knock = |number| self.answer_to_check(at, path, number);
            pool.targets.tick(now, knock, &mut changes);
            let moved = pool.targets.take_moved();
            if pool.keeps_sessions {
                self.tally.logins_lost += moved;
            }
            pool.stale |= !changes.is_empty();
            all.extend(changes.drain(..).map(|it| (at, it)));
        }
        self.pools = pools;
        for (at, change) in all {
            self.tell_health(at, &change, out);
            let balancer = self.wiring.pools[at].balancer;
            if balancer < self.balancers.len() {
                self.answer_of(balancer);
            }
        }
        self.live_on(out);
    }

    /// Whether logins live in the memory of the servers of these spots: where
    /// they call no cache.
    pub(super) fn keeps_sessions(&self, spots: &[usize]) -> bool {
        let calls = spots.iter().flat_map(|it| &self.wiring.spots[*it].calls);
        let mut others = calls.filter_map(|it| match &it.callee {
            Callee::Other(id) => self.document.architecture.kind_of(id),
            _ => None,
        });
        !others.any(|it| it == Kind::Cache)
    }

    /// What a server says to a health check of a pool.
    pub(super) fn answer_to_check(&self, pool: usize, path: &str, number: u32) -> Answer {
        let Some(server) = self.servers.iter().find(|it| it.number == number) else {
            return Answer::Silent;
        };
        let wired = &self.wiring.pools[pool];
        let Some(balancer) = self.wiring.balancers.get(wired.balancer) else {
            return Answer::Silent;
        };
        let place = wired.spots.iter().position(|it| *it == server.spot);
        let node = balancer.nodes.iter().position(|it| it.up);
        let reached = node.zip(place).is_some_and(|(node, place)| {
            let checks = wired.checks.get(node).and_then(|it| it.get(place));
            checks.copied().unwrap_or_default()
        });
        if !reached {
            return Answer::Silent;
        }
        match server.server.knock() {
            Knock::Silent => Answer::Silent,
            Knock::Refuses => Answer::Refused,
            Knock::Answers => {
                let program = &self.wiring.spots[server.spot].program;
                let status = match () {
                    () if server.is_bad => 500,
                    () if !program.answers(path) => 404,
                    () => 200,
                };
                // It waits in the queue like any request (PERF-12), but asks
                // no database.
                let after = (server.done.response - server.extra).max(0.0);
                Answer::Answered { status, after }
            }
        }
    }

    fn tell_health(&mut self, pool: usize, change: &HealthChange, out: &mut Out) {
        let Some(at) = self.server(change.target) else {
            return;
        };
        let server = &self.servers[at];
        let name = server.name.clone();
        let place = Place::Server(server.of.clone(), server.number);
        let told = server.told;
        let group = self.called(&self.wiring.pools[pool].id);
        let checks = &self.pools[pool].targets.settings().checks;
        let (interval, fails, passes) = (
            checks.interval,
            checks.unhealthy_after,
            checks.healthy_after,
        );
        // While it still starts it cannot pass a check; that is no news.
        let starts = !matches!(self.servers[at].phase, Phase::Up | Phase::NoApplication)
            && self.servers[at].phase.is_running()
            && change.from == State::Initial;
        let line = match (change.from, change.to) {
            (_, State::Unhealthy) if starts => return,
            (_, State::Unhealthy) => {
                let reason = change.reason.unwrap_or(Reason::FailedHealthChecks);
                let what = format!("{name} is unhealthy in {group}: {}.", said(reason));
                let why = format!(
                    "{fails} checks in a row failed, one every {interval} seconds. The load balancer sends it no more requests."
                );
                Line::followed(what, place, "SLB-5").why(why)
            }
            (State::Initial, State::Healthy) => {
                let what = format!("{name} is healthy in {group} and gets requests.");
                Line::followed(what, place, "SLB-5")
                    .why("One passed check is enough for a new target.")
            }
            (State::Unhealthy, State::Healthy) => {
                let what = format!("{name} is healthy again in {group}.");
                let why = format!("{passes} checks in a row passed.");
                Line::followed(what, place, "SLB-5").why(why)
            }
            _ => return,
        };
        let from: Vec<u32> = told
            .into_iter()
            .chain(self.outage.filter(|_| told.is_none()))
            .collect();
        let number = self
            .story
            .tell(self.at, line.from(from), out.record.as_deref_mut());
        self.servers[at].told = Some(number);
        if change.to == State::Unhealthy && change.from == State::Healthy {
            self.story.is_trouble(self.at, number);
            self.tell_fail_open(pool, number, out);
        }
    }

    /// The last healthy target is gone: the balancer sends to all.
    fn tell_fail_open(&mut self, pool: usize, cause: u32, out: &mut Out) {
        let targets = &self.pools[pool].targets;
        if targets.healthy(None) > 0 || targets.registered() == 0 {
            return;
        }
        let id = self.wiring.pools[pool].id.clone();
        let what = format!("{} has no healthy target left.", self.called(&id));
        let line = Line::followed(what, Place::Thing(id), "SLB-10")
            .why("The load balancer fails open: it sends requests to all targets, healthy or not.")
            .from([cause]);
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.story.is_trouble(self.at, number);
    }

    /// Servers go on in their lives; what others are to know of it is told.
    fn live_on(&mut self, out: &mut Out) {
        let now = self.at;
        for at in 0..self.servers.len() {
            let server = &self.servers[at];
            if server.gone.is_some() {
                continue;
            }
            let phase = server.server.phase();
            if let Some((each, so_far)) = server.filling {
                self.fill_on(at, each, so_far, out);
            }
            if phase == self.servers[at].phase {
                continue;
            }
            let before = self.servers[at].phase;
            self.servers[at].phase = phase;
            self.note_phase(at, before, phase, out);
        }
        // Those that ended are shown for a while.
        let forget = self
            .servers
            .iter()
            .any(|it| it.gone.is_some_and(|then| then + SHOWN < now));
        if forget {
            self.servers
                .retain(|it| it.gone.is_none_or(|then| then + SHOWN >= now));
            for pool in &mut self.pools {
                pool.stale = true;
            }
        }
    }

    fn note_phase(&mut self, at: usize, before: Phase, phase: Phase, out: &mut Out) {
        let now = self.at;
        let number = self.servers[at].number;
        if phase.is_running() && !before.is_running() {
            let kind = self.kind_of(at);
            let of = self.servers[at].of.clone();
            self.meter.launch(now, number, &of, kind.as_kind());
            if self.servers[at].group.is_none() {
                self.take_up(at);
            }
        }
        match phase {
            Phase::Up if before == Phase::Starting => self.tell_up(at, out),
            Phase::NoApplication => {
                let server = &self.servers[at];
                let what = format!("{} starts without its application.", server.name);
                let place = Place::Server(server.of.clone(), number);
                let line = Line::followed(what, place, "SEC-4")
                    .why("Its user data installs packages, and its subnet has no way out to the internet.")
                    .from(server.told);
                let told = self.story.tell(now, line, out.record.as_deref_mut());
                self.servers[at].told = Some(told);
                self.story.is_trouble(now, told);
            }
            Phase::Stopping => {
                for pool in &mut self.pools {
                    pool.targets.lay_aside(number, now, Reason::InvalidState);
                    pool.stale = true;
                }
            }
            Phase::ShuttingDown => {
                for pool in &mut self.pools {
                    pool.targets.lay_aside(number, now, Reason::InvalidState);
                    pool.stale = true;
                }
            }
            Phase::Stopped => self.meter.stop(now, number),
            Phase::Terminated => {
                self.meter.end(now, number);
                self.end_server(at);
            }
            _ => {}
        }
    }

    fn tell_up(&mut self, at: usize, out: &mut Out) {
        let server = &self.servers[at];
        let took = self.at - server.server.life().launched().min(self.at);
        let what = format!("The application of {} answers.", server.name);
        let place = Place::Server(server.of.clone(), server.number);
        let line = Line::followed(what, place, "SEC-4")
            .why(format!("{} after the launch.", seconds(took)))
            .from(server.told)
            .assuming("launch-times");
        let told = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.servers[at].told = Some(told);
    }

    /// An instance of the drawing that runs again is used again.
    fn take_up(&mut self, at: usize) {
        let now = self.at;
        let number = self.servers[at].number;
        let spot = self.servers[at].spot;
        let zone = self.zone(&self.wiring.spots[spot].zone);
        for pool in 0..self.pools.len() {
            if !self.wiring.pools[pool].spots.contains(&spot) {
                continue;
            }
            let targets = &mut self.pools[pool].targets;
            if targets.take_up(number, now).is_none() {
                targets.register(number, zone, now);
            }
            self.pools[pool].stale = true;
        }
    }

    /// A server is no more. What it still had is lost.
    pub(super) fn end_server(&mut self, at: usize) {
        let server = &mut self.servers[at];
        server.gone = Some(self.at);
        let lost = std::mem::take(&mut server.customers);
        server.others = 0;
        if server.depth == 0 {
            self.tally.fail(super::Failure::TargetClosed502, lost);
        }
        for pool in &mut self.pools {
            pool.targets.deregister(server.number, self.at);
            pool.stale = true;
        }
    }

    /// A disk fills.
    fn fill_on(&mut self, at: usize, each: f64, so_far: f64, out: &mut Out) {
        let now_full = so_far + each;
        if now_full < 1.0 {
            self.servers[at].filling = Some((each, now_full));
            return;
        }
        let server = &mut self.servers[at];
        server.filling = None;
        server.server.fill_disk();
        let what = format!("The disk of {} is full.", server.name);
        let place = Place::Server(server.of.clone(), server.number);
        let line = Line::followed(what, place, "SEC-7")
            .why("Its application answers with errors. EC2 has no metric of the disk: only an agent would tell.")
            .from(server.told);
        let told = self.story.tell(self.at, line, out.record.as_deref_mut());
        self.servers[at].told = Some(told);
        self.story.is_trouble(self.at, told);
    }
}

/// Why a check failed, in words.
fn said(reason: Reason) -> String {
    let words = match reason {
        Reason::ResponseCodeMismatch => "its answer has the wrong status",
        Reason::Timeout => "it does not answer in time",
        Reason::FailedHealthChecks => "it refuses the connection",
        other => return other.code().to_owned(),
    };
    format!("{words} ({})", reason.code())
}

/// A time in words: 90 seconds, 3 minutes 49 seconds.
pub(super) fn seconds(of: u32) -> String {
    let (minutes, rest) = (of / 60, of % 60);
    let minute = if minutes == 1 { "minute" } else { "minutes" };
    let second = if rest == 1 { "second" } else { "seconds" };
    match (minutes, rest) {
        (0, _) => format!("{rest} {second}"),
        (1, 30) => "90 seconds".to_owned(),
        (_, 0) => format!("{minutes} {minute}"),
        _ => format!("{minutes} {minute} {rest} {second}"),
    }
}
