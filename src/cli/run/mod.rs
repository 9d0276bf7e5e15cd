//! `cloud-campus run`: plays a scenario on a document, or a run that was saved, and tells
//! what happened.

mod text;

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::Args;

use super::output::{Paint, json};
use super::{Answer, BadInput, FileFlag, input};
use crate::architecture::Document;
use crate::simulation::clock::{DAY, Second};
use crate::simulation::drills::{
    Board, Drill, Played, Scorecard, as_json, criteria_of, drill, drills, read, saved,
};
use crate::simulation::{Run, Simulation};

pub use text::criteria_text;

/// The flags of `run`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// What is to happen: the name of a drill (see `cloud-campus drills`), or
    /// the path of a file with a scenario. Left out for a run that was saved
    /// in the page (*.run.json), which has its own.
    #[arg(long, value_name = "SCENARIO")]
    scenario: Option<String>,
    /// What chance begins with, instead of the scenario's own number.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
    /// How long it lasts, instead of the scenario's own length: 900, 15m, 2h.
    #[arg(long, value_name = "TIME", value_parser = length)]
    length: Option<Second>,
    /// Print JSON (see `cloud-campus schema run`).
    #[arg(long)]
    json: bool,
}

/// A run that has been played to its end.
pub struct Finished {
    simulation: Simulation,
    boards: Vec<Board>,
    /// Its scorecard.
    pub card: Scorecard,
}

impl Finished {
    /// Plays a run to its end.
    pub fn of(run: Run, drill: &Drill) -> Self {
        let length = run.scenario.length;
        let mut simulation = Simulation::begin(run);
        simulation.advance(length);
        let boards = Board::all(&simulation);
        let played = Played::of(&simulation, &boards);
        let card = Scorecard::of(&played, &drill.criteria, None);
        Self {
            simulation,
            boards,
            card,
        }
    }

    /// What criteria and factors are read from.
    pub fn played(&self) -> Played<'_> {
        Played::of(&self.simulation, &self.boards)
    }
}

/// Plays it, and says what happened.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let (document, mut drill) = what(flags, stdin)?;
    if let Some(seed) = flags.seed {
        drill.seed = seed;
    }
    if let Some(length) = flags.length {
        shorten(&mut drill, length);
    }
    let finished = Finished::of(drill.run(&document), &drill);
    let text = match flags.json {
        true => json(&as_json(&finished.played(), &finished.card)),
        false => text::as_text(&finished, paint),
    };
    Ok(Answer {
        text,
        notes: finished.played().record.not_modelled.clone(),
        fine: finished.card.passed(),
    })
}

/// What is played on what: a document with the scenario that is named, or a saved run.
fn what(flags: &Flags, stdin: &mut dyn Read) -> Result<(Document, Drill), BadInput> {
    // A scenario that does not exist is told before a document is asked for.
    let named = flags.scenario.as_deref().map(scenario).transpose()?;
    let path = &flags.file.file;
    let given = input::given(path, stdin)?;
    if !saved::is_run(&given.text) {
        let drill = named.ok_or_else(|| {
            given.bad("this is a document, so say what is to happen: add --scenario with the name of a drill (see `cloud-campus drills`)")
        })?;
        return Ok((given.document()?, drill));
    }
    if named.is_some() {
        return Err(
            given.bad("this is a saved run, which has its own scenario: leave --scenario out")
        );
    }
    let run = saved::read(&given.text).map_err(|why| given.bad(&why.to_string()))?;
    // What its drill asks is asked of it, though more was done by hand.
    let own = Drill {
        criteria: criteria_of(&run.scenario.id).to_vec(),
        seed: run.seed,
        ..Drill::of(run.scenario)
    };
    Ok((run.document, own))
}

/// Another length: what would be done after the end is left out.
fn shorten(drill: &mut Drill, length: Second) {
    let scenario = &mut drill.scenario;
    scenario.length = length;
    scenario.deeds.retain(|it| it.at < length);
    scenario.load.steps.retain(|it| it.at < length);
}

/// The scenario that a flag names.
pub fn scenario(name: &str) -> Result<Drill, BadInput> {
    if let Some(drill) = drill(name) {
        return Ok(drill.clone());
    }
    let path = Path::new(name);
    let is_path = path.extension().is_some() || name.contains(['/', '\\']);
    if !is_path && !path.exists() {
        let known: Vec<&str> = drills().iter().map(Drill::id).collect();
        return Err(BadInput(format!(
            "--scenario: there is no drill `{name}`: name one of {}, or the path of a file",
            known.join(", ")
        )));
    }
    let text = input::text(&PathBuf::from(name))?;
    read(&text).map_err(|why| BadInput(format!("{name}: {why}")))
}

/// A length of time: seconds, or with the unit s, m, h or d.
fn length(text: &str) -> Result<Second, String> {
    let (number, unit) = match text.strip_suffix(['s', 'm', 'h', 'd']) {
        Some(number) => (number, &text[number.len()..]),
        None => (text, "s"),
    };
    let unit = match unit {
        "m" => 60,
        "h" => 3_600,
        "d" => DAY,
        _ => 1,
    };
    let number: Second = number
        .parse()
        .map_err(|_| "give seconds, or a number with s, m, h or d, such as 15m".to_owned())?;
    match number.checked_mul(unit) {
        Some(seconds) if (1..=31 * DAY).contains(&seconds) => Ok(seconds),
        _ => Err("give a time from 1 second to 31 days".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!(length("900"), Ok(900));
        assert_eq!(length("15m"), Ok(900));
        assert_eq!(length("2h"), Ok(7_200));
        assert!(length("soon").is_err());
        assert!(length("0").is_err());
        assert!(length("99999d").is_err());
    }
}
