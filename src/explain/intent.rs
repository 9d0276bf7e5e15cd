//! Whether the design does what the learner expects of it.

use serde::Serialize;

use super::words;
use crate::architecture::{Architecture, Intent, ResourceId};
use crate::network::{Network, Outcome, Verdict};

/// What became of an intent, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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
}

/// Every intent of the architecture, in order of ids.
pub fn intent_checks(network: &Network) -> Vec<SpokenCheck> {
    let architecture = network.architecture();
    let checks = network.check_intents().into_iter();
    checks
        .filter_map(|check| {
            let id = check.intent;
            let intent: &Intent = architecture.find(&id)?;
            let (verdict, holds, problem) = match check.outcome {
                Outcome::Kept(trace) => (Some(trace.verdict), true, None),
                Outcome::Broken(trace) => (Some(trace.verdict), false, None),
                Outcome::Unclear(problem) => (None, false, Some(problem.to_string())),
            };
            Some(SpokenCheck {
                name: words::name_or(Some(&id), architecture, ""),
                sentence: intent_sentence(intent, architecture),
                id,
                verdict,
                holds,
                problem,
            })
        })
        .collect()
}

/// What an intent says: "internet must reach notebookly.com, tcp 80".
pub fn intent_sentence(intent: &Intent, architecture: &Architecture) -> String {
    let name = |text: &str| {
        let id = ResourceId::new(text.trim());
        match architecture.get(&id) {
            Some(_) => words::name_or(Some(&id), architecture, text),
            None => text.trim().to_owned(),
        }
    };
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
        let text = include_str!("../../assets/examples/notebookly.campus.json");
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
