//! Reading a measure from what a run left behind, or saying why it cannot be
//! read. What is missing is named: a number that nobody took is not zero.

use super::super::clock::Second;
use super::super::record::{GroupActivity, TALLY, Tally};
use super::alarms;
use super::metric::Metric;
use super::played::Played;
use super::tally::{self, Span};
use super::told::*;
pub use super::value::Value;
use super::value::{count, nothing_counted};

/// What is to be measured.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// What.
    pub metric: Metric,
    /// Of which alarm, mail or call.
    pub of: &'a str,
    /// In which part of the run, where that is said.
    pub span: Option<Span>,
}

/// Measures it.
pub fn read(asked: Asked, played: &Played) -> Value {
    let fault = played.fault();
    let given = asked.span;
    let span = given.unwrap_or(Span::ALL);
    // What follows from a fault is looked for from then on.
    let after = given.unwrap_or(Span {
        from: fault,
        to: Second::MAX,
    });
    let all = &played.record.tallies;
    let tallies = span.of(all);
    let of = asked.of;
    match asked.metric {
        Metric::Success => Value::of(
            tally::share(tallies),
            "No customer asked for anything in this time.",
        ),
        Metric::LongestOutage => unless_empty(tallies, || {
            f64::from(tally::outage(tallies).map_or(0, |(_, it)| it))
        }),
        Metric::LatencyP50 => Value::of(tally::wait(tallies, 0.5), "No request was answered."),
        Metric::LatencyP95 => Value::of(tally::wait(tallies, 0.95), "No request was answered."),
        Metric::Requests => count(tally::requests(tallies).0),
        Metric::Failed => count(tally::requests(tallies).2.iter().sum::<u64>()),
        Metric::InstancesMax => most(tallies, |it| it.servers),
        Metric::InstancesMin => least(tallies, |it| it.servers),
        Metric::InstancesEnd => last(tallies, |it| it.servers),
        Metric::HealthyMin => least(tallies, |it| it.healthy),
        Metric::HealthyEnd => last(tallies, |it| it.healthy),
        Metric::InstancesGained => gained(all, after, fault),
        Metric::InstancesReleased => match (most(all, |it| it.servers), last(all, |it| it.servers))
        {
            (Value::Number(most), Value::Number(end)) => Value::Number(most - end),
            (most, _) => most,
        },
        Metric::HealthyAgain => healthy_again(all, fault),
        Metric::Launches => {
            let all = played.record.activities.iter();
            count(all.filter(|it| is_launch(it) && span.has(it.at)).count())
        }
        Metric::LoginsLost => unless_empty(tallies, || {
            tallies.iter().map(|it| f64::from(it.logins_lost)).sum()
        }),
        Metric::Cost => cost(all, span).map_or_else(nothing_counted, Value::Number),
        Metric::CostAnHour => cost(all, span).map_or_else(nothing_counted, |cost| {
            let seconds = Second::try_from(tallies.len())
                .unwrap_or(Second::MAX)
                .saturating_mul(TALLY);
            Value::Number(cost * 3600.0 / f64::from(seconds))
        }),
        Metric::AlarmRang => match alarms::meant(played, of) {
            none if none.is_empty() => Value::NotKnown(alarms::none(of)),
            some => count(some.iter().map(|it| rings(it, span).count()).sum::<usize>()),
        },
        Metric::AlarmAfter => alarm_after(played, of, after, fault),
        Metric::AlarmEnded => alarm_ended(played, of, after, fault),
        Metric::MailArrived => match mails(played, of, span) {
            Ok(all) => count(all.len()),
            Err(why) => Value::NotKnown(why),
        },
        Metric::MailAfter => match mails(played, of, after) {
            Ok(all) => match all.first() {
                Some(at) => Value::Number(f64::from(at.saturating_sub(fault))),
                None => Value::NotKnown("No mail arrived.".to_owned()),
            },
            Err(why) => Value::NotKnown(why),
        },
        Metric::EventRecorded => match no_trail(played) {
            Some(why) => Value::NotKnown(why),
            None => count(
                calls(played, of, span)
                    .filter(|it| it.delivered.is_some())
                    .count(),
            ),
        },
        Metric::EventDeliveredAfter => delivered_after(played, of, span),
        Metric::CallsMissed => match no_trail(played) {
            Some(why) => Value::NotKnown(why),
            None => {
                let all = played.record.calls.iter();
                count(
                    all.filter(|it| span.has(it.at) && it.delivered.is_none())
                        .count(),
                )
            }
        },
        Metric::Gap => gap(played, span),
        Metric::Widgets => match played.boards {
            [] => Value::NotKnown("There is no dashboard.".to_owned()),
            boards => count(boards.iter().map(|it| it.widgets.len()).sum::<usize>()),
        },
        Metric::WidgetsEmpty => match played.boards {
            [] => Value::NotKnown("There is no dashboard.".to_owned()),
            boards => {
                let all = boards.iter().flat_map(|it| &it.widgets);
                count(all.filter(|it| it.is_empty()).count())
            }
        },
        Metric::Failovers => failovers(played, after),
        Metric::AttackersIn => {
            let sum =
                |of: fn(&Tally) -> u32| tallies.iter().map(|it| f64::from(of(it))).sum::<f64>();
            let (entered, out) = (sum(|it| it.attackers_in), sum(|it| it.attackers_out));
            match entered + out > 0.0 {
                true => Value::Number(entered / (entered + out)),
                false => Value::NotKnown("No flood came.".to_owned()),
            }
        }
    }
}

fn unless_empty(tallies: &[Tally], number: impl FnOnce() -> f64) -> Value {
    match tallies.is_empty() {
        true => nothing_counted(),
        false => Value::Number(number()),
    }
}

fn most(tallies: &[Tally], of: fn(&Tally) -> u32) -> Value {
    let most = tallies.iter().map(of).max();
    most.map_or_else(nothing_counted, |it| Value::Number(f64::from(it)))
}

fn least(tallies: &[Tally], of: fn(&Tally) -> u32) -> Value {
    let least = tallies.iter().map(of).min();
    least.map_or_else(nothing_counted, |it| Value::Number(f64::from(it)))
}

fn last(tallies: &[Tally], of: fn(&Tally) -> u32) -> Value {
    let last = tallies.last().map(of);
    last.map_or_else(nothing_counted, |it| Value::Number(f64::from(it)))
}

/// What the tallies of a span cost, in dollars: the count runs on, so it is a
/// difference to what it was before.
fn cost(all: &[Tally], span: Span) -> Option<f64> {
    let last = span.of(all).last()?.cost;
    let place = (span.from.div_ceil(TALLY) as usize).checked_sub(1);
    let before = place.and_then(|it| all.get(it)).map_or(0, |it| it.cost);
    #[expect(clippy::cast_precision_loss, reason = "far less than 2^53 millionths")]
    let dollars = last.saturating_sub(before) as f64 / 1e6;
    Some(dollars)
}

/// How many servers more than just before the fault.
fn gained(all: &[Tally], span: Span, fault: Second) -> Value {
    let Some(before) = before(all, fault) else {
        return nothing_counted();
    };
    match most(span.of(all), |it| it.servers) {
        Value::Number(most) => Value::Number((most - f64::from(before.servers)).max(0.0)),
        why => why,
    }
}

/// The last tally before the fault, or the first of all.
fn before(all: &[Tally], fault: Second) -> Option<&Tally> {
    let place = (fault / TALLY) as usize;
    all.get(place.saturating_sub(1)).or_else(|| all.last())
}

/// How long after the fault as many targets are healthy again as before it.
fn healthy_again(all: &[Tally], fault: Second) -> Value {
    let Some(wanted) = before(all, fault).map(|it| it.healthy) else {
        return nothing_counted();
    };
    if wanted == 0 {
        return Value::NotKnown("No server was healthy even before.".to_owned());
    }
    let place = (fault / TALLY) as usize;
    let rest = all.get(place..).unwrap_or_default();
    // The last time that there were fewer.
    let Some(low) = rest.iter().rposition(|it| it.healthy < wanted) else {
        return Value::Number(0.0);
    };
    // A group that gives servers back later has been whole in between.
    let first_low = rest
        .iter()
        .position(|it| it.healthy < wanted)
        .unwrap_or(low);
    let again = rest[first_low..].iter().position(|it| it.healthy >= wanted);
    match again {
        Some(after) => {
            let tallies = Second::try_from(first_low + after).unwrap_or(Second::MAX);
            Value::Number(f64::from(
                (place_of(fault) + tallies * TALLY).saturating_sub(fault),
            ))
        }
        None => {
            let lowest = rest.iter().map(|it| it.healthy).min().unwrap_or(0);
            let end = rest.last().map_or(0, |it| it.healthy);
            Value::NotKnown(format!(
                "{wanted} servers were healthy before, {lowest} at the lowest, and {end} at the \
                 end: not as many again."
            ))
        }
    }
}

/// Where the tally of a moment begins.
const fn place_of(at: Second) -> Second {
    at / TALLY * TALLY
}

/// Whether an activity is a launch that did not fail.
pub fn is_launch(activity: &GroupActivity) -> bool {
    activity.description.starts_with("Launching") && activity.status != "Failed"
}
