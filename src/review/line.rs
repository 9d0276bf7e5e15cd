//! A line of a review: what it asks, and what the design answers.

use serde::Serialize;

use super::chapters::Chapter;
use super::facts::Facts;
use super::statements;
use super::verdict::{Answer, Proof, Verdict};
use crate::architecture::{Kind, Remedy};

/// A line as it stands in a table: what is asked.
pub struct Asked {
    /// Its number in the checklist; `None` in the lists of practices.
    pub number: Option<u8>,
    /// Its name, by which statements answer it and reports name it.
    pub code: &'static str,
    /// What it asks for, in a few words.
    pub title: &'static str,
    /// The chapter to read.
    pub chapter: Chapter,
    /// Rules that find the same cause, piece by piece.
    pub rules: &'static [&'static str],
    /// How it is judged.
    pub judge: fn(&Facts) -> Verdict,
}

/// A line, judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its number in the checklist; `None` in the lists of practices.
    pub number: Option<u8>,
    /// Its name, by which statements answer it.
    pub code: &'static str,
    /// What it asks for, in a few words.
    pub title: &'static str,
    /// The answer.
    pub answer: Answer,
    /// What decides, in words.
    pub sentence: String,
    /// What the learner has said, where that is the answer.
    pub said: Option<String>,
    /// What decides, as data.
    pub proofs: Vec<Proof>,
    /// The kind that is not there yet, where that is why it is not met.
    #[serde(serialize_with = "key_of")]
    pub missing: Option<Kind>,
    /// What would mend it, or what would state it, where there is one sensible
    /// change.
    pub fix: Option<Remedy>,
    /// The chapter to read.
    pub chapter: Chapter,
    /// Rules that find the same cause, piece by piece.
    #[serde(skip)]
    pub rules: &'static [&'static str],
}

#[allow(clippy::ref_option, reason = "serde hands the field over so")]
fn key_of<S: serde::Serializer>(kind: &Option<Kind>, serializer: S) -> Result<S::Ok, S::Error> {
    kind.map(|it| it.info().key).serialize(serializer)
}

impl Asked {
    /// Judges the line, and asks the learner's statements where the drawing
    /// cannot tell.
    pub fn answer(&self, facts: &Facts) -> Line {
        let mut verdict = (self.judge)(facts);
        let mut said = None;
        if verdict.answer == Answer::StatementNeeded {
            if let Some(statement) = statements::said(facts.design, self.code) {
                verdict.answer = Answer::Stated;
                verdict.fix = None;
                verdict.sentence = "By your word.".to_owned();
                said = Some(statement.said.clone());
            } else if verdict.fix.is_none() {
                let edits = statements::edits(facts.design.architecture(), self.code, "");
                verdict = verdict.fix("I have done this", edits);
            }
        }
        Line {
            number: self.number,
            code: self.code,
            title: self.title,
            answer: verdict.answer,
            sentence: verdict.sentence,
            said,
            proofs: verdict.proofs,
            missing: verdict.missing,
            fix: verdict.fix,
            chapter: self.chapter,
            rules: self.rules,
        }
    }
}
