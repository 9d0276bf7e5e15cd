//! F15, the verdict: a pile of statements, a request, and the statement that decides.
//!
//! The statements become two policies of a small design, one attached to who asks and one
//! of the bucket; what comes of a request `iam` is asked (rulebook IAM-9).

mod changes;
mod clause;
mod words;

use serde_json::{Value, json};

pub use clause::{Clause, Request};

use super::members::{self, Problem, Read};
use super::{Machine, Outputs, Sentence, outputs, unknown};
use crate::architecture::*;
use crate::iam::{
    Context, Decision, Effect, Iam, Outcome, Policy, Principal, Question, Seen, Version,
};

/// Which policy a statement stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The policy of who asks.
    Identity,
    /// The policy of the bucket.
    Bucket,
}

/// Their names.
const PAPERS: [(&str, Paper); 2] = [("identity", Paper::Identity), ("bucket", Paper::Bucket)];

impl Paper {
    /// "identity" or "bucket".
    pub fn name(self) -> &'static str {
        members::word_of(&self, &PAPERS)
    }
}

/// A statement of the pile, and how it fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Laid {
    /// Its number in the pile, from 1; those of who asks come first.
    pub number: usize,
    /// Which policy it stands in.
    pub paper: Paper,
    /// Its place there, from 0.
    pub place: usize,
    /// What it says.
    pub clause: Clause,
    /// How it fared.
    pub seen: Seen,
    /// Whether it is the one that decides.
    pub decides: bool,
}

/// Statements and requests.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    who: String,
    identity: Vec<Clause>,
    bucket: Vec<Clause>,
    requests: Vec<Request>,
    /// Which request is chosen.
    chosen: usize,
    /// Whether the learner says first which statement decides.
    asks: bool,
    /// What the learner marked, by request: a number of the pile, 0 for none.
    marks: Vec<Option<usize>>,
}

impl Default for Verdict {
    fn default() -> Self {
        let request = Request {
            action: "s3:GetObject".to_owned(),
            resource: "notebookly-static-assets/p.jpg".to_owned(),
            without_tls: false,
        };
        Self {
            who: "kavya".to_owned(),
            identity: Vec::new(),
            bucket: Vec::new(),
            requests: vec![request],
            chosen: 0,
            asks: false,
            marks: vec![None],
        }
    }
}

impl Verdict {
    /// Who asks.
    pub fn who(&self) -> &str {
        &self.who
    }

    /// The requests to choose from.
    pub fn requests(&self) -> &[Request] {
        &self.requests
    }

    /// Which of them is chosen, from 0.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    /// Whether the learner is to mark what decides.
    pub fn asks(&self) -> bool {
        self.asks
    }

    /// What the learner marked for the chosen request: 0 for none.
    pub fn marked(&self) -> Option<usize> {
        self.marks.get(self.chosen).copied().flatten()
    }

    /// Whether the result may be seen: it is not to be found by the learner first.
    pub fn is_open(&self) -> bool {
        !self.asks || self.is_right(self.chosen) == Some(true)
    }

    /// The answer for the chosen request.
    pub fn outcome(&self) -> Outcome {
        self.decide(self.chosen).outcome
    }

    /// The statements in the order of the pile, with how each fared.
    pub fn pile(&self) -> Vec<Laid> {
        self.laid(self.chosen)
    }

    fn laid(&self, request: usize) -> Vec<Laid> {
        let decision = self.decide(request);
        let deciding = decision.deciding.as_ref().map(|it| {
            let paper = match it.statement.holder.as_str() {
                "bucket" => Paper::Bucket,
                _ => Paper::Identity,
            };
            (paper, it.statement.index)
        });
        let papers = [
            (Paper::Identity, &self.identity),
            (Paper::Bucket, &self.bucket),
        ];
        let mut pile: Vec<Laid> = Vec::new();
        for (paper, clauses) in papers {
            let holder = match paper {
                Paper::Identity => "who",
                Paper::Bucket => "bucket",
            };
            let looked = decision
                .looked_at
                .iter()
                .find(|it| it.holder.as_str() == holder);
            for (place, clause) in clauses.iter().enumerate() {
                let seen = looked.and_then(|it| it.statements.get(place));
                // A bucket's policy is not asked about things of another bucket.
                let seen = seen.map_or(Seen::OtherResource, |(_, _, seen)| seen.clone());
                pile.push(Laid {
                    number: pile.len() + 1,
                    paper,
                    place,
                    clause: clause.clone(),
                    seen,
                    decides: deciding == Some((paper, place)),
                });
            }
        }
        pile
    }

    /// Whether what was marked for a request is what decides; none where nothing is marked.
    /// Of several statements that say the same to it, each is right.
    fn is_right(&self, request: usize) -> Option<bool> {
        let marked = self.marks.get(request).copied().flatten()?;
        let pile = self.laid(request);
        let effect = pile.iter().find(|it| it.decides).map(|it| it.clause.effect);
        Some(match (marked, effect) {
            (0, effect) => effect.is_none(),
            (_, None) => false,
            (number, Some(effect)) => pile.iter().any(|it| {
                it.number == number && it.clause.effect == effect && it.seen == Seen::Matches
            }),
        })
    }

    /// What IAM says to a request.
    fn decide(&self, request: usize) -> Decision {
        let drawn = self.design();
        let indexed = Indexed::new(&drawn);
        let asked = &self.requests[request.min(self.requests.len() - 1)];
        let secure = (!asked.without_tls).to_string();
        let question = Question::new(
            Principal::User("who".into()),
            asked.action.as_str(),
            clause::arn(&asked.resource),
        );
        let question = question.under(Context::new().with("aws:SecureTransport", secure));
        Iam::over(&indexed).decide(&question)
    }

    /// The two policies, with those whom they are about.
    fn design(&self) -> Architecture {
        let mut user = IamUser::default();
        if !self.identity.is_empty() {
            user.policies = vec!["identity".into()];
        }
        let identity = IamPolicy {
            document: document(&self.identity),
            ..IamPolicy::default()
        };
        let bucket = Bucket {
            bucket_name: self.bucket_name().unwrap_or("bucket").to_owned(),
            policy: document(&self.bucket),
            ..Bucket::default()
        };
        let mut small = Document::default();
        // ARNs of users go by their names.
        for (id, name, properties) in [
            ("account", "account", Properties::from(Account::default())),
            ("identity", "identity", identity.into()),
            ("who", self.who.as_str(), user.into()),
            ("bucket", "bucket", bucket.into()),
        ] {
            let _ = small.apply(Edit::create(id.into(), Resource::new(name, properties)));
        }
        small.architecture
    }

    /// The bucket whose policy it is: the one that its statements name.
    fn bucket_name(&self) -> Option<&str> {
        let mut named = self.bucket.iter().flat_map(|it| &it.resources);
        named.find_map(|it| clause::bucket_of(it))
    }

    fn list(&self, paper: Paper) -> &[Clause] {
        match paper {
            Paper::Identity => &self.identity,
            Paper::Bucket => &self.bucket,
        }
    }
}

/// Statements as a document; empty where there is none.
fn document(clauses: &[Clause]) -> String {
    if clauses.is_empty() {
        return String::new();
    }
    let policy = Policy {
        version: Some(Version::V2012),
        id: String::new(),
        statements: clauses.iter().map(|it| it.statement(arn_of_user)).collect(),
    };
    policy.to_json()
}

/// The ARN of a user of the small design's account.
fn arn_of_user(name: &str) -> String {
    format!("arn:aws:iam::{}:user/{name}", Account::default().number)
}

impl Machine for Verdict {
    const MEMBERS: &'static [&'static str] =
        &["who", "identity", "bucket", "requests", "request", "ask"];

    const GESTURES: &'static [&'static str] =
        &["move", "remove", "turn", "widen", "narrow", "mark"];

    fn set(&mut self, member: &str, value: &Value) -> Read<()> {
        match member {
            "who" => self.who = members::text(member, value)?.trim().to_owned(),
            "identity" => self.set_list(Paper::Identity, value)?,
            "bucket" => self.set_list(Paper::Bucket, value)?,
            "requests" => {
                let requests = members::each(member, value, clause::request)?;
                if requests.is_empty() || requests.len() > 6 {
                    return Err(Problem::at(member, "write one to six requests"));
                }
                self.marks = vec![None; requests.len()];
                self.requests = requests;
                self.chosen = 0;
            }
            "request" => {
                let most = self.requests.len() as u64;
                self.chosen = members::whole(member, value, 1, most)? as usize - 1;
            }
            "ask" => self.asks = members::flag(member, value)?,
            "move" => self.move_clause(value)?,
            "remove" => {
                let (paper, place) = self.at("remove", value)?;
                self.list_mut(paper).remove(place);
            }
            "turn" => {
                let (paper, place) = self.at("turn", value)?;
                let it = &mut self.list_mut(paper)[place];
                it.effect = match it.effect {
                    Effect::Allow => Effect::Deny,
                    Effect::Deny => Effect::Allow,
                };
            }
            "widen" => self.resize("widen", value, true)?,
            "narrow" => self.resize("narrow", value, false)?,
            "mark" => self.mark(value)?,
            other => return Err(unknown(other, Self::MEMBERS)),
        }
        Ok(())
    }

    fn outputs(&self) -> Outputs {
        let pile = self.pile();
        let decides = pile.iter().find(|it| it.decides);
        let none = || json!("none");
        let right = (0..self.requests.len()).filter(|it| self.is_right(*it) == Some(true));
        outputs([
            ("decision", json!(words::outcome(self.outcome()))),
            ("decided", decides.map_or_else(none, |it| json!(it.number))),
            (
                "paper",
                decides.map_or_else(none, |it| json!(it.paper.name())),
            ),
            ("statements", json!(pile.len())),
            ("marked", json!(self.marks.iter().flatten().count())),
            ("right", json!(right.count())),
        ])
    }

    fn sentence(&self) -> Sentence {
        self.said()
    }

    fn alternative(&self) -> String {
        self.in_words()
    }
}

#[cfg(test)]
mod tests;
