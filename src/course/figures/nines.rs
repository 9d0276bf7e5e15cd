//! F3, nines: in series what works is multiplied, in parallel what fails is.

use serde_json::{Value, json};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, Tone, outputs, unknown};
use crate::text;
use crate::text::grouped;

/// The minutes of a year of 365 days.
const MINUTES: f64 = 365.0 * 24.0 * 60.0;

/// How the parts stand to each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// All of them have to work.
    Series,
    /// One of them has to work.
    Parallel,
    /// So many of the first part in parallel, and one of this availability behind them.
    ParallelThen(usize, f64),
}

/// Parts and how they stand to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Nines {
    parts: Vec<f64>,
    shape: Shape,
}

impl Default for Nines {
    fn default() -> Self {
        Self {
            parts: vec![0.995],
            shape: Shape::Series,
        }
    }
}

impl Nines {
    /// What can be chosen for a part, worst first.
    pub const CHOICES: [f64; 8] = [0.9, 0.95, 0.99, 0.995, 0.999, 0.9995, 0.9999, 0.99999];

    /// The parts, each with the share of the time in which it works.
    pub fn parts(&self) -> &[f64] {
        &self.parts
    }

    /// How they stand to each other.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The share of the time in which the whole works.
    pub fn share(&self) -> f64 {
        let first = self.parts.first().copied().unwrap_or(1.0);
        let both =
            |all: &mut dyn Iterator<Item = f64>| 1.0 - all.map(|it| 1.0 - it).product::<f64>();
        match self.shape {
            Shape::Series => self.parts.iter().product(),
            Shape::Parallel => both(&mut self.parts.iter().copied()),
            Shape::ParallelThen(many, then) => both(&mut std::iter::repeat_n(first, many)) * then,
        }
    }

    fn availability(&self) -> f64 {
        // Far enough for eleven nines, and clear of what doubles cannot hold.
        (self.share() * 1e13).round() / 1e11
    }

    fn minutes(&self) -> f64 {
        (1.0 - self.share()).max(0.0) * MINUTES
    }

    /// How long it is dark in a year, in words.
    pub fn dark(&self) -> String {
        let minutes = self.minutes();
        if minutes >= 600.0 {
            format!("{} hours", tenth(minutes / 60.0))
        } else if minutes >= 1.0 {
            format!("{} minutes", tenth(minutes))
        } else {
            format!("{} seconds", tenth(minutes * 60.0))
        }
    }
}

fn tenth(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    if rounded >= 1_000.0 {
        grouped(rounded.round() as u64)
    } else {
        rounded.to_string()
    }
}

/// A share in percent, without what doubles cannot hold.
pub fn percent(share: f64) -> String {
    format!("{} %", (share * 1e13).round() / 1e11)
}

fn share(path: &str, value: &Value) -> Read<f64> {
    // Percent slip in easily: 99.5 is meant as 0.995.
    match value.as_f64() {
        Some(number) if number > 1.0 => Err(Problem::at(
            path,
            format!("write a share from 0 to 1, such as {}", number / 100.0),
        )),
        _ => members::number(path, value, 0.0, 1.0),
    }
}

impl Machine for Nines {
    const MEMBERS: &'static [&'static str] = &["parts", "shape"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "parts" => {
                let parts = members::each(member, value, share)?;
                if parts.is_empty() || parts.len() > 6 {
                    return Err(Problem::at(member, "write one to six parts"));
                }
                self.parts = parts;
            }
            "shape" => {
                self.shape = if value.is_object() {
                    members::only(member, value, &["parallel", "then"])?;
                    let many = members::member(member, value, "parallel")?;
                    let then = members::member(member, value, "then")?;
                    Shape::ParallelThen(
                        members::whole("shape.parallel", many, 1, 6)? as usize,
                        share("shape.then", then)?,
                    )
                } else {
                    let words = [("series", Shape::Series), ("parallel", Shape::Parallel)];
                    members::word(member, value, &words)?
                };
            }
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let minutes = self.minutes();
        outputs([
            ("availability", json!(self.availability())),
            ("minutes", json!((minutes * 100.0).round() / 100.0)),
            ("hours", json!((minutes / 60.0 * 100.0).round() / 100.0)),
        ])
    }

    fn sentence(&self) -> Sentence {
        let lead = format!("{}: dark {} a year.", percent(self.share()), self.dark());
        let rest = match self.shape {
            Shape::Series if self.parts.len() > 1 => {
                "In a row all must work, so the whole is weaker than its weakest part."
            }
            Shape::Parallel if self.parts.len() > 1 => {
                "It fails only when all fail at once, if they fail independently."
            }
            Shape::ParallelThen(..) => "What stands behind the pair alone limits the whole.",
            _ => "",
        };
        Sentence::new(Tone::Plain, lead, rest)
    }

    fn alternative(&self) -> String {
        let parts = text::list(self.parts.iter().map(|it| percent(*it)));
        let shape = match self.shape {
            Shape::Series => format!("Parts of {parts}, all of which have to work."),
            Shape::Parallel => format!("Parts of {parts}, one of which has to work."),
            Shape::ParallelThen(many, then) => {
                let first = self.parts.first().copied().unwrap_or(1.0);
                format!(
                    "{} of {} side by side, and one of {} behind them.",
                    text::count(many, "part", "parts"),
                    percent(first),
                    percent(then)
                )
            }
        };
        format!("{shape} {}", self.sentence())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nines(members: Value) -> Nines {
        let Value::Object(members) = members else {
            panic!("an object")
        };
        Nines::read(&members).expect("it is read")
    }

    #[test]
    fn the_numbers_of_chapter_3() {
        let one = nines(json!({ "parts": [0.995] })).outputs();
        assert_eq!(
            (&one["availability"], &one["hours"]),
            (&json!(99.5), &json!(43.8))
        );
        let two = nines(json!({ "parts": [0.995, 0.995], "shape": "parallel" }));
        assert_eq!(two.outputs()["availability"], json!(99.9975));
        assert_eq!(two.outputs()["minutes"], json!(13.14));
        let also = nines(json!({ "parts": [0.995], "shape": { "parallel": 2, "then": 1.0 } }));
        assert_eq!(also.outputs()["availability"], json!(99.9975));
        let chain = nines(json!({ "parts": [0.995], "shape": { "parallel": 2, "then": 0.995 } }));
        assert_eq!(chain.outputs()["availability"], json!(99.4975125));
        let series = nines(json!({ "parts": [0.999975, 0.995] }));
        assert_eq!(series.outputs()["availability"], json!(99.4975125));
        // Chapter 20: about 99.94 %.
        let pair = nines(json!({ "parts": [0.9999, 0.9995] }));
        assert_eq!(pair.outputs()["availability"], json!(99.940005));
    }

    #[test]
    fn percent_are_asked_back() {
        let wrong = Nines::default()
            .set("parts", &json!([99.5]))
            .map_err(|it| it.to_string());
        assert_eq!(
            wrong,
            Err("parts[0]: write a share from 0 to 1, such as 0.995".to_owned())
        );
    }

    #[test]
    fn a_row_is_weaker_and_a_pair_stronger_than_each() {
        for one in Nines::CHOICES {
            for other in Nines::CHOICES {
                let pair = |shape| nines(json!({ "parts": [one, other], "shape": shape })).share();
                assert!(pair("series") <= one.min(other));
                assert!(pair("parallel") >= one.max(other));
            }
        }
    }
}
