//! A run as a report that one reads from top to bottom.

use std::fmt::Write as _;

use super::Finished;
use crate::cli::output::{Paint, padded, width, wrapped};
use crate::simulation::clock::{Clock, Second};
use crate::simulation::drills::{Factor, Judged, duration};
use crate::simulation::record::{Manner, Record};
use crate::text::{count_or_none, grouped};

/// How many columns a line takes.
const COLUMNS: usize = 92;
/// How many calls are told at most; all are in the JSON.
const CALLS: usize = 20;

/// A run as text.
pub fn as_text(finished: &Finished, paint: Paint) -> String {
    let played = finished.played();
    let (card, run, record) = (&finished.card, played.run, played.record);
    let clock = run.scenario.begins;
    let mut text = format!("{}\n", paint.bold(&card.title));
    let when = format!(
        "{} · {}, {} to {} in India · seed {}",
        card.scenario_title,
        clock.day(0),
        clock.time(0),
        clock.time(run.scenario.length),
        card.seed
    );
    text.push_str(&paint.dim(&when));
    text.push('\n');
    text.push_str(&wrapped(&card.subtitle, 0, COLUMNS));
    timeline(&mut text, record, clock, paint);
    alarms(&mut text, record, clock, paint);
    mails(&mut text, record, clock, paint);
    calls(&mut text, record, clock, paint);
    if !card.criteria.is_empty() {
        heading(&mut text, "What was asked", paint);
        text.push_str(&criteria_text(&card.criteria, paint));
    }
    heading(&mut text, "Numbers", paint);
    for number in &card.numbers {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "  {}  {}", padded(number.title, 24), number.now);
    }
    if !card.causes.is_empty() {
        heading(
            &mut text,
            &format!("Failed, by cause: {}", grouped(card.failures)),
            paint,
        );
        for failed in &card.causes {
            let _ = writeln!(
                text,
                "  {:>9}  {}",
                grouped(failed.requests),
                failed.cause.words()
            );
        }
    }
    factors(&mut text, "What saved it", &card.saved, paint);
    factors(&mut text, "What sank it", &card.sank, paint);
    text
}

fn heading(text: &mut String, title: &str, paint: Paint) {
    let _ = writeln!(text, "\n{}", paint.bold(title));
}

fn timeline(text: &mut String, record: &Record, clock: Clock, paint: Paint) {
    heading(text, "What happened", paint);
    if record.story.is_empty() {
        text.push_str("  Nothing out of the ordinary.\n");
    }
    for line in &record.story {
        let number = format!("{:>3}", line.number);
        let number = match line.manner {
            Manner::Done => paint.red(&number),
            _ => number,
        };
        let from: Vec<String> = line.from.iter().map(ToString::to_string).collect();
        let from = match from.is_empty() {
            true => String::new(),
            false => paint.dim(&format!("  (from {})", from.join(" "))),
        };
        let _ = writeln!(
            text,
            "  {} {number}  {}{from}",
            clock.time(line.at),
            line.what
        );
        text.push_str(&paint_lines(&wrapped(&line.why, 16, COLUMNS), paint));
    }
}

/// Each line dim by itself, so that no colour runs over an end of line.
fn paint_lines(lines: &str, paint: Paint) -> String {
    let lines = lines.lines().map(|it| format!("{}\n", paint.dim(it)));
    lines.collect()
}

fn alarms(text: &mut String, record: &Record, clock: Clock, paint: Paint) {
    let own: Vec<_> = record.alarms.iter().filter(|it| !it.of_a_policy).collect();
    heading(text, "Alarms", paint);
    if own.is_empty() {
        text.push_str("  There is none: nothing would wake anybody.\n");
    }
    for alarm in own {
        let _ = writeln!(text, "  {}  {}", alarm.name, paint.dim(&alarm.condition));
        for change in &alarm.changes {
            let word = padded(change.state.word(), 17);
            let word = match change.state.word() {
                "ALARM" => paint.red(&word),
                "OK" => paint.green(&word),
                _ => word,
            };
            let _ = writeln!(text, "    {}  {word}", clock.time(change.at));
        }
        for (at, history) in &alarm.failures {
            let line = wrapped(&format!("{}  {history}", clock.time(*at)), 4, 92);
            text.extend(line.lines().map(|it| format!("{}\n", paint.red(it))));
        }
    }
}

fn mails(text: &mut String, record: &Record, clock: Clock, paint: Paint) {
    if record.mails.is_empty() {
        return;
    }
    heading(text, "Mails", paint);
    for mail in &record.mails {
        let fate = match mail.dropped.is_empty() {
            true => String::new(),
            false => format!("  not sent: {}", mail.dropped),
        };
        let _ = writeln!(
            text,
            "  {}  {}  {}{}",
            clock.time(mail.at),
            mail.to,
            mail.subject,
            paint.red(&fate)
        );
    }
}

fn calls(text: &mut String, record: &Record, clock: Clock, paint: Paint) {
    let title = count_or_none(record.calls.len(), "call", "calls");
    heading(text, &format!("CloudTrail: {title}"), paint);
    let delivered = |at: Option<Second>, called: Second| match at {
        Some(at) => format!("delivered after {}", duration(at.saturating_sub(called))),
        None => "recorded by no trail".to_owned(),
    };
    for call in record.calls.iter().take(CALLS) {
        let _ = writeln!(
            text,
            "  {}  {} by {}  {}",
            clock.time(call.at),
            call.name,
            call.who,
            paint.dim(&delivered(call.delivered, call.at))
        );
    }
    if let Some(more) = record.calls.len().checked_sub(CALLS).filter(|it| *it > 0) {
        let _ = writeln!(text, "  and {more} more; --json has them all");
    }
}

/// Criteria, one a line, and why those failed that did.
pub fn criteria_text(all: &[Judged], paint: Paint) -> String {
    let mut text = String::new();
    let widest = all.iter().map(|it| width(&it.title)).max().unwrap_or(0);
    let values = all.iter().map(|it| width(&it.value)).max().unwrap_or(0);
    for it in all {
        let word = match it.passed {
            true => paint.green("passed"),
            false => paint.red("failed"),
        };
        let _ = writeln!(
            text,
            "  {word}  {}  {}  {}",
            padded(&it.title, widest),
            padded(&it.value, values),
            paint.dim(&it.goal)
        );
        text.push_str(&wrapped(&it.why, 10, COLUMNS));
    }
    text
}

fn factors(text: &mut String, title: &str, all: &[Factor], paint: Paint) {
    if all.is_empty() {
        return;
    }
    heading(text, title, paint);
    for it in all {
        let amount = match it.amount.is_empty() {
            true => String::new(),
            false => paint.dim(&format!("  {}", it.amount)),
        };
        let _ = writeln!(text, "  {}{amount}", it.what);
        text.push_str(&wrapped(&it.sentence, 4, COLUMNS));
        if !it.label.is_empty() {
            text.push_str(&wrapped(&format!("Repair: {}.", it.label), 4, COLUMNS));
        }
    }
}
