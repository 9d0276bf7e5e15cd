//! The first minute: a shop behind a wall without a gate. The engine decides what becomes of
//! a request, here as everywhere, and what would mend it; the page draws what it says.

use crate::analysis::{Analysis, Scenario};
use crate::architecture::{Document, Edit, Kind, Protocol, Remedy};
use crate::explain::hop_sentence;
use crate::network::{Decision, Endpoint, Flow, Hop, Trace, Verdict};

/// The shop and its wall. Its signboard leads to a gate that is not there.
const START: &str = include_str!("../../assets/examples/first-minute.campus.json");

/// A place on the small drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Where the customer is.
    Customer,
    /// In the wall.
    Wall,
    /// At the shop.
    Shop,
}

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// Where it came by, from the customer on, there and back.
    pub way: Vec<Spot>,
    /// Whether it arrived and its answer came back.
    pub arrives: bool,
    /// What is to be said of its end.
    pub sentence: String,
}

/// The design of the first minute.
#[derive(Clone, Debug)]
pub struct FirstMinute(Document);

impl FirstMinute {
    /// The shop as it begins; nothing if its file is damaged, which a test rules out.
    pub fn new() -> Option<Self> {
        Document::from_json(START).ok().map(Self)
    }

    fn traced(&self) -> Option<(Scenario, Trace)> {
        let architecture = &self.0.architecture;
        let shop = architecture.ids_of(Kind::Instance).next()?;
        let flow = Flow {
            from: Endpoint::Internet,
            to: Endpoint::Resource(shop.clone()),
            protocol: Protocol::Tcp,
            port: 80,
            source_port: None,
            icmp: None,
            path: "/".to_owned(),
        };
        let scenario = Analysis::of(architecture).calm().clone();
        let trace = scenario.network().trace(&flow);
        Some((scenario, trace))
    }

    /// Asks the engine what becomes of a request from the internet to the shop.
    pub fn send(&self) -> Option<Sent> {
        let (_, trace) = self.traced()?;
        let architecture = &self.0.architecture;
        let spot = |hop: &Hop| match architecture.kind_of(hop.resource.as_ref()?)? {
            Kind::Vpc | Kind::InternetGateway => Some(Spot::Wall),
            Kind::Instance => Some(Spot::Shop),
            _ => None,
        };
        let mut way = vec![Spot::Customer];
        for hop in trace.request.hops.iter().chain(&trace.response.hops) {
            let at = spot(hop);
            if at.is_some() && at != way.last().copied() {
                way.extend(at);
            }
        }
        let arrives = trace.verdict == Verdict::Delivered;
        if arrives {
            way.push(Spot::Customer);
        }
        let dropped = trace.blockers.first();
        let sentence = match dropped.filter(|it| it.decision == Decision::Dropped) {
            Some(hop) => hop_sentence(hop, architecture),
            None => "The request arrived, and the answer came back.".to_owned(),
        };
        Some(Sent {
            way,
            arrives,
            sentence,
        })
    }

    /// What would mend it, by the engine.
    pub fn remedy(&self) -> Option<Remedy> {
        let (scenario, trace) = self.traced()?;
        scenario.network().fix(trace.blockers.first()?)
    }

    /// Puts the missing piece in; whether there was one.
    pub fn mend(&mut self) -> bool {
        let edits = self.remedy().map(|it| it.edits);
        edits.is_some_and(|edits| self.0.apply_all(edits).is_ok())
    }

    /// The name of the piece that the remedy adds, by AWS's word for it.
    pub fn piece(&self) -> Option<&'static str> {
        let edits = self.remedy()?.edits;
        edits.iter().find_map(|edit| match edit {
            Edit::Create { resource, .. } => Some(resource.kind().info().title),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_dies_at_the_wall_and_a_gate_mends_it() {
        let mut minute = FirstMinute::new().unwrap();
        let sent = minute.send().unwrap();
        assert_eq!(sent.way, [Spot::Customer, Spot::Wall]);
        assert!(!sent.arrives);
        let expected = "Campus VPC has no internet gateway attached that works, so nothing from the internet reaches Shop (13.235.115.204).";
        assert_eq!(sent.sentence, expected);
        assert_eq!(minute.piece(), Some("Internet gateway"));

        assert!(minute.mend());
        let sent = minute.send().unwrap();
        use Spot::{Customer, Shop, Wall};
        assert_eq!(sent.way, [Customer, Wall, Shop, Wall, Customer]);
        assert!(sent.arrives);
        assert!(!minute.mend(), "nothing is left to mend");
    }
}
