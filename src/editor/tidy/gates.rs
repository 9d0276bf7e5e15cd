//! What stands in a Region beside its VPCs: in front of them what looks at
//! requests, behind them the stores and services.

use crate::architecture::layout::Spot;
use crate::architecture::{Ground, Kind, ResourceId};
use crate::editor::scene::{GAP, NODE, Shape};

use super::Draft;

/// From one node to the next beneath it.
const PITCH: f64 = NODE.y + 16.0;
/// Where the column in front of the VPCs stands.
const FRONT: f64 = 6.0;
/// How far stores stand clear of the VPCs, whose walls their names would cover.
const CLEAR: f64 = 16.0;

impl Draft {
    /// Places what stands in Regions beside the VPCs.
    pub(super) fn gates(&mut self) {
        self.draw();
        let regions: Vec<ResourceId> = (self.scene.of_shape(Shape::Box))
            .filter(|thing| thing.kind == Kind::Region)
            .map(|thing| thing.id.clone())
            .collect();
        let mut spots: Vec<(ResourceId, Spot)> = Vec::new();
        for region in &regions {
            let vpcs = || (self.scene.in_box(Some(region))).filter(|it| it.kind == Kind::Vpc);
            let Some(first) = vpcs().next() else { continue };
            let right = vpcs().map(|it| it.place.right()).fold(0.0, f64::max);
            // Its line runs between the first two rows of subnets, clear of
            // those that come from outside, which run above the first.
            let rows = self.scene.in_box(Some(&first.id));
            let row = (rows.filter(|it| it.kind == Kind::Subnet)).map(|it| it.place.bottom());
            let row = row.fold(f64::INFINITY, f64::min);
            let mut y = match row.is_finite() {
                true => first.place.y + row + (GAP - NODE.y / 2.0) / 2.0,
                false => first.place.y,
            };
            for thing in self.scene.in_box(Some(region)) {
                let free = self.inside.has(&thing.id) && self.spot(&thing.id).is_none();
                if thing.shape != Shape::Node || !free {
                    continue;
                }
                match thing.kind.info().ground {
                    Ground::Front => {
                        spots.push((thing.id.clone(), Spot::at(FRONT, y)));
                        y += PITCH;
                    }
                    Ground::Anywhere if thing.place.x >= right => {
                        let place = Spot::at(thing.place.x + CLEAR, thing.place.y);
                        spots.push((thing.id.clone(), place));
                    }
                    _ => {}
                }
            }
        }
        for (id, spot) in spots {
            self.put(&id, Some(spot));
        }
    }
}
