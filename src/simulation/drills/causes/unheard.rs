//! What nobody heard, and what nobody wrote down.

use super::super::super::record::AlarmState;
use super::super::super::scenario::Deed;
use super::super::factor::Factor;
use super::super::metric::Metric::{self, *};
use super::super::tally::outage;
use super::super::words::duration;
use super::Look;
use crate::architecture::{Alarm, Edit, Trail};
use crate::text::{self, list};

/// A formula had no value while errors were counted: errors are counted only
/// when there are some (SLB-27, SIM-3), and a sum with a gap in it is a gap.
pub(super) fn voiceless(look: &Look, all: &mut Vec<Factor>) {
    let failed: u64 = look.failed.iter().sum();
    let stories = look
        .played
        .record
        .alarms
        .iter()
        .filter(|it| !it.of_a_policy);
    for story in stories {
        let Some(alarm) = look.played.architecture().find::<Alarm>(&story.of) else {
            continue;
        };
        let errors = alarm.metrics.iter().filter(|it| it.metric.contains("5XX"));
        let bare: Vec<&str> = errors
            .map(|it| it.id.as_str())
            .filter(|it| !is_filled(&alarm.expression, it))
            .collect();
        let rang = story.changes.iter().any(|it| it.state == AlarmState::Alarm);
        let has_value = |(at, value): &(u32, Option<f64>)| *at >= look.fault && value.is_some();
        if rang || failed == 0 || bare.is_empty() || story.values.iter().any(has_value) {
            continue;
        }
        let mut expression = alarm.expression.clone();
        for id in &bare {
            expression = filled(&expression, id);
        }
        all.push(Factor {
            resource: Some(story.of.clone()),
            what: format!("{}, its formula", story.name),
            sentence: format!(
                "It had no value. Errors are counted only when there are some, and a sum of two \
                 has no value while one of them is missing: write FILL({}, 0).",
                bare.first().copied().unwrap_or_default()
            ),
            amount: String::new(),
            label: "Count missing errors as 0".to_owned(),
            edits: vec![Edit::set(&story.of, "expression", expression)],
            explains: &[AlarmRang, AlarmAfter, MailArrived, MailAfter],
        });
    }
}

/// Where a name stands in a formula, as a word of its own.
fn places(formula: &str, name: &str) -> Vec<usize> {
    let is_letter = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let found = formula.match_indices(name).filter(|(at, _)| {
        let before = formula[..*at].chars().next_back();
        let after = formula[at + name.len()..].chars().next();
        !before.is_some_and(is_letter) && !after.is_some_and(is_letter)
    });
    found.map(|(at, _)| at).collect()
}

fn is_filled(formula: &str, name: &str) -> bool {
    let places = places(formula, name);
    places
        .iter()
        .all(|at| formula[..*at].trim_end().ends_with("FILL("))
}

/// The formula with gaps of a name filled with 0.
fn filled(formula: &str, name: &str) -> String {
    let mut text = formula.to_owned();
    for at in places(formula, name).into_iter().rev() {
        text.replace_range(at..at + name.len(), &format!("FILL({name}, 0)"));
    }
    text
}

/// Customers were sent away, and no alarm rang or nobody was told.
pub(super) fn silent(look: &Look, all: &mut Vec<Factor>) {
    const ALARMS: &[Metric] = &[AlarmRang, AlarmAfter, MailArrived, MailAfter];
    let own = || {
        look.played
            .record
            .alarms
            .iter()
            .filter(|it| !it.of_a_policy)
    };
    let rang: Vec<_> = own()
        .filter(|it| it.changes.iter().any(|it| it.state == AlarmState::Alarm))
        .collect();
    let dark = outage(&look.played.record.tallies);
    if rang.is_empty() && dark.is_some() {
        let none = own().next().is_none();
        all.push(Factor {
            resource: None,
            what: if none { "No alarm" } else { "No alarm rang" }.to_owned(),
            sentence: format!(
                "Customers were sent away for {}, and nobody was woken.",
                duration(dark.map_or(0, |(_, it)| it))
            ),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: ALARMS,
        });
    }
    // The mails of an alarm that were dropped, once for each reason.
    let mut told: Vec<&str> = Vec::new();
    for mail in look
        .played
        .record
        .mails
        .iter()
        .filter(|it| !it.dropped.is_empty())
    {
        if told.contains(&&*mail.dropped) {
            continue;
        }
        told.push(&mail.dropped);
        all.push(Factor {
            resource: Some(mail.of.clone()),
            what: look.name(&mail.of),
            sentence: format!(
                "Its mail reached nobody: {}.",
                mail.dropped.trim_end_matches('.')
            ),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: &[MailArrived, MailAfter],
        });
    }
    let mute: Vec<String> = rang
        .iter()
        .filter(|it| look.played.record.mails.iter().all(|mail| mail.of != it.of))
        .map(|it| it.name.clone())
        .collect();
    if rang.len() == mute.len() && !mute.is_empty() && dark.is_some() {
        all.push(Factor {
            resource: rang.first().map(|it| it.of.clone()),
            what: list(mute),
            sentence: "It rang, and told nobody.".to_owned(),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: &[MailArrived, MailAfter],
        });
    }
}

/// Calls were made that nobody wrote down.
pub(super) fn unwritten(look: &Look, all: &mut Vec<Factor>) {
    const BOOK: &[Metric] = &[
        EventRecorded,
        EventDeliveredAfter,
        CallsMissed,
        Gap,
        AlarmRang,
        AlarmAfter,
        MailAfter,
    ];
    let calls = &look.played.record.calls;
    let missed = calls.iter().filter(|it| it.delivered.is_none()).count();
    let mut trails = look.played.architecture().all::<Trail>().peekable();
    let stops = look.did(|it| matches!(it, Deed::StopLogging(_)));
    if trails.peek().is_none() && (missed > 0 || stops) {
        all.push(Factor {
            resource: None,
            what: "No trail".to_owned(),
            sentence: "Nobody writes the calls down. The last 90 days of them can be looked up, \
                       and no alarm can hear them."
                .to_owned(),
            amount: String::new(),
            label: String::new(),
            edits: Vec::new(),
            explains: BOOK,
        });
        return;
    }
    for (id, trail) in trails {
        if stops && trail.log_group.is_none() {
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, no log group", look.name(id)),
                sentence: "Its records go to the bucket alone, where no metric filter reads them. \
                           So no alarm can ring on a call."
                    .to_owned(),
                amount: String::new(),
                label: String::new(),
                edits: Vec::new(),
                explains: &[AlarmRang, AlarmAfter, MailAfter],
            });
        }
        if missed > 0 && !trail.logging {
            all.push(Factor {
                resource: Some(id.clone()),
                what: format!("{}, logging off", look.name(id)),
                sentence: format!(
                    "It records nothing. {} went unseen.",
                    text::capitalised(&text::count(missed, "call", "calls"))
                ),
                amount: String::new(),
                label: "Start logging".to_owned(),
                edits: vec![Edit::set(id, "logging", true)],
                explains: BOOK,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_gaps_of_a_formula_are_filled() {
        let formula = "100 * (elb + targets) / requests";
        assert!(!is_filled(formula, "elb"));
        let once = filled(formula, "elb");
        assert_eq!(once, "100 * (FILL(elb, 0) + targets) / requests");
        assert!(is_filled(&once, "elb"));
        // A name inside another is another.
        assert_eq!(filled("elb_500 / elb", "elb"), "elb_500 / FILL(elb, 0)");
    }
}
