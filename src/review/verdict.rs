//! What one line of a review answers: met, not met, or a question back; and
//! what decides.

use serde::Serialize;
use serde_json::Value;

use super::facts::Facts;
use crate::architecture::{Edit, Kind, Remedy, ResourceId};
use crate::rules::Finding;
use crate::text::with_article;

/// How a line is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// The drawing shows that it is so.
    Met,
    /// No drawing can show it; the learner says that it is so.
    Stated,
    /// The drawing shows that it is not so.
    NotMet,
    /// No drawing can show it, and nobody has said it yet.
    StatementNeeded,
}

impl Answer {
    /// Whether the line counts as met: seen, or said.
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Met | Self::Stated)
    }

    /// Its word in a report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Stated => "met, by your word",
            Self::NotMet => "not met",
            Self::StatementNeeded => "your statement is needed",
        }
    }
}

/// One thing that decides a line.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proof {
    /// The resource.
    pub resource: ResourceId,
    /// What people call it.
    pub name: String,
    /// The property that decides; `None` where the thing itself does.
    pub property: Option<&'static str>,
    /// The value of that property, as in files; null without one.
    pub value: Value,
}

/// What a line answers, before statements are looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// The answer.
    pub answer: Answer,
    /// What decides, in words.
    pub sentence: String,
    /// The same as data; the first is the one to look at.
    pub proofs: Vec<Proof>,
    /// The kind that is not there yet, where that is why it is not met.
    pub missing: Option<Kind>,
    /// What would mend it, where there is one sensible change.
    pub fix: Option<Remedy>,
}

impl Verdict {
    fn new(answer: Answer, sentence: impl Into<String>) -> Self {
        Self {
            answer,
            sentence: sentence.into(),
            proofs: Vec::new(),
            missing: None,
            fix: None,
        }
    }

    /// It is so.
    pub fn met(sentence: impl Into<String>) -> Self {
        Self::new(Answer::Met, sentence)
    }

    /// It is not so.
    pub fn not_met(sentence: impl Into<String>) -> Self {
        Self::new(Answer::NotMet, sentence)
    }

    /// The learner has said so, in a property that stands for nothing else.
    pub fn stated(sentence: impl Into<String>) -> Self {
        Self::new(Answer::Stated, sentence)
    }

    /// No drawing can show it.
    pub fn ask(sentence: impl Into<String>) -> Self {
        Self::new(Answer::StatementNeeded, sentence)
    }

    /// It cannot be so before there is something of this kind.
    pub fn missing(kind: Kind) -> Self {
        let named = with_article(kind.info().noun);
        let noun = named.split_once(' ').map_or(named.as_str(), |it| it.1);
        Self {
            missing: Some(kind),
            ..Self::not_met(format!("There is no {noun} yet."))
        }
    }

    /// This property of this resource decides.
    pub fn by(mut self, facts: &Facts, id: &ResourceId, property: &'static str) -> Self {
        // A script may hold a key, and a review is sent to others.
        let value = facts.design.get(id).filter(|_| property != "user_data");
        let value = value.and_then(|it| it.properties.get(property));
        self.proofs.push(Proof {
            resource: id.clone(),
            name: facts.name(id),
            property: Some(property),
            value: value.unwrap_or(Value::Null),
        });
        self
    }

    /// The same for several resources.
    pub fn by_all<'i>(
        self,
        facts: &Facts,
        ids: impl IntoIterator<Item = &'i ResourceId>,
        property: &'static str,
    ) -> Self {
        ids.into_iter()
            .fold(self, |it, id| it.by(facts, id, property))
    }

    /// These resources decide by being there.
    pub fn with<'i>(
        mut self,
        facts: &Facts,
        ids: impl IntoIterator<Item = &'i ResourceId>,
    ) -> Self {
        self.proofs.extend(ids.into_iter().map(|id| Proof {
            resource: id.clone(),
            name: facts.name(id),
            property: None,
            value: Value::Null,
        }));
        self
    }

    /// It is not so, as a rule has found.
    pub fn found(facts: &Facts, finding: &Finding) -> Self {
        let verdict = Self::not_met(finding.sentence.clone());
        let verdict = match (finding.resources.first(), finding.property) {
            (Some(first), Some(property)) => verdict.by(facts, first, property),
            (Some(first), None) => verdict.with(facts, [first]),
            _ => verdict,
        };
        match &finding.fix {
            Some(fix) => verdict.fix(fix.label.clone(), fix.edits.clone()),
            None => verdict,
        }
    }

    /// These edits would mend it; without any it is left as it is.
    pub fn fix(mut self, label: impl Into<String>, edits: Vec<Edit>) -> Self {
        if !edits.is_empty() {
            self.fix = Some(Remedy {
                label: label.into(),
                edits,
            });
        }
        self
    }
}
