//! What stands in subnets: how wide each subnet must be for it, and in which
//! order it stands.

use crate::architecture::layout::Spot;
use crate::architecture::{Kind, ResourceId};
use crate::editor::Rect;
use crate::editor::scene::{NODE, Shape, Thing, default_size};
use crate::order::{InOrder, by_name};

use super::Draft;

/// From one node to the next.
const PITCH: f64 = NODE.x + 8.0;
/// What a balancer between two subnets takes of each, its name counted in.
const BALANCER: f64 = 60.0;
/// Things stand in rows that are this much wider than all rows are tall.
const SPREAD: f64 = 1.2;

/// How wide a subnet must be for rows of so many nodes.
fn width(columns: usize, balancers: bool) -> f64 {
    let row = columns as f64 * PITCH - 8.0;
    let edge = if balancers { BALANCER } else { 12.0 };
    default_size(Kind::Subnet).x.max(row + 2.0 * edge)
}

/// How many nodes stand side by side where there are so many.
fn columns(nodes: usize) -> usize {
    match nodes {
        0 | 1 => 1,
        2..=4 => 2,
        many => (many as f64 * SPREAD).sqrt().ceil() as usize,
    }
}

impl Draft {
    /// Gives every subnet its width and what stands in it its place.
    pub(super) fn residents(&mut self) {
        let subnets: Vec<ResourceId> = (self.scene.of_shape(Shape::Box))
            .filter(|thing| thing.kind == Kind::Subnet)
            .map(|thing| thing.id.clone())
            .collect();
        for (number, id) in subnets.iter().enumerate() {
            if !self.inside.has(id) {
                continue;
            }
            let wanted = self.width_of(id);
            // Far from each other, so that none pushes another while their
            // sizes are measured.
            let spot = Spot {
                width: if wanted > default_size(Kind::Subnet).x {
                    wanted
                } else {
                    0.0
                },
                ..Spot::at(0.0, number as f64 * 20_000.0)
            };
            self.put(id, Some(spot));
        }
        self.draw();
        for id in &subnets {
            self.seat(id);
        }
    }

    fn width_of(&self, subnet: &ResourceId) -> f64 {
        let mut nodes = 0;
        let mut groups: Vec<(ResourceId, usize)> = Vec::new();
        for thing in self.scene.in_box(Some(subnet)) {
            let owner = thing.id.owner();
            let of_group = self
                .scene
                .get(&owner)
                .is_some_and(|it| it.shape == Shape::Frame);
            match thing.shape {
                Shape::Node if thing.is_member() && of_group => {
                    match groups.iter_mut().find(|(id, _)| *id == owner) {
                        Some((_, many)) => *many += 1,
                        None => groups.push((owner, 1)),
                    }
                }
                Shape::Node => nodes += 1,
                _ => {}
            }
        }
        let most = groups.iter().map(|(_, many)| *many).max().unwrap_or(0);
        let balancers = self.scene.is_spanned_by_balancer(subnet);
        width(columns(nodes).max(columns(most)), balancers)
    }

    /// Puts the nodes of a subnet into the order in which they are read: what
    /// leads out first, what keeps data last. The places are those that the
    /// drawing found for them.
    fn seat(&mut self, subnet: &ResourceId) {
        let mut nodes: Vec<&Thing> = (self.scene.in_box(Some(subnet)))
            .filter(|thing| thing.shape == Shape::Node && !thing.is_member())
            .filter(|thing| self.inside.has(&thing.id))
            .collect();
        let mut places: Vec<Rect> = nodes.iter().map(|thing| thing.place).collect();
        places.order_by(|one, other| (one.y.total_cmp(&other.y)).then(one.x.total_cmp(&other.x)));
        nodes.order_by(|one, other| {
            (rank(one.kind).cmp(&rank(other.kind)))
                .then_with(|| by_name(&one.name, &other.name))
                .then_with(|| one.id.cmp(&other.id))
        });
        let seats: Vec<(ResourceId, Spot)> = (nodes.iter().zip(places))
            .map(|(thing, place)| (thing.id.clone(), Spot::at(place.x, place.y)))
            .collect();
        for (id, spot) in seats {
            self.put(&id, Some(spot));
        }
    }
}

/// Where in a subnet things of a kind stand: gateways in front, data behind.
fn rank(kind: Kind) -> u8 {
    match kind {
        Kind::NatGateway => 0,
        Kind::Cache => 2,
        Kind::Database => 3,
        _ => 1,
    }
}
