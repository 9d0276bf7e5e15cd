//! The subnets of each VPC: a column for each zone, a row for each tier.

use std::collections::{BTreeMap, BTreeSet};

use crate::architecture::layout::Spot;
use crate::architecture::{Kind, ResourceId};
use crate::editor::scene::{GAP, Shape, ZONE_GAP, ZONE_PAD, default_size, least};
use crate::editor::{Point, Rect};

use super::Draft;
use super::tiers::{rows, wings};

/// So many rows stand beneath each other; of more, several stand side by side
/// in the column of their zone.
const TALL: usize = 6;
/// How much wider than tall a VPC with many subnets is.
const SPREAD: f64 = 1.5;

impl Draft {
    /// Places the subnets of every VPC.
    pub(super) fn columns(&mut self) {
        self.draw();
        // A subnet of no VPC waits beneath, where the drawing puts it.
        let homeless: Vec<ResourceId> = (self.scene.in_box(None))
            .filter(|thing| thing.kind == Kind::Subnet && self.inside.has(&thing.id))
            .map(|thing| thing.id.clone())
            .collect();
        for id in homeless {
            self.put(&id, None);
        }
        let vpcs: Vec<ResourceId> = (self.scene.of_shape(Shape::Box))
            .filter(|thing| thing.kind == Kind::Vpc)
            .map(|thing| thing.id.clone())
            .collect();
        for vpc in vpcs {
            self.columns_of(&vpc);
        }
    }

    fn columns_of(&mut self, vpc: &ResourceId) {
        let (mine, others): (Vec<ResourceId>, Vec<ResourceId>) = (self.scene.in_box(Some(vpc)))
            .filter(|thing| thing.kind == Kind::Subnet)
            .map(|thing| thing.id.clone())
            .partition(|id| self.inside.has(id));
        if mine.is_empty() {
            return;
        }
        let wings = wings(&self.document.architecture, &self.scene, mine.into_iter());
        let tiers = rows(&wings, &self.scene);
        let zones: BTreeSet<&str> = wings.iter().map(|wing| wing.zone.as_str()).collect();
        let size = |id: &ResourceId| {
            let place = self.scene.get(id).map(|thing| thing.place);
            place.map_or(default_size(Kind::Subnet), |it| Point::new(it.w, it.h))
        };
        let many: usize = tiers.iter().map(|(_, rows)| rows.len()).sum();
        let abreast = abreast(many, zones.len(), wings.iter().map(|wing| size(&wing.id)));
        // How wide each column of each zone is.
        let mut widths: BTreeMap<(&str, usize), f64> = BTreeMap::new();
        for (_, rows) in &tiers {
            for (number, row) in rows.iter().enumerate() {
                for (zone, id) in row {
                    let zone = zones.get(zone.as_str()).copied().unwrap_or_default();
                    let width = widths.entry((zone, number % abreast)).or_default();
                    *width = width.max(size(id).x);
                }
            }
        }
        let start = self.start(&others);
        let mut lefts: BTreeMap<(&str, usize), f64> = BTreeMap::new();
        let mut x = start.x;
        let mut before = None;
        for ((zone, column), width) in &widths {
            if before.is_some_and(|it| it != zone) {
                x += 2.0 * ZONE_PAD + ZONE_GAP - GAP;
            }
            before = Some(zone);
            lefts.insert((zone, *column), x);
            x += width + GAP;
        }
        let mut spots: Vec<(ResourceId, Spot)> = Vec::new();
        let mut y = start.y;
        for (_, rows) in &tiers {
            for side_by_side in rows.chunks(abreast) {
                let mut tallest = 0.0_f64;
                for (column, row) in side_by_side.iter().enumerate() {
                    for (zone, id) in row {
                        let key = (zone.as_str(), column);
                        let (left, width) = (lefts[&key], widths[&key]);
                        tallest = tallest.max(size(id).y);
                        let by_itself = width <= default_size(Kind::Subnet).x;
                        let spot = Spot {
                            width: if by_itself { 0.0 } else { width },
                            ..Spot::at(left, y)
                        };
                        spots.push((id.clone(), spot));
                    }
                }
                y += tallest + GAP;
            }
        }
        for (id, spot) in spots {
            self.put(&id, Some(spot));
        }
    }

    /// Where the first subnet goes: in the corner, or beneath those that stay.
    fn start(&self, others: &[ResourceId]) -> Point {
        let first = least(Kind::Subnet, Some(Kind::Vpc)).unwrap_or_default();
        let places = (others.iter()).filter_map(|id| Some(self.scene.get(id)?.place));
        match Rect::around(places) {
            Some(all) => Point::new(all.x, all.bottom() + GAP),
            None => first,
        }
    }
}

/// How many rows stand side by side.
fn abreast(rows: usize, zones: usize, sizes: impl Iterator<Item = Point>) -> usize {
    if rows <= TALL {
        return 1;
    }
    let (mut all, mut many) = (Point::default(), 0.0_f64);
    for size in sizes {
        all = all + size;
        many += 1.0;
    }
    let (wide, tall) = (all.x / many.max(1.0) + GAP, all.y / many.max(1.0) + GAP);
    let ratio = rows as f64 * tall * SPREAD / (zones.max(1) as f64 * wide);
    (ratio.sqrt().round() as usize).clamp(1, rows)
}
