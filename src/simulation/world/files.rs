//! File systems: what pages wait for, and whom a mount target that is gone
//! leaves waiting (SST-4, SAZ-6, assumption `file-systems`).
//!
//! A client that cannot reach its mount target gets no error. AWS's mount
//! helper mounts with the option hard: a request is repeated until it is
//! answered. [EFS UG: Mount settings used by EFS mount helper]

use super::super::clock::{MINUTE, Second};
use super::super::cloudwatch::Sample;
use super::super::record::Place;
use super::super::servers::Knock;
use super::super::stores::file_system::{FileSystem, Minute};
use super::super::wiring::{Mount, Wiring};
use super::story::Line;
use super::{Out, World};
use crate::architecture::{FileSystem as Drawn, ResourceId, Workload};
use crate::text;

/// How long a page waits for a file that does not come, in seconds: longer
/// than its customer (assumption `patience`) and the load balancer do.
const FOR_EVER: f64 = 60.0;

/// A page that would wait for this long asks for nothing: its customer is gone
/// before its turn comes.
const PATIENCE: f64 = 30.0;

/// From when on a wait is told, and when it is over, in seconds.
const SLOW: f64 = 1.0;
const QUICK: f64 = 0.05;

/// The most that one request of NFS reads or writes: rsize and wsize.
/// [EFS UG: Mount settings used by EFS mount helper]
const MOST: u64 = 1 << 20;

/// The file systems of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// What a page reads, and what a call of the API writes, in bytes.
    page: u64,
    call: u64,
    /// What is stored in the first of them.
    stored: u64,
    all: Vec<FilesRun>,
    /// Whether somebody may have lost or found a way since it was last told.
    stale: bool,
}

#[derive(Clone, Debug)]
struct FilesRun {
    id: ResourceId,
    store: FileSystem,
    /// Pages and calls of this second, and the servers that have it mounted.
    pages: u32,
    calls: u32,
    clients: u32,
    /// How long what is asked now waits, in seconds.
    wait: f64,
    /// Who was told to be cut off.
    cut_off: Vec<String>,
    is_slow: bool,
}

impl Files {
    /// What requests read and write by the workload.
    pub fn of(workload: &Workload) -> Self {
        let requests = u64::from(workload.requests_per_visit.max(1));
        Self {
            page: u64::from(workload.kb_per_visit) * 1_000 / requests,
            call: workload.bytes_per_request.into(),
            stored: u64::from(workload.efs_stored_gb) * 1_000_000_000,
            all: Vec::new(),
            stale: false,
        }
    }

    /// How long a page of a server waits for its files, in seconds.
    pub fn wait(&self, mount: &Mount) -> f64 {
        match mount.reached {
            true => self.all.get(mount.files).map_or(0.0, |it| it.wait),
            false => FOR_EVER,
        }
    }
}

impl World {
    /// File systems keep what they know; those that came are new.
    pub(super) fn adopt_files(&mut self, wiring: &Wiring) {
        let mut old = std::mem::take(&mut self.files.all);
        for (place, it) in wiring.files.iter().enumerate() {
            let Some(drawn) = self.document.architecture.find::<Drawn>(&it.id) else {
                continue;
            };
            let known = old.iter().position(|old| old.id == it.id);
            let mut run = known.map(|at| old.remove(at)).unwrap_or_else(|| {
                let stored = if place == 0 { self.files.stored } else { 0 };
                FilesRun {
                    id: it.id.clone(),
                    store: FileSystem::new(drawn, stored),
                    pages: 0,
                    calls: 0,
                    clients: 0,
                    wait: 0.0,
                    cut_off: Vec::new(),
                    is_slow: false,
                }
            });
            run.store.renew(drawn);
            run.store.fail(!it.up);
            self.files.all.push(run);
        }
        self.files.stale = !self.files.all.is_empty();
    }

    /// Pages that were worked on read, and calls write.
    pub(super) fn ask_files(&mut self, out: &mut Out) {
        let files = &mut self.files;
        if files.all.is_empty() {
            return;
        }
        for it in &mut files.all {
            (it.pages, it.calls, it.clients) = (0, 0, 0);
        }
        for server in self.servers.iter().filter(|it| it.gone.is_none()) {
            let mounts = self.wiring.spots[server.spot].mounts.iter();
            for mount in mounts.filter(|it| it.reached) {
                if server.server.knock() == Knock::Silent {
                    continue;
                }
                if let Some(it) = files.all.get_mut(mount.files) {
                    it.clients += 1;
                    it.pages += server.done.pages;
                    it.calls += server.done.api;
                }
            }
        }
        for it in &mut files.all {
            let (read, write) = match it.wait < PATIENCE {
                true => (
                    u64::from(it.pages) * files.page,
                    u64::from(it.calls) * files.call,
                ),
                false => (0, 0),
            };
            it.store.step(read, write);
            it.wait = it.store.wait();
        }
        if std::mem::take(&mut files.stale) {
            for at in 0..self.files.all.len() {
                self.tell_ways(at, out);
            }
        }
    }

    /// Whether what a server at a spot asks of a file system is never answered.
    pub(super) fn hangs(&self, spot: usize, id: &ResourceId) -> bool {
        let files = self.files.all.iter().position(|it| it.id == *id);
        let mut mounts = self.wiring.spots[spot].mounts.iter();
        files.is_some_and(|files| mounts.any(|it| it.files == files && !it.reached))
    }

    /// Who lost the way to a file system is told, and who found it again.
    fn tell_ways(&mut self, at: usize, out: &mut Out) {
        let (mut cut_off, mut mounted) = (Vec::new(), Vec::new());
        let mut zone = None;
        for (place, spot) in self.wiring.spots.iter().enumerate() {
            let mut servers = self.live().filter(|it| it.spot == place);
            let runs = |it: &super::Running| it.server.knock() != Knock::Silent;
            let Some(mount) = spot.mounts.iter().find(|it| it.files == at) else {
                continue;
            };
            if !spot.up || !servers.any(runs) {
                continue;
            }
            let name = match spot.template {
                None => self.called(&spot.of),
                Some(_) => format!("the servers of {} in {}", self.called(&spot.of), spot.zone),
            };
            if mount.reached {
                mounted.push(name);
            } else {
                zone = zone.or_else(|| Some(mount.zone.clone()));
                cut_off.push(name);
            }
        }
        let it = &mut self.files.all[at];
        let before = std::mem::replace(&mut it.cut_off, cut_off.clone());
        let (id, up) = (it.id.clone(), it.store.is_up());
        let name = self.called(&id);
        cut_off.retain(|it| !before.contains(it));
        if !cut_off.is_empty() {
            let lost = zone.as_ref().and_then(Option::as_ref);
            let lost = lost.filter(|it| self.failures.zones.contains(*it));
            let (why, rule) = match (up, zone.as_ref(), lost) {
                (false, _, Some(zone)) => (
                    format!("It is kept in {zone} alone, and that zone is lost."),
                    "SAZ-6",
                ),
                (false, ..) => ("It has failed.".to_owned(), "SAZ-6"),
                (true, _, Some(zone)) => (
                    format!("The mount target that they use stands in {zone}, which is lost."),
                    "SAZ-6",
                ),
                (true, Some(None), _) => ("It has no mount target.".to_owned(), "EFS-2"),
                (true, ..) => (
                    "NFS on port 2049 does not get to the mount target and back.".to_owned(),
                    "EFS-5",
                ),
            };
            let what = format!("{name} does not answer {}.", text::list(cut_off));
            let why = format!(
                "{why} NFS asks again until it is answered, so a page that reads a file waits until its customer leaves. The health check reads none and goes on to pass."
            );
            let line = Line::followed(what, Place::Thing(id.clone()), rule)
                .why(why)
                .from(self.outage)
                .assuming("file-systems");
            let number = self.story.tell(self.at, line, out.record.as_deref_mut());
            self.story.is_trouble(self.at, number);
        }
        mounted.retain(|it| before.contains(it));
        if !mounted.is_empty() {
            let what = format!("{name} answers {} again.", text::list(mounted));
            let line = Line::followed(what, Place::Thing(id), "SAZ-6")
                .why("What was asked in the meantime is answered now: nothing is lost.")
                .from(self.outage)
                .assuming("file-systems");
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    /// What CloudWatch gets of file systems at the end of a minute, and whether
    /// pages wait for their throughput.
    pub(super) fn publish_files(&mut self, now: Second, out: &mut Out) {
        let begins = now.saturating_sub(MINUTE);
        let (page, call) = (self.files.page.min(MOST), self.files.call.min(MOST));
        for (it, ids) in self.files.all.iter_mut().zip(&self.watching.ids.files) {
            let minute = it.store.minute();
            if !it.store.is_up() {
                continue;
            }
            for (name, sample) in values(&minute, it.clients, page, call) {
                let known = ids.iter().find(|(it, _)| *it == name);
                if let Some((_, series)) = known.filter(|_| sample.count > 0) {
                    out.metrics.put(*series, begins, sample);
                }
            }
        }
        for at in 0..self.files.all.len() {
            self.tell_speed(at, out);
        }
        // Servers that came in the meantime may be cut off, too.
        self.files.stale = !self.files.all.is_empty();
    }

    fn tell_speed(&mut self, at: usize, out: &mut Out) {
        let it = &mut self.files.all[at];
        let was_slow = it.is_slow;
        it.is_slow = it.wait >= SLOW || was_slow && it.wait > QUICK;
        if it.is_slow == was_slow {
            return;
        }
        let (id, passes, slow) = (it.id.clone(), it.store.passes(), it.is_slow);
        let name = self.called(&id);
        let (what, why) = match slow {
            true => (
                format!("{name} is asked for more than it passes, and pages wait for their files."),
                format!("It passes {passes}. A read counts for a third of its bytes."),
            ),
            false => (
                format!("{name} keeps up again: no page waits for its files."),
                format!("It passes {passes}."),
            ),
        };
        let line = Line::followed(what, Place::Thing(id), "SST-4")
            .why(why)
            .from(self.story.lately(self.at))
            .assuming("file-systems");
        let number = self.story.tell(self.at, line, out.record.as_deref_mut());
        if slow {
            self.story.is_trouble(self.at, number);
        }
    }
}

/// The metrics of a minute. Bytes are samples of their operations, of which
/// none makes a gap; clients are connections, one a server.
/// [EFS UG: CloudWatch metrics for Amazon EFS]
fn values(minute: &Minute, clients: u32, page: u64, call: u64) -> [(&'static str, Sample); 7] {
    let reads = operations(minute.read, page);
    let writes = operations(minute.written, call);
    let metered = Sample {
        sum: bytes(minute.metered),
        ..thirds(reads).joined(&writes)
    };
    let level = |it: Option<u64>| it.map_or_else(Sample::default, |it| Sample::one(bytes(it)));
    [
        ("BurstCreditBalance", level(minute.burst_credits)),
        ("ClientConnections", Sample::one(clients.into())),
        ("DataReadIOBytes", reads),
        ("DataWriteIOBytes", writes),
        ("MeteredIOBytes", metered),
        ("PermittedThroughput", level(minute.permitted)),
        ("TotalIOBytes", reads.joined(&writes)),
    ]
}

/// Reads as they are metered.
fn thirds(reads: Sample) -> Sample {
    Sample {
        count: reads.count,
        sum: reads.sum / 3.0,
        min: reads.min / 3.0,
        max: reads.max / 3.0,
    }
}

/// So many bytes in operations of this size.
fn operations(all: u64, size: u64) -> Sample {
    if all == 0 || size == 0 {
        return Sample::default();
    }
    Sample {
        count: u32::try_from(all.div_ceil(size)).unwrap_or(u32::MAX),
        sum: bytes(all),
        min: bytes(size),
        max: bytes(size),
    }
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^53 bytes")]
fn bytes(of: u64) -> f64 {
    of as f64
}
