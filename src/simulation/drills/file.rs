//! Reading a drill, or a scenario alone, from a file: what is wrong with one
//! is said with its place and what to do about it.

use std::fmt;

use serde_json::Value;

use super::super::clock::{DAY, Second};
use super::super::scenario::{Deed, Scenario};
use super::drill::Drill;

/// The longest run that a file may ask for: 31 days.
const LONGEST: Second = 31 * DAY;

/// Why a file is no drill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadDrill {
    /// Where: `scenario.deeds[1].at`; empty for the whole.
    pub path: String,
    /// What is wrong, and what to do.
    pub problem: String,
}

impl fmt::Display for BadDrill {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.is_empty() {
            true => to.write_str(&self.problem),
            false => write!(to, "{}: {}", self.path, self.problem),
        }
    }
}

/// Reads a drill, or a scenario alone.
pub fn read(text: &str) -> Result<Drill, BadDrill> {
    let value: Value = serde_json::from_str(text).map_err(|error| BadDrill {
        path: String::new(),
        problem: format!("this is no JSON ({error}): write it as the drills in assets/drills are"),
    })?;
    let is_drill = value.get("scenario").is_some();
    let drill = match is_drill {
        true => serde_json::from_value(value.clone()),
        false => serde_json::from_value::<Scenario>(value.clone()).map(Drill::of),
    };
    let drill: Drill = drill.map_err(|error| located(&value, is_drill, &error.to_string()))?;
    sensible(&drill, if is_drill { "scenario." } else { "" })?;
    Ok(drill)
}

/// The part of a file that cannot be read: each is tried on its own, so that
/// the place can be told.
fn located(value: &Value, is_drill: bool, whole: &str) -> BadDrill {
    let scenario = if is_drill {
        value.get("scenario")
    } else {
        Some(value)
    };
    let prefix = if is_drill { "scenario." } else { "" };
    let lists = [
        (
            scenario.and_then(|it| it.get("deeds")),
            format!("{prefix}deeds"),
        ),
        (value.get("criteria"), "criteria".to_owned()),
    ];
    for (list, name) in lists {
        let items = list.and_then(Value::as_array).into_iter().flatten();
        for (place, item) in items.enumerate() {
            let read = match name.ends_with("deeds") {
                true => {
                    serde_json::from_value::<super::super::scenario::Planned>(item.clone()).err()
                }
                false => serde_json::from_value::<super::Criterion>(item.clone()).err(),
            };
            if let Some(error) = read {
                return BadDrill {
                    path: format!("{name}[{place}]"),
                    problem: remedied(&error.to_string()),
                };
            }
        }
    }
    if let Some(load) = scenario.and_then(|it| it.get("load"))
        && let Err(error) = serde_json::from_value::<super::super::scenario::Load>(load.clone())
    {
        return BadDrill {
            path: format!("{prefix}load"),
            problem: remedied(&error.to_string()),
        };
    }
    BadDrill {
        path: String::new(),
        problem: remedied(whole),
    }
}

fn remedied(problem: &str) -> String {
    format!("{problem}; see `cloud-campus schema scenario` for what may stand there")
}

/// Numbers that a run can be played with.
fn sensible(drill: &Drill, prefix: &str) -> Result<(), BadDrill> {
    let scenario = &drill.scenario;
    let bad = |path: String, problem: String| Err(BadDrill { path, problem });
    if scenario.length == 0 || scenario.length > LONGEST {
        return bad(
            format!("{prefix}length"),
            format!(
                "{} seconds cannot be played: give 1 to {LONGEST}",
                scenario.length
            ),
        );
    }
    let factor = |it: f64| (0.0..=10_000.0).contains(&it);
    if !factor(scenario.load.factor) {
        return bad(
            format!("{prefix}load.factor"),
            "give a factor from 0 to 10000".to_owned(),
        );
    }
    for (place, step) in scenario.load.steps.iter().enumerate() {
        if !factor(step.factor) {
            return bad(
                format!("{prefix}load.steps[{place}].factor"),
                "give a factor from 0 to 10000".to_owned(),
            );
        }
    }
    let times = [
        (
            "deeds",
            scenario.deeds.iter().map(|it| it.at).collect::<Vec<_>>(),
        ),
        (
            "load.steps",
            scenario.load.steps.iter().map(|it| it.at).collect(),
        ),
    ];
    for (name, times) in times {
        for (place, at) in times.iter().enumerate() {
            if *at >= scenario.length {
                return bad(
                    format!("{prefix}{name}[{place}].at"),
                    format!(
                        "second {at} comes after the end: give one before {}, or make the run \
                         longer",
                        scenario.length
                    ),
                );
            }
            if place > 0 && times[place - 1] > *at {
                return bad(
                    format!("{prefix}{name}[{place}].at"),
                    format!("second {at} comes after a later one: put them in order of time"),
                );
            }
        }
    }
    for (place, planned) in scenario.deeds.iter().enumerate() {
        if let Deed::Load(it) = planned.deed
            && !factor(it)
        {
            return bad(
                format!("{prefix}deeds[{place}].do.load"),
                "give a factor from 0 to 10000".to_owned(),
            );
        }
    }
    for (place, criterion) in drill.criteria.iter().enumerate() {
        let at = |member: &str| format!("criteria[{place}]{member}");
        if criterion.is.is_empty() {
            return bad(at(".is"), "give a bound: eq, lt, le, gt or ge".to_owned());
        }
        if !criterion.metric.is_of_something() && !criterion.of.is_empty() {
            let metric = criterion.metric.name();
            return bad(
                at(".of"),
                format!("`{metric}` is of the whole run: leave `of` out"),
            );
        }
        if criterion.of.starts_with('@')
            && super::alarms::WORDS
                .iter()
                .all(|(word, _)| *word != criterion.of)
        {
            let known: Vec<&str> = super::alarms::WORDS.iter().map(|(word, _)| *word).collect();
            return bad(
                at(".of"),
                format!(
                    "there is no `{}`: there are {}",
                    criterion.of,
                    known.join(", ")
                ),
            );
        }
        if let (Some(from), Some(to)) = (criterion.from, criterion.to)
            && from >= to
        {
            return bad(
                at(".to"),
                "it ends before it begins: give a later second".to_owned(),
            );
        }
    }
    Ok(())
}
