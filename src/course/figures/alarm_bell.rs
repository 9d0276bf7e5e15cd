//! F20, the alarm: a few values with holes, and what CloudWatch's alarm makes of them. Its
//! states come from the simulation's own evaluation ([`judge`]), which the alarms of a run
//! are judged by, too.

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::simulation::cloudwatch::{Compare, Datum, Missing, State, judge, range};
use crate::text;

/// How missing data is treated, in AWS's words. [API cloudwatch PutMetricAlarm]
const MISSING: [(&str, Missing); 4] = [
    ("missing", Missing::Missing),
    ("notBreaching", Missing::NotBreaching),
    ("breaching", Missing::Breaching),
    ("ignore", Missing::Ignore),
];

/// On which side of the threshold a value is bad.
const COMPARISONS: [(&str, Compare); 2] = [("above", Compare::Greater), ("below", Compare::Less)];

/// An alarm and the values that it looks at, one a period.
#[derive(Clone, Debug, PartialEq)]
pub struct AlarmBell {
    values: Vec<Option<f64>>,
    threshold: f64,
    compare: Compare,
    periods: u32,
    datapoints: u32,
    missing: Missing,
}

impl Default for AlarmBell {
    /// Chapter 22: 3 of 5 above 80.
    fn default() -> Self {
        let values = [70.0, 85.0, 90.0, 75.0, 88.0, 60.0, 60.0, 60.0];
        Self {
            values: values.map(Some).to_vec(),
            threshold: 80.0,
            compare: Compare::Greater,
            periods: 5,
            datapoints: 3,
            missing: Missing::Missing,
        }
    }
}

impl AlarmBell {
    /// The most periods that are shown.
    pub const MOST: usize = 16;

    /// The most periods that are looked at.
    pub const MOST_PERIODS: u64 = 6;

    /// The greatest value: these are percent.
    pub const TOP: f64 = 100.0;

    /// How missing data may be treated: AWS's words.
    pub const TREATMENTS: [&'static str; 4] =
        [MISSING[0].0, MISSING[1].0, MISSING[2].0, MISSING[3].0];

    /// The values, one a minute; nothing where none came.
    pub fn values(&self) -> &[Option<f64>] {
        &self.values
    }

    /// The threshold.
    pub fn threshold(&self) -> f64 {
        self.threshold
    }

    /// N: how many periods are looked at.
    pub fn periods(&self) -> u32 {
        self.periods
    }

    /// M: how many of them must be bad.
    pub fn datapoints(&self) -> u32 {
        self.datapoints
    }

    /// How missing data is treated, in AWS's word.
    pub fn missing(&self) -> &'static str {
        members::word_of(&self.missing, &MISSING)
    }

    /// Whether a value is on the bad side of the threshold.
    pub fn is_bad(&self, value: f64) -> bool {
        self.compare.breaches(value, self.threshold)
    }

    /// The state after each minute. A new alarm does not know (rulebook CWA-8), and before
    /// its first minute there are no values.
    pub fn states(&self) -> Vec<State> {
        let mut state = State::InsufficientData;
        let all: Vec<Datum> = self.values.iter().map(|it| self.datum(*it)).collect();
        let reach = range(self.periods) as usize;
        let after = |end: usize| {
            let shown = &all[end.saturating_sub(reach)..end];
            let mut seen = vec![Datum::Gap; reach - shown.len()];
            seen.extend_from_slice(shown);
            state = judge(&seen, self.periods, self.datapoints, self.missing, state);
            state
        };
        (1..=all.len()).map(after).collect()
    }

    fn datum(&self, value: Option<f64>) -> Datum {
        match value {
            Some(value) if self.is_bad(value) => Datum::Bad,
            Some(_) => Datum::Good,
            None => Datum::Gap,
        }
    }

    /// The minutes, counted from 1, in which it turns to a state that it did not have.
    fn turns(&self, to: State) -> Vec<usize> {
        let states = self.states();
        let before = std::iter::once(State::InsufficientData).chain(states.iter().copied());
        let turned = before.zip(&states).enumerate();
        turned
            .filter(|(_, (before, now))| **now == to && *before != to)
            .map(|(at, _)| at + 1)
            .collect()
    }

    /// The first minute in which it rings.
    pub fn alarm_at(&self) -> Option<usize> {
        self.turns(State::Alarm).first().copied()
    }

    /// The first minute after that in which all is well again.
    pub fn ok_at(&self) -> Option<usize> {
        let rang = self.alarm_at()?;
        self.turns(State::Ok).into_iter().find(|it| *it > rang)
    }

    /// The state at the end.
    pub fn state(&self) -> State {
        self.states().last().copied().unwrap_or_default()
    }

    fn bad_among_the_last(&self, minute: usize) -> (usize, usize) {
        let from = minute.saturating_sub(self.periods as usize);
        let seen = self.values.get(from..minute).unwrap_or_default();
        let bad = seen.iter().flatten().filter(|it| self.is_bad(**it)).count();
        (bad, seen.iter().filter(|it| it.is_none()).count())
    }

    /// Whether nothing came in the minutes that it looks at last.
    fn ends_in_silence(&self) -> bool {
        let reach = range(self.periods) as usize;
        let from = self.values.len().saturating_sub(reach);
        self.values[from..].iter().all(Option::is_none)
    }

    fn side(&self) -> &'static str {
        members::word_of(&self.compare, &COMPARISONS)
    }

    fn why_it_rings(&self, minute: usize) -> String {
        let (bad, gaps) = self.bad_among_the_last(minute);
        let threshold = self.threshold;
        let side = self.side();
        let of = minute.min(self.periods as usize);
        let values = match bad {
            1 => format!("1 of the last {of} values was {side} {threshold}."),
            _ => format!("{bad} of the last {of} values were {side} {threshold}."),
        };
        match (self.missing, gaps) {
            (Missing::Breaching, 1..) => {
                format!("{values} Missing ones count as bad where they are needed.")
            }
            _ => values,
        }
    }
}

fn value(path: &str, it: &Value) -> Read<Option<f64>> {
    if it.is_null() {
        return Ok(None);
    }
    members::number(path, it, 0.0, AlarmBell::TOP).map(Some)
}

impl Machine for AlarmBell {
    const MEMBERS: &'static [&'static str] = &[
        "values",
        "threshold",
        "comparison",
        "periods",
        "datapoints",
        "missing",
    ];

    const GESTURES: &'static [&'static str] = &["value", "silence"];

    fn set(&mut self, member: &str, given: &Value) -> Read<()> {
        match member {
            "values" => {
                let values = members::each(member, given, value)?;
                if values.is_empty() || values.len() > Self::MOST {
                    let why = format!("write 1 to {} values, null for a gap", Self::MOST);
                    return Err(Problem::at(member, why));
                }
                self.values = values;
            }
            "threshold" => self.threshold = members::number(member, given, 0.0, Self::TOP)?,
            "comparison" => self.compare = members::word(member, given, &COMPARISONS)?,
            "periods" => {
                self.periods = members::whole(member, given, 1, Self::MOST_PERIODS)? as u32;
                // M of N: never more than N (rulebook CWA-5).
                self.datapoints = self.datapoints.min(self.periods);
            }
            "datapoints" => {
                let most = u64::from(self.periods);
                self.datapoints = members::whole(member, given, 1, most)? as u32;
            }
            "missing" => self.missing = members::word(member, given, &MISSING)?,
            "value" => {
                members::only(member, given, &["minute", "is"])?;
                let most = self.values.len() as u64;
                let minute = members::member(member, given, "minute")?;
                let minute = members::whole("value.minute", minute, 1, most)? as usize;
                let is = members::member(member, given, "is")?;
                self.values[minute - 1] = value("value.is", is)?;
            }
            "silence" => {
                let most = self.values.len() as u64;
                let from = members::whole(member, given, 1, most)? as usize;
                self.values[from - 1..].fill(None);
            }
            other => {
                return Err(unknown(other, &[Self::MEMBERS, Self::GESTURES].concat()));
            }
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let or_never = |minute: Option<usize>| minute.map_or(json!("never"), |it| json!(it));
        outputs([
            ("alarm_at", or_never(self.alarm_at())),
            ("ok_at", or_never(self.ok_at())),
            ("rings", json!(self.turns(State::Alarm).len())),
            ("state", json!(self.state().name())),
            ("missing", json!(self.missing())),
            ("periods", json!(self.periods)),
            ("datapoints", json!(self.datapoints)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let end = self.state();
        let silent = match self.ends_in_silence() {
            true => format!(
                " At the end nothing comes, which this alarm treats as {}: {}.",
                self.missing(),
                end.name()
            ),
            false => String::new(),
        };
        let Some(rang) = self.alarm_at() else {
            let (tone, why) = match end {
                State::Ok => (
                    Tone::Good,
                    format!(
                        "It takes {} of {} values {} {}.",
                        self.datapoints,
                        self.periods,
                        self.side(),
                        self.threshold
                    ),
                ),
                _ => (Tone::Plain, "It has too little to judge.".to_owned()),
            };
            return Sentence::new(tone, "It does not ring.", format!("{why}{silent}"));
        };
        let again = match self.ok_at() {
            Some(minute) => format!(" In minute {minute} it is OK again."),
            None => String::new(),
        };
        Sentence::new(
            Tone::Bad,
            format!("It rings in minute {rang}."),
            format!("{}{again}{silent}", self.why_it_rings(rang)),
        )
    }

    fn alternative(&self) -> String {
        let said = self.values.iter().map(|it| match it {
            Some(value) => value.to_string(),
            None => "nothing".to_owned(),
        });
        let states = self.states();
        let states = states.iter().map(|it| it.name().to_owned());
        format!(
            "An alarm that rings when {} of {} values are {} {}, and treats missing data as {}. \
             The values, minute by minute: {}. Its state after each: {}. {}",
            self.datapoints,
            self.periods,
            self.side(),
            self.threshold,
            self.missing(),
            text::list(said),
            text::list(states),
            self.sentence()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bell(members: Value) -> AlarmBell {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        AlarmBell::read(&members).expect("it is read")
    }

    #[test]
    fn three_of_five_in_chapter_22() {
        let outputs = AlarmBell::default().outputs();
        assert_eq!(outputs["alarm_at"], json!(5));
        assert_eq!(outputs["ok_at"], json!(7));
        assert_eq!(outputs["rings"], json!(1));
        let said = AlarmBell::default().sentence().to_string();
        assert_eq!(
            said,
            "It rings in minute 5. 3 of the last 5 values were above 80. In minute 7 it is OK again."
        );
    }

    #[test]
    fn all_of_five_never_ring_there() {
        let outputs = bell(json!({ "datapoints": 5 })).outputs();
        assert_eq!(outputs["alarm_at"], json!("never"));
        assert_eq!(outputs["ok_at"], json!("never"));
    }

    #[test]
    fn the_same_silence_under_four_settings() {
        let silent = |missing: &str| {
            let mut bell = bell(json!({
                "values": [60, 62, 58, 61, 60, 59, 60, 60, 60, 60],
                "periods": 3, "datapoints": 3, "missing": missing
            }));
            bell.set("silence", &json!(4)).expect("it is set");
            assert!(bell.ends_in_silence());
            bell.outputs()["state"].clone()
        };
        assert_eq!(silent("missing"), json!("INSUFFICIENT_DATA"));
        assert_eq!(silent("notBreaching"), json!("OK"));
        assert_eq!(silent("breaching"), json!("ALARM"));
        assert_eq!(silent("ignore"), json!("OK"));
    }

    #[test]
    fn what_is_ignored_stays_a_ringing_bell_too() {
        let mut bell = bell(json!({
            "values": [90, 90, 90, 60, 60, 60, 60, 60, 60, 60],
            "periods": 3, "datapoints": 3, "missing": "ignore"
        }));
        bell.set("silence", &json!(4)).expect("it is set");
        assert_eq!(bell.outputs()["state"], json!("ALARM"));
        assert_eq!(bell.outputs()["ok_at"], json!("never"));
    }

    #[test]
    fn a_new_alarm_does_not_know() {
        let bell = bell(json!({ "values": [null, null] }));
        assert_eq!(bell.outputs()["state"], json!("INSUFFICIENT_DATA"));
        assert_eq!(bell.sentence().tone, Tone::Plain);
    }

    #[test]
    fn m_is_never_more_than_n() {
        let mut bell = AlarmBell::default();
        let refused = bell
            .set("datapoints", &json!(6))
            .map_err(|it| it.to_string());
        let wanted = "datapoints: write a whole number from 1 to 5";
        assert_eq!(refused, Err(wanted.to_owned()));
        bell.set("periods", &json!(2)).expect("it is set");
        assert_eq!(bell.datapoints(), 2);
    }

    #[test]
    fn a_value_is_erased_and_comes_back() {
        let mut bell = AlarmBell::default();
        bell.set("value", &json!({ "minute": 5, "is": null }))
            .expect("it is set");
        assert_eq!(bell.values()[4], None);
        bell.set("value", &json!({ "minute": 5, "is": 95 }))
            .expect("it is set");
        assert_eq!(bell.outputs()["alarm_at"], json!(5));
        let outside = bell.set("value", &json!({ "minute": 9, "is": 1 }));
        assert!(outside.is_err());
    }
}
