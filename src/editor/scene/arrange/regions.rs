//! Inside a Region: VPCs side by side, the regional services beside them. And
//! around the Regions: the account above them, users, hosted zones, and what
//! has no home yet.

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
/// The least width of an account above a small Region.
const LEAST_ACCOUNT: f64 = 320.0;
/// From one node to the next beneath it.
const PITCH: f64 = NODE.y + 16.0;
/// How many nodes stand beneath each other before another column begins, where
/// the VPCs beside them are not taller.
const COLUMN: f64 = 5.0;

impl Updating<'_> {
    pub(super) fn region(&mut self, region: No) {
        if let Some(size) = self.collapsed_size(&self.id(region).clone(), Kind::Region) {
            self.resize(region, size);
            return;
        }
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
        // Like by like, in the order in which kinds are declared; the children
        // are in order of ids.
        let mut stores = stores;
        stores.order_by_key(|no| tree.slot(*no).thing.kind);
        let unplaced = front.iter().any(|no| self.spot(*no).is_none());
        let left = if unplaced { GUTTER } else { 16.0 };
        let boxes = self.boxes(&vpcs, Point::new(left, FIRST_VPC), 16.0, FIRST_VPC);
        let content = Rect::around(boxes.iter().copied());
        let right = content.map_or(left, |content| content.right()) + 8.0;
        let mut taken = boxes;
        let bottom = content.map_or(0.0, |content| content.bottom());
        let low = bottom.max(FIRST_VPC + COLUMN * PITCH);
        self.column(&front, Point::new(6.0, FIRST_VPC), f64::MAX, &mut taken);
        self.column(&stores, Point::new(right, FIRST_VPC), low, &mut taken);
        let content = Rect::around(taken).unwrap_or_default();
        let width = base.x.max(content.right() + 16.0);
        let height = self.shelf(region, width, base.y, content.bottom().max(HEAD) + 4.0);
        self.resize(region, Point::new(width, height));
    }

    pub(super) fn world(&mut self) {
        let regions = self.children(None, Kind::Region);
        let boxes = self.around_regions(&regions);
        let first = boxes.first().filter(|_| !regions.is_empty()).copied();
        let first = first.unwrap_or(Rect::new(136.0, 0.0, 0.0, default_size(Kind::Region).y));
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
        self.column(&outside, corner, f64::MAX, &mut taken);
        // What lost its container, or never had one, waits beneath.
        let tree = &self.scene.tree;
        let homeless: Vec<No> = (tree.inside(None).children.iter())
            .filter(|no| {
                let kind = tree.slot(**no).thing.kind;
                !matches!(kind, Kind::Region | Kind::Account) && !kind.is_outside()
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

    /// Places the Regions, and the accounts with their chips: above all Regions
    /// and as wide as these, until somebody puts one elsewhere. Yields where
    /// all of them are, the Regions first.
    fn around_regions(&mut self, regions: &[No]) -> Vec<Rect> {
        let mut rects = self.box_rects(regions, Point::new(136.0, 0.0), f64::MIN, f64::MIN);
        push_apart(&mut rects, APART);
        let all = Rect::around(rects.iter().copied());
        let (placed, others): (Vec<No>, Vec<No>) = (self.children(None, Kind::Account).into_iter())
            .partition(|no| self.spot(*no).is_some());
        for no in placed.iter().chain(&others) {
            self.account(*no, all.map_or(0.0, |all| all.w));
        }
        rects.extend(self.box_rects(&placed, Point::default(), f64::MIN, f64::MIN));
        push_apart(&mut rects, APART);
        let all = Rect::around(rects.iter().copied());
        let all = all.unwrap_or(Rect::new(136.0, 0.0, 0.0, 0.0));
        let tree = &self.scene.tree;
        let in_the_way: Vec<Rect> = (tree.inside(None).children.iter())
            .filter(|no| !tree.slot(**no).thing.kind.is_container())
            .filter_map(|no| self.spot(*no))
            .map(|spot| Rect::new(spot.x, spot.y, NODE.x, NODE.y))
            .collect();
        let mut bottom = all.y - APART;
        for no in &others {
            let size = self.size(*no);
            let at = |bottom: f64| Rect::new(all.x, bottom - size.y, size.x, size.y);
            // Each is passed once at the most.
            for _ in 0..=in_the_way.len() {
                let here = at(bottom).grown(8.0);
                match in_the_way.iter().find(|other| other.overlaps(&here)) {
                    Some(other) => bottom = other.y - 16.0,
                    None => break,
                }
            }
            rects.push(at(bottom));
            bottom -= size.y + APART;
        }
        let boxes = regions.iter().chain(&placed).chain(&others);
        for (no, rect) in boxes.zip(&rects) {
            self.put(*no, *rect);
        }
        rects
    }

    /// Lays out the chips of an account, in rows over the width of the Regions.
    fn account(&mut self, account: No, width: f64) {
        let base = self.base(account, Kind::Account);
        let chosen = self.chosen(self.id(account)).x;
        let width = match (chosen > 0.0, width > 0.0) {
            (true, _) => chosen,
            (false, true) => width.max(LEAST_ACCOUNT),
            (false, false) => base.x,
        };
        let height = self.shelf(account, width, base.y, HEAD - PAD);
        self.resize(account, Point::new(width, height));
    }

    /// Places boxes as somebody put them, the others in a row, none on top of
    /// another.
    fn boxes(&mut self, boxes: &[No], start: Point, least_x: f64, least_y: f64) -> Vec<Rect> {
        let mut rects = self.box_rects(boxes, start, least_x, least_y);
        push_apart(&mut rects, APART);
        for (no, rect) in boxes.iter().zip(&rects) {
            self.put(*no, *rect);
        }
        rects
    }

    fn box_rects(&self, boxes: &[No], start: Point, least_x: f64, least_y: f64) -> Vec<Rect> {
        let mut next = start;
        let rect = |no: &No| {
            let size = self.size(*no);
            let corner = match self.spot(*no) {
                Some(spot) => Point::new(spot.x.max(least_x), spot.y.max(least_y)),
                None => next,
            };
            next.x = next.x.max(corner.x + size.x + APART);
            Rect::new(corner.x, corner.y, size.x, size.y)
        };
        boxes.iter().map(rect).collect()
    }

    /// Places nodes as somebody put them, the others beneath each other where
    /// nothing stands, and where there is none down to `low` in another column.
    fn column(&mut self, nodes: &[No], start: Point, low: f64, taken: &mut Vec<Rect>) {
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
        let Point { mut x, mut y } = start;
        for no in others {
            let at = |x: f64, y: f64| Rect::new(x, y, NODE.x, NODE.y);
            // Each taken place is passed once in a column at the most, and each
            // ends the search in one column at the most.
            for _ in 0..=taken.len() * 2 {
                if y > start.y && at(x, y).bottom() > low {
                    (x, y) = (x + NODE.x + 16.0, start.y);
                }
                match taken.iter().find(|other| other.overlaps(&at(x, y))) {
                    Some(other) => y = other.bottom() + 16.0,
                    None => break,
                }
            }
            taken.push(at(x, y));
            self.put(no, at(x, y));
            y += PITCH;
        }
    }
}
