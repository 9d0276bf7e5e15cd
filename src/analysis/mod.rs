//! One state of a design, and all that follows from it.
//!
//! Page, command line, tests, and everything that judges a design ask the same
//! [`Analysis`]. Each part is computed when it is first asked for and at most
//! once; a clone is a reference. What changes with an assumed failure is asked
//! of a [`Scenario`], so that a hop, its remedy and its place on the canvas
//! come from the same snapshot.
//!
//! The network borrows what it was looked up in, which keeps its facts small
//! and its types honest. A scenario keeps the two together (`self_cell`), so
//! that it can be shared and stored like any value.

pub mod failing;
pub mod journeys;
pub mod question;
pub mod reach;
mod scenario;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::architecture::Architecture;
use crate::network::Failures;
use crate::pricing::{self, Bill};
use crate::rules::accepted::{self, AcceptedFinding};
use crate::rules::{self, Finding};

pub use scenario::Scenario;

/// What follows from what was built. Two are equal if they are the very same
/// one: a memo of analyses changes just when something was built.
#[derive(Clone, Debug)]
pub struct Analysis(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    architecture: Architecture,
    calm: OnceLock<Scenario>,
    /// The scenario that was asked for last: several panels ask for the same.
    latest: Mutex<Option<Scenario>>,
    findings: OnceLock<Vec<Finding>>,
    split: OnceLock<(Vec<Finding>, Vec<AcceptedFinding>)>,
    bill: OnceLock<Bill>,
}

impl PartialEq for Analysis {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl Analysis {
    /// The analysis of an architecture, of which nothing is computed yet.
    pub fn of(architecture: &Architecture) -> Self {
        Self(Arc::new(Parts {
            architecture: architecture.clone(),
            calm: OnceLock::new(),
            latest: Mutex::new(None),
            findings: OnceLock::new(),
            split: OnceLock::new(),
            bill: OnceLock::new(),
        }))
    }

    /// What was built.
    pub fn architecture(&self) -> &Architecture {
        &self.0.architecture
    }

    /// Nothing has failed.
    pub fn calm(&self) -> &Scenario {
        self.0
            .calm
            .get_or_init(|| Scenario::new(self.architecture(), Failures::default()))
    }

    /// What happens with these failures.
    pub fn under(&self, failures: &Failures) -> Scenario {
        if failures.is_empty() {
            return self.calm().clone();
        }
        // Nothing can be left half done in there.
        let mut latest = self.0.latest.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(scenario) = latest.as_ref().filter(|it| it.failures() == failures) {
            return scenario.clone();
        }
        let scenario = Scenario::new(self.architecture(), failures.clone());
        *latest = Some(scenario.clone());
        scenario
    }

    /// What is right and wrong, the worst first. A design is judged as it is
    /// meant to run, so failures that are merely assumed do not count.
    pub fn findings(&self) -> &[Finding] {
        self.0
            .findings
            .get_or_init(|| rules::findings_in(self.calm().network()))
    }

    fn split(&self) -> &(Vec<Finding>, Vec<AcceptedFinding>) {
        let split = || accepted::split(self.findings(), self.architecture());
        self.0.split.get_or_init(split)
    }

    /// The findings that nobody has accepted, the worst first.
    pub fn open(&self) -> &[Finding] {
        &self.split().0
    }

    /// The findings that somebody has accepted, with the reasons.
    pub fn accepted(&self) -> &[AcceptedFinding] {
        &self.split().1
    }

    /// What it costs in a month, counted as usual: with the Regions of the
    /// drawing, what is always free taken off. Other ways to count are asked of
    /// [`pricing::bill`].
    pub fn bill(&self) -> &Bill {
        self.0.bill.get_or_init(|| {
            let relations = self.calm().network().relations();
            pricing::bill(relations, &pricing::Options::default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::{Document, Edit};

    fn notebookly() -> Document {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    #[test]
    fn each_part_is_computed_once_and_shared() {
        let analysis = Analysis::of(&notebookly().architecture);
        let other = analysis.clone();
        assert!(std::ptr::eq(analysis.findings(), other.findings()));
        assert!(std::ptr::eq(analysis.bill(), other.bill()));
        assert!(std::ptr::eq(
            analysis.calm().network(),
            other.under(&Failures::default()).network()
        ));
        let failures = Failures::of_zone("ap-south-1a");
        let scenario = analysis.under(&failures);
        assert_eq!(scenario, other.under(&failures));
        assert_ne!(&scenario, analysis.calm());
        assert!(std::ptr::eq(
            scenario.journeys(),
            other.under(&failures).journeys()
        ));
    }

    #[test]
    fn an_analysis_speaks_of_the_state_that_it_was_made_of() {
        let mut document = notebookly();
        let before = Analysis::of(&document.architecture);
        document
            .apply(Edit::Delete {
                id: "subnet-1".into(),
            })
            .unwrap();
        assert!(before.architecture().get(&"subnet-1".into()).is_some());
        assert!(before.calm().network().subnet(&"subnet-1".into()).is_some());
        let after = Analysis::of(&document.architecture);
        assert_ne!(before, after);
        assert!(after.calm().network().subnet(&"subnet-1".into()).is_none());
    }

    #[test]
    fn findings_do_not_change_with_what_is_assumed_to_have_failed() {
        let analysis = Analysis::of(&notebookly().architecture);
        let said = rules::findings(analysis.architecture());
        analysis.under(&Failures::of_zone("ap-south-1a"));
        assert_eq!(analysis.findings(), said);
    }

    #[test]
    fn it_can_be_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Analysis>();
        shared::<Scenario>();
    }
}
