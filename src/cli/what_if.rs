//! `cloud-campus what-if`: the declared journeys before and after a failure.

use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::journeys::{Journeys, stop_json, stop_text};
use super::output::{Paint, json, padded, wrapped};
use super::{Answer, BadInput, FileFlag, failures, input};
use crate::analysis::Analysis;
use crate::architecture::ResourceId;
use crate::network::{Network, Outcome, Trace};
use crate::text::count_or_none;

/// The flags of `what-if`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Assume that this resource or Availability Zone has failed; may be given
    /// several times.
    #[arg(long, value_name = "WHAT", required = true)]
    fail: Vec<String>,
    /// Print JSON (see `cloud-campus schema what-if`).
    #[arg(long)]
    json: bool,
}

/// A journey before and after.
struct Change {
    journey: ResourceId,
    before: Outcome,
    after: Outcome,
}

impl Change {
    /// One word for what the failure does to the journey.
    fn word(&self) -> &'static str {
        match (&self.before, &self.after) {
            (_, Outcome::Unclear(_)) => "unclear",
            (_, Outcome::Kept(_)) => "holds",
            (Outcome::Kept(_), Outcome::Broken(_)) => "breaks",
            (_, Outcome::Broken(_)) => "fails",
        }
    }
}

/// Lets it fail, and says what becomes of the journeys.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let document = input::read(&flags.file.file, stdin)?;
    let journeys = Journeys::of(document);
    let architecture = &journeys.document.architecture;
    let analysis = Analysis::of(architecture);
    let failed = failures::read(&flags.fail, &analysis)?;
    let scenario = analysis.under(&failed);
    let network = scenario.network();
    let after = network.check_intents().into_iter();
    let changes: Vec<Change> = analysis
        .calm()
        .network()
        .check_intents()
        .into_iter()
        .zip(after)
        .map(|(before, after)| Change {
            journey: before.intent,
            before: before.outcome,
            after: after.outcome,
        })
        .collect();
    Ok(Answer {
        text: if flags.json {
            json(&as_json(&changes, &journeys, network))
        } else {
            as_text(&changes, &journeys, network, paint)
        },
        notes: failures::notes(network.failures(), network.relations()),
        fine: changes
            .iter()
            .all(|change| matches!(change.after, Outcome::Kept(_))),
    })
}

fn as_json(changes: &[Change], journeys: &Journeys, network: &Network) -> Value {
    let each: Vec<Value> = changes
        .iter()
        .map(|change| {
            let after = trace_of(&change.after);
            let problem = match &change.after {
                Outcome::Unclear(problem) => Some(problem.to_string()),
                _ => None,
            };
            json!({
                "journey": journeys.as_json(&change.journey),
                "outcome": change.word(),
                "before": trace_of(&change.before).map(|it| it.verdict),
                "after": after.map(|it| it.verdict),
                "flow": after.map(|it| &it.flow),
                "dropped_at": match &change.after {
                    Outcome::Broken(trace) => stop_json(trace, network),
                    _ => Value::Null,
                },
                "problem": problem,
            })
        })
        .collect();
    json!({
        "title": journeys.document.title,
        "failed": failures::as_json(network.failures(), network.architecture()),
        "assumed": journeys.assumed(),
        "breaks": count(changes, "breaks"),
        "journeys": each,
    })
}

fn trace_of(outcome: &Outcome) -> Option<&Trace> {
    match outcome {
        Outcome::Kept(trace) | Outcome::Broken(trace) => Some(trace),
        Outcome::Unclear(_) => None,
    }
}

fn count(changes: &[Change], word: &str) -> usize {
    changes.iter().filter(|it| it.word() == word).count()
}

fn as_text(changes: &[Change], journeys: &Journeys, network: &Network, paint: Paint) -> String {
    let architecture = network.architecture();
    let what = failures::as_text(network.failures(), architecture);
    let verb = match network.failures().zones.len() + network.failures().resources.len() {
        1 => "fails",
        _ => "fail",
    };
    let mut text = format!("{}\n\n", paint.bold(&format!("What if {what} {verb}?")));
    text.push_str(&journeys.preface(changes.is_empty(), paint));
    for change in changes {
        let word = padded(change.word(), 7);
        let word = match change.word() {
            "holds" => paint.green(&word),
            _ => paint.red(&word),
        };
        let name = architecture.name_of(&change.journey);
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{word}  {}", paint.bold(&name));
        text.push_str(&wrapped(&journeys.sentence(&change.journey), 9, 88));
        match (&change.before, &change.after) {
            (_, Outcome::Unclear(problem)) => text.push_str(&wrapped(&problem.to_string(), 9, 88)),
            (before, Outcome::Broken(trace)) => {
                if matches!(before, Outcome::Broken(_)) {
                    text.push_str("         It fails already while everything works.\n");
                }
                text.push_str(&stop_text(trace, network, paint));
            }
            (Outcome::Broken(_), Outcome::Kept(_)) => {
                text.push_str("         It fails while everything works.\n");
            }
            _ => {}
        }
        text.push('\n');
    }
    text.push_str(&summary(changes, paint));
    text
}

fn summary(changes: &[Change], paint: Paint) -> String {
    let all = count_or_none(changes.len(), "journey", "journeys");
    let others = changes.len() - count(changes, "breaks") - count(changes, "holds");
    let already = match others {
        0 => String::new(),
        others => format!(" {others} cannot break: failing or unclear already."),
    };
    match count(changes, "breaks") {
        _ if changes.is_empty() => String::new(),
        0 => {
            let text = format!("No journey breaks, of {all}.{already}\n");
            if others == 0 {
                paint.green(&text)
            } else {
                paint.red(&text)
            }
        }
        1 => paint.red(&format!(
            "1 journey breaks, of {}.{already}\n",
            changes.len()
        )),
        broken => paint.red(&format!(
            "{broken} journeys break, of {}.{already}\n",
            changes.len()
        )),
    }
}
