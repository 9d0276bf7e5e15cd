//! Inside a Region: VPCs side by side, the regional services beside them. And
//! around the Regions: users, hosted zones, and what has no home yet.

use crate::architecture::{Category, Ground, Kind};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::Shape;
use crate::editor::scene::grid::push_apart;
use crate::editor::scene::metrics::{GUTTER, HEAD, NODE, PAD, default_size};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;
use crate::order::InOrder;

/// The room between VPCs and between Regions.
const APART: f64 = 40.0;
/// The upper edge of a VPC in its Region, so that a gate fits into its wall.
const FIRST_VPC: f64 = 60.0;
/// From one node to the next beneath it.
const PITCH: f64 = NODE.y + 16.0;

impl Updating<'_> {
    pub(super) fn region(&mut self, region: No) {
        let mut base = self.base(region, Kind::Region);
        let vpcs = self.children(Some(region), Kind::Vpc);
        if !vpcs.is_empty() && self.spot(region).is_none_or(|spot| spot.width == 0.0) {
            // Nobody gave it a size, so its content does.
            base = Point::default();
        }
        let mut front = self.on_ground(region, Ground::Front);
        front.extend(self.on_ground(region, Ground::Gate));
        let tree = &self.scene.tree;
        front.order_by(|one, other| tree.slot(*one).thing.id.cmp(&tree.slot(*other).thing.id));
        let stores: Vec<No> = (tree.slot(region).inside.children.iter())
            .filter(|no| tree.slot(**no).thing.shape == Shape::Node && !front.contains(no))
            .copied()
            .collect();
        let unplaced = front.iter().any(|no| self.spot(*no).is_none());
        let left = if unplaced { GUTTER } else { 16.0 };
        let boxes = self.boxes(&vpcs, Point::new(left, FIRST_VPC), 16.0, FIRST_VPC);
        let content = Rect::around(boxes.iter().copied());
        let right = content.map_or(left, |content| content.right()) + 8.0;
        let mut taken = boxes;
        self.column(&front, Point::new(6.0, FIRST_VPC), &mut taken);
        self.column(&stores, Point::new(right, FIRST_VPC), &mut taken);
        let content = Rect::around(taken).unwrap_or_default();
        let width = base.x.max(content.right() + 16.0);
        let height = self.shelf(region, width, base.y, content.bottom().max(HEAD) + 4.0);
        self.resize(region, Point::new(width, height));
    }

    pub(super) fn world(&mut self) {
        let regions = self.children(None, Kind::Region);
        let boxes = self.boxes(&regions, Point::new(136.0, 0.0), f64::MIN, f64::MIN);
        let first = boxes.first().copied().unwrap_or(Rect::new(
            136.0,
            0.0,
            0.0,
            default_size(Kind::Region).y,
        ));
        let bottom = Rect::around(boxes.iter().copied()).map_or(0.0, |all| all.bottom() + APART);
        let mut taken = boxes;
        let tree = &self.scene.tree;
        let of_kind = |no: &No| tree.slot(*no).thing.kind;
        let mut outside: Vec<No> = (tree.inside(None).children.iter())
            .filter(|no| of_kind(no).is_outside())
            .copied()
            .collect();
        // People first, then what AWS has everywhere, like by like; the
        // children are in order of ids.
        outside.order_by_key(|no| {
            let kind = of_kind(no);
            (kind.info().category != Category::Outside, kind)
        });
        let corner = Point::new(first.x - GUTTER - 4.0, first.y + 24.0);
        self.column(&outside, corner, &mut taken);
        // What lost its container, or never had one, waits beneath.
        let tree = &self.scene.tree;
        let homeless: Vec<No> = (tree.inside(None).children.iter())
            .filter(|no| {
                let kind = tree.slot(**no).thing.kind;
                kind != Kind::Region && !kind.is_outside()
            })
            .copied()
            .collect();
        let mut x = first.x;
        for no in homeless {
            let size = match self.scene.tree.slot(no).thing.shape {
                Shape::Box => self.size(no),
                Shape::Frame => Point::new(292.0, 104.0),
                _ => NODE,
            };
            let spot = self.spot(no);
            let corner = spot.map_or(Point::new(x, bottom), |spot| Point::new(spot.x, spot.y));
            self.put(no, Rect::new(corner.x, corner.y, size.x, size.y));
            x += size.x + PAD;
        }
    }

    /// Places boxes as somebody put them, the others in a row, none on top of
    /// another.
    fn boxes(&mut self, boxes: &[No], start: Point, least_x: f64, least_y: f64) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::with_capacity(boxes.len());
        let mut next = start;
        for no in boxes {
            let size = self.size(*no);
            let corner = match self.spot(*no) {
                Some(spot) => Point::new(spot.x.max(least_x), spot.y.max(least_y)),
                None => next,
            };
            next.x = next.x.max(corner.x + size.x + APART);
            rects.push(Rect::new(corner.x, corner.y, size.x, size.y));
        }
        push_apart(&mut rects, APART);
        for (no, rect) in boxes.iter().zip(&rects) {
            self.put(*no, *rect);
        }
        rects
    }

    /// Places nodes as somebody put them, the others beneath each other where
    /// nothing stands.
    fn column(&mut self, nodes: &[No], start: Point, taken: &mut Vec<Rect>) {
        let (placed, others): (Vec<No>, Vec<No>) =
            nodes.iter().partition(|no| self.spot(**no).is_some());
        for no in placed {
            let spot = self.spot(no).unwrap_or_default();
            let inside = self.scene.tree.slot(no).parent.is_some();
            let (x, y) = if inside {
                (spot.x.max(4.0), spot.y.max(HEAD))
            } else {
                (spot.x, spot.y)
            };
            let rect = Rect::new(x, y, NODE.x, NODE.y);
            taken.push(rect);
            self.put(no, rect);
        }
        let mut y = start.y;
        for no in others {
            let at = |y: f64| Rect::new(start.x, y, NODE.x, NODE.y);
            // Each taken place is passed once at the most.
            for _ in 0..=taken.len() {
                match taken.iter().find(|other| other.overlaps(&at(y))) {
                    Some(other) => y = other.bottom() + 16.0,
                    None => break,
                }
            }
            taken.push(at(y));
            self.put(no, at(y));
            y += PITCH;
        }
    }
}
