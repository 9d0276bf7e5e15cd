//! What the learner expects of the design, checked.

use super::answer::*;
use super::interfaces::Role;
use super::topology::Network;
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

impl Network<'_> {
    /// Checks every intent of the architecture.
    pub fn check_intents(&self) -> Vec<IntentCheck> {
        let intents = self.indexed().all::<Intent>();
        intents
            .map(|(id, intent)| IntentCheck {
                intent: id.clone(),
                outcome: self.check_intent(intent),
            })
            .collect()
    }

    /// Checks one intent. Where it names a group of instances it speaks of
    /// every member that is in service: all must reach, none may.
    pub fn check_intent(&self, intent: &Intent) -> Outcome {
        let flow = match self.flow_of(intent) {
            Ok(flow) => flow,
            Err(why) => return Outcome::Unclear(why),
        };
        for flow in self.members_of(&flow) {
            let kept = self.reaches(&flow) == (intent.expectation == Expectation::Reaches);
            if !kept {
                return Outcome::Broken(Box::new(self.trace(&flow)));
            }
        }
        let first = self.members_of(&flow).into_iter().next();
        Outcome::Kept(Box::new(self.trace(&first.unwrap_or(flow))))
    }

    /// The flows that a flow stands for: one for each pair of members, where
    /// it names groups of instances.
    pub(super) fn members_of(&self, flow: &Flow) -> Vec<Flow> {
        let mut flows = Vec::new();
        for from in self.each(&flow.from) {
            for to in self.each(&flow.to) {
                flows.push(Flow {
                    from: from.clone(),
                    to,
                    ..flow.clone()
                });
            }
        }
        flows
    }

    /// The flow that an intent is about.
    pub fn flow_of(&self, intent: &Intent) -> Result<Flow, Unread> {
        if intent.protocol == Protocol::All {
            return Err(Unread::EveryProtocol);
        }
        let end = |text: &str| match self.endpoint(text)? {
            // An intent about what never sends or receives would hold, or
            // fail, without saying anything.
            Endpoint::Resource(id) if !self.can_talk(&id) => Err(Unread::Mute(text.to_owned())),
            end => Ok(end),
        };
        Ok(Flow {
            from: end(&intent.from)?,
            to: end(&intent.to)?,
            protocol: intent.protocol,
            port: intent.port,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        })
    }

    /// The members of a group of instances, each for itself; else just the
    /// endpoint. One that has failed has no journeys; where all have, the
    /// group stands for itself, and the trace says that nobody is there.
    fn each(&self, endpoint: &Endpoint) -> Vec<Endpoint> {
        let members: Vec<Endpoint> = match endpoint {
            Endpoint::Resource(id) if self.interface(id).is_none() => self
                .interfaces_of(id)
                .iter()
                .filter(|interface| interface.role == Role::Instance && interface.up)
                .map(|interface| Endpoint::Resource(interface.id.clone()))
                .collect(),
            _ => Vec::new(),
        };
        if members.is_empty() {
            vec![endpoint.clone()]
        } else {
            members
        }
    }
}
