//! Why an alarm changed, in CloudWatch's words, as they stand in public records
//! of its history and its mails; no guide lists them.

use super::super::clock::Clock;
use super::judge::State;
use super::sample::Point;
use super::watch::{Missing, Watch};

/// `Threshold Crossed: 3 out of the last 3 datapoints […] were greater than the
/// threshold (70.0) (minimum 3 datapoints for OK -> ALARM transition).`
pub(super) fn of(clock: Clock, watch: &Watch, to: State, datapoints: &[Point]) -> String {
    let n = watch.periods as usize;
    if to == State::InsufficientData {
        let were = if n == 1 {
            "datapoint was"
        } else {
            "datapoints were"
        };
        return format!("Insufficient Data: {n} {were} unknown.");
    }
    if datapoints.is_empty() {
        return filled(watch);
    }
    let breaching = |it: &&Point| watch.compare.breaches(it.value, watch.threshold);
    let bad = datapoints.iter().filter(breaching).count();
    let crossed = if to == State::Alarm {
        bad
    } else {
        datapoints.len() - bad
    };
    let last = datapoints.len();
    // Only those on the side that it went to are named.
    let alarm = to == State::Alarm;
    let named = datapoints
        .iter()
        .filter(|it| watch.compare.breaches(it.value, watch.threshold) == alarm);
    let values: Vec<String> = named
        .map(|it| format!("{} ({})", number(it.value), day(clock, it.at)))
        .collect();
    let not = if to == State::Alarm { "" } else { "not " };
    let were = if crossed == 1 { "was" } else { "were" };
    let least = match to {
        State::Alarm => watch.datapoints,
        _ => watch.periods - watch.datapoints.min(watch.periods) + 1,
    };
    let points = if least == 1 {
        "datapoint"
    } else {
        "datapoints"
    };
    let way = match to {
        State::Alarm => "OK -> ALARM",
        _ => "ALARM -> OK",
    };
    let gaps = n - last.min(n);
    let counted = match (gaps, watch.missing) {
        (1.., Missing::Breaching | Missing::NotBreaching) => {
            let were = if gaps == 1 {
                "datapoint was"
            } else {
                "datapoints were"
            };
            format!(
                " and {gaps} missing {were} treated as [{}]",
                treated(watch.missing)
            )
        }
        _ => String::new(),
    };
    format!(
        "Threshold Crossed: {crossed} out of the last {last} datapoints [{}] {were} {not}{} the threshold ({}){counted} (minimum {least} {points} for {way} transition).",
        values.join(", "),
        watch.compare.words(),
        number(watch.threshold),
    )
}

/// Nothing came, and the alarm counts that as something.
fn filled(watch: &Watch) -> String {
    let n = watch.periods;
    let (periods, were) = match n {
        1 => ("period", "datapoint was"),
        _ => ("periods", "datapoints were"),
    };
    format!(
        "Threshold Crossed: no datapoints were received for {n} {periods} and {n} missing {were} treated as [{}].",
        treated(watch.missing),
    )
}

/// A number as Java writes it: 70.0, 1.105.
pub(super) fn number(value: f64) -> String {
    #[expect(clippy::float_cmp, reason = "whole to the last bit is meant")]
    let whole = value == value.floor();
    if whole {
        format!("{value:.1}")
    } else {
        format!("{value}")
    }
}

/// `24/11/26 14:30:00`.
fn day(clock: Clock, at: u32) -> String {
    let it = clock.in_utc(at);
    format!(
        "{:02}/{:02}/{:02} {:02}:{:02}:{:02}",
        it.day,
        it.month,
        it.year % 100,
        it.hour,
        it.minute,
        it.second
    )
}

/// What CloudWatch calls the way to treat gaps.
const fn treated(missing: Missing) -> &'static str {
    match missing {
        Missing::Missing => "Missing",
        Missing::Ignore => "Ignored",
        Missing::Breaching => "Breaching",
        Missing::NotBreaching => "NonBreaching",
    }
}
