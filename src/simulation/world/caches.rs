//! Caches: sessions that outlive servers, and what becomes of them when a node
//! is lost (SAZ-8). While a cache is away its customers are served as if they
//! were not logged in (assumption `cache-away`).

use super::super::clock::{MINUTE, Second};
use super::super::cloudwatch::Sample;
use super::super::dice::Dice;
use super::super::record::Place;
use super::super::scenario::Whom;
use super::super::stores::cache::{Cache, Happening};
use super::super::wiring::Wiring;
use super::deeds::YOU;
use super::story::Line;
use super::{Out, World};
use crate::architecture::{Cache as Drawn, ResourceId};

/// How long a customer stays (assumption `session-length`), in seconds.
const SESSION: f64 = 300.0;

/// Of a thousand sessions that are looked for, so many are there.
const FOUND: u32 = 1_000;

/// A cache of the run.
#[derive(Clone, Debug)]
pub(super) struct CacheRun {
    id: ResourceId,
    cache: Cache,
    asked: u32,
    /// The logins that it held last.
    logins: u32,
    told: Option<u32>,
}

impl World {
    pub(super) fn adopt_caches(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.caches);
        for it in &wiring.caches {
            let known = old.iter().position(|old| old.id == it.id);
            let run = known.map(|at| old.remove(at)).unwrap_or_else(|| {
                let zones = it.zones.iter().map(|zone| self.zone(zone));
                let zones: Vec<u8> = zones.filter_map(|it| u8::try_from(it).ok()).collect();
                let drawn = self.document.architecture.find::<Drawn>(&it.id);
                let multi_az = drawn.is_some_and(|it| it.multi_az);
                let dice = Dice::of(self.seed, &format!("cache {}", it.id));
                CacheRun {
                    id: it.id.clone(),
                    cache: Cache::new(&zones, multi_az, FOUND, dice),
                    asked: 0,
                    logins: 0,
                    told: None,
                }
            });
            self.caches.push(run);
        }
    }

    /// Each page that was worked on looks for its customer's session.
    pub(super) fn ask_caches(&mut self, out: &mut Out) {
        if self.caches.is_empty() {
            return;
        }
        let now = self.at;
        for server in self.servers.iter().filter(|it| it.gone.is_none()) {
            for at in &self.wiring.spots[server.spot].caches {
                if let Some(it) = self.caches.get_mut(*at) {
                    it.asked += server.done.pages;
                }
            }
        }
        let used = |at: usize| self.wiring.spots.iter().any(|it| it.caches.contains(&at));
        let visits = now.is_multiple_of(MINUTE).then(|| self.visitors.rate(now));
        for at in 0..self.caches.len() {
            let is_used = visits.is_some() && used(at);
            let it = &mut self.caches[at];
            if let Some(visits) = visits.filter(|_| is_used) {
                // Far below 2^32 customers at once.
                it.logins = (visits * SESSION).round() as u32;
                it.cache.keep_sessions(it.logins.into());
            }
            let asked = std::mem::take(&mut it.asked);
            it.cache.step(now, asked);
        }
        self.hear_caches(out);
    }

    fn hear_caches(&mut self, out: &mut Out) {
        for at in 0..self.caches.len() {
            for (_, happening) in self.caches[at].cache.happenings() {
                self.tell_cache(at, happening, out);
            }
        }
    }

    fn tell_cache(&mut self, at: usize, what: Happening, out: &mut Out) {
        let it = &self.caches[at];
        let (id, told) = (it.id.clone(), it.told);
        let name = self.called(&id);
        let zone = it
            .cache
            .primary()
            .and_then(|it| self.zones.get(usize::from(it)));
        let zone = zone.cloned().unwrap_or_default();
        let (said, why, assumption) = match what {
            Happening::FailoverStarted => (
                format!("{name} fails over to a replica."),
                "Until its name leads there, customers are served as if they were not logged in.",
                "cache-failover",
            ),
            Happening::FailoverCompleted => (
                format!("{name} answers again, from {zone}."),
                "The replica held the same sessions: nobody has to log in again.",
                "cache-failover",
            ),
            Happening::DataLost => {
                self.tally.logins_lost += std::mem::take(&mut self.caches[at].logins);
                (
                    format!("{name} has lost what it held."),
                    "No replica could stand in, and memory does not outlive its node: everybody has to log in again.",
                    "cache-away",
                )
            }
            Happening::NodeReplaced => (
                format!("{name} has its lost node again."),
                "",
                "cache-recovery",
            ),
        };
        let line = Line::followed(said, Place::Thing(id), "SAZ-8")
            .why(why)
            .from(told.or(self.outage))
            .assuming(assumption);
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        // No page fails for it, so no alarm follows from it.
        self.caches[at].told = Some(number);
    }

    /// The primary node of a cache fails. Whether a cache was meant.
    pub(super) fn fail_cache(&mut self, whom: &Whom, out: &mut Out) -> bool {
        let Whom::Named(text) = whom else {
            return false;
        };
        let id = self.document.architecture.called(text);
        let Some(at) = id.and_then(|id| self.caches.iter().position(|it| it.id == *id)) else {
            return false;
        };
        let id = self.caches[at].id.clone();
        let what = format!("{YOU} fail the primary node of {}.", self.called(&id));
        let told = self.done(what, "", Place::Thing(id), "SAZ-8", out);
        self.caches[at].told = Some(told);
        self.caches[at].cache.fail_primary(self.at);
        true
    }

    /// A zone goes dark or is back, and the nodes in it with it.
    pub(super) fn darken_caches(&mut self, zone: u8, dark: bool, told: u32) {
        for it in &mut self.caches {
            match dark {
                true => it.cache.fail_zone(self.at, zone),
                false => it.cache.restore_zone(self.at, zone),
            }
            it.told = Some(told);
        }
    }

    /// Of the node that takes the writes: it is the one that is asked.
    pub(super) fn publish_caches(&mut self, now: Second, out: &mut Out) {
        let begins = now.saturating_sub(MINUTE);
        for (it, nodes) in self.caches.iter_mut().zip(&self.watching.ids.caches) {
            let minute = it.cache.minute();
            let Some(ids) = nodes.get(it.cache.primary_number() - 1) else {
                continue;
            };
            if !it.cache.is_up() {
                continue;
            }
            for (name, value) in minute.values() {
                if let (Some(value), Some((_, series))) =
                    (value, ids.iter().find(|(it, _)| *it == name))
                {
                    out.metrics.put(*series, begins, Sample::one(value));
                }
            }
        }
    }
}
