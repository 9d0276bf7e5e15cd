//! `cloud-campus weak-points`: single failures that break a journey.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Read;

use clap::Args;
use serde_json::{Value, json};

use super::journeys::{Journeys, stop_json, stop_text};
use super::output::{Paint, json, padded, wrapped};
use super::trace::extent_json;
use super::{Answer, BadInput, FileFlag, input};
use crate::analysis::Analysis;
use crate::architecture::{Architecture, Expectation, Intent, ResourceId};
use crate::explain::extent_sentences;
use crate::network::{Component, Network, Outcome, WeakPoint};
use crate::text::capitalised;
use crate::text::count_or_none;

/// The flags of `weak-points`.
#[derive(Args)]
pub struct Flags {
    #[command(flatten)]
    file: FileFlag,
    /// Print JSON (see `cloud-campus schema weak-points`).
    #[arg(long)]
    json: bool,
}

/// What the journeys stand on.
struct Found<'a> {
    journeys: &'a Journeys,
    network: &'a Network<'a>,
    points: Vec<WeakPoint>,
    /// The journeys that were tried.
    tried: Vec<ResourceId>,
    /// Those that do not get through as it is, so that nothing can break them.
    untried: Vec<(ResourceId, Outcome)>,
}

/// Takes out one thing after the other.
pub fn answer(flags: &Flags, paint: Paint, stdin: &mut dyn Read) -> Result<Answer, BadInput> {
    let journeys = Journeys::of(input::read(&flags.file.file, stdin)?);
    let analysis = Analysis::of(&journeys.document.architecture);
    let network = analysis.calm().network();
    let mut tried = Vec::new();
    let mut untried = Vec::new();
    for (id, intent) in network.architecture().all::<Intent>() {
        if intent.expectation == Expectation::Reaches {
            match network.check_intent(intent) {
                Outcome::Kept(_) => tried.push(id.clone()),
                outcome => untried.push((id.clone(), outcome)),
            }
        }
    }
    let found = Found {
        journeys: &journeys,
        points: network.weak_points(),
        network,
        tried,
        untried,
    };
    Ok(Answer {
        text: if flags.json {
            json(&found.as_json())
        } else {
            found.as_text(paint)
        },
        notes: Vec::new(),
        fine: found.points.is_empty() && found.untried.is_empty(),
    })
}

impl Found<'_> {
    fn as_json(&self) -> Value {
        let points: Vec<Value> = self
            .points
            .iter()
            .map(|point| {
                let failed = self.network.what_if(&point.component);
                json!({
                    "component": component_json(&point.component, failed.architecture()),
                    "journey": self.journeys.as_json(&point.journey),
                    "flow": point.trace.flow,
                    "dropped_at": stop_json(&point.trace, &failed),
                    "extent": extent_json(&point.trace.extent, &failed),
                })
            })
            .collect();
        let untried: Vec<Value> = self
            .untried
            .iter()
            .map(|(id, outcome)| {
                let (stop, problem) = match outcome {
                    Outcome::Unclear(problem) => (Value::Null, Some(problem.to_string())),
                    Outcome::Kept(trace) | Outcome::Broken(trace) => {
                        (stop_json(trace, self.network), None)
                    }
                };
                json!({
                    "journey": self.journeys.as_json(id),
                    "dropped_at": stop,
                    "problem": problem,
                })
            })
            .collect();
        let tried: Vec<Value> = self
            .tried
            .iter()
            .map(|id| self.journeys.as_json(id))
            .collect();
        json!({
            "title": self.journeys.document.title,
            "assumed": self.journeys.assumed(),
            "tried": tried,
            "failing_already": untried,
            "weak_points": points,
        })
    }

    fn as_text(&self, paint: Paint) -> String {
        let architecture = self.network.architecture();
        let title = match self.journeys.document.title.as_str() {
            "" => "Untitled",
            title => title,
        };
        let nothing = self.tried.is_empty() && self.untried.is_empty();
        let size = count_or_none(self.tried.len() + self.untried.len(), "journey", "journeys");
        let mut text = format!("{}  {}\n\n", paint.bold(title), paint.dim(&size));
        text.push_str(&self.journeys.preface(nothing, paint));
        let mut grouped: BTreeMap<&Component, Vec<&WeakPoint>> = BTreeMap::new();
        for point in &self.points {
            grouped.entry(&point.component).or_default().push(point);
        }
        for (component, points) in &grouped {
            let word = paint.red(&padded("weak", 7));
            let name = component_name(component, architecture);
            // Writing into a text cannot fail.
            let _ = writeln!(text, "{word}  {}", paint.bold(&name));
            for point in points {
                let journey = architecture.name_of(&point.journey);
                text.push_str(&wrapped(&format!("Breaks: {journey}"), 9, 88));
                let failed = self.network.what_if(&point.component);
                text.push_str(&stop_text(&point.trace, &failed, paint));
                for sentence in extent_sentences(&point.trace.extent, &failed) {
                    text.push_str(&wrapped(&sentence, 11, 88));
                }
            }
            text.push('\n');
        }
        for (id, outcome) in &self.untried {
            let word = match outcome {
                Outcome::Unclear(_) => "unclear",
                _ => "fails",
            };
            let name = architecture.name_of(id);
            let _ = writeln!(
                text,
                "{}  {}",
                paint.red(&padded(word, 7)),
                paint.bold(&name)
            );
            text.push_str(&wrapped(&self.journeys.sentence(id), 9, 88));
            match outcome {
                Outcome::Unclear(problem) => text.push_str(&wrapped(&problem.to_string(), 9, 88)),
                Outcome::Kept(trace) | Outcome::Broken(trace) => {
                    text.push_str("         It fails already while everything works.\n");
                    text.push_str(&stop_text(trace, self.network, paint));
                }
            }
            text.push('\n');
        }
        if !nothing {
            let weak = count_or_none(grouped.len(), "weak point", "weak points");
            let tried = count_or_none(self.tried.len(), "journey", "journeys");
            let summary = capitalised(&format!("{weak}; {tried} tried.\n"));
            let fine = self.points.is_empty() && self.untried.is_empty();
            text.push_str(&if fine {
                paint.green(&summary)
            } else {
                paint.red(&summary)
            });
        }
        text
    }
}

fn component_name(component: &Component, architecture: &Architecture) -> String {
    match component {
        Component::Zone(zone) => format!("Availability Zone {zone}"),
        Component::Resource(id) => architecture.name_of(id),
    }
}

fn component_json(component: &Component, architecture: &Architecture) -> Value {
    match component {
        Component::Zone(zone) => json!({ "zone": zone }),
        Component::Resource(id) => json!({
            "resource": { "id": id, "name": architecture.name_of(id) },
        }),
    }
}
