//! The learner's journeys: what the design is expected to do, whether it does,
//! and what would break it.

use super::failing;
use super::question::{Part, Question};
use super::reach::endpoint_text;
use crate::architecture::{
    Edit, Expectation, Intent, Kind, Protocol, Remedy, Resource, ResourceId,
};
use crate::explain::{SpokenStop, extent_sentences, intent_sentence};
use crate::network::{Component, Endpoint, Flow, Network, Outcome, Trace};
use crate::order::InOrder;

/// A journey, and how it fares.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// The intent.
    pub id: ResourceId,
    /// What it is called.
    pub name: String,
    /// What it says: "internet must reach notebookly.com, tcp 80".
    pub sentence: String,
    /// How it fares.
    pub state: State,
}

impl Journey {
    /// Whether it is not, or cannot be told to be, as intended.
    pub const fn fails(&self) -> bool {
        !matches!(self.state, State::Passes(_))
    }
}

/// How a journey fares.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// As intended.
    Passes(Question),
    /// Not as intended.
    Fails(Question, Proof),
    /// It cannot be asked; the text says why.
    Unclear(String),
}

/// Where something fails, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct Proof {
    /// The stop: "Security group notebook-db".
    pub stop: String,
    /// The code of the reason; empty where a flow gets through that must not.
    pub code: String,
    /// What happens there.
    pub sentence: String,
    /// Who gets through and who does not, where it is neither all nor nobody.
    pub remarks: Vec<String>,
    /// What would mend it.
    pub fix: Option<Remedy>,
}

/// Something whose failure breaks journeys.
#[derive(Clone, Debug, PartialEq)]
pub struct Weak {
    /// What fails.
    pub component: Component,
    /// What it is called.
    pub name: String,
    /// The journeys that then break: their names, what would be asked, and
    /// the proof.
    pub breaks: Vec<(String, Question, Proof)>,
}

/// Every journey of the architecture, checked.
pub fn journeys(network: &Network) -> Vec<Journey> {
    let architecture = network.architecture();
    // All at once: what becomes of a connection is worked out for all of them.
    let checks = network.check_intents().into_iter();
    checks
        .filter_map(|check| {
            let intent: &Intent = architecture.find(&check.intent)?;
            Some(Journey {
                name: architecture.name_of(&check.intent),
                sentence: intent_sentence(intent, architecture),
                state: state(network, check.outcome),
                id: check.intent,
            })
        })
        .collect()
}

fn state(network: &Network, outcome: Outcome) -> State {
    match outcome {
        Outcome::Kept(trace) => State::Passes(question(&trace.flow, network)),
        Outcome::Unclear(why) => State::Unclear(why.to_string()),
        Outcome::Broken(trace) => {
            State::Fails(question(&trace.flow, network), proof(&trace, network))
        }
    }
}

/// Where a flow ends against what is expected of it.
fn proof(trace: &Trace, network: &Network) -> Proof {
    let stop = SpokenStop::of(trace, network);
    Proof {
        stop: stop.at,
        code: stop.code.to_owned(),
        sentence: stop.sentence,
        remarks: extent_sentences(&trace.extent, network),
        fix: stop.fix,
    }
}

/// A flow as somebody would type it.
pub fn question(flow: &Flow, network: &Network) -> Question {
    Question {
        from: endpoint_text(&flow.from, network),
        to: endpoint_text(&flow.to, network),
        protocol: flow.protocol,
        port: flow.port.to_string(),
    }
}

/// What breaks the journeys that pass now, what breaks most of them first.
pub fn weak(network: &Network) -> Vec<Weak> {
    let architecture = network.architecture();
    let mut all: Vec<Weak> = Vec::new();
    for point in network.weak_points() {
        let proof = proof(&point.trace, network);
        let journey = architecture.name_of(&point.journey);
        let entry = (journey, question(&point.trace.flow, network), proof);
        match all.iter_mut().find(|it| it.component == point.component) {
            Some(known) => known.breaks.push(entry),
            None => all.push(Weak {
                name: failing::name(&point.component, architecture),
                component: point.component,
                breaks: vec![entry],
            }),
        }
    }
    all.order_by(|one, other| {
        let order = |it: &Weak| (std::cmp::Reverse(it.breaks.len()), it.component.clone());
        order(one).cmp(&order(other))
    });
    all
}

/// The edit that states a new journey, and its id; or what cannot be read.
pub fn state_journey(
    asked: &Question,
    expectation: Expectation,
    network: &Network,
) -> Result<(ResourceId, Vec<Edit>), (Part, String)> {
    let architecture = network.architecture();
    let flow = asked.flow(network)?;
    // Names change; what is meant stays, so a resource is kept by its id.
    let kept = |endpoint: &Endpoint, typed: &str| match endpoint {
        Endpoint::Resource(id) => id.to_string(),
        Endpoint::Internet => "internet".to_owned(),
        Endpoint::Address(_) | Endpoint::Host(_) => typed.trim().to_owned(),
    };
    let intent = Intent {
        from: kept(&flow.from, &asked.from),
        to: kept(&flow.to, &asked.to),
        protocol: flow.protocol,
        port: flow.port,
        expectation,
    };
    let id = architecture.free_id(Kind::Intent);
    let resource = Resource::new(
        architecture.free_name(&intent_sentence(&intent, architecture)),
        intent,
    );
    Ok((id.clone(), vec![Edit::create(id, resource)]))
}

/// The form of a new journey before anybody has typed.
pub fn blank() -> Question {
    Question {
        from: "internet".to_owned(),
        to: String::new(),
        protocol: Protocol::Tcp,
        port: "443".to_owned(),
    }
}
