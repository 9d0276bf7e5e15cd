//! The moment of a finding: whether it is told now, or waits.
//!
//! `cloud-campus check` judges a document at rest and tells everything. On the
//! page somebody is in the middle of building, and what they are about to do
//! next is no fault. So the page asks here what to tell. Three things wait:
//!
//! - what is still **empty**, as long as it is being filled in: a new row, a
//!   new Auto Scaling group without its launch template;
//! - what the page itself wrote into something **new**, until somebody goes on
//!   to something else: it is advice, and comes in its turn;
//! - a **step** that usually comes later, as long as nobody relies on it: the
//!   routes of a subnet in which nothing stands, the listener of a load
//!   balancer that no name leads to.
//!
//! What waits is not hidden: it is one quiet line for each step. Everything
//! else is told at once, whatever the moment: what contradicts something, and
//! what AWS refuses.
//!
//! It follows from the document and from what the session has just added
//! ([`Fresh`]), and from nothing else.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::*;
use crate::relations::Relations;

use super::finding::{Finding, Severity};
pub use super::fresh::{Fresh, Known, known};
use super::step::Step;

/// A line about what waits.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What is said, such as "4 subnets have no route table of their own yet."
    pub sentence: String,
    /// What it is about.
    pub resources: Vec<ResourceId>,
}

/// The findings of a design as they are told at a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Told {
    /// What is told, the most important first.
    pub findings: Vec<Finding>,
    /// What waits, a line for each step.
    pub waiting: Vec<Line>,
}

impl Told {
    /// What of these findings is told now.
    pub fn of(findings: &[Finding], relations: &Relations<'_>, fresh: &Fresh) -> Self {
        let moment = Moment::of(relations, fresh);
        let mut told = Self::default();
        let mut steps: BTreeMap<Step, BTreeSet<&ResourceId>> = BTreeMap::new();
        let mut advice: BTreeSet<&ResourceId> = BTreeSet::new();
        for finding in findings {
            match moment.judge(finding) {
                Judged::Told => told.findings.push(finding.clone()),
                Judged::Waits(step) => {
                    let who = moment.who(step, finding);
                    steps.entry(step).or_default().extend(who);
                }
                Judged::Advice => advice.extend(finding.resources.first()),
            }
        }
        // A subnet that has no table has no route either: the table comes first.
        if let Some(tables) = steps.get(&Step::RouteTable).cloned()
            && let Some(routes) = steps.get_mut(&Step::Route)
        {
            routes.retain(|id| !tables.contains(id));
        }
        let architecture = relations.architecture();
        steps.retain(|_, who| !who.is_empty());
        for (step, who) in steps {
            told.waiting.push(line(step, &who, architecture));
        }
        for id in advice {
            told.waiting.push(Line {
                sentence: format!(
                    "{} is new: what could be better is told when you go on to something else.",
                    architecture.name_of(id)
                ),
                resources: vec![id.clone()],
            });
        }
        told
    }

    /// How many findings of a severity are told.
    pub fn count(&self, severity: Severity) -> usize {
        let of = self.findings.iter();
        of.filter(|it| it.severity == severity).count()
    }
}

/// Findings as cards: those of one rule and one weight share a card, where the
/// first of them stood.
pub fn cards(findings: &[Finding]) -> Vec<Vec<Finding>> {
    let mut cards: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        let same = |card: &&mut Vec<Finding>| {
            card.first()
                .is_some_and(|it| it.code == finding.code && it.severity == finding.severity)
        };
        match cards.iter_mut().find(same) {
            Some(card) => card.push(finding.clone()),
            None => cards.push(vec![finding.clone()]),
        }
    }
    cards
}

fn line(step: Step, who: &BTreeSet<&ResourceId>, architecture: &Architecture) -> Line {
    let names: Vec<String> = who.iter().map(|id| architecture.name_of(id)).collect();
    let mut kinds = who.iter().filter_map(|id| architecture.kind_of(id));
    let first = kinds.next();
    let same = first.filter(|kind| kinds.all(|it| it == *kind));
    let noun = same.map(|kind| crate::text::in_a_sentence(kind.info().noun));
    Line {
        sentence: step.line(&names, noun.as_deref()),
        resources: who.iter().map(|id| (*id).clone()).collect(),
    }
}

enum Judged {
    Told,
    Waits(Step),
    Advice,
}

/// What is under way.
struct Moment<'m, 'a> {
    relations: &'m Relations<'a>,
    fresh: &'m Fresh,
    /// The subnets in which something stands that sends or takes packets.
    busy: BTreeSet<&'a ResourceId>,
    /// Their VPCs.
    busy_vpcs: BTreeSet<&'a ResourceId>,
    /// The VPCs in which servers run.
    served: BTreeSet<&'a ResourceId>,
    /// What a record, a health check or a journey names.
    named: BTreeSet<ResourceId>,
}

impl<'m, 'a> Moment<'m, 'a> {
    fn of(relations: &'m Relations<'a>, fresh: &'m Fresh) -> Self {
        let architecture = relations.architecture();
        let mut moment = Self {
            relations,
            fresh,
            busy: BTreeSet::new(),
            busy_vpcs: BTreeSet::new(),
            served: BTreeSet::new(),
            named: BTreeSet::new(),
        };
        for (id, resource) in architecture.resources() {
            if fresh.has(id) {
                continue;
            }
            match &resource.properties {
                Properties::Instance(it) => moment.stands(it.subnet.iter(), true),
                // Without a template it launches nothing.
                Properties::AutoScalingGroup(it) if it.launch_template.is_some() => {
                    moment.stands(it.subnets.iter(), true);
                }
                Properties::LoadBalancer(it) => moment.stands(it.subnets.iter(), false),
                Properties::HostedZone(_) | Properties::HealthCheck(_) | Properties::Intent(_) => {
                    resource.properties.references(&mut |_, named| {
                        moment.named.insert(named.clone());
                    });
                }
                _ => {}
            }
        }
        moment
    }

    fn stands(&mut self, subnets: impl Iterator<Item = &'a ResourceId>, serves: bool) {
        for subnet in subnets {
            self.busy.insert(subnet);
            if let Some(vpc) = self.relations.subnet(subnet).and_then(|it| it.vpc) {
                self.busy_vpcs.insert(vpc);
                if serves {
                    self.served.insert(vpc);
                }
            }
        }
    }

    fn judge(&self, finding: &Finding) -> Judged {
        let first = finding.resources.first();
        let is_fresh = first.is_some_and(|id| self.fresh.is_filling_in(id, finding.property));
        match finding.step {
            Some(step) if is_fresh || !self.is_relied_on(step, finding) => Judged::Waits(step),
            None if self.fresh.wrote_row(finding, self.relations.architecture()) => {
                Judged::Waits(Step::Complete)
            }
            // What the page wrote into something new is no fault of anybody's.
            None if finding.severity != Severity::Error
                && (self.fresh.wrote(finding, self.relations.architecture())
                    || self
                        .fresh
                        .came_with_it(finding, self.relations.architecture())) =>
            {
                Judged::Advice
            }
            _ => Judged::Told,
        }
    }

    /// Whether something needs the step that a finding misses.
    fn is_relied_on(&self, step: Step, finding: &Finding) -> bool {
        let Some(first) = finding.resources.first() else {
            return true;
        };
        let vpc = || self.relations.vpc_of(first);
        match step {
            Step::Complete | Step::SecurityGroup => true,
            Step::RouteTable | Step::Route => {
                let mut who = self.who(step, finding).into_iter().peekable();
                let about_subnets = who.peek().is_some();
                let mut who = who.filter(|id| self.busy.contains(id));
                who.next().is_some() || (!about_subnets && self.is_busy(vpc()))
            }
            Step::Association | Step::Guarding | Step::Attachment | Step::Gateway => {
                self.is_busy(vpc())
            }
            Step::RouteToGateway => vpc().is_some_and(|vpc| self.served.contains(vpc)),
            Step::Listener | Step::Targets => {
                self.named.contains(first) || vpc().is_some_and(|vpc| self.served.contains(vpc))
            }
            Step::Watching => false,
        }
    }

    fn is_busy(&self, vpc: Option<&ResourceId>) -> bool {
        vpc.map_or(!self.busy_vpcs.is_empty(), |vpc| {
            self.busy_vpcs.contains(vpc)
        })
    }

    /// What of a finding waits for the step.
    fn who<'f>(&self, step: Step, finding: &'f Finding) -> Vec<&'f ResourceId> {
        let all = finding.resources.iter();
        match step {
            Step::RouteTable | Step::Route => all
                .filter(|id| self.relations.subnet(id).is_some())
                .collect(),
            _ => all.take(1).collect(),
        }
    }
}
