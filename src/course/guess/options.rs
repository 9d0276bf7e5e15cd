//! What somebody may believe of a request before it is played: where it ends, or that it
//! arrives. The options are made of the way itself, so each stands at a place where the
//! packet is decided about, and each has the true reason why it is so or is not.

use super::stage::{stage_key, stage_words};
use crate::architecture::Architecture;
use crate::course::condition::Stop;
use crate::course::lesson::{Choice, When};
use crate::explain::{hop_sentence, hop_title};
use crate::network::{Decision, Evidence, Hop, Network, Stage, Trace, Verdict};
use crate::order::InOrder;
use crate::text::count;

/// So many places are offered beside "It arrives".
const PLACES: usize = 3;

/// What one may believe, and what is so.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The options, in the order of the way, "It arrives" last.
    pub options: Vec<Choice>,
    /// Which of them is right.
    pub right: usize,
}

/// A place on the way where a packet may be stopped.
struct Gate<'t> {
    hop: &'t Hop,
    at: Option<String>,
    back: bool,
    fate: Fate,
}

/// What happens there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Passes,
    Stops,
    NeverComes,
}

/// What one may believe of this request.
pub fn options(trace: &Trace, network: &Network) -> Options {
    let architecture = network.architecture();
    let mended = match trace.verdict {
        Verdict::Dropped => network.mended(trace),
        Verdict::Delivered => None,
    };
    let gates = chosen(gates(trace, mended.as_ref(), architecture), trace);
    let right = gates.iter().position(|it| it.fate == Fate::Stops);
    let mut options: Vec<Choice> = gates.iter().map(|it| it.told(architecture)).collect();
    options.push(arrives(trace, architecture));
    Options {
        right: right.unwrap_or(options.len() - 1),
        options,
    }
}

/// The gates in the order of the way: those that the packet meets, and behind the one
/// that stops it those that it would meet if that were mended.
fn gates<'t>(
    trace: &'t Trace,
    mended: Option<&'t Trace>,
    architecture: &Architecture,
) -> Vec<Gate<'t>> {
    let dropped = trace.verdict == Verdict::Dropped;
    let last = trace.request.hops.len() + trace.response.hops.len();
    let mut all: Vec<Gate> = Vec::new();
    let mut meet = |hop: &'t Hop, back: bool, fate: Fate| {
        let stops = fate == Fate::Stops;
        if !stops && !is_gate(hop) {
            return;
        }
        let at = place(hop, architecture);
        if !stops && at.is_none() {
            return;
        }
        // One option for each kind of decision on each way, so that no two are right.
        let same = |it: &&mut Gate| it.back == back && it.hop.stage == hop.stage;
        match all.iter_mut().find(same) {
            Some(known) if stops => {
                *known = Gate {
                    hop,
                    at,
                    back,
                    fate,
                }
            }
            Some(_) => {}
            None => all.push(Gate {
                hop,
                at,
                back,
                fate,
            }),
        }
    };
    for (number, (back, hop)) in hops(trace).enumerate() {
        let fate = match dropped && number + 1 == last {
            true => Fate::Stops,
            false => Fate::Passes,
        };
        meet(hop, back, fate);
    }
    for (back, hop) in mended.into_iter().flat_map(hops).skip(last) {
        meet(hop, back, Fate::NeverComes);
    }
    // In place of an earlier one of its kind, the one that stops it stands too early.
    all.order_by_key(|it| {
        let place = |trace: &Trace| hops(trace).position(|(_, hop)| std::ptr::eq(hop, it.hop));
        let behind = || mended.and_then(place).map(|at| at + last);
        place(trace).or_else(behind).unwrap_or(usize::MAX)
    });
    all
}

/// Some of the gates, the one that stops the packet among them. Which others, follows
/// from the question alone: the same request always offers the same.
fn chosen<'t>(gates: Vec<Gate<'t>>, trace: &Trace) -> Vec<Gate<'t>> {
    let mut order: Vec<usize> = (0..gates.len()).collect();
    order.order_by_key(|it| {
        let gate = &gates[*it];
        let words = format!(
            "{:?}{:?}{}",
            trace.flow.to,
            gate.at,
            stage_key(gate.hop.stage)
        );
        (gate.fate != Fate::Stops, mixed(&words))
    });
    order.truncate(PLACES);
    let numbered = gates.into_iter().enumerate();
    let kept = numbered.filter(|(number, _)| order.contains(number));
    kept.map(|(_, gate)| gate).collect()
}

/// A number that follows from a text and looks like none (FNV-1a).
fn mixed(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |mixed, byte| {
        (mixed ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

fn hops(trace: &Trace) -> impl Iterator<Item = (bool, &Hop)> {
    let there = trace.request.hops.iter().map(|hop| (false, hop));
    there.chain(trace.response.hops.iter().map(|hop| (true, hop)))
}

/// Whether something is decided here that could be decided otherwise.
fn is_gate(hop: &Hop) -> bool {
    matches!(
        hop.stage,
        Stage::WebAcl
            | Stage::InternetGateway
            | Stage::NatGateway
            | Stage::RouteTable
            | Stage::NetworkAclInbound
            | Stage::NetworkAclOutbound
            | Stage::SecurityGroupInbound
            | Stage::SecurityGroupOutbound
            | Stage::Listener
            | Stage::Target
    )
}

/// Whose rows decide, by name; else who is asked.
fn place(hop: &Hop, architecture: &Architecture) -> Option<String> {
    let named = hop.evidence.iter().find_map(|evidence| match evidence {
        Evidence::Route { table, .. } => table.clone(),
        Evidence::NetworkAclEntry { acl, .. } => acl.clone(),
        Evidence::SecurityGroupRule { group, .. } => group.clone(),
        Evidence::NoSecurityGroupRule { groups, .. } => groups.first().cloned(),
        _ => None,
    });
    let id = named.or_else(|| hop.resource.clone())?;
    Some(architecture.name_of(&id))
}

impl Gate<'_> {
    fn told(&self, architecture: &Architecture) -> Choice {
        let sentence = hop_sentence(self.hop, architecture);
        Choice {
            text: self.text(architecture),
            why: match self.fate {
                Fate::Passes | Fate::Stops => sentence,
                // What would stop it there too is said where it is mended.
                Fate::NeverComes if self.hop.decision == Decision::Dropped => {
                    format!("It never comes that far. Once it does: {sentence}")
                }
                Fate::NeverComes => {
                    format!("It never comes that far, and would pass there: {sentence}")
                }
            },
            when: Some(When::Stops(Stop {
                stage: Some(stage_key(self.hop.stage).to_owned()),
                leg: Some(if self.back { "response" } else { "request" }.to_owned()),
                ..Stop::default()
            })),
            at: self.at.clone(),
        }
    }

    /// What one believes who believes that it ends here.
    fn text(&self, architecture: &Architecture) -> String {
        let title = || hop_title(self.hop, architecture);
        let at = self.at.clone().unwrap_or_else(title);
        let what = if self.back { "the answer" } else { "it" };
        match self.hop.stage {
            Stage::WebAcl => format!("{at} blocks {what}"),
            Stage::InternetGateway | Stage::NatGateway => format!("{at} does not pass {what} on"),
            Stage::RouteTable => format!("{at} has no route that brings {what} there"),
            Stage::NetworkAclInbound => format!("{at} keeps {what} out of the subnet"),
            Stage::NetworkAclOutbound => format!("{at} keeps {what} in the subnet"),
            Stage::SecurityGroupInbound => format!("{at} does not let {what} in"),
            Stage::SecurityGroupOutbound => format!("{at} does not let {what} out"),
            Stage::Listener => format!("{at} has no listener that takes {what}"),
            Stage::Target => format!("{at} has no healthy target for {what}"),
            stage => match (what, stage_words(stage)) {
                ("it", _) => format!("It ends at {at}"),
                _ => format!("The answer ends at {at}"),
            },
        }
    }
}

/// That it arrives, and its answer comes back.
fn arrives(trace: &Trace, architecture: &Architecture) -> Choice {
    let stops = hops(trace).count();
    let why = match (trace.verdict, hops(trace).last()) {
        (Verdict::Dropped, Some((_, hop))) => {
            format!("It ends at stop {stops}, {}.", hop_title(hop, architecture))
        }
        (Verdict::Dropped, None) => "It does not set out.".to_owned(),
        (Verdict::Delivered, _) => format!(
            "{} let it through, there and back.",
            count(stops, "stop", "stops")
        ),
    };
    Choice {
        text: "It arrives, and its answer comes back".to_owned(),
        why,
        when: Some(When::Delivered),
        at: None,
    }
}
