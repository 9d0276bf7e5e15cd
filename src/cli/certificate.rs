//! `cloud-campus certificate`: makes the certificate of a progress, and says whether a
//! certificate and a progress agree.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::output::{Paint, wrapped};
use super::{Answer, BadInput, input};
use crate::course::certificate::check::Claim;
use crate::course::certificate::{Certificate, Facts, PROVES, Refused, STATIONS, Station};
use crate::course::certificate::{done, lines};
use crate::course::memory::{Kept, Progress};

/// How wide a line may be.
const WIDTH: usize = 88;

/// The flags of `certificate`.
#[derive(Args)]
#[command(after_help = AFTER)]
pub struct Flags {
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "\
PROGRESS is a file that was exported from the page (\"Save a file\").
Exit codes: 0 the certificate was made, or agrees, or something is reached; 1 it does not
agree, or nothing is reached yet; 2 bad input.";

#[derive(Subcommand)]
enum Command {
    /// Make the certificate of a progress as an SVG of one page.
    Make {
        /// The exported progress.
        progress: PathBuf,
        /// The name that is to stand on it, as its owner writes it.
        #[arg(long)]
        name: String,
        /// Where to write it.
        #[arg(long, value_name = "FILE.svg")]
        out: PathBuf,
        /// The station, by the chapter behind which it stands: 3, 9, 16, or 24 for the
        /// course. Left out, the furthest that is reached.
        #[arg(long, value_name = "CHAPTER", value_parser = station)]
        station: Option<Station>,
    },
    /// Say what a progress certifies, and whether a certificate agrees with it.
    Check {
        /// The exported progress.
        progress: PathBuf,
        /// The certificate.
        #[arg(long, value_name = "FILE.svg")]
        certificate: Option<PathBuf>,
    },
}

fn station(text: &str) -> Result<Station, String> {
    let chapter = text.parse().ok();
    let found = chapter.and_then(Station::behind).copied();
    found.ok_or_else(|| {
        let known: Vec<String> = STATIONS.iter().map(|it| it.chapter.to_string()).collect();
        format!("there are stations behind chapters {}", known.join(", "))
    })
}

/// Makes or verifies.
pub fn answer(flags: &Flags, paint: Paint) -> Result<Answer, BadInput> {
    match &flags.command {
        Command::Make {
            progress,
            name,
            out,
            station,
        } => make(&read(progress)?, name, out, station.as_ref(), paint),
        Command::Check {
            progress,
            certificate: None,
        } => {
            let kept = read(progress)?;
            Ok(reached(&kept, paint))
        }
        Command::Check {
            progress,
            certificate: Some(certificate),
        } => {
            let kept = read(progress)?;
            let text = input::text(certificate)?;
            let claim = Claim::read(&text)
                .map_err(|why| BadInput(format!("{}: {why}", certificate.display())))?;
            Ok(agrees(&claim, &kept, paint))
        }
    }
}

fn read(path: &Path) -> Result<Kept, BadInput> {
    let text = input::text(path)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    Kept::from_json(text).map_err(|why| BadInput(format!("{}: {why}", path.display())))
}

/// What of a progress could not be read is told before anything follows from the rest.
fn notes(kept: &Kept) -> Vec<String> {
    let left = kept.left_out.iter();
    left.map(|place| format!("{place} could not be read and was left out"))
        .collect()
}

fn make(
    kept: &Kept,
    name: &str,
    out: &Path,
    wanted: Option<&Station>,
    paint: Paint,
) -> Result<Answer, BadInput> {
    let furthest = Station::furthest(&kept.progress);
    let station = wanted.or(furthest).unwrap_or(&STATIONS[0]);
    let made = match Certificate::of(name, station, &kept.progress) {
        Ok(made) => made,
        Err(why @ Refused::Open(_)) => {
            return Ok(Answer {
                text: format!("Nothing was written: {why}.\n"),
                notes: notes(kept),
                fine: false,
            });
        }
        Err(why) => return Err(BadInput(format!("--name: {why}"))),
    };
    fs::write(out, made.svg())
        .map_err(|error| BadInput(format!("{} cannot be written: {error}", out.display())))?;
    let mut text = told(&made.name, &made.station, &made.facts, paint);
    let _ = writeln!(text, "\n{} was written.", out.display());
    Ok(Answer {
        text,
        notes: notes(kept),
        fine: true,
    })
}

/// What is certified, in words.
fn told(name: &str, station: &Station, facts: &Facts, paint: Paint) -> String {
    let mut text = format!("{}\n", paint.bold(station.name));
    text.push_str(&wrapped(
        &format!("{name} {}.", done(station, facts)),
        0,
        WIDTH,
    ));
    for (what, how) in lines(facts) {
        // Writing into a text cannot fail.
        let _ = writeln!(text, "  {what:<20}  {how}");
    }
    text
}

/// What a progress would certify, and what is missing for the next station.
fn reached(kept: &Kept, paint: Paint) -> Answer {
    let progress: &Progress = &kept.progress;
    let mut text = String::new();
    let mut fine = false;
    if let Some(station) = Station::furthest(progress)
        && let Some(facts) = Facts::of(station, progress)
    {
        fine = true;
        text.push_str(&told(&kept.name, station, &facts, paint));
    }
    let next = STATIONS.iter().find(|it| !it.is_reached(progress));
    if let Some(next) = next {
        let open = Refused::Open(next.open(progress));
        let before = if fine { "\n" } else { "" };
        let _ = write!(
            text,
            "{before}{}",
            wrapped(&format!("{} is not reached: {open}.", next.name), 0, WIDTH)
        );
    }
    Answer {
        text,
        notes: notes(kept),
        fine,
    }
}

fn agrees(claim: &Claim, kept: &Kept, paint: Paint) -> Answer {
    let wrong = claim.against(&kept.progress);
    let fine = wrong.is_empty();
    let mut text = match fine {
        true => format!(
            "{}\n\n",
            paint.green("The certificate and the progress agree.")
        ),
        false => format!(
            "{}\n",
            paint.red("The certificate and the progress do not agree.")
        ),
    };
    for it in &wrong {
        text.push_str(&wrapped(&format!("- {it}"), 2, WIDTH));
    }
    if let Some(facts) = Facts::of(&claim.station, &kept.progress) {
        if !fine {
            text.push_str("\nBy the progress:\n");
        }
        text.push_str(&told(&claim.name, &claim.station, &facts, paint));
    }
    let _ = write!(text, "\n{}", wrapped(PROVES, 0, WIDTH));
    Answer {
        text,
        notes: notes(kept),
        fine,
    }
}
