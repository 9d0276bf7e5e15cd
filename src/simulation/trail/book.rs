//! The visitors' book: every call with the time when it was made and the time
//! when it could be read (SCT-1 to SCT-4, SCT-12).
//!
//! Whoever runs the world tells of each record once ([`Book::happen`]) and asks
//! what has arrived since ([`Book::delivered`]). Without a trail the event
//! history has the last 90 days all the same; with one there are files and
//! lines, as far as bucket and role let CloudTrail write.

use std::sync::Arc;

use serde_json::Value;

use super::camera::{Camera, Gap};
use super::proof::{Digest, Invalid, Kept, Wrong, sum};
use super::record::Record;
use crate::architecture::{Architecture, Indexed, ResourceId};
use crate::iam::arn;
use crate::simulation::{Clock, DAY, Dice, HOUR, Second};

/// The shortest time from a call to its delivery, and the longest
/// [ASSUME: trail-delay].
const DELAY: (Second, Second) = (120, 900);

/// Log files come about every five minutes (SCT-1).
const BETWEEN_FILES: Second = 300;

/// How long the event history goes back (SCT-2).
const HISTORY: Second = 90 * DAY;

/// A call with its times.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When it was made.
    pub called: Second,
    /// When it can be read: in the event history, and in the log group.
    pub delivered: Second,
    /// The record.
    pub record: Record,
}

/// A file that was written into a bucket.
#[derive(Clone, Debug, PartialEq)]
pub struct LogFile {
    /// When.
    pub at: Second,
    /// The trail.
    pub trail: ResourceId,
    /// The bucket.
    pub bucket: ResourceId,
    /// The object's key.
    pub key: String,
    /// The records in it, in order of their calls.
    pub events: Vec<Arc<Event>>,
}

/// A line that was written into a log group: one record as JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct LogLine {
    /// When.
    pub at: Second,
    /// The trail.
    pub trail: ResourceId,
    /// The log group.
    pub log_group: ResourceId,
    /// The record as text, for patterns of metric filters.
    pub text: String,
    /// The same as a value.
    pub value: Value,
    /// The record.
    pub event: Arc<Event>,
}

/// What has arrived.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Arrivals {
    /// Records that can now be read in the event history.
    pub history: Vec<Arc<Event>>,
    /// Files in buckets.
    pub files: Vec<LogFile>,
    /// Lines in log groups.
    pub lines: Vec<LogLine>,
    /// Digests in buckets.
    pub digests: Vec<Digest>,
}

impl Arrivals {
    /// Whether nothing has.
    pub fn is_empty(&self) -> bool {
        self.history.is_empty()
            && self.files.is_empty()
            && self.lines.is_empty()
            && self.digests.is_empty()
    }
}

/// What waits for one trail.
#[derive(Clone, Debug, PartialEq)]
struct Desk {
    camera: Camera,
    /// Records that are in no file yet, in order of their calls.
    for_files: Vec<Arc<Event>>,
    /// Records that are in no log group yet.
    for_lines: Vec<Arc<Event>>,
    last_file: Option<Second>,
    next_digest: Second,
    last_digest: Option<u64>,
    /// Whether the trail is still there: one that was deleted writes what it
    /// has taken, and no more.
    deleted: bool,
}

/// The book of an account.
#[derive(Clone, Debug, PartialEq)]
pub struct Book {
    clock: Clock,
    account: String,
    dice: Dice,
    desks: Vec<Desk>,
    events: Vec<Arc<Event>>,
    /// Those that cannot be read yet.
    waiting: Vec<Arc<Event>>,
    kept: Vec<Kept>,
    digests: Vec<Digest>,
    /// The next second in which something arrives.
    next: Option<Second>,
}

impl Book {
    /// The book of a drawing's account, at the beginning of a run.
    pub fn new(architecture: &Architecture, clock: Clock, seed: u64) -> Self {
        let (_, account) = arn::account(&Indexed::new(architecture));
        let mut book = Self {
            clock,
            account,
            dice: Dice::of(seed, "trail-delay"),
            desks: Vec::new(),
            events: Vec::new(),
            waiting: Vec::new(),
            kept: Vec::new(),
            digests: Vec::new(),
            next: None,
        };
        book.follow(architecture, 0);
        book
    }

    /// The drawing has changed: trails, buckets, policies and roles are as
    /// they are there from now on. Called after the records of the change.
    pub fn follow(&mut self, architecture: &Architecture, at: Second) {
        let cameras = Camera::all(architecture, at);
        for desk in &mut self.desks {
            let is_there = cameras.iter().any(|it| it.trail == desk.camera.trail);
            if !is_there && !desk.deleted {
                desk.deleted = true;
                desk.camera.stop(at);
            }
        }
        for mut camera in cameras {
            match self
                .desks
                .iter_mut()
                .find(|it| it.camera.trail == camera.trail)
            {
                Some(desk) => {
                    camera.gaps = std::mem::take(&mut desk.camera.gaps);
                    let (was, is) = (desk.camera.logging, camera.logging);
                    camera.logging = was;
                    match is {
                        true if !was => camera.start(at),
                        false => camera.stop(at),
                        true => {}
                    }
                    if is && (!was || !desk.camera.validation) {
                        desk.begin_chain(at);
                    }
                    desk.deleted = false;
                    desk.camera = camera;
                }
                None => {
                    let mut desk = Desk {
                        camera,
                        for_files: Vec::new(),
                        for_lines: Vec::new(),
                        last_file: None,
                        next_digest: 0,
                        last_digest: None,
                        deleted: false,
                    };
                    desk.begin_chain(at);
                    self.desks.push(desk);
                }
            }
        }
        self.look_ahead();
    }

    /// A call was made. Stopping a trail is still in it, and what comes after
    /// is not (SCT-12); one that is started takes its own start.
    pub fn happen(&mut self, at: Second, record: Record) -> Arc<Event> {
        // The product of two shares: most are short, few are long, 315 s in
        // the mean.
        let (least, most) = DELAY;
        let share = self.dice.unit() * self.dice.unit();
        let more = (f64::from(most - least) * share).round();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "0 to 780"
        )]
        let delivered = at + least + more as Second;
        let switch = switch_of(&record);
        let event = Arc::new(Event {
            called: at,
            delivered,
            record,
        });
        for desk in &mut self.desks {
            let is_meant = switch
                .as_ref()
                .is_some_and(|(name, _)| desk.is_called(&event.record, name));
            if is_meant && switch.as_ref().is_some_and(|(_, on)| *on) && !desk.camera.logging {
                desk.camera.start(at);
                desk.begin_chain(at);
            }
            if desk.camera.takes(&event.record) {
                desk.for_files.push(event.clone());
                if desk.camera.log_group.is_some() {
                    desk.for_lines.push(event.clone());
                }
            }
            if is_meant && switch.as_ref().is_some_and(|(_, on)| !*on) {
                desk.camera.stop(at);
            }
        }
        self.events.push(event.clone());
        self.waiting.push(event.clone());
        self.look_ahead();
        event
    }

    /// What has arrived up to this second, since it was asked last.
    pub fn delivered(&mut self, now: Second) -> Arrivals {
        let mut all = Arrivals::default();
        while let Some(at) = self.next.filter(|at| *at <= now) {
            self.deliver(at, &mut all);
            self.look_ahead();
        }
        all
    }

    fn deliver(&mut self, at: Second, all: &mut Arrivals) {
        all.history
            .extend(take_due(&mut self.waiting, |it| it.delivered <= at));
        for desk in &mut self.desks {
            desk.deliver_lines(at, all);
            if desk.next_file().is_some_and(|it| it <= at) {
                let files = desk.write_files(at, self.clock, &self.account, &mut self.dice);
                for file in files {
                    let text: String = file.events.iter().map(|it| it.record.to_json()).collect();
                    let sum = sum(&text);
                    self.kept.push(Kept {
                        trail: file.trail.clone(),
                        key: file.key.clone(),
                        at,
                        sum,
                        now: Some(sum),
                    });
                    all.files.push(file);
                }
            }
            if desk.writes_digests() && desk.next_digest <= at {
                let digest = desk.write_digest(self.clock, &self.account, &self.kept);
                all.digests.push(digest.clone());
                self.digests.push(digest);
            }
        }
    }

    fn look_ahead(&mut self) {
        let read = self.waiting.iter().map(|it| it.delivered).min();
        let desks = self.desks.iter().filter_map(Desk::next);
        self.next = read.into_iter().chain(desks).min();
    }

    /// Every call that was made, in order, whether it can be read yet or not.
    pub fn events(&self) -> &[Arc<Event>] {
        &self.events
    }

    /// The event history: what can be read now, of the last 90 days, trail or
    /// no trail (SCT-2).
    pub fn history(&self, now: Second) -> impl DoubleEndedIterator<Item = &Arc<Event>> {
        let since = now.saturating_sub(HISTORY);
        self.events
            .iter()
            .filter(move |it| it.delivered <= now && it.called >= since)
    }

    /// The trails.
    pub fn trails(&self) -> impl Iterator<Item = &Camera> {
        self.desks
            .iter()
            .filter(|it| !it.deleted)
            .map(|it| &it.camera)
    }

    /// When a trail wrote nothing.
    pub fn gaps(&self, trail: &ResourceId) -> &[Gap] {
        let desk = self.desks.iter().find(|it| it.camera.trail == *trail);
        desk.map_or(&[], |it| it.camera.gaps.as_slice())
    }

    /// Somebody changes a file in a bucket; says whether it is there (SCT-4).
    pub fn tamper(&mut self, key: &str) -> bool {
        self.change(key, |it| it.now = Some(it.sum.wrapping_add(1)))
    }

    /// Somebody deletes a file in a bucket; says whether it was there (SCT-4).
    pub fn lose(&mut self, key: &str) -> bool {
        self.change(key, |it| it.now = None)
    }

    fn change(&mut self, key: &str, how: impl Fn(&mut Kept)) -> bool {
        let found = self
            .kept
            .iter_mut()
            .find(|it| it.key == key && it.now.is_some());
        found.map(how).is_some()
    }

    /// Checks a trail's files against its digests: those that are not as they
    /// were written. Files that no digest holds yet are not looked at.
    pub fn validate(&self, trail: &ResourceId) -> Vec<Invalid> {
        let digests = self.digests.iter().filter(|it| it.trail == *trail);
        let files = digests.flat_map(|it| &it.files);
        let wrong = files.filter_map(|(key, sum)| {
            let now = self.kept.iter().find(|it| it.key == *key)?.now;
            let wrong = match now {
                None => Wrong::Gone,
                Some(now) if now != *sum => Wrong::Changed,
                Some(_) => return None,
            };
            Some(Invalid {
                key: key.clone(),
                wrong,
            })
        });
        wrong.collect()
    }
}

impl Desk {
    fn is_called(&self, record: &Record, name: &str) -> bool {
        match &record.about {
            Some(about) => about.id == self.camera.trail,
            None => {
                name == self.camera.name || name.ends_with(&format!(":trail/{}", self.camera.name))
            }
        }
    }

    /// The chain of digests begins anew, also after each gap. [CT UG: Digest
    /// file chain]
    fn begin_chain(&mut self, at: Second) {
        self.next_digest = at.saturating_add(HOUR);
        self.last_digest = None;
    }

    fn writes_digests(&self) -> bool {
        let camera = &self.camera;
        camera.validation && camera.logging && camera.bucket_refuses.is_none()
    }

    /// When the next file is written: once a record is due and five minutes
    /// after the file before, but no later than the longest delay. What a
    /// bucket refuses waits; AWS tries again for 30 days.
    /// [API cloudtrail CreateTrail], [CT UG: Redelivery]
    fn next_file(&self) -> Option<Second> {
        if self.camera.bucket_refuses.is_some() {
            return None;
        }
        let due = self.for_files.iter().map(|it| it.delivered).min()?;
        let oldest = self.for_files.first()?.called;
        let paced = self.last_file.map_or(due, |it| due.max(it + BETWEEN_FILES));
        Some(paced.min(oldest + DELAY.1))
    }

    fn next_line(&self) -> Option<Second> {
        if self.camera.log_group_refuses.is_some() {
            return None;
        }
        self.for_lines.iter().map(|it| it.delivered).min()
    }

    fn next(&self) -> Option<Second> {
        let digest = self.writes_digests().then_some(self.next_digest);
        [self.next_file(), self.next_line(), digest]
            .into_iter()
            .flatten()
            .min()
    }

    fn deliver_lines(&mut self, at: Second, all: &mut Arrivals) {
        let Some(group) = &self.camera.log_group else {
            // Lines for a log group that is gone go nowhere.
            self.for_lines.clear();
            return;
        };
        if self.camera.log_group_refuses.is_some() {
            return;
        }
        let due = take_due(&mut self.for_lines, |it| it.delivered <= at);
        all.lines.extend(due.into_iter().map(|event| LogLine {
            at,
            trail: self.camera.trail.clone(),
            log_group: group.clone(),
            text: event.record.to_json(),
            value: event.record.to_value(),
            event,
        }));
    }

    /// The files of this moment, one a Region: what was called two minutes ago
    /// and longer.
    fn write_files(
        &mut self,
        at: Second,
        clock: Clock,
        account: &str,
        dice: &mut Dice,
    ) -> Vec<LogFile> {
        let Some((bucket, _)) = self.camera.bucket.clone() else {
            return Vec::new();
        };
        let due = take_due(&mut self.for_files, |it| it.called + DELAY.0 <= at);
        let mut files: Vec<(String, LogFile)> = Vec::new();
        for event in due {
            let region = event.record.aws_region.clone();
            if let Some((_, file)) = files.iter_mut().find(|(it, _)| *it == region) {
                file.events.push(event);
                continue;
            }
            let it = clock.in_utc(at);
            let (year, month, day) = (it.year, it.month, it.day);
            let folder = self.camera.folder("CloudTrail", account, &region);
            let key = format!(
                "{folder}{year:04}/{month:02}/{day:02}/{account}_CloudTrail_{region}_{year:04}{month:02}{day:02}T{:02}{:02}Z_{}.json.gz",
                it.hour,
                it.minute,
                unique(dice),
            );
            let file = LogFile {
                at,
                trail: self.camera.trail.clone(),
                bucket: bucket.clone(),
                key,
                events: vec![event],
            };
            files.push((region, file));
        }
        self.last_file = Some(at);
        files.into_iter().map(|(_, file)| file).collect()
    }

    /// The digest of the hour that ends, also of one without files.
    /// [CT UG: CloudTrail digest file structure]
    fn write_digest(&mut self, clock: Clock, account: &str, kept: &[Kept]) -> Digest {
        let at = self.next_digest;
        let it = clock.in_utc(at);
        let (year, month, day) = (it.year, it.month, it.day);
        let camera = &self.camera;
        let region = &camera.region;
        let folder = camera.folder("CloudTrail-Digest", account, region);
        let key = format!(
            "{folder}{year:04}/{month:02}/{day:02}/{account}_CloudTrail-Digest_{region}_{}_{region}_{year:04}{month:02}{day:02}T{:02}{:02}{:02}Z.json.gz",
            camera.name, it.hour, it.minute, it.second,
        );
        let of_hour = kept
            .iter()
            .filter(|it| it.trail == camera.trail && it.at + HOUR > at && it.at <= at);
        let digest = Digest {
            trail: camera.trail.clone(),
            key,
            at,
            files: of_hour.map(|it| (it.key.clone(), it.sum)).collect(),
            before: self.last_digest,
        };
        self.last_digest = Some(digest.sum());
        self.next_digest = at + HOUR;
        digest
    }
}

/// Takes out what is due; both keep their order.
fn take_due(from: &mut Vec<Arc<Event>>, is_due: impl Fn(&Event) -> bool) -> Vec<Arc<Event>> {
    let (due, rest) = std::mem::take(from).into_iter().partition(|it| is_due(it));
    *from = rest;
    due
}

/// Which trail a call switches, by the name in it, and whether on. A call that
/// was refused switches nothing.
fn switch_of(record: &Record) -> Option<(String, bool)> {
    let on = match record.event_name.as_str() {
        "StartLogging" => true,
        "StopLogging" => false,
        _ => return None,
    };
    let name = record.request_parameters["name"].as_str()?;
    (!record.is_error()).then(|| (name.to_owned(), on))
}

/// Sixteen letters and digits that make a file's name unique.
fn unique(dice: &mut Dice) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let letter = |dice: &mut Dice| {
        let place = usize::try_from(dice.between(0, 61)).unwrap_or_default();
        char::from(LETTERS[place])
    };
    (0..16).map(|_| letter(dice)).collect()
}
