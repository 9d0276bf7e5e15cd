//! What was told and written down: alarms, mails, records.

use super::super::clock::Second;
use super::super::record::{AlarmState, AlarmStory, Call};
use super::alarms;
use super::played::Played;
use super::tally::Span;
use super::value::{Value, count, nothing_counted};
use crate::architecture::{Database, Trail};
use crate::text::list;

/// When an alarm began to ring, inside a span.
pub(super) fn rings(story: &AlarmStory, span: Span) -> impl Iterator<Item = Second> {
    let changes = story.changes.iter();
    changes
        .filter(move |it| it.state == AlarmState::Alarm && span.has(it.at))
        .map(|it| it.at)
}

/// The names of alarms, in a sentence.
pub(super) fn names(stories: &[&AlarmStory]) -> String {
    list(stories.iter().map(|it| it.name.clone()))
}

pub(super) fn alarm_after(played: &Played, of: &str, span: Span, fault: Second) -> Value {
    let meant = alarms::meant(played, of);
    if meant.is_empty() {
        return Value::NotKnown(alarms::none(of));
    }
    let first = meant.iter().flat_map(|it| rings(it, span)).min();
    match first {
        Some(at) => Value::Number(f64::from(at.saturating_sub(fault))),
        None => Value::NotKnown(format!(
            "{} did not ring ({}).",
            names(&meant),
            list(meant.iter().map(|it| it.condition.clone()))
        )),
    }
}

pub(super) fn alarm_ended(played: &Played, of: &str, span: Span, fault: Second) -> Value {
    let meant = alarms::meant(played, of);
    if meant.is_empty() {
        return Value::NotKnown(alarms::none(of));
    }
    let rang: Vec<&AlarmStory> = meant
        .iter()
        .copied()
        .filter(|it| rings(it, span).next().is_some())
        .collect();
    if rang.is_empty() {
        return Value::NotKnown(format!("{} did not ring.", names(&meant)));
    }
    let mut ended = 0;
    for story in &rang {
        match story.changes.last() {
            Some(change) if change.state != AlarmState::Alarm => ended = ended.max(change.at),
            _ => return Value::NotKnown(format!("{} rings still.", story.name)),
        }
    }
    Value::Number(f64::from(ended.saturating_sub(fault)))
}

/// When mails arrived that are meant; or why there can be none.
pub(super) fn mails(played: &Played, of: &str, span: Span) -> Result<Vec<Second>, String> {
    let all = played.record.mails.iter();
    let by_alarm = of.starts_with('@');
    let meant = alarms::meant(played, of);
    if by_alarm && meant.is_empty() {
        return Err(alarms::none(of));
    }
    let of_these: Vec<_> = all
        .filter(|it| span.has(it.at))
        .filter(|it| match by_alarm {
            true => meant.iter().any(|story| story.of == it.of),
            false => of.is_empty() || it.to == of || it.of.as_str() == of,
        })
        .collect();
    let arrived: Vec<Second> = of_these
        .iter()
        .filter(|it| it.dropped.is_empty())
        .map(|it| it.at)
        .collect();
    if arrived.is_empty()
        && let Some(mail) = of_these.first()
    {
        let to = if mail.to.is_empty() {
            "nobody"
        } else {
            &mail.to
        };
        return Err(format!(
            "No mail arrived at {to}: {}.",
            mail.dropped.trim_end_matches('.')
        ));
    }
    if arrived.is_empty() && by_alarm {
        let rang = meant.iter().any(|it| rings(it, span).next().is_some());
        return Err(match rang {
            true => format!("{} rang, and told nobody.", names(&meant)),
            false => format!("{} did not ring, so no mail went out.", names(&meant)),
        });
    }
    Ok(arrived)
}

/// Calls of a name; of all names where it is `any` or empty.
pub(super) fn calls<'p>(
    played: &Played<'p>,
    name: &str,
    span: Span,
) -> impl Iterator<Item = &'p Call> {
    let calls = played.record.calls.iter();
    calls.filter(move |it| span.has(it.at) && (name.is_empty() || name == "any" || it.name == name))
}

/// What one says where nothing can be recorded.
pub(super) fn no_trail(played: &Played) -> Option<String> {
    let mut trails = played.architecture().all::<Trail>();
    match trails.next() {
        None => Some("There is no trail: nobody writes the calls down.".to_owned()),
        Some(_) => None,
    }
}

pub(super) fn delivered_after(played: &Played, of: &str, span: Span) -> Value {
    if let Some(why) = no_trail(played) {
        return Value::NotKnown(why);
    }
    let called: Vec<&Call> = calls(played, of, span).collect();
    if called.is_empty() {
        return Value::NotKnown(format!("{of} was not called."));
    }
    let waits = called
        .iter()
        .filter_map(|it| Some(it.delivered?.saturating_sub(it.at)));
    match waits.max() {
        Some(longest) => Value::Number(f64::from(longest)),
        None => Value::NotKnown(format!("{of} was called, and no trail recorded it.")),
    }
}

/// How long no trail recorded, of the part of the run that is looked at: the
/// longest gap of the trail that has the least.
pub(super) fn gap(played: &Played, span: Span) -> Value {
    if let Some(why) = no_trail(played) {
        return Value::NotKnown(why);
    }
    let end = played.run.scenario.length.min(span.to);
    let gaps = |trail: &crate::architecture::ResourceId| -> Second {
        let gaps = played.record.gaps.iter().filter(|(of, ..)| of == trail);
        let lengths = gaps.map(|(_, from, to)| {
            let to = to.unwrap_or(end).min(end);
            to.saturating_sub((*from).max(span.from))
        });
        lengths.fold(0, Second::saturating_add)
    };
    let trails = played.architecture().all::<Trail>();
    let least = trails.map(|(id, trail)| match trail.logging {
        true => gaps(id),
        // It has never recorded anything unless it was started.
        false => gaps(id).max(match played.record.gaps.iter().any(|(of, ..)| of == id) {
            true => 0,
            false => end.saturating_sub(span.from),
        }),
    });
    least
        .min()
        .map_or_else(nothing_counted, |it| Value::Number(f64::from(it)))
}

/// How many times a standby took over (SRD-6: RDS-EVENT-0049 ends it).
pub(super) fn failovers(played: &Played, span: Span) -> Value {
    let events = played.record.database_events.iter();
    let many = events
        .filter(|it| it.id == "RDS-EVENT-0049" && span.has(it.at))
        .count();
    if many == 0 {
        let single = played
            .architecture()
            .all::<Database>()
            .find(|(_, it)| !it.multi_az);
        return Value::NotKnown(
            match (played.architecture().all::<Database>().next(), single) {
                (None, _) => "There is no database.".to_owned(),
                (_, Some((id, _))) => format!(
                    "{} has no standby that could take over: Multi-AZ is off.",
                    played.name(id)
                ),
                _ => "No standby took over.".to_owned(),
            },
        );
    }
    count(many)
}
