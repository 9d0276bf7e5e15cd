//! What buckets are asked a second: the objects that visitors fetch past the
//! servers (SST-5), one read with each page of a server that calls one, and
//! what is written. Beyond its rate S3 answers 503 Slow Down until it has
//! scaled (SST-3, assumption `s3-scale`). Nothing is allocated in here, but
//! when something is told.

use super::super::clock::{MINUTE, Second};
use super::super::record::Place;
use super::super::stores::bucket::Bucket;
use super::story::Line;
use super::{Out, World};
use crate::architecture::{Bucket as Drawn, ResourceId, Workload};
use crate::text::grouped;

/// Days of the month that a workload speaks of.
const MONTH: u64 = 30;

/// The buckets of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    /// Objects that are written in a month.
    puts: u64,
    /// Requests in a month, over which these are spread.
    requests: u64,
    /// Objects that visitors fetch in this second.
    pub fetched: u32,
    all: Vec<BucketRun>,
}

#[derive(Clone, Debug)]
struct BucketRun {
    id: ResourceId,
    bucket: Bucket,
    reads: u32,
    writes: u32,
    /// When it last said Slow Down, and whether that was told.
    slow: Option<Second>,
}

impl Buckets {
    /// What a workload asks of them.
    pub fn of(workload: &Workload) -> Self {
        let a_day = u64::from(workload.visits_a_day) * u64::from(workload.requests_per_visit);
        Self {
            puts: workload.s3_puts.into(),
            requests: (a_day * MONTH).max(1),
            fetched: 0,
            all: Vec::new(),
        }
    }

    /// A bucket is asked for so many pages of its website.
    pub fn read(&mut self, id: &ResourceId, requests: u32) {
        if let Some(it) = self.all.iter_mut().find(|it| it.id == *id) {
            it.reads += requests;
        }
    }

    /// What is written with so many requests.
    fn written(&self, requests: u32) -> u32 {
        let all = u64::from(requests) * self.puts / self.requests;
        u32::try_from(all).unwrap_or(u32::MAX)
    }
}

impl World {
    /// Buckets keep what they know; those that came are new.
    pub(super) fn adopt_buckets(&mut self) {
        let mut old = std::mem::take(&mut self.buckets.all);
        for (id, _) in self.document.architecture.all::<Drawn>() {
            let known = old.iter().position(|old| old.id == *id);
            let run = known.map(|at| old.remove(at));
            self.buckets.all.push(run.unwrap_or_else(|| BucketRun {
                id: id.clone(),
                bucket: Bucket::new(0, 0),
                reads: 0,
                writes: 0,
                slow: None,
            }));
        }
    }

    /// What was asked in this second.
    pub(super) fn ask_buckets(&mut self, out: &mut Out) {
        let fetched = std::mem::take(&mut self.buckets.fetched);
        if self.buckets.all.is_empty() {
            return;
        }
        let worked = self.servers.iter().map(|it| it.done.pages + it.done.api);
        let sites: u32 = self.buckets.all.iter().map(|it| it.reads).sum();
        let most = fetched.saturating_add(worked.sum()).saturating_add(sites);
        // Every bucket takes as much as all of them are asked for together.
        if most > Bucket::LEAST {
            self.count_requests(fetched);
            for at in 0..self.buckets.all.len() {
                self.ask_bucket(at, out);
            }
        }
        if sites > 0 || most > Bucket::LEAST {
            for it in &mut self.buckets.all {
                (it.reads, it.writes) = (0, 0);
            }
        }
    }

    /// Visitors fetch from the first bucket, servers ask those that they call.
    fn count_requests(&mut self, fetched: u32) {
        let buckets = &mut self.buckets;
        if let Some(first) = buckets.all.first_mut() {
            first.reads = first.reads.saturating_add(fetched);
        }
        for server in self.servers.iter().filter(|it| it.gone.is_none()) {
            let (pages, all) = (server.done.pages, server.done.pages + server.done.api);
            let writes = buckets.written(all);
            let stores = self.wiring.spots[server.spot].stores.iter();
            for store in stores.filter(|it| it.reached && !it.refused) {
                if let Some(it) = buckets.all.iter_mut().find(|it| it.id == store.id) {
                    it.reads = it.reads.saturating_add(pages);
                    it.writes = it.writes.saturating_add(writes);
                }
            }
        }
    }

    fn ask_bucket(&mut self, at: usize, out: &mut Out) {
        let now = self.at;
        let it = &mut self.buckets.all[at];
        let before = it.bucket.rates();
        let answered = it.bucket.step(now, it.reads, it.writes, 0);
        let rates = it.bucket.rates();
        let slow = answered.slow_reads + answered.slow_writes;
        let asked = it.reads.saturating_add(it.writes);
        let is_news = slow > 0 && it.slow.is_none_or(|last| now >= last + MINUTE);
        if slow > 0 {
            it.slow = Some(now);
        }
        let id = it.id.clone();
        if rates != before {
            let what = format!(
                "{} has scaled: it takes {} reads and {} writes a second now.",
                self.called(&id),
                grouped(rates.0),
                grouped(rates.1)
            );
            let line = Line::followed(what, Place::Thing(id.clone()), "SST-3")
                .from(self.story.lately(now))
                .assuming("s3-scale");
            self.story.tell(now, line, out.record.as_deref_mut());
        }
        if is_news {
            let what = format!(
                "{} answers 503 Slow Down to {} of {} requests in a second.",
                self.called(&id),
                grouped(slow),
                grouped(asked)
            );
            let line = Line::followed(what, Place::Thing(id), "SST-3")
                .why(format!(
                    "A prefix takes {} reads and {} writes a second now. S3 scales while it is asked for more; until then browsers and SDKs have to ask again.",
                    grouped(rates.0),
                    grouped(rates.1)
                ))
                .from(self.story.lately(now))
                .assuming("s3-scale");
            let number = self.story.tell(now, line, out.record.as_deref_mut());
            self.story.is_trouble(now, number);
        }
    }
}
