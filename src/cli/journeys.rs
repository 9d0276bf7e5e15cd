//! The journeys that `what-if` and `weak-points` are about: the declared
//! intents, or what may be assumed where none says that something must reach
//! something.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::output::{Paint, wrapped};
use super::trace::hop_json;
use crate::architecture::{Architecture, Document, Intent, ResourceId};
use crate::explain::{hop_sentence, hop_title, intent_sentence};
use crate::network::{Endpoint, Network, Trace, Verdict, assumed_journeys};

/// A document in which journeys are declared, and which of them were assumed.
pub struct Journeys {
    /// The document, with the assumed journeys among its intents.
    pub document: Document,
    /// The intents that are in no file.
    assumed: BTreeSet<ResourceId>,
}

impl Journeys {
    /// The journeys of a document.
    pub fn of(mut document: Document) -> Self {
        let mut assumed = BTreeSet::new();
        for edit in assumed_journeys(&document.architecture) {
            // The id is free, so the edit is never refused; if it were, the
            // journey would be missing from both lists.
            if let Ok(applied) = document.apply(edit) {
                assumed.extend(applied.touched);
            }
        }
        Self { document, assumed }
    }

    /// Whether the journeys were assumed.
    pub fn assumed(&self) -> bool {
        !self.assumed.is_empty()
    }

    fn architecture(&self) -> &Architecture {
        &self.document.architecture
    }

    /// A journey as data. One that was assumed has no id, for no file holds it.
    pub fn as_json(&self, id: &ResourceId) -> Value {
        json!({
            "id": (!self.assumed.contains(id)).then_some(id),
            "name": self.architecture().name_of(id),
            "sentence": self.sentence(id),
        })
    }

    /// What a journey says.
    pub fn sentence(&self, id: &ResourceId) -> String {
        let intent = self.architecture().find::<Intent>(id);
        intent.map_or_else(String::new, |it| intent_sentence(it, self.architecture()))
    }

    /// What has to be said first about where the journeys come from.
    pub fn preface(&self, nothing: bool, paint: Paint) -> String {
        let text = if self.assumed() {
            "No journey is stated, so these are assumed: \
             from the internet to every listener of an internet-facing load balancer."
        } else if nothing {
            "No journey is declared, and no internet-facing load balancer listens to assume one. \
             State one, such as: internet must reach shop.example, tcp 80."
        } else {
            return String::new();
        };
        let lines: Vec<String> = wrapped(text, 0, 88)
            .lines()
            .map(|line| paint.dim(line))
            .collect();
        // Where there is nothing else to say, no empty line follows.
        let end = if nothing { "\n" } else { "\n\n" };
        lines.join("\n") + end
    }
}

/// Where a trace ends for good, as data; null where it gets through.
pub fn stop_json(trace: &Trace, network: &Network) -> Value {
    trace
        .blockers
        .first()
        .map_or(Value::Null, |hop| hop_json(hop, network))
}

/// Where a trace ends and why: the hop, its code, its sentence.
pub fn stop_text(trace: &Trace, network: &Network, paint: Paint) -> String {
    let architecture = network.architecture();
    let flow = &trace.flow;
    let what = match flow.protocol {
        protocol if protocol.has_ports() => format!("{protocol} {}", flow.port),
        protocol => protocol.to_string(),
    };
    let from = endpoint(&flow.from, architecture);
    let to = endpoint(&flow.to, architecture);
    let mut text = format!("         {from} → {to}, {what}");
    match trace.blockers.first() {
        Some(hop) => {
            let code = hop.code.map_or("", |code| code.name());
            let title = hop_title(hop, architecture);
            // Writing into a text cannot fail.
            let _ = writeln!(text, " is dropped at {title}  {}", paint.dim(code));
            text.push_str(&wrapped(&hop_sentence(hop, architecture), 11, 88));
        }
        None if trace.verdict == Verdict::Delivered => text.push_str(" gets through\n"),
        None => text.push_str(" is dropped\n"),
    }
    text
}

fn endpoint(endpoint: &Endpoint, architecture: &Architecture) -> String {
    match endpoint {
        Endpoint::Internet => "internet".to_owned(),
        Endpoint::Resource(id) => architecture.name_of(id),
        Endpoint::Address(address) => address.to_string(),
        Endpoint::Host(host) => host.clone(),
    }
}
