//! What waits for one trail, and how it goes out: lines one by one, files
//! about every five minutes, a digest an hour (SCT-1, SCT-3).

use std::sync::Arc;

use super::camera::Camera;
use super::event::{Arrivals, Event, LogFile, LogLine};
use super::proof::{Digest, Kept};
use super::record::Record;
use crate::simulation::{Clock, Dice, HOUR, Second};

/// The shortest time from a call to its delivery, and the longest
/// [ASSUME: trail-delay].
pub(super) const DELAY: (Second, Second) = (120, 900);

/// Log files come about every five minutes (SCT-1).
const BETWEEN_FILES: Second = 300;

/// What waits for one trail.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Desk {
    pub camera: Camera,
    /// Records that are in no file yet, in order of their calls.
    pub for_files: Vec<Arc<Event>>,
    /// Records that are in no log group yet.
    pub for_lines: Vec<Arc<Event>>,
    pub last_file: Option<Second>,
    pub next_digest: Second,
    pub last_digest: Option<u64>,
    /// Whether the trail is still there: one that was deleted writes what it
    /// has taken, and no more.
    pub deleted: bool,
}

impl Desk {
    /// For a trail of which nothing is known yet.
    pub fn new(camera: Camera) -> Self {
        Self {
            camera,
            for_files: Vec::new(),
            for_lines: Vec::new(),
            last_file: None,
            next_digest: 0,
            last_digest: None,
            deleted: false,
        }
    }

    pub fn is_called(&self, record: &Record, name: &str) -> bool {
        match &record.about {
            Some(about) => about.id == self.camera.trail,
            None => {
                name == self.camera.name || name.ends_with(&format!(":trail/{}", self.camera.name))
            }
        }
    }

    /// The chain of digests begins anew, also after each gap. [CT UG: Digest
    /// file chain]
    pub fn begin_chain(&mut self, at: Second) {
        self.next_digest = at.saturating_add(HOUR);
        self.last_digest = None;
    }

    pub fn writes_digests(&self) -> bool {
        let camera = &self.camera;
        camera.validation && camera.logging && camera.bucket_refuses.is_none()
    }

    /// When the next file is written: once a record is due and five minutes
    /// after the file before, but no later than the longest delay. What a
    /// bucket refuses waits; AWS tries again for 30 days.
    /// [API cloudtrail CreateTrail], [CT UG: Redelivery]
    pub fn next_file(&self) -> Option<Second> {
        if self.camera.bucket_refuses.is_some() {
            return None;
        }
        let due = self.for_files.iter().map(|it| it.delivered).min()?;
        let oldest = self.for_files.first()?.called;
        let paced = self.last_file.map_or(due, |it| due.max(it + BETWEEN_FILES));
        Some(paced.min(oldest + DELAY.1))
    }

    pub fn next_line(&self) -> Option<Second> {
        if self.camera.log_group_refuses.is_some() {
            return None;
        }
        self.for_lines.iter().map(|it| it.delivered).min()
    }

    pub fn next(&self) -> Option<Second> {
        let digest = self.writes_digests().then_some(self.next_digest);
        [self.next_file(), self.next_line(), digest]
            .into_iter()
            .flatten()
            .min()
    }

    pub fn deliver_lines(&mut self, at: Second, all: &mut Arrivals) {
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
    pub fn write_files(
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
    pub fn write_digest(&mut self, clock: Clock, account: &str, kept: &[Kept]) -> Digest {
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
pub(super) fn take_due(
    from: &mut Vec<Arc<Event>>,
    is_due: impl Fn(&Event) -> bool,
) -> Vec<Arc<Event>> {
    let (due, rest) = std::mem::take(from).into_iter().partition(|it| is_due(it));
    *from = rest;
    due
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
