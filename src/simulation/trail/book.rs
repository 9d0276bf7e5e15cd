//! The visitors' book: every call with the time when it was made and the time
//! when it could be read (SCT-1 to SCT-4, SCT-12).
//!
//! Whoever runs the world tells of each record once ([`Book::happen`]) and asks
//! what has arrived since ([`Book::delivered`]). Without a trail the event
//! history has the last 90 days all the same; with one there are files and
//! lines, as far as bucket and role let CloudTrail write.

use std::sync::Arc;

use super::camera::{Camera, Gap};
use super::desk::{DELAY, Desk, take_due};
use super::event::{Arrivals, Event};
use super::proof::{Digest, Invalid, Kept, Wrong, sum};
use super::record::Record;
use crate::architecture::{Architecture, Indexed, ResourceId};
use crate::iam::arn;
use crate::simulation::{Clock, DAY, Dice, Second};

/// How long the event history goes back (SCT-2).
const HISTORY: Second = 90 * DAY;

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
                    let mut desk = Desk::new(camera);
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
