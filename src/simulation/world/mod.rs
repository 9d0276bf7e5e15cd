//! The state of a run at a second, and how it becomes the next one.
//!
//! Everything that decides is in here and can be copied, which is what
//! scrubbing lives on; what is left behind (records, metrics) is written to
//! what the caller holds. The parts are machines of their own (`servers`,
//! `group`, `balancing`, `stores`, `cloudwatch`, `trail`); this room connects
//! them, second by second, in one order:
//!
//! | when | what | file |
//! |---|---|---|
//! | every second | what is planned is done | `deeds` |
//! | | customers come, requests go their way | `traffic`, `passing`, `work` |
//! | | targets are checked, servers go on in their lives | `health` |
//! | every five | groups compare what is with what should be | `scaling` |
//! | every ten | what was counted is laid down | `tally` |
//! | every minute | metrics, alarms, mails, the bill, the trail | `minute`, `publish`, `ringing` |

mod alarm_stories;
mod begin;
mod buckets;
mod caches;
mod cameras;
mod checks;
mod crowd;
mod databases;
mod deeds;
mod depths;
mod failing;
mod files;
mod health;
mod look;
mod minute;
mod names;
mod outgoing;
mod panels;
mod passing;
mod publish;
mod published;
mod restoring;
mod rewire;
mod ringing;
mod scaling;
mod stores;
mod story;
mod tally;
mod traffic;
mod watching;
mod work;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::balancing::Spread;
use super::balancing::{self, Failure, TargetGroup};
use super::clock::{Clock, Second};
use super::cloudwatch::Metrics;
use super::group::Group;
use super::load::{Cached, Firewall, Visitors};
use super::record::{Record, Tally};
use super::servers::{Done, Latency, Requests, Server};
use super::stores::costs::Meter;
use super::stores::database;
use super::wiring::Wiring;
use crate::architecture::{Document, ResourceId};
use crate::network::Failures;

use story::Story;
pub use watching::Watching;

/// What is written down while a run is played. Played again, nothing is: it
/// is there already, and would be the same.
pub struct Out<'a> {
    /// Where history goes; none when a moment is only looked at again.
    pub record: Option<&'a mut Record>,
    /// All that was measured, by the world itself: played again, the same
    /// values are laid down once more.
    pub metrics: &'a mut Metrics,
}

/// Requests of customers, of one address that floods, of an attack: each is a
/// crowd of its own before a web ACL.
const CUSTOMERS: usize = 0;
const FLOOD: usize = 1;
const ATTACK: usize = 2;

/// A run at a second.
#[derive(Clone, Debug)]
pub struct World {
    /// The second that is to be played next.
    pub at: Second,
    seed: u64,
    clock: Clock,
    document: Document,
    failures: Failures,
    wiring: Arc<Wiring>,
    /// The zones by number.
    zones: Vec<String>,
    servers: Vec<Running>,
    next_server: u32,
    groups: Vec<GroupRun>,
    pools: Vec<PoolRun>,
    balancers: Vec<BalancerRun>,
    databases: Vec<DatabaseRun>,
    nats: Vec<outgoing::NatRun>,
    caches: Vec<caches::CacheRun>,
    files: files::Files,
    buckets: buckets::Buckets,
    /// What each request that servers work on sends out.
    sends: outgoing::Sends,
    /// Servers of what, and the bucket that refuses them: told once.
    refused: Vec<(ResourceId, ResourceId)>,
    checks: Vec<checks::CheckRun>,
    /// The health checks and balancers that Route 53 takes for unhealthy, of
    /// those that the name depends on.
    unhealthy: BTreeSet<ResourceId>,
    visitors: Visitors,
    gates: Vec<Gate>,
    /// Where the name leads, and what customers still believe.
    believed: Cached,
    gate_spread: Spread,
    gate_shares: Vec<f64>,
    /// Kept so that nothing is allocated each second.
    gate_pages: Vec<u32>,
    gate_calls: Vec<u32>,
    flood: u32,
    attack: u32,
    orders: u32,
    meter: Meter,
    watching: Watching,
    cameras: cameras::Cameras,
    story: Story,
    tally: Tally,
    waits: Latency,
    /// The last tally, for looking at.
    shown: Tally,
    /// What last broke, for what follows from it.
    outage: Option<u32>,
}

/// A server of the run.
#[derive(Clone, Debug)]
struct Running {
    number: u32,
    name: String,
    instance_id: String,
    of: ResourceId,
    group: Option<usize>,
    spot: usize,
    /// How far behind the entrance it stands: 0 serves customers.
    depth: u32,
    template: u32,
    server: Server,
    /// Its health check answers with an error: a bad deployment.
    is_bad: bool,
    /// What comes to it in this second.
    arrivals: Requests,
    done: Done,
    /// Customers' requests in it, and those of a flood.
    customers: u32,
    others: u32,
    /// How long its pages wait for what they ask, and how many get nothing.
    extra: f64,
    broken: f64,
    reason: Failure,
    /// Requests of the last ten seconds, and of those before.
    lately: u32,
    shown: u32,
    /// The number of what was last told of it.
    told: Option<u32>,
    phase: super::servers::Phase,
    /// When it ended; it is kept for a while to be seen.
    gone: Option<Second>,
    /// Errors and pages of this minute, for the lines that it logs.
    minute: (u32, u32),
    /// Where its metrics are, once it has published them.
    published: publish::OfServer,
    /// The disk that fills, in thousandths a second and so far.
    filling: Option<(f64, f64)>,
}

/// An Auto Scaling group of the run.
#[derive(Clone, Debug)]
struct GroupRun {
    id: ResourceId,
    group: Group,
    named: u32,
    /// Whether its members' health check answers with an error.
    is_bad: bool,
    /// Activities that have been begun, by their number: the place in the
    /// record.
    activities: Vec<(u32, usize)>,
    told: Option<u32>,
}

/// A target group of the run.
#[derive(Clone, Debug)]
struct PoolRun {
    id: ResourceId,
    targets: TargetGroup,
    /// For each slot: the place of its server, and of its spot in the wiring's
    /// list.
    places: Vec<(usize, usize)>,
    stale: bool,
    open: Vec<u32>,
    pages: Vec<u32>,
    calls: Vec<u32>,
    /// Requests that wait for a connection that will not come, by the second
    /// in which they are given up.
    lost: [u32; 16],
    health_path: String,
    /// Whether a login lives in the memory of the server that a cookie leads
    /// to: where nothing outside keeps it.
    keeps_sessions: bool,
}

/// A load balancer of the run.
#[derive(Clone, Debug)]
struct BalancerRun {
    id: ResourceId,
    balancer: balancing::Balancer,
    firewall: Firewall,
    /// The part of the customers that each node's doors let in.
    let_in: Vec<f64>,
    /// Fractions of those that they do not.
    owed: Vec<f64>,
    pages: Vec<u32>,
    calls: Vec<u32>,
    depth: u32,
    rules: u32,
    blocked: u32,
    blocking: bool,
    /// For those who call it from inside: how the last requests went.
    inner: Inner,
    connections: u32,
}

/// How requests to an inner tier went.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Inner {
    asked: u32,
    failed: u32,
    response: f64,
    broken: f64,
}

/// A database of the run.
#[derive(Clone, Debug)]
struct DatabaseRun {
    id: ResourceId,
    database: database::Database,
    reads: u32,
    writes: u32,
    clients: u32,
    broken: f64,
    refused: f64,
    latency: f64,
    connections: u32,
    cpu: f64,
    told: Option<u32>,
}

/// Where customers go from the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Balancer(usize),
    Spot(usize),
    /// The website of a bucket.
    Site(usize),
}

impl World {
    /// Plays one second.
    pub fn step(&mut self, planned: &[super::scenario::Planned], out: &mut Out) {
        let now = self.at;
        // In order of time, so the ones of this second stand together.
        let first = planned.partition_point(|it| it.at < now);
        for it in planned[first..].iter().take_while(|it| it.at == now) {
            self.perform(&it.deed, out);
        }
        self.traffic(out);
        self.go_out();
        self.ask_caches(out);
        self.ask_files(out);
        self.ask_buckets(out);
        self.look_after_targets(out);
        self.look_after_checks(out);
        if now.is_multiple_of(super::group::RECONCILE) {
            self.look_after_groups(&[], out);
        }
        self.at += 1;
        if self.at.is_multiple_of(super::record::TALLY) {
            self.lay_down(out);
        }
        if self.at.is_multiple_of(super::clock::MINUTE) {
            self.end_minute(out);
        }
    }

    /// What was built, as it is now.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Requests of customers that are neither answered nor failed.
    pub fn in_flight(&self) -> u32 {
        let waiting: u32 = self.servers.iter().map(|it| it.customers).sum();
        let lost: u32 = self.pools.iter().flat_map(|it| it.lost).sum();
        waiting + lost
    }

    fn live(&self) -> impl Iterator<Item = &Running> {
        self.servers.iter().filter(|it| it.gone.is_none())
    }

    fn server(&self, number: u32) -> Option<usize> {
        self.servers.iter().position(|it| it.number == number)
    }

    fn zone(&self, name: &str) -> usize {
        self.zones
            .iter()
            .position(|it| it == name)
            .unwrap_or_default()
    }
}
