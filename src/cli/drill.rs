//! `cloud-campus drill`: plays the five validations, or others, and says
//! which an architecture passes. `cloud-campus drills`: lists them.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::output::{Paint, json, padded, wrapped};
use super::run::{Finished, criteria_text};
use super::{Answer, BadInput, FileFlag, input};
use crate::simulation::drills::{Drill, Effect, criteria, drill, drills, duration, factors};

/// The flags of `drill`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Play this drill; may be given several times. Left out, the five
    /// validations of the capstone.
    #[arg(long, value_name = "DRILL", num_args = 1.., conflicts_with = "all")]
    only: Vec<String>,
    /// Play all drills.
    #[arg(long)]
    all: bool,
    /// Say what each repair would have gained: each is one more run.
    #[arg(long)]
    measure: bool,
    /// Print JSON (see `cloud-campus schema drill`).
    #[arg(long)]
    json: bool,
}

/// The flags of `drills`.
#[derive(Args)]
pub struct ListFlags {
    /// Print JSON (see `cloud-campus schema drills`).
    #[arg(long)]
    json: bool,
}

/// Plays them.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let chosen = chosen(flags)?;
    let document = input::read(&flags.file.file, stdin)?;
    let played: Vec<(&Drill, Finished)> = chosen
        .into_iter()
        .map(|drill| (drill, Finished::of(drill.run(&document), drill)))
        .collect();
    let fine = played.iter().all(|(_, it)| it.card.passed());
    let text = match flags.json {
        true => json(&as_json(&document.title, &played, flags.measure)),
        false => as_text(&document.title, &played, flags.measure, paint),
    };
    Ok(Answer {
        text,
        notes: Vec::new(),
        fine,
    })
}

fn chosen(flags: &Flags) -> Result<Vec<&'static Drill>, BadInput> {
    if flags.all {
        return Ok(drills().iter().collect());
    }
    if flags.only.is_empty() {
        return Ok(drills()
            .iter()
            .filter(|it| it.validation.is_some())
            .collect());
    }
    let named = flags.only.iter().map(|id| {
        drill(id).ok_or_else(|| {
            let known: Vec<&str> = drills().iter().map(Drill::id).collect();
            let known = known.join(", ");
            BadInput(format!(
                "--only: there is no drill `{id}`: name one of {known}"
            ))
        })
    });
    named.collect()
}

/// What the repairs of a run would have gained, in their order.
fn effects(finished: &Finished, measure: bool) -> Vec<Option<Effect>> {
    let played = finished.played();
    let sank = finished.card.sank.iter();
    sank.map(|it| if measure { it.measure(&played) } else { None })
        .collect()
}

fn as_json(title: &str, played: &[(&Drill, Finished)], measure: bool) -> Value {
    let each: Vec<Value> = played
        .iter()
        .map(|(drill, finished)| {
            let card = &finished.card;
            let mut sank = factors(&card.sank);
            for (factor, effect) in sank.iter_mut().zip(effects(finished, measure)) {
                factor["gain"] = match effect {
                    Some(it) => json!({
                        "outage_seconds": it.outage,
                        "failed_requests": it.failed,
                        "logins_lost": it.logins,
                    }),
                    None => Value::Null,
                };
            }
            json!({
                "id": drill.id(),
                "title": drill.scenario.title,
                "validation": drill.validation,
                "seed": card.seed,
                "result": card.title,
                "passed": card.passed(),
                "criteria": criteria(&card.criteria),
                "sank": sank,
                "not_modelled": finished.played().record.not_modelled,
            })
        })
        .collect();
    let failed = played.iter().filter(|(_, it)| !it.card.passed()).count();
    json!({ "title": title, "failed": failed, "drills": each })
}

fn as_text(title: &str, played: &[(&Drill, Finished)], measure: bool, paint: Paint) -> String {
    let mut text = String::new();
    let title = if title.is_empty() { "Untitled" } else { title };
    let _ = writeln!(text, "{}\n", paint.bold(title));
    for (drill, finished) in played {
        let card = &finished.card;
        let word = match card.passed() {
            true => paint.green("passed"),
            false => paint.red("failed"),
        };
        // Writing into a text cannot fail.
        let _ = writeln!(
            text,
            "{word}  {}  {}",
            paint.bold(&drill.scenario.title),
            paint.dim(drill.id())
        );
        let _ = writeln!(text, "  {}.", card.title);
        text.push_str(&criteria_text(&card.criteria, paint));
        if !card.passed() {
            for (factor, effect) in card.sank.iter().zip(effects(finished, measure)) {
                if factor.label.is_empty() {
                    continue;
                }
                let gain = effect.map(Effect::gained).filter(|it| !it.is_empty());
                let gain = gain.map_or_else(String::new, |it| format!(" ({it} less)"));
                let repair = format!("Repair: {}: {}{gain}.", factor.what, factor.label);
                text.push_str(&wrapped(&repair, 2, 92));
            }
        }
        for line in &finished.played().record.not_modelled {
            text.push_str(&wrapped(&format!("Not modelled: {line}"), 2, 92));
        }
        text.push('\n');
    }
    let failed = played.iter().filter(|(_, it)| !it.card.passed()).count();
    let all = played.len();
    text.push_str(&match failed {
        0 => paint.green(&format!("All passed, {all} of {all}.")),
        _ => paint.red(&format!("{} of {all} passed.", all - failed)),
    });
    text.push('\n');
    text
}

/// Lists them.
pub fn list(flags: &ListFlags, paint: Paint) -> Answer {
    if flags.json {
        let all: Vec<Value> = drills()
            .iter()
            .map(|it| {
                json!({
                    "id": it.id(),
                    "title": it.scenario.title,
                    "about": it.scenario.about,
                    "validation": it.validation,
                    "length": it.scenario.length,
                    "criteria": it.criteria.iter().map(crate::simulation::drills::Criterion::title)
                        .collect::<Vec<_>>(),
                })
            })
            .collect();
        return Answer::fine(json(&json!({ "drills": all })));
    }
    let mut text = String::new();
    for it in drills() {
        let _ = writeln!(
            text,
            "{}  {}  {}",
            paint.bold(&padded(it.id(), 17)),
            it.scenario.title,
            paint.dim(&duration(it.scenario.length))
        );
        text.push_str(&wrapped(&it.scenario.about, 19, 92));
    }
    Answer::fine(text)
}
