//! What is asked of an architecture in a drill, as data, and whether it was so.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;
use super::alarms;
use super::measure::{self, Asked, Value};
use super::metric::{Metric, Unit};
use super::played::Played;
use super::tally::Span;
use super::words::{duration, milliseconds, percent, plain, whole_seconds};
use crate::text;

/// A measure and its bound.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// What is measured.
    pub metric: Metric,
    /// Which alarm (`@5xx`, `@cpu`, `@storage`, `@unhealthy`,
    /// `@stop-logging`, `@any`, or a name), whose mail (an alarm so named, or
    /// an address), which call.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub of: String,
    /// From when on it counts, in seconds after it begins to go wrong; left
    /// out, from the beginning of the run, and for what comes after the fault
    /// from then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// Until when; left out, to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
    /// What it should be.
    pub is: Bound,
}

/// What a number should be: all of these.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bound {
    /// Exactly this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eq: Option<f64>,
    /// Less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lt: Option<f64>,
    /// At most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub le: Option<f64>,
    /// More.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gt: Option<f64>,
    /// At least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ge: Option<f64>,
}

impl Bound {
    /// Whether a number is so.
    pub fn holds(&self, number: f64) -> bool {
        self.eq.is_none_or(|it| number == it)
            && self.lt.is_none_or(|it| number < it)
            && self.le.is_none_or(|it| number <= it)
            && self.gt.is_none_or(|it| number > it)
            && self.ge.is_none_or(|it| number >= it)
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// What it asks, in this unit: `at least 99.9 %`.
    pub fn said(&self, unit: Unit) -> String {
        let parts = [
            (self.eq, "exactly"),
            (self.ge, "at least"),
            (self.gt, "more than"),
            (self.le, "at most"),
            (self.lt, "less than"),
        ];
        let parts = parts.into_iter().filter_map(|(number, word)| {
            let number = number?;
            Some(match (word, number == 0.0) {
                ("exactly" | "at most", true) => "none".to_owned(),
                ("exactly", false) => goal(number, unit),
                _ => format!("{word} {}", goal(number, unit)),
            })
        });
        text::list(parts.collect::<Vec<_>>())
    }
}

/// A number that is asked for: as it was written, so a whole share without its tenth.
fn goal(number: f64, unit: Unit) -> String {
    said(number, unit).replace(".0 %", " %")
}

/// A number in its unit, as people read it.
pub fn said(number: f64, unit: Unit) -> String {
    match unit {
        Unit::Share => percent(number),
        Unit::Seconds => duration(whole_seconds(number)),
        Unit::Milliseconds => milliseconds(number),
        Unit::Dollars => format!("US${number:.2}"),
        Unit::Count(one, many) => {
            let noun = if number == 1.0 { one } else { many };
            format!("{} {noun}", plain(number))
        }
    }
}

/// A criterion, judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What was measured.
    pub metric: Metric,
    /// What people call it.
    pub title: String,
    /// What it should be.
    pub goal: String,
    /// What it was; a dash where it is not known.
    pub value: String,
    /// The same as a number.
    pub number: Option<f64>,
    /// Whether it was as it should be.
    pub passed: bool,
    /// Why it was not, in sentences that name the thing; empty when it was.
    pub why: String,
}

impl Criterion {
    /// What people call it.
    pub fn title(&self) -> String {
        let unit = self.metric.title();
        let of = match self.metric {
            Metric::AlarmRang | Metric::AlarmAfter | Metric::AlarmEnded => {
                let (first, rest) = unit.split_once(' ').unwrap_or((unit, ""));
                let of = alarms::title(&self.of);
                let of = if of.is_empty() { of } else { format!(" {of}") };
                return format!("{first}{of} {rest}");
            }
            Metric::MailArrived | Metric::MailAfter if self.of.starts_with('@') => {
                match alarms::title(&self.of) {
                    it if it.is_empty() => it,
                    it => format!(", {it}"),
                }
            }
            _ if self.of.is_empty() => String::new(),
            _ => format!(", {}", self.of),
        };
        format!("{unit}{of}{}", self.when())
    }

    /// When it counts, where that is not all the time.
    fn when(&self) -> String {
        let side = |it: i64| {
            let far = duration(Second::try_from(it.unsigned_abs()).unwrap_or(Second::MAX));
            match it {
                0 => "the fault".to_owned(),
                it if it < 0 => format!("{far} before the fault"),
                _ => format!("{far} after the fault"),
            }
        };
        match (self.from, self.to) {
            (None, None) => String::new(),
            (Some(from), None) => format!(", from {} on", side(from)),
            (None, Some(to)) => format!(", until {}", side(to)),
            (Some(from), Some(to)) => format!(", from {} until {}", side(from), side(to)),
        }
    }

    /// The seconds of the run that count; none where nothing is said.
    fn span(&self, fault: Second) -> Option<Span> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let at = |it: i64| {
            let at = i64::from(fault).saturating_add(it).max(0);
            Second::try_from(at).unwrap_or(Second::MAX)
        };
        Some(Span {
            from: self.from.map_or(0, at),
            to: self.to.map_or(Second::MAX, at),
        })
    }

    /// What was measured in a run.
    pub fn value(&self, played: &Played) -> Value {
        let asked = Asked {
            metric: self.metric,
            of: &self.of,
            span: self.span(played.fault()),
        };
        measure::read(asked, played)
    }

    /// Whether it was as it should be. What is not known was not.
    pub fn judge(&self, played: &Played) -> Judged {
        let unit = self.metric.unit();
        let (title, goal) = (self.title(), self.is.said(unit));
        match self.value(played) {
            Value::Number(number) => {
                let passed = self.is.holds(number);
                let value = said(number, unit);
                let why = match passed {
                    true => String::new(),
                    false => format!("{} was {value}; asked for is {goal}.", first_words(&title)),
                };
                Judged {
                    metric: self.metric,
                    title,
                    goal,
                    value,
                    number: Some(number),
                    passed,
                    why,
                }
            }
            Value::NotKnown(why) => Judged {
                metric: self.metric,
                title,
                goal,
                value: "–".to_owned(),
                number: None,
                passed: false,
                why,
            },
        }
    }
}

/// "Longest outage" in a sentence of its own.
fn first_words(title: &str) -> String {
    text::capitalised(title)
}
