//! The way of a packet over the drawing.

use super::route::{Router, along};
use super::{Scene, Shape, Thing};
use crate::architecture::ResourceId;
use crate::editor::Place;
use crate::editor::geometry::Point;

/// One stretch of a packet's way: between two things that are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Leg {
    /// Where it starts.
    pub from: ResourceId,
    /// Where it ends.
    pub to: ResourceId,
    /// Its corners, the ends included.
    pub points: Vec<Point>,
    /// When the packet leaves, in stops of the way.
    pub start: f64,
    /// When it arrives, in stops of the way. What is decided in between, by routes
    /// and guards, happens on the way.
    pub stop: f64,
    /// Whether a name is looked up on it: a question goes there, or its answer
    /// comes back.
    pub looks_up: bool,
}

impl Leg {
    /// How much of it is behind a packet that is so many stops along its way:
    /// 0 to 1.
    pub fn done(&self, along: f64) -> f64 {
        let stops = (self.stop - self.start).max(0.001);
        ((along - self.start) / stops).clamp(0.0, 1.0)
    }
}

/// Where a packet is that is so many stops along its way, and on which leg.
pub fn position(legs: &[Leg], stops: f64) -> Option<(usize, Point)> {
    let current = legs
        .iter()
        .position(|leg| leg.stop > stops)
        .or_else(|| legs.len().checked_sub(1))?;
    let leg = &legs[current];
    Some((current, along(&leg.points, leg.done(stops))?))
}

/// How long an answer is on its way back, in stops.
const ANSWER: f64 = 0.5;

/// The stretches of a way with these stops. A stop that stands nowhere in the
/// network, such as a route table, is made where the packet is at the time, so
/// no stretch leads to it. From where a name was looked up the answer comes back
/// to whoever asked, and the request sets out from there.
pub fn legs(scene: &Scene, stops: &[Place]) -> Vec<Leg> {
    let router = Router::new(scene);
    let mut legs = Vec::new();
    let mut here: Option<(&ResourceId, f64)> = None;
    for (number, stop) in stops.iter().enumerate() {
        let Some(thing) = stop.thing.as_ref().and_then(|id| stand(scene, id)) else {
            continue;
        };
        let number = number as f64;
        let from = here.filter(|(from, _)| *from != &thing.id);
        here = Some((&thing.id, number));
        let Some((from, start)) = from else { continue };
        let Some(one) = scene.get(from) else { continue };
        let leg = Leg {
            from: from.clone(),
            to: thing.id.clone(),
            points: router.route(one, thing),
            start,
            stop: number,
            looks_up: stop.is_asked,
        };
        if stop.is_asked {
            let back = Leg {
                from: thing.id.clone(),
                to: from.clone(),
                points: leg.points.iter().rev().copied().collect(),
                start: number,
                stop: number + ANSWER,
                looks_up: true,
            };
            here = Some((from, back.stop));
            legs.push(leg);
            legs.push(back);
        } else {
            legs.push(leg);
        }
    }
    legs
}

/// Where a packet is when `id` decides about it, if that is a place at all: what
/// lies on a shelf is none, and a box is around the packet wherever it is. Only
/// in a collapsed one it is not seen, so the box stands for all that is in it.
fn stand<'a>(scene: &'a Scene, id: &ResourceId) -> Option<&'a Thing> {
    scene
        .shown(id)
        .filter(|thing| matches!(thing.shape, Shape::Node | Shape::Frame) || thing.inside.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::analysis::question::Question;
    use crate::architecture::Document;
    use crate::editor::{Player, SceneFacts, stops};

    #[test]
    fn a_packet_moves_on_with_every_decision_on_its_way() {
        let leg = |start, stop, x| Leg {
            from: "a".into(),
            to: "b".into(),
            points: vec![Point::new(x, 0.0), Point::new(x + 90.0, 0.0)],
            start,
            stop,
            looks_up: false,
        };
        // Two guards are asked on the first leg, none on the second.
        let legs = [leg(0.0, 3.0, 0.0), leg(3.0, 4.0, 100.0)];
        let at = |stops| position(&legs, stops).map(|(leg, at)| (leg, at.x));
        assert_eq!(at(0.0), Some((0, 0.0)));
        assert_eq!(at(1.0), Some((0, 30.0)));
        assert_eq!(at(2.5), Some((0, 75.0)));
        assert_eq!(at(3.0), Some((1, 100.0)));
        assert_eq!(at(9.0), Some((1, 190.0)));
        assert_eq!(position(&[], 1.0), None);
    }

    #[test]
    fn a_name_is_asked_for_and_the_request_takes_another_way() {
        let text = include_str!("../../../tests/files/notebookly.campus.json");
        let document = Document::from_json(text).unwrap();
        let analysis = Analysis::of(&document.architecture);
        let scenario = analysis.calm();
        let network = scenario.network();
        let question = Question::first(&document.architecture);
        let trace = network.trace(&question.flow(network).unwrap());
        let facts = SceneFacts::of(network, analysis.findings());
        let scene = crate::editor::scene::scene(&document, &facts);
        let places = stops(&Player::new(trace), network);
        let name = |id: &ResourceId| document.architecture.name_of(id);
        let told = |leg: &Leg| {
            let what = if leg.looks_up { " (looks up)" } else { "" };
            let (from, to) = (name(&leg.from), name(&leg.to));
            format!("{} to {}: {from} → {to}{what}", leg.start, leg.stop)
        };
        let legs = legs(&scene, &places);
        let first: Vec<String> = legs.iter().take(3).map(told).collect();
        expect_test::expect![[r#"
            0 to 1: Customer → notebookly.com (looks up)
            1 to 1.5: notebookly.com → Customer (looks up)
            1.5 to 2: Customer → Notebookly-IGW"#]]
        .assert_eq(&first.join("\n"));
        // The answer of the shop goes straight to the customer.
        let last = legs.last().map(told).unwrap();
        assert!(last.ends_with("Notebookly-IGW → Customer"), "{last}");
    }
}
