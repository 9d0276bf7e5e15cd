//! The way of a packet over the drawing.

use super::route::{Router, along};
use super::{Scene, Shape, Thing};
use crate::architecture::ResourceId;
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
    /// The stop of the way at which the packet leaves.
    pub start: usize,
    /// The stop at which it arrives. What is decided in between, by routes and
    /// guards, happens on the way.
    pub stop: usize,
}

impl Leg {
    /// How much of it is behind a packet that is so many stops along its way:
    /// 0 to 1.
    pub fn done(&self, along: f64) -> f64 {
        let stops = self.stop.saturating_sub(self.start).max(1);
        ((along - self.start as f64) / stops as f64).clamp(0.0, 1.0)
    }
}

/// Where a packet is that is so many stops along its way, and on which leg.
pub fn position(legs: &[Leg], stops: f64) -> Option<(usize, Point)> {
    let current = legs
        .iter()
        .position(|leg| (leg.stop as f64) > stops)
        .or_else(|| legs.len().checked_sub(1))?;
    let leg = &legs[current];
    Some((current, along(&leg.points, leg.done(stops))?))
}

/// The stretches of a way with these stops. A stop that stands nowhere in the
/// network, such as a route table, is made where the packet is at the time, so
/// no stretch leads to it.
pub fn legs(scene: &Scene, stops: &[Option<ResourceId>]) -> Vec<Leg> {
    let router = Router::new(scene);
    let mut legs = Vec::new();
    let mut here: Option<(&ResourceId, usize)> = None;
    for (number, stop) in stops.iter().enumerate() {
        let Some(thing) = stop.as_ref().and_then(|id| stand(scene, id)) else {
            continue;
        };
        if let Some((from, start)) = here.filter(|(from, _)| *from != &thing.id)
            && let Some(one) = scene.get(from)
        {
            legs.push(Leg {
                from: from.clone(),
                to: thing.id.clone(),
                points: router.route(one, thing),
                start,
                stop: number,
            });
        }
        here = Some((&thing.id, number));
    }
    legs
}

/// Where a packet is when `id` decides about it, if that is a place at all: what
/// lies on a shelf is none, and a box is around the packet wherever it is.
fn stand<'a>(scene: &'a Scene, id: &ResourceId) -> Option<&'a Thing> {
    scene
        .shown(id)
        .filter(|thing| matches!(thing.shape, Shape::Node | Shape::Frame))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packet_moves_on_with_every_decision_on_its_way() {
        let leg = |start, stop, x| Leg {
            from: "a".into(),
            to: "b".into(),
            points: vec![Point::new(x, 0.0), Point::new(x + 90.0, 0.0)],
            start,
            stop,
        };
        // Two guards are asked on the first leg, none on the second.
        let legs = [leg(0, 3, 0.0), leg(3, 4, 100.0)];
        let at = |stops| position(&legs, stops).map(|(leg, at)| (leg, at.x));
        assert_eq!(at(0.0), Some((0, 0.0)));
        assert_eq!(at(1.0), Some((0, 30.0)));
        assert_eq!(at(2.5), Some((0, 75.0)));
        assert_eq!(at(3.0), Some((1, 100.0)));
        assert_eq!(at(9.0), Some((1, 190.0)));
        assert_eq!(position(&[], 1.0), None);
    }
}
