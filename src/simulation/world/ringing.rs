//! Alarms look at what was published; what they change is told, and whoever
//! they are to call is called.

use super::super::cloudwatch::{Change, Compare, Source, State, Told, Watch, mails};
use super::super::record::{AlarmChange, AlarmState, Mail, Place};
use super::scaling::PolicyCall;
use super::story::Line;
use super::{Out, World};
use crate::architecture::*;

impl World {
    pub(super) fn look_at_alarms(&mut self, out: &mut Out) {
        let now = self.at;
        let changes = self.watching.alarms.evaluate(now, out.metrics);
        for change in &changes {
            self.note_alarm(change, out);
        }
        if let Some(record) = out.record.as_deref_mut() {
            for (at, it) in self.watching.alarms.all().iter().enumerate() {
                let place = self.watching.places.get(at).copied().unwrap_or(usize::MAX);
                if let Some(story) = record.alarms.get_mut(place)
                    && story
                        .values
                        .last()
                        .is_none_or(|(_, last)| *last != it.value)
                {
                    story.values.push((now, it.value));
                }
            }
        }
        let mut calls = Vec::new();
        for (at, it) in self.watching.alarms.ringing() {
            for scales in &self.watching.scales[at] {
                let Some(group) = self.groups.iter().position(|run| run.id == scales.group) else {
                    continue;
                };
                let told = self.watching.told.iter();
                let mut told = told.filter(|(name, _)| *name == it.watch.name);
                calls.push(PolicyCall {
                    group,
                    policy: scales.policy,
                    high: scales.high,
                    alarm: it.watch.name.clone(),
                    threshold: it.watch.threshold,
                    value: it.value,
                    told: told.next().map(|(_, number)| *number),
                });
            }
        }
        if !calls.is_empty() {
            self.look_after_groups(&calls, out);
        }
    }

    fn note_alarm(&mut self, change: &Change, out: &mut Out) {
        let now = self.at;
        let state = match change.to {
            State::Ok => AlarmState::Ok,
            State::Alarm => AlarmState::Alarm,
            State::InsufficientData => AlarmState::InsufficientData,
        };
        let place = self.watching.places.get(change.alarm).copied();
        if let Some(record) = out.record.as_deref_mut()
            && let Some(story) = place.and_then(|it| record.alarms.get_mut(it))
        {
            story.changes.push(AlarmChange {
                at: change.at,
                state,
                reason: change.reason.clone(),
            });
        }
        let watch = self
            .watching
            .alarms
            .all()
            .get(change.alarm)
            .map(|it| it.watch.clone());
        let Some(watch) = watch else { return };
        let name = &watch.name;
        let place = Place::Thing(watch.of.clone());
        let line = match (change.from, change.to) {
            (_, State::Alarm) => {
                let line = Line::followed(format!("{name} rings."), place, "SCW-2");
                // What the month has cost, and that little is to be done, is no
                // matter of the last minutes' trouble.
                let calm = is_of_the_bill(&watch) || rings_for_little_work(&watch);
                let causes = match calm {
                    true => Vec::new(),
                    false => self.story.lately(now),
                };
                line.why(change.reason.clone()).from(causes)
            }
            (State::Alarm, State::Ok) => {
                let known = self.watching.told.iter().find(|(it, _)| it == name);
                let from = known.map(|(_, number)| *number);
                Line::followed(format!("{name} is OK again."), place, "SCW-2")
                    .why(change.reason.clone())
                    .from(from)
            }
            _ => {
                // What becomes known at the beginning is no news.
                self.tell_alarm_actions(change, &watch, out);
                return;
            }
        };
        let number = self.story.tell(now, line, out.record.as_deref_mut());
        self.watching.told.retain(|(it, _)| it != name);
        self.watching.told.push((name.clone(), number));
        self.tell_alarm_actions(change, &watch, out);
    }

    fn tell_alarm_actions(&mut self, change: &Change, watch: &Watch, out: &mut Out) {
        let told = mails::tell(&self.document.architecture, self.clock, change, watch);
        self.send(&told, &watch.of, out);
        let place = self.watching.places.get(change.alarm).copied();
        for refusal in told.refused {
            if let Some(record) = out.record.as_deref_mut()
                && let Some(story) = place.and_then(|it| record.alarms.get_mut(it))
            {
                story.failures.push((change.at, refusal.history.clone()));
            }
            let topic = self.called(&refusal.topic);
            let mut rang = self.watching.told.iter();
            let rang = rang.find(|(name, _)| *name == watch.name);
            let line = Line::followed(
                format!("{topic} refuses the message of {}.", watch.name),
                Place::Thing(refusal.topic),
                "SNS-6",
            )
            .why(format!(
                "It {}. The alarm has changed its state all the same; only its history says that its action failed.",
                refusal.why
            ))
            .from(rang.map(|(_, number)| *number));
            self.story.tell(self.at, line, out.record.as_deref_mut());
        }
    }

    pub(super) fn send(&mut self, told: &Told, of: &ResourceId, out: &mut Out) {
        let Some(record) = out.record.as_deref_mut() else {
            return;
        };
        for mail in &told.mails {
            record.mails.push(Mail {
                at: mail.at,
                to: mail.to.clone(),
                subject: mail.subject.clone(),
                body: mail.body.clone(),
                dropped: String::new(),
                of: of.clone(),
            });
        }
        for it in &told.dropped {
            record.mails.push(Mail {
                at: it.at,
                to: it.to.clone(),
                subject: String::new(),
                body: String::new(),
                dropped: it.why.clone(),
                of: of.clone(),
            });
        }
    }
}

fn is_of_the_bill(watch: &Watch) -> bool {
    matches!(&watch.source, Source::Metric(key, _) if key.namespace == "AWS/Billing")
}

/// Whether it rings because there is little to do: nothing is wrong then.
fn rings_for_little_work(watch: &Watch) -> bool {
    matches!(watch.compare, Compare::Less | Compare::LessOrEqual)
        && matches!(&watch.source, Source::Metric(key, _) if key.name == "CPUUtilization")
}
