//! The facts as a person reads them.

use super::facts::{Facts, POINTS};
use super::station::{CHAPTERS, Station};
use crate::simulation::clock::Clock;
use crate::text::list;

/// A day from milliseconds since 1970: "24 November 2026", in UTC, because a progress does
/// not say where somebody lives.
pub fn day(at: u64) -> String {
    let seconds = i64::try_from(at / 1000).unwrap_or(i64::MAX);
    // No calendar is needed beyond the year 9999.
    Clock::utc(seconds.min(253_402_300_799)).utc_day(0)
}

/// What was done, in one sentence behind the name.
pub fn done(station: &Station, facts: &Facts) -> String {
    let day = day(facts.at);
    if station.is_course() {
        return format!("completed Cloud Campus, course of {CHAPTERS} chapters, on {day} (UTC)");
    }
    format!(
        "completed chapters 1 to {} of Cloud Campus, course of {CHAPTERS} chapters, on {day} (UTC)",
        station.chapter
    )
}

/// Chapters that are missing: "chapter 3 is", "chapters 3, 5 and 7 are", of many the first.
pub fn chapters(numbers: &[u32]) -> String {
    match numbers {
        [one] => format!("chapter {one} is"),
        _ => {
            let first = numbers.iter().take(6).map(u32::to_string);
            let more = numbers.len().saturating_sub(6);
            let more = (more > 0).then(|| format!("{more} more"));
            format!("chapters {} are", list(first.chain(more)))
        }
    }
}

const NOT_RECORDED: &str = "not recorded in this progress";

/// The facts, line by line: what it is, and how much.
pub fn lines(facts: &Facts) -> Vec<(String, String)> {
    let line = |what: &str, how: String| (what.to_owned(), how);
    let mut lines = vec![
        line(
            "Tasks met",
            format!("{}, of them {} without “Show me”", facts.met, facts.alone),
        ),
        line(
            "Quizzes passed",
            format!(
                "{}, of them {} at the first attempt",
                facts.quizzes, facts.at_first
            ),
        ),
    ];
    let has_repairs = facts.versions.len() > 6;
    match facts.repairs {
        Some((good, all)) => lines.push(line("Repairs at par", format!("{good} of {all}"))),
        // The first chapters have nothing to mend.
        None if has_repairs => lines.push(line("Repairs at par", NOT_RECORDED.to_owned())),
        None => {}
    }
    if let Some(capstone) = &facts.capstone {
        lines.push(line(
            "Production checklist",
            match capstone.points {
                Some(points) => format!("{points} of {POINTS} points"),
                None => NOT_RECORDED.to_owned(),
            },
        ));
        lines.push(line(
            "Validations passed",
            format!("{} of 5", capstone.validations),
        ));
        for (place, round) in capstone.rebuilds.iter().enumerate() {
            let what = ["From memory, first", "second", "third"];
            let how = match round {
                Some((seconds, turns)) => format!(
                    "{}, {}",
                    time(*seconds),
                    crate::text::count_or_none(*turns as usize, "wrong turn", "wrong turns")
                ),
                None => NOT_RECORDED.to_owned(),
            };
            lines.push(line(what.get(place).copied().unwrap_or("further"), how));
        }
    }
    lines
}

fn time(seconds: u32) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, minutes, seconds) => format!("{minutes} min {seconds:02} s"),
        (hours, minutes, seconds) => format!("{hours} h {minutes:02} min {seconds:02} s"),
    }
}

/// The versions of chapters and engine: "Chapters in version 1 (chapter 5 in 2), engine
/// 0.1.0".
pub fn versions(facts: &Facts, engine: &str) -> String {
    let mut counted: Vec<(u32, usize)> = Vec::new();
    for version in &facts.versions {
        match counted.iter_mut().find(|it| it.0 == *version) {
            Some(it) => it.1 += 1,
            None => counted.push((*version, 1)),
        }
    }
    let mut usual: (u32, usize) = (1, 0);
    for it in counted {
        if it.1 > usual.1 {
            usual = it;
        }
    }
    let others = facts.versions.iter().zip(1..);
    let others = others.filter(|(version, _)| **version != usual.0);
    let others: Vec<String> = others
        .map(|(version, chapter)| format!("{chapter} in {version}"))
        .collect();
    let beside = match others.is_empty() {
        true => String::new(),
        false => format!(" (chapter {})", list(others)),
    };
    format!(
        "Course: chapters in version {}{beside}. Engine: {engine}.",
        usual.0
    )
}
