//! The way of a packet over the drawing.

use super::Scene;
use super::route::Router;
use crate::architecture::{Kind, ResourceId};
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
    /// Which stop of the way it leads to.
    pub stop: usize,
}

/// The stretches of a way with these stops. A stop that stands nowhere in the
/// network, such as a route table, is made where the packet is at the time, so
/// no stretch leads to it.
pub fn legs(scene: &Scene, stops: &[Option<ResourceId>]) -> Vec<Leg> {
    let router = Router::new(scene);
    let mut legs = Vec::new();
    let mut here = None;
    for (number, stop) in stops.iter().enumerate() {
        let Some(thing) = stop.as_ref().and_then(|id| stand(scene, id)) else {
            continue;
        };
        if let Some(from) = here.filter(|from| *from != &thing.id)
            && let Some(one) = scene.get(from)
        {
            legs.push(Leg {
                from: from.clone(),
                to: thing.id.clone(),
                points: router.route(one, thing),
                stop: number,
            });
        }
        here = Some(&thing.id);
    }
    legs
}

/// Where a packet is when `id` decides about it, if that is a place at all.
fn stand<'a>(scene: &'a Scene, id: &ResourceId) -> Option<&'a super::Thing> {
    scene.shown(id).filter(|thing| {
        !matches!(
            thing.kind,
            Kind::RouteTable
                | Kind::NetworkAcl
                | Kind::SecurityGroup
                | Kind::TargetGroup
                | Kind::LaunchTemplate
                | Kind::VpcPeering
                | Kind::Subnet
                | Kind::Vpc
                | Kind::Region
        )
    })
}
