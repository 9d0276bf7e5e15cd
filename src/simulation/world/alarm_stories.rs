//! Alarms as the record has them: what each watches, and what it went through.

use super::super::cloudwatch::{Source, Watch};
use super::super::record::{AlarmChange, AlarmState, AlarmStory};
use super::{Out, World};
use crate::architecture::*;

impl World {
    /// Alarms are numbered in the record in the order in which they come.
    pub(super) fn name_alarms(&mut self) {
        let many = self.watching.alarms.all().len();
        self.watching.places = (0..many).collect();
    }

    /// The alarms as the record has them from the start.
    pub(in crate::simulation) fn stories(&self) -> Vec<AlarmStory> {
        let all = self.watching.alarms.all().iter();
        all.map(|it| self.story_of(&it.watch)).collect()
    }

    fn story_of(&self, watch: &Watch) -> AlarmStory {
        let architecture = &self.document.architecture;
        AlarmStory {
            of: watch.of.clone(),
            name: watch.name.clone(),
            of_a_policy: architecture.kind_of(&watch.of) != Some(Kind::Alarm),
            condition: condition(watch),
            compare: watch.compare.sign(),
            threshold: watch.threshold,
            unit: unit_of(watch).to_owned(),
            changes: vec![AlarmChange {
                at: self.at,
                state: AlarmState::InsufficientData,
                reason: "Unchecked: Initial alarm creation".to_owned(),
            }],
            failures: Vec::new(),
            values: Vec::new(),
        }
    }

    pub(super) fn enter_alarms(&mut self, out: &mut Out) {
        let all: Vec<_> = self
            .watching
            .alarms
            .all()
            .iter()
            .map(|it| it.watch.clone())
            .collect();
        let mut places = Vec::new();
        for watch in all {
            let Some(record) = out.record.as_deref_mut() else {
                places.push(usize::MAX);
                continue;
            };
            let known = record
                .alarms
                .iter()
                .position(|it| it.of == watch.of && it.name == watch.name);
            let place = match known {
                Some(place) => {
                    let story = self.story_of(&watch);
                    record.alarms[place].condition = story.condition;
                    record.alarms[place].threshold = story.threshold;
                    place
                }
                None => {
                    record.alarms.push(self.story_of(&watch));
                    record.alarms.len() - 1
                }
            };
            places.push(place);
        }
        self.watching.places = places;
    }
}

/// What an alarm compares, as it is read aloud: `CPUUtilization > 70, 3 of 3
/// minutes`.
fn condition(watch: &Watch) -> String {
    let what = match &watch.source {
        Source::Metric(key, _) => key.name.clone(),
        Source::Formula(text, _) => text.clone(),
    };
    let (n, m) = (watch.periods, watch.datapoints);
    let period = match watch.period {
        60 => "1 minute".to_owned(),
        it if it.is_multiple_of(60) => format!("{} minutes", it / 60),
        it => format!("{it} seconds"),
    };
    let sign = watch.compare.sign();
    format!("{what} {sign} {}, {m} of {n} × {period}", watch.threshold)
}

/// In what an alarm's metric counts; nothing for a formula.
fn unit_of(watch: &Watch) -> &'static str {
    let Source::Metric(key, _) = &watch.source else {
        return "";
    };
    match key.name.as_str() {
        "CPUUtilization" => "Percent",
        name if name.ends_with("Space") || name.ends_with("Memory") || name.ends_with("Bytes") => {
            "Bytes"
        }
        name if name.ends_with("Time") || name.ends_with("Latency") => "Seconds",
        _ => "Count",
    }
}
