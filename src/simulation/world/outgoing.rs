//! What servers send out while they work: to the internet and to S3, through
//! NAT gateways where their routes lead there (SAZ-2, assumption
//! `outgoing-traffic`).

use super::super::record::Place;
use super::super::stores::nat::{Asked, IDLE, NatGateway};
use super::super::wiring::Wiring;
use super::story::Line;
use super::{Out, World};
use crate::architecture::{ResourceId, Workload};

/// Days of the month that a workload speaks of.
const MONTH: u64 = 30;

/// What each request that a server works on sends out and gets back, by the
/// workload.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sends {
    /// Bytes to and from the internet.
    internet: u64,
    /// Bytes to and from S3, for those who call a bucket.
    s3: u64,
    /// How many requests make a visit, which opens one connection.
    of_a_visit: u32,
}

impl Sends {
    /// The month's traffic, evenly over the month's requests.
    pub fn of(workload: &Workload) -> Self {
        let of_a_visit = workload.requests_per_visit.max(1);
        let requests = u64::from(workload.visits_a_day) * u64::from(of_a_visit) * MONTH;
        let each = |gb: u32| u64::from(gb) * 1_000_000_000 / requests.max(1);
        Self {
            internet: each(workload.nat_gb),
            s3: each(workload.s3_gb),
            of_a_visit,
        }
    }
}

/// A NAT gateway of the run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NatRun {
    id: ResourceId,
    gateway: NatGateway,
    /// Requests that have not opened a connection yet: fewer than a visit's.
    owed: u32,
    /// Connections that it remembers: those of the last 350 seconds.
    active: f64,
    /// What comes to it in this second: requests, bytes.
    requests: u32,
    bytes: u64,
}

impl NatRun {
    /// The metrics of the minute.
    pub fn minute(&mut self) -> Option<super::super::stores::nat::Minute> {
        self.gateway.minute()
    }
}

impl World {
    /// Gateways keep what they know; those that came are new.
    pub(super) fn adopt_nats(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.nats);
        for it in &wiring.nats {
            let known = old.iter().position(|old| old.id == it.id);
            let mut run = known.map(|at| old.remove(at)).unwrap_or_else(|| {
                let zone = u8::try_from(self.zone(&it.zone)).unwrap_or_default();
                NatRun {
                    id: it.id.clone(),
                    gateway: NatGateway::new(zone, 1),
                    owed: 0,
                    active: 0.0,
                    requests: 0,
                    bytes: 0,
                }
            });
            run.gateway.fail(!it.up);
            self.nats.push(run);
        }
    }

    /// What servers worked on in this second goes out.
    pub(super) fn go_out(&mut self) {
        if self.nats.is_empty() {
            return;
        }
        for server in &self.servers {
            let worked = server.done.pages + server.done.api;
            if worked == 0 || server.gone.is_some() {
                continue;
            }
            let spot = &self.wiring.spots[server.spot];
            if let Some(nat) = spot.leaves_through.and_then(|it| self.nats.get_mut(it)) {
                nat.requests += worked;
                nat.bytes += u64::from(worked) * self.sends.internet;
            }
            for store in spot.stores.iter().filter(|it| it.reached && !it.refused) {
                if let Some(nat) = store.through.and_then(|it| self.nats.get_mut(it)) {
                    nat.bytes += u64::from(worked) * self.sends.s3;
                }
            }
        }
        for nat in &mut self.nats {
            let requests = std::mem::take(&mut nat.requests) + nat.owed;
            let bytes = std::mem::take(&mut nat.bytes);
            let connections = requests / self.sends.of_a_visit;
            nat.owed = requests % self.sends.of_a_visit;
            let passed = nat.gateway.step(Asked {
                connections,
                // Rounded: as many as are remembered.
                active: nat.active.round() as u32,
                destinations: 1,
                bytes_out: bytes / 2,
                bytes_in: bytes - bytes / 2,
            });
            nat.active += f64::from(passed.passed) - nat.active / f64::from(IDLE);
            if !nat.gateway.is_up() {
                nat.active = 0.0;
            }
        }
    }

    /// A server that S3 refuses is told once, in the minute in which it asks.
    pub(super) fn tell_refused(&mut self, out: &mut Out) {
        let mut news = Vec::new();
        let live = self.servers.iter().filter(|it| it.gone.is_none());
        for server in live.filter(|it| it.minute.1 > 0) {
            for store in &self.wiring.spots[server.spot].stores {
                let pair = (server.of.clone(), store.id.clone());
                if store.reached && store.refused && !self.refused.contains(&pair) {
                    self.refused.push(pair.clone());
                    news.push(pair);
                }
            }
        }
        for (of, bucket) in news {
            let what = format!(
                "{} answers 403 to {}.",
                self.called(&bucket),
                self.called(&of)
            );
            let line = Line::followed(what, Place::Thing(bucket), "SCT-14")
                .why("No policy lets the server read, write or list anything in it. Its pages go on without what they wanted. No metric counts it, unless request metrics are switched on for the bucket, and no trail without data events.")
                .from(self.story.lately(self.at))
                .assuming("outgoing-traffic");
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    /// Gateways have been in use before the run: what they remember is what
    /// the first second's visitors leave behind.
    pub(super) fn settle_nats(&mut self) {
        let visits = self.visitors.rate(0);
        let mut weights = vec![0_u32; self.nats.len()];
        for server in self.live().filter(|it| it.depth == 0) {
            if let Some(at) = self.wiring.spots[server.spot].leaves_through {
                weights[at] += 1;
            }
        }
        let all = self.live().filter(|it| it.depth == 0).count().max(1);
        for (nat, weight) in self.nats.iter_mut().zip(weights) {
            // A handful of servers.
            nat.active = visits * f64::from(IDLE) * f64::from(weight) / all as f64;
        }
    }
}
