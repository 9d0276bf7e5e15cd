//! What the learner expects of the design, checked.

use super::answer::*;
use super::everybody::{Case, Everybody};
use super::extent::{Reach, Side};
use super::topology::Network;
use super::trace::{Judge, Way};
use super::unread::Unread;
use crate::architecture::*;

/// How an intent fares.
#[derive(Clone, Debug, PartialEq)]
pub struct IntentCheck {
    /// The intent.
    pub intent: ResourceId,
    /// Whether it is kept.
    pub outcome: Outcome,
}

/// Whether what is expected is the case.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is; the trace shows it.
    Kept(Box<Trace>),
    /// It is not; the trace shows why.
    Broken(Box<Trace>),
    /// It cannot be told what is meant; the text says what to write instead.
    Unclear(Unread),
}

impl<'a> Network<'a> {
    /// Checks every intent of the architecture.
    pub fn check_intents(&self) -> Vec<IntentCheck> {
        let judge = Judge::new(self, true);
        let intents = self.indexed().all::<Intent>();
        intents
            .map(|(id, intent)| IntentCheck {
                intent: id.clone(),
                outcome: self.check(&judge, intent),
            })
            .collect()
    }

    /// Checks one intent. It speaks of everybody that it names, on every way
    /// that AWS may take: all must reach, none may.
    pub fn check_intent(&self, intent: &Intent) -> Outcome {
        self.check(&Judge::new(self, true), intent)
    }

    fn check<'j>(&'j self, judge: &'j Judge<'j, 'a>, intent: &Intent) -> Outcome {
        let flow = match self.flow_of(intent) {
            Ok(flow) => flow,
            Err(why) => return Outcome::Unclear(why.spoken(self.architecture())),
        };
        let Everybody { extent, good, bad } = self.ask(judge, &flow);
        let (kept, told) = match intent.expectation {
            Expectation::Reaches => (extent.reach == Reach::Everybody, bad),
            Expectation::Never => (extent.reach == Reach::Nobody, good.clone()),
        };
        let plain = || Case {
            flow: self.first_of(&flow),
            way: Way::new(),
        };
        let case = if kept {
            plain()
        } else {
            told.unwrap_or_else(plain)
        };
        let mut trace = self.follow(&case.flow, &case.way);
        let through = good.filter(|_| !kept && trace.verdict == Verdict::Dropped);
        trace.through = through.map(|good| Box::new(self.passage(&good)));
        trace.extent = extent;
        if kept {
            Outcome::Kept(Box::new(trace))
        } else {
            Outcome::Broken(Box::new(trace))
        }
    }

    /// The flow that an intent is about.
    pub fn flow_of(&self, intent: &Intent) -> Result<Flow, Unread> {
        if intent.protocol == Protocol::All {
            return Err(Unread::EveryProtocol);
        }
        Ok(Flow {
            from: self.end(&intent.from, Side::From)?,
            to: self.end(&intent.to, Side::To)?,
            protocol: intent.protocol,
            port: intent.port,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        })
    }

    /// Reads an end of a flow. What never sends or receives is none: a question
    /// about it would be answered without saying anything.
    pub fn end(&self, text: &str, side: Side) -> Result<Endpoint, Unread> {
        match self.endpoint(text)? {
            Endpoint::Resource(id) if !self.can_talk(&id) => {
                let kind = self.indexed().kind_of(&id);
                let many = matches!(kind, Some(Kind::Subnet | Kind::Vpc | Kind::SecurityGroup));
                match (many, self.members_of(&id, side)) {
                    (_, Some(_)) => Ok(Endpoint::Resource(id)),
                    (true, None) => Err(Unread::Empty(text.trim().to_owned(), side)),
                    (false, None) => Err(Unread::Mute(text.trim().to_owned())),
                }
            }
            end => Ok(end),
        }
    }
}
