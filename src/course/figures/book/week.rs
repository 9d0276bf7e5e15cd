//! The week is written: its calls become records, and the trail of a small design takes those
//! that it takes.

use std::sync::Arc;

use serde_json::json;

use super::script::{self, Line};
use super::{Entry, EventBook};
use crate::architecture::*;
use crate::course::figures::made::{design, to};
use crate::simulation::trail::{Book, Camera, Scribe, sentence};

/// What the small design's things are called.
const TRAIL: &str = "Notebookly-Audit-Trail";
const BUCKET: &str = "notebookly-logs-and-backups";

/// The days of the week, the first of 1970 being a Thursday.
const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

impl EventBook {
    /// The account with its trail, and a bucket that lets it write (rulebook CT-3).
    fn design(&self) -> Architecture {
        let account = Account::default();
        let folder = format!("arn:aws:s3:::{BUCKET}/AWSLogs/{}/*", account.number);
        let policy = json!({
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": { "Service": "cloudtrail.amazonaws.com" },
                    "Action": "s3:GetBucketAcl",
                    "Resource": format!("arn:aws:s3:::{BUCKET}"),
                },
                {
                    "Effect": "Allow",
                    "Principal": { "Service": "cloudtrail.amazonaws.com" },
                    "Action": "s3:PutObject",
                    "Resource": folder,
                },
            ],
        });
        let bucket = Bucket {
            bucket_name: BUCKET.to_owned(),
            policy: policy.to_string(),
            ..Bucket::default()
        };
        let trail = Trail {
            region: to("region"),
            bucket: to("bucket"),
            multi_region: self.all_regions,
            ..Trail::default()
        };
        let mut things = vec![
            ("account", Properties::from(account)),
            ("region", Region::default().into()),
            ("bucket", bucket.into()),
        ];
        if self.trail {
            things.push((TRAIL, trail.into()));
        }
        design(things)
    }

    /// Writes the week anew.
    pub(super) fn write(&mut self) {
        let clock = self.clock();
        let drawn = self.design();
        let mut scribe = Scribe::new(&drawn, clock, 23);
        let mut book = Book::new(&drawn, clock, 23);
        let mut lines: Vec<Line> = (0..self.days).flat_map(script::routine).collect();
        lines.extend(self.lines.iter().cloned());
        lines.retain(|it| it.at < self.now);
        lines.sort_by_key(|it| it.at);
        let mut entries: Vec<Entry> = Vec::new();
        for line in &lines {
            let Some(record) = line.record(&mut scribe) else {
                continue;
            };
            let event = book.happen(line.at, record);
            let record = &event.record;
            let weekday =
                DAYS[usize::try_from((clock.unix(line.at) + 19_800).div_euclid(86_400) + 3)
                    .unwrap_or_default()
                    % 7];
            entries.push(Entry {
                number: entries.len() + 1,
                called: line.at,
                time: format!("{weekday} {}", clock.time(line.at)),
                utc: record.event_time.clone(),
                who: line.who.clone(),
                name: record.event_name.clone(),
                on: record
                    .about
                    .as_ref()
                    .map(|it| it.name.clone())
                    .unwrap_or_default(),
                from: record.source_ip_address.clone(),
                region: record.aws_region.clone(),
                error: record
                    .error_code
                    .clone()
                    .or_else(|| record.error_message.clone())
                    .unwrap_or_default(),
                parameters: record.request_parameters.clone(),
                readable: event.delivered,
                filed: None,
                why_not: "",
                sentence: sentence(record),
            });
        }
        let events = book.events().to_vec();
        for file in book.delivered(self.now).files {
            for event in &file.events {
                let place = events.iter().position(|it| Arc::ptr_eq(it, event));
                if let Some(entry) = place.and_then(|it| entries.get_mut(it)) {
                    entry.filed = Some(file.at);
                }
            }
        }
        let gaps = book.gaps(&TRAIL.into()).to_vec();
        let camera: Option<Camera> = book.trails().next().cloned();
        for entry in entries.iter_mut().filter(|it| it.filed.is_none()) {
            let silent = gaps
                .iter()
                .any(|gap| gap.from < entry.called && gap.to.is_none_or(|to| entry.called < to));
            entry.why_not = match &camera {
                None => "there is no trail",
                Some(_) if silent => "the trail was stopped then",
                Some(it) if !it.multi_region && entry.region != it.region => {
                    "the trail writes the calls of its own Region only"
                }
                Some(_) => "its file has not come yet",
            };
        }
        let silent = gaps.iter().map(|it| it.to.unwrap_or(self.now) - it.from);
        self.gap = silent.sum();
        self.entries = Arc::new(entries);
    }
}
