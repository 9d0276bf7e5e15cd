//! Route 53 asks endpoints whether they are healthy, and gives out records by
//! what it finds (SR5-2 to SR5-5). What its checkers meet is what the network
//! lets through and what the servers there answer in that second.

use super::super::balancing::State;
use super::super::clock::{MINUTE, Second};
use super::super::cloudwatch::Sample;
use super::super::dice::Dice;
use super::super::record::Place;
use super::super::servers::Knock;
use super::super::stores::checks::{HealthCheck, Probe};
use super::super::wiring::{Behind, Check, Serves, SiteSays, Wiring};
use super::story::Line;
use super::{Out, Running, World};
use crate::architecture::{HealthCheck as Drawn, ResourceId};

/// A health check of the run.
#[derive(Clone, Debug)]
pub(super) struct CheckRun {
    pub id: ResourceId,
    pub check: HealthCheck,
    drawn: Drawn,
}

/// How long a connection over the internet takes to open, in seconds
/// (assumption `checker-way`).
const WAY: f64 = 0.2;

/// Something that is accepted and answers later than any checker waits.
const NEVER: Probe = Probe::Answer {
    connected: WAY,
    answered: f64::INFINITY,
    status: 0,
};

const fn answers(status: u16, answered: f64) -> Probe {
    Probe::Answer {
        connected: WAY,
        answered,
        status,
    }
}

impl World {
    /// Checks come and go with the drawing; one that stays as it is keeps what
    /// its checkers think.
    pub(super) fn adopt_checks(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.checks);
        for it in &wiring.checks {
            let Some(drawn) = self.document.architecture.find::<Drawn>(&it.id) else {
                continue;
            };
            let drawn = Drawn {
                // What it asks is the wiring's; a change of it is no new check.
                target: None,
                endpoint: String::new(),
                path: String::new(),
                port: 0,
                ..drawn.clone()
            };
            let known = old
                .iter()
                .position(|old| old.id == it.id && old.drawn == drawn);
            let run = known.map(|at| old.remove(at)).unwrap_or_else(|| CheckRun {
                id: it.id.clone(),
                check: HealthCheck::new(
                    &drawn,
                    Dice::of(self.seed, &format!("health check {}", it.id)),
                ),
                drawn,
            });
            self.checks.push(run);
        }
    }

    /// Before the run begins checks have asked for long, and the name leads
    /// where they say.
    pub(super) fn settle_checks(&mut self) {
        let mut checks = std::mem::take(&mut self.checks);
        for (at, it) in checks.iter_mut().enumerate() {
            let wired = &self.wiring.checks[at];
            it.check.settle(|checker| self.probe(wired, checker));
        }
        self.checks = checks;
        if self.opine() {
            // Nobody believes anything else yet.
            self.gates.clear();
            self.rewire();
        }
    }

    /// Checkers that are due ask, and the name follows what they find.
    pub(super) fn look_after_checks(&mut self, out: &mut Out) {
        let now = self.at;
        let mut changes = Vec::new();
        let mut checks = std::mem::take(&mut self.checks);
        for (at, it) in checks.iter_mut().enumerate() {
            let wired = &self.wiring.checks[at];
            let change = it.check.step(now, |checker| self.probe(wired, checker));
            changes.extend(change.map(|healthy| (at, healthy)));
        }
        self.checks = checks;
        let mut told = Vec::new();
        for (at, healthy) in changes {
            told.push(self.tell_check(at, healthy, out));
        }
        self.follow_health(&told, out);
    }

    /// The name leads elsewhere where what Route 53 thinks of it has changed.
    pub(super) fn follow_health(&mut self, told: &[u32], out: &mut Out) {
        if self.wiring.entrance.chosen_by.is_empty() || !self.opine() {
            return;
        }
        let before = self.given_out();
        self.rewire();
        let after = self.given_out();
        if before == after || after.is_empty() {
            return;
        }
        let host = self.wiring.entrance.host.clone();
        let places: Vec<String> = after.iter().map(|it| self.called(it)).collect();
        let places = crate::text::list(places.iter().map(String::as_str));
        let ttl = super::health::seconds(self.wiring.entrance.ttl);
        let line = Line::followed(
            format!("{host} leads to {places}."),
            Place::Customers,
            "SR5-4",
        )
        .why(format!(
            "Route 53 gives out the records that are healthy. Whoever asked before keeps the old answer for up to {ttl}.{}",
            self.of_sites()
        ))
        .from(told.iter().copied().chain(self.outage.filter(|_| told.is_empty())))
        .assuming("name-cache");
        self.story.tell(self.at, line, out.record.as_deref_mut());
    }

    /// What customers find at the websites of buckets that are given out, as
    /// further sentences.
    fn of_sites(&self) -> String {
        let doors = self.wiring.entrance.doors.iter();
        let given = doors.filter(|it| it.share > 0.0);
        let sites = given.filter_map(|it| match it.behind {
            Behind::Site(at) => Some(self.wiring.sites[at].says),
            _ => None,
        });
        let says = sites.map(|it| match it {
            SiteSays::Page => " The website of the bucket answers with its page; no server is asked.",
            SiteSays::Refused => " Its website answers 403: not everybody may read the bucket.",
            SiteSays::NoWebsite => " It answers 404: the bucket is no website, or is not called like the name.",
            SiteSays::NoHttps => " Customers come with HTTPS, and a website endpoint of S3 speaks HTTP alone: nobody gets an answer.",
        });
        says.collect()
    }

    /// What the name leads to.
    fn given_out(&self) -> Vec<ResourceId> {
        let doors = self.wiring.entrance.doors.iter();
        let given = doors.filter(|it| it.share > 0.0);
        let mut all: Vec<ResourceId> = given
            .map(|it| match it.behind {
                Behind::Node(at, _) => self.wiring.balancers[at].id.clone(),
                Behind::Spot(at) => self.wiring.spots[at].of.clone(),
                Behind::Site(at) => self.wiring.sites[at].id.clone(),
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    /// What Route 53 takes for unhealthy now. Whether that is another than
    /// before, as far as the name depends on it.
    fn opine(&mut self) -> bool {
        let checks = self.checks.iter().zip(&self.wiring.checks);
        let checks = checks.filter(|(it, wired)| wired.failed || !it.check.is_healthy());
        let checks = checks.map(|(it, _)| it.id.clone());
        let balancers = (0..self.balancers.len()).filter(|at| !self.serves_well(*at));
        let balancers = balancers.map(|at| self.balancers[at].id.clone());
        let by = &self.wiring.entrance.chosen_by;
        let unhealthy = checks
            .chain(balancers)
            .filter(|it| by.contains(it))
            .collect();
        let changed = unhealthy != self.unhealthy;
        self.unhealthy = unhealthy;
        changed
    }

    /// Whether an alias to a balancer that evaluates its health is given out:
    /// a node works, every group that has targets has a healthy one, and one
    /// has targets (SR5-5, rulebook R53-13).
    fn serves_well(&self, at: usize) -> bool {
        let up = self.wiring.balancers[at].nodes.iter().any(|it| it.up);
        let groups = self.wiring.pools.iter().zip(&self.pools);
        let mine = groups.filter(|(wired, _)| wired.balancer == at);
        let (mut any, mut full, mut well) = (false, false, true);
        for (_, pool) in mine {
            any = true;
            if pool.targets.registered() > 0 {
                full = true;
                well &= pool.targets.healthy(None) > 0;
            }
        }
        up && well && (full || !any)
    }

    /// What a checker meets. It asks one of the addresses of a name, another
    /// each time.
    fn probe(&self, check: &Check, checker: usize) -> Probe {
        if check.failed {
            return Probe::NoConnection;
        }
        let Some(ends) = &check.ends else {
            return answers(200, 0.0);
        };
        let turn = checker + (self.at / 10) as usize;
        let Some(end) = ends.get(turn % ends.len().max(1)) else {
            return Probe::NoConnection;
        };
        if !end.let_in.get(checker).copied().unwrap_or_default() {
            return Probe::NoConnection;
        }
        match end.behind {
            Behind::Site(_) => Probe::NoConnection,
            Behind::Spot(spot) => {
                let mut live = self.live();
                let server = live.find(|it| it.spot == spot);
                server.map_or(Probe::NoConnection, |it| self.server_says(it, &check.path))
            }
            Behind::Node(balancer, node) => match end.serves {
                _ if !self.balancers[balancer].balancer.is_up(node) => Probe::NoConnection,
                _ if !check.page => answers(200, 0.0),
                Serves::Nothing => Probe::NoConnection,
                Serves::Answers(status) => answers(status, 0.0),
                Serves::Pool(pool) => self.pool_says(pool, node, turn, &check.path),
            },
        }
    }

    /// What a balancer hands back from one of the targets that it passes
    /// requests to.
    fn pool_says(&self, at: usize, node: usize, turn: usize, path: &str) -> Probe {
        let targets = &self.pools[at].targets;
        let any = targets.healthy(None) == 0;
        let used = |state: State| match any {
            true => matches!(state, State::Unhealthy | State::Initial),
            false => state == State::Healthy,
        };
        let slots = targets.slots().iter();
        let eligible = || slots.clone().filter(|it| used(targets.state_of(it.target)));
        let many = eligible().count();
        let Some(slot) = eligible().nth(turn % many.max(1)) else {
            return answers(503, 0.0);
        };
        let Some(server) = self.live().find(|it| it.number == slot.target) else {
            return answers(502, 0.0);
        };
        let wired = &self.wiring.pools[at];
        let place = wired.spots.iter().position(|it| *it == server.spot);
        let carries = wired.carries.get(node).zip(place);
        if !carries.is_some_and(|(all, place)| all.get(place).copied().unwrap_or_default()) {
            return NEVER;
        }
        match self.server_says(server, path) {
            Probe::NoConnection if server.server.knock() == Knock::Refuses => answers(502, 0.0),
            Probe::NoConnection => NEVER,
            answer => answer,
        }
    }

    /// What a server answers. `/` is a page, which needs what pages need;
    /// any other path is a health check's (as for target groups).
    fn server_says(&self, server: &Running, path: &str) -> Probe {
        if server.server.knock() != Knock::Answers {
            return Probe::NoConnection;
        }
        let is_page = path
            .split('?')
            .next()
            .is_none_or(|it| it.trim_matches('/').is_empty());
        let program = &self.wiring.spots[server.spot].program;
        let status = match () {
            () if is_page && (server.broken >= 0.5 || server.server.life().is_disk_full()) => 500,
            () if !is_page && server.is_bad => 500,
            () if !program.answers(path) => 404,
            () => 200,
        };
        let extra = if is_page { 0.0 } else { server.extra };
        answers(status, (server.done.response - extra).max(0.0))
    }

    fn tell_check(&mut self, at: usize, healthy: bool, out: &mut Out) -> u32 {
        let it = &self.checks[at];
        let id = it.id.clone();
        let name = self.called(&id);
        let within = super::health::seconds(it.check.detects_within());
        let line = match healthy {
            true => Line::followed(format!("{name} passes again."), Place::Thing(id), "SR5-2")
                .why("More than 18 % of Route 53's checkers get an answer."),
            false => Line::followed(format!("{name} fails."), Place::Thing(id), "SR5-2").why(
                format!("18 % of Route 53's checkers or fewer get an answer. Each had to miss some in a row, which takes up to {within}."),
            ),
        };
        let line = match self.story.lately(self.at) {
            recent if recent.is_empty() => line.from(self.outage),
            recent => line.from(recent),
        };
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        if !healthy {
            self.story.is_trouble(self.at, number);
        }
        number
    }

    /// The metrics of the checks. [R53 DG: Monitoring health checks using
    /// CloudWatch]
    pub(super) fn publish_checks(&self, now: Second, out: &mut Out) {
        let begins = now.saturating_sub(MINUTE);
        for (it, ids) in self.checks.iter().zip(&self.watching.ids.checks) {
            let values = [it.check.status(), it.check.percentage()];
            for ((_, series), value) in ids.iter().zip(values) {
                out.metrics.put(*series, begins, Sample::one(value));
            }
        }
    }
}
