//! Where rules put what they find.

use rustc_hash::FxHashSet;
use serde_json::Value;

use super::blocking::{Blocking, may_explain};
use super::finding::{Finding, Severity};
use super::step::Step;
use crate::architecture::{Architecture, Edit, Remedy, ResourceId};
use crate::network::Evidence;
use crate::order::InOrder;

/// What each finding of a rule begins with.
#[derive(Clone, Copy)]
pub struct Head {
    /// The name of the rule.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The heading.
    pub title: &'static str,
}

/// Collects the findings of one rule after the other.
pub struct Report<'a> {
    architecture: &'a Architecture,
    head: Head,
    findings: Vec<Finding>,
}

impl<'a> Report<'a> {
    /// An empty report, to be filled by the rule with this head first.
    pub fn new(architecture: &'a Architecture, head: Head) -> Self {
        Self {
            architecture,
            head,
            findings: Vec::new(),
        }
    }

    /// Says that the rule with this head speaks from now on.
    pub fn turn_to(&mut self, head: Head) {
        self.head = head;
    }

    /// Begins a finding that is about `id`, the one to mend.
    pub fn about(&mut self, id: &ResourceId) -> Draft<'_, 'a> {
        let finding = Finding {
            code: self.head.code,
            severity: self.head.severity,
            resources: vec![id.clone()],
            property: None,
            evidence: Vec::new(),
            title: self.head.title,
            sentence: String::new(),
            fix: None,
            step: None,
        };
        Draft {
            report: self,
            finding,
        }
    }

    /// What was found, always in the same order: first what explains why an
    /// intent fails, then the worst.
    pub fn finish(mut self, blocking: impl FnOnce() -> Blocking) -> Vec<Finding> {
        let blocking = if self.findings.len() > 1 && self.findings.iter().any(may_explain) {
            blocking()
        } else {
            Blocking::default()
        };
        let explains: FxHashSet<usize> = self
            .findings
            .iter()
            .enumerate()
            .filter(|(_, it)| blocking.is_explained_by(it))
            .map(|(index, _)| index)
            .collect();
        let mut findings: Vec<_> = self.findings.drain(..).enumerate().collect();
        findings.order_by(|(a_index, a), (b_index, b)| {
            let key = |index, it: &Finding| (!explains.contains(index), it.severity, it.code);
            key(a_index, a)
                .cmp(&key(b_index, b))
                .then_with(|| a.resources.cmp(&b.resources))
                .then_with(|| a.property.cmp(&b.property))
                .then_with(|| a.sentence.cmp(&b.sentence))
        });
        findings.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// A finding that is being written. It counts once it is said.
#[must_use = "a finding counts only when it is said"]
pub struct Draft<'r, 'a> {
    report: &'r mut Report<'a>,
    finding: Finding,
}

impl Draft<'_, '_> {
    /// It is about this property of the first resource.
    pub fn at(mut self, property: &'static str) -> Self {
        self.finding.property = Some(property);
        self
    }

    /// It is about this resource too.
    pub fn with(mut self, id: &ResourceId) -> Self {
        if !self.finding.resources.contains(id) {
            self.finding.resources.push(id.clone());
        }
        self
    }

    /// It is not as bad as the rule can be.
    pub fn weighs(mut self, severity: Severity) -> Self {
        self.finding.severity = severity;
        self
    }

    /// All that is wrong is that this step has not been taken yet.
    pub fn waits_for(mut self, step: Step) -> Self {
        self.finding.step = Some(step);
        self
    }

    /// The same, where there is such a step.
    pub fn waits_if(mut self, waits: bool, step: Step) -> Self {
        self.finding.step = waits.then_some(step);
        self
    }

    /// It rests on this.
    pub fn evidence(mut self, evidence: Evidence) -> Self {
        self.finding.evidence.push(evidence);
        self
    }

    /// It rests on the value that a property of some resource has.
    pub fn value(mut self, id: &ResourceId, property: &str) -> Self {
        let value = self.value_of(id, property);
        self.finding.evidence.push(Evidence::Property {
            resource: id.clone(),
            property: property.to_owned(),
            value,
        });
        self
    }

    /// One edit would mend it.
    pub fn fix(self, label: impl Into<String>, edit: Edit) -> Self {
        self.fix_all(label, vec![edit])
    }

    /// These edits together would mend it.
    pub fn fix_all(mut self, label: impl Into<String>, edits: Vec<Edit>) -> Self {
        self.finding.fix = Some(Remedy {
            label: label.into(),
            edits,
        });
        self
    }

    /// There may be a way to mend it.
    pub fn fix_if(mut self, fix: Option<Remedy>) -> Self {
        self.finding.fix = fix;
        self
    }

    /// Says it. Without other evidence the value of the property is the
    /// evidence.
    pub fn say(mut self, sentence: impl Into<String>) {
        self.finding.sentence = sentence.into();
        if self.finding.evidence.is_empty() {
            let id = self.finding.resources[0].clone();
            let property = self.finding.property.unwrap_or("name");
            self = self.value(&id, property);
        }
        self.report.findings.push(self.finding);
    }

    fn value_of(&self, id: &ResourceId, property: &str) -> Value {
        self.report
            .architecture
            .get(id)
            .and_then(|resource| match property {
                "name" => Some(Value::String(resource.name.clone())),
                key => resource.properties.get(key),
            })
            .unwrap_or(Value::Null)
    }
}
