//! Whether the design does what the learner expects of it.

use serde::Serialize;

use super::extent::extent_sentences;
use super::hop::hop_title;
use super::sentence::hop_sentence;
use super::words;
use crate::architecture::{Architecture, Intent, Remedy, ResourceId};
use crate::network::{Code, Network, Outcome, Reach, Share, Trace, Verdict};

/// What became of an intent, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpokenCheck {
    /// The intent.
    pub id: ResourceId,
    /// Its name.
    pub name: String,
    /// What it says: "internet must reach notebookly.com, tcp 80".
    pub sentence: String,
    /// What happens to the flow; nothing where it cannot be asked.
    pub verdict: Option<Verdict>,
    /// Whether it is as intended.
    pub holds: bool,
    /// Why it cannot be asked.
    pub problem: Option<String>,
    /// Of all that it speaks of, who gets through; nothing where it cannot be
    /// asked.
    pub reach: Option<Reach>,
    /// The share of connections that get through.
    pub share: Option<Share>,
    /// Who gets through and who does not, in sentences.
    pub remarks: Vec<String>,
    /// Where it ends that should not, and what would mend it.
    pub stop: Option<SpokenStop>,
}

/// Where a flow ends, in words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpokenStop {
    /// Where: "Security group notebook-db".
    pub at: String,
    /// The code of the reason; empty where a flow gets through that must not.
    pub code: &'static str,
    /// What happens there.
    pub sentence: String,
    /// The remedy, where there is one sensible one.
    pub fix: Option<Remedy>,
}

impl SpokenStop {
    /// Where a flow ends against what is expected of it: at the hop that drops
    /// it or, where it should never arrive, where it does.
    pub fn of(trace: &Trace, network: &Network) -> Self {
        let architecture = network.architecture();
        match trace.blockers.first() {
            Some(hop) => Self {
                at: hop_title(hop, architecture),
                code: hop.code.map_or("", Code::name),
                sentence: hop_sentence(hop, architecture),
                fix: network.fix(hop),
            },
            None => {
                let last = trace.request.hops.last();
                Self {
                    at: last.map_or_else(String::new, |hop| hop_title(hop, architecture)),
                    code: "",
                    sentence: "It gets through: nothing on the way stops it.".to_owned(),
                    fix: None,
                }
            }
        }
    }
}

/// Every intent of the architecture, in order of ids.
pub fn intent_checks(network: &Network) -> Vec<SpokenCheck> {
    let architecture = network.architecture();
    let checks = network.check_intents().into_iter();
    checks
        .filter_map(|check| {
            let id = check.intent;
            let intent: &Intent = architecture.find(&id)?;
            let (trace, holds, problem) = match check.outcome {
                Outcome::Kept(trace) => (Some(trace), true, None),
                Outcome::Broken(trace) => (Some(trace), false, None),
                Outcome::Unclear(problem) => (None, false, Some(problem.to_string())),
            };
            let trace = trace.as_deref();
            Some(SpokenCheck {
                name: words::name_or(Some(&id), architecture, ""),
                sentence: intent_sentence(intent, architecture),
                id,
                verdict: trace.map(|it| it.verdict),
                holds,
                problem,
                reach: trace.map(|it| it.extent.reach),
                share: trace.map(|it| it.extent.share),
                remarks: trace.map_or_else(Vec::new, |it| extent_sentences(&it.extent, network)),
                stop: trace
                    .filter(|_| !holds)
                    .map(|trace| SpokenStop::of(trace, network)),
            })
        })
        .collect()
}

/// What an intent says: "internet must reach notebookly.com, tcp 80".
pub fn intent_sentence(intent: &Intent, architecture: &Architecture) -> String {
    let name = |text: &str| architecture.spoken(text);
    let on = match intent.protocol {
        protocol if protocol.has_ports() => format!("{protocol} {}", intent.port),
        protocol => protocol.to_string(),
    };
    format!(
        "{} {} {}, {on}",
        name(&intent.from),
        intent.expectation.label(),
        name(&intent.to)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit};
    use expect_test::expect;

    fn told(document: &Document) -> String {
        let network = Network::new(&document.architecture);
        intent_checks(&network)
            .iter()
            .map(|it| {
                let problem = it.problem.as_deref().unwrap_or("");
                format!("{} {}{problem}\n", it.holds, it.sentence)
            })
            .collect()
    }

    #[test]
    fn intents_hold_until_the_design_changes() {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        let mut document = Document::from_json(text).unwrap();
        expect![[r#"
            true internet must reach notebookly.com, tcp 80
            true internet must never reach notebook-db, tcp 3306
            true Notebookly-ASG must reach internet, tcp 443
        "#]]
        .assert_eq(&told(&document));
        document
            .apply_all(vec![
                Edit::remove(&"route-table-1".into(), "routes", 0),
                Edit::set(&"intent-2".into(), "to", "atlantis"),
            ])
            .unwrap();
        expect![[r#"
            false internet must reach notebookly.com, tcp 80
            false internet must never reach atlantis, tcp 3306there is no `atlantis`
            false Notebookly-ASG must reach internet, tcp 443
        "#]]
        .assert_eq(&told(&document));
    }
}
