//! VPCs in their Region and Regions on the canvas: in rows that are read like
//! a page, none wider than the whole is tall by much.

use crate::architecture::layout::Spot;
use crate::architecture::{Ground, Kind, ResourceId};
use crate::editor::scene::{GUTTER, NODE, Shape, least};
use crate::editor::{Point, Rect};
use crate::order::InOrder;

use super::Draft;

/// The room between boxes.
const APART: f64 = 40.0;
/// How much wider than tall several boxes together are.
const SPREAD: f64 = 1.7;
/// How large a Region without a VPC is beside one with.
const BESIDE: Point = Point::new(360.0, 200.0);
/// Where the first Region stands, clear of users and global services.
const FIRST_REGION: Point = Point::new(136.0, 0.0);

impl Draft {
    /// Places the boxes of a kind in the boxes around them.
    pub(super) fn boxes(&mut self, kind: Kind) {
        self.draw();
        match kind {
            Kind::Vpc => self.widen(),
            _ => self.narrow(),
        }
        let mut parents: Vec<Option<ResourceId>> = Vec::new();
        for thing in self.scene.of_shape(Shape::Box).filter(|it| it.kind == kind) {
            if !parents.contains(&thing.parent) {
                parents.push(thing.parent.clone());
            }
        }
        for parent in parents {
            // A VPC that names no Region waits beneath, where the drawing puts it.
            if parent.is_none() == (kind == Kind::Region) {
                self.boxes_in(kind, parent.as_ref());
            }
        }
    }

    fn boxes_in(&mut self, kind: Kind, parent: Option<&ResourceId>) {
        let mut mine: Vec<(ResourceId, Rect)> = Vec::new();
        let mut others: Vec<Rect> = Vec::new();
        for thing in self.scene.in_box(parent).filter(|it| it.kind == kind) {
            match self.inside.has(&thing.id) {
                true => mine.push((thing.id.clone(), thing.place)),
                false => others.push(thing.place),
            }
        }
        // In order of ids: where they stand now must not decide.
        mine.order_by(|(one, _), (other, _)| one.cmp(other));
        let start = match Rect::around(others) {
            Some(all) => Point::new(all.x, all.bottom() + APART),
            None => self.first(kind, parent),
        };
        let area: f64 = (mine.iter())
            .map(|(_, rect)| (rect.w + APART) * (rect.h + APART))
            .sum();
        let widest = mine.iter().map(|(_, rect)| rect.w).fold(0.0, f64::max);
        // Two or three that follow each other are a row in every diagram.
        let room = match mine.len() {
            0..=2 => f64::INFINITY,
            _ => widest.max((area * SPREAD).sqrt()),
        };
        let (mut at, mut tallest) = (start, 0.0_f64);
        for (id, rect) in mine {
            if at.x > start.x && at.x + rect.w > start.x + room {
                at = Point::new(start.x, at.y + tallest + APART);
                tallest = 0.0;
            }
            let spot = Spot {
                x: at.x,
                y: at.y,
                ..self.spot(&id).unwrap_or_default()
            };
            self.put(&id, Some(spot));
            at.x += rect.w + APART;
            tallest = tallest.max(rect.h);
        }
    }

    /// Where the first box in another goes. What stands in front of the VPCs
    /// of a Region has a column of its own.
    fn first(&self, kind: Kind, parent: Option<&ResourceId>) -> Point {
        if kind == Kind::Region {
            return FIRST_REGION;
        }
        let least = least(kind, Some(Kind::Region)).unwrap_or_default();
        let mut things = self.scene.in_box(parent);
        let front = things.any(|thing| {
            let ground = thing.kind.info().ground;
            thing.shape == Shape::Node && matches!(ground, Ground::Front | Ground::Gate)
        });
        Point::new(if front { GUTTER } else { least.x }, least.y)
    }

    /// Makes a VPC as wide as the gates in its wall need: the drawing puts
    /// gateways in the middle and endpoints at the right end.
    fn widen(&mut self) {
        let mut wide: Vec<(ResourceId, f64)> = Vec::new();
        for vpc in self.scene.of_shape(Shape::Box) {
            // One that names no Region waits beneath, where the drawing puts it: it has no
            // place yet for a width to go with.
            if vpc.kind != Kind::Vpc || vpc.parent.is_none() || !self.inside.has(&vpc.id) {
                continue;
            }
            let nodes = || (self.scene.in_box(Some(&vpc.id))).filter(|it| it.shape == Shape::Node);
            let of = |ground: Ground| nodes().filter(|it| it.kind.info().ground == ground).count();
            let gates = of(Ground::Gate) as f64;
            let ends = (nodes().count() - of(Ground::Gate) - of(Ground::Across)) as f64;
            let half = NODE.x / 2.0 + (gates - 1.0).max(0.0) * (NODE.x + 16.0);
            let needed = 2.0 * (half + ends * (NODE.x + 8.0) + 32.0);
            if ends + gates > 1.0 && needed > vpc.place.w {
                wide.push((vpc.id.clone(), needed));
            }
        }
        if wide.is_empty() {
            return;
        }
        for (id, width) in wide {
            let spot = Spot {
                width,
                ..Spot::at(0.0, 0.0)
            };
            self.put(&id, Some(spot));
        }
        self.draw();
    }
    /// Makes a Region without a VPC as small as the services in it: an empty
    /// one is as large as if somebody were about to build there.
    fn narrow(&mut self) {
        let regions: Vec<ResourceId> = (self.scene.of_shape(Shape::Box))
            .filter(|thing| thing.kind == Kind::Region && self.inside.has(&thing.id))
            .map(|thing| thing.id.clone())
            .collect();
        if regions.len() < 2 {
            return;
        }
        for id in regions {
            let kinds = self.scene.in_box(Some(&id)).map(|thing| thing.kind);
            let has_vpc = kinds.collect::<Vec<_>>().contains(&Kind::Vpc);
            if !has_vpc {
                let spot = Spot {
                    width: BESIDE.x,
                    height: BESIDE.y,
                    ..Spot::default()
                };
                self.put(&id, Some(spot));
            }
        }
        self.draw();
    }
}
