//! Stations and the certificate: one page that states in facts what somebody has done,
//! computed from their progress alone, and how to see whether page and progress agree.
//!
//! It carries no grade and nobody's signature, for nobody looked. What it has instead is a
//! checksum, and it says what a checksum proves: that this page and an exported progress
//! belong together. Who sat at the keyboard, and whether somebody wrote a progress by hand
//! before the page was made of it, no checksum knows.
//!
//! - `station`: the stations, and whether they are reached.
//! - `facts`: what is counted; `words`: the same as a person reads it.
//! - `sha256`: the checksum, by its standard.
//! - `svg`: the page.
//! - `check`: a page beside a progress.
//! - `badges`: six skills that were shown, each with its date and its evidence.

pub mod badges;
pub mod check;
mod facts;
mod sha256;
mod station;
mod svg;
mod words;

use serde_json::{Value, json};

use super::memory::Progress;

pub use facts::{Capstone, Facts, checksum};
pub use sha256::sha256;
pub use station::{CHAPTERS, STATIONS, Station};
pub use words::{day, done, lines};

/// The longest name, in signs.
pub const MOST_SIGNS: usize = 120;

/// The version of the engine that made a page.
pub const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// What a certificate says of itself, wherever it is shown.
pub const STATEMENT: &str = "Made in the learner's own browser; not issued, checked or endorsed by Amazon Web Services, and no AWS certification.";

/// What the checksum proves, and what not.
pub const PROVES: &str = "The checksum shows that this page and an exported progress belong together, and that neither was changed since. It does not show who did the work.";

/// A certificate of a station or of the course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The name, as typed.
    pub name: String,
    /// What was reached.
    pub station: Station,
    /// The facts.
    pub facts: Facts,
    /// The checksum, in hexadecimal.
    pub checksum: String,
    /// The version of the engine.
    pub engine: String,
}

/// Why there is no certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No name was given.
    NoName,
    /// The name is longer than [`MOST_SIGNS`].
    LongName,
    /// These chapters are not done yet.
    Open(Vec<u32>),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoName => f.write_str("type the name that is to stand on it"),
            Self::LongName => write!(f, "a name has at most {MOST_SIGNS} letters"),
            Self::Open(chapters) => write!(f, "{} not done yet", words::chapters(chapters)),
        }
    }
}

impl std::error::Error for Refused {}

impl Certificate {
    /// The certificate of a station for this name.
    pub fn of(name: &str, station: &Station, progress: &Progress) -> Result<Self, Refused> {
        let name = cleaned(name);
        if name.is_empty() {
            return Err(Refused::NoName);
        }
        if name.chars().count() > MOST_SIGNS {
            return Err(Refused::LongName);
        }
        let facts = Facts::of(station, progress);
        let facts = facts.ok_or_else(|| Refused::Open(station.open(progress)))?;
        Ok(Self {
            checksum: checksum(&name, station, progress),
            name,
            station: *station,
            facts,
            engine: ENGINE.to_owned(),
        })
    }

    /// The page: one SVG that needs nothing else, A4 in landscape.
    pub fn svg(&self) -> String {
        svg::page(self)
    }

    /// What the page says to programs.
    pub fn to_value(&self) -> Value {
        json!({
            "format": check::FORMAT,
            "version": check::VERSION,
            "name": self.name,
            "station": self.station.chapter,
            "facts": self.facts.to_value(),
            "engine": self.engine,
            "checksum": self.checksum,
        })
    }
}

/// A name without what nobody sees: signs of control, and those that turn the direction of
/// everything behind them. Otherwise it stays as typed.
fn cleaned(name: &str) -> String {
    let seen = |sign: &char| {
        let turns = matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        sign.is_whitespace()
            || !(sign.is_control() || turns || matches!(sign, '\u{fffe}' | '\u{ffff}'))
    };
    let name: String = name.chars().filter(seen).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
