//! Inside a Region: VPCs side by side, the regional services beside them. And
//! around the Regions: users, hosted zones, and what has no home yet.

use super::Arranging;
use crate::architecture::{Kind, Look, ResourceId};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::grid::push_apart;
use crate::editor::scene::metrics::{GUTTER, HEAD, NODE, PAD, default_size};

/// The room between VPCs and between Regions.
const APART: f64 = 40.0;
/// The upper edge of a VPC in its Region, so that a gate fits into its wall.
const FIRST_VPC: f64 = 60.0;
/// From one node to the next beneath it.
const PITCH: f64 = NODE.y + 16.0;

impl Arranging<'_> {
    pub(super) fn region(&mut self, region: &ResourceId) {
        let mut base = self.base(region, Kind::Region);
        let vpcs = self.children(Some(region), &[Kind::Vpc]);
        if !vpcs.is_empty() && self.layout.get(region).is_none_or(|spot| spot.width == 0.0) {
            // Nobody gave it a size, so its content does.
            base = Point::default();
        }
        let front = self.children(Some(region), &[Kind::WebAcl, Kind::InternetGateway]);
        let stores = self.children(Some(region), &[Kind::Bucket, Kind::FileSystem]);
        let unplaced = |ids: &[ResourceId]| ids.iter().any(|id| self.layout.get(id).is_none());
        let left = if unplaced(&front) { GUTTER } else { 16.0 };
        let boxes = self.boxes(&vpcs, Point::new(left, FIRST_VPC), 16.0, FIRST_VPC);
        let content = Rect::around(boxes.iter().copied());
        let right = content.map_or(left, |content| content.right()) + 8.0;
        let mut taken = boxes;
        self.column(&front, Point::new(6.0, FIRST_VPC), &mut taken);
        self.column(&stores, Point::new(right, FIRST_VPC), &mut taken);
        let content = Rect::around(taken).unwrap_or_default();
        let width = base.x.max(content.right() + 16.0);
        let height = self.shelf(region, width, base.y, content.bottom().max(HEAD) + 4.0);
        self.contents
            .sizes
            .insert(region.clone(), Point::new(width, height));
    }

    pub(super) fn world(&mut self) {
        let regions = self.children(None, &[Kind::Region]);
        let boxes = self.boxes(&regions, Point::new(136.0, 0.0), f64::MIN, f64::MIN);
        let first = boxes.first().copied().unwrap_or(Rect::new(
            136.0,
            0.0,
            0.0,
            default_size(Kind::Region).y,
        ));
        let bottom = Rect::around(boxes.iter().copied()).map_or(0.0, |all| all.bottom() + APART);
        let mut taken = boxes;
        let outside: Vec<ResourceId> = [Kind::User, Kind::HostedZone]
            .into_iter()
            .flat_map(|kind| self.children(None, &[kind]))
            .collect();
        let corner = Point::new(first.x - GUTTER - 4.0, first.y + 24.0);
        self.column(&outside, corner, &mut taken);
        // What lost its container, or never had one, waits beneath.
        let homeless: Vec<ResourceId> = self
            .seats
            .in_box(None)
            .iter()
            .filter(|id| self.rect(id).is_none())
            .cloned()
            .collect();
        let mut x = first.x;
        for id in homeless {
            let size = match self.architecture.kind_of(&id).map(|kind| kind.info().look) {
                Some(Look::Container) => self.size(&id),
                Some(Look::Frame) => Point::new(292.0, 104.0),
                _ => NODE,
            };
            let corner = self
                .layout
                .get(&id)
                .map_or(Point::new(x, bottom), |spot| Point::new(spot.x, spot.y));
            self.put(&id, Rect::new(corner.x, corner.y, size.x, size.y));
            x += size.x + PAD;
        }
    }

    /// Places boxes as somebody put them, the others in a row, none on top of
    /// another.
    fn boxes(&mut self, ids: &[ResourceId], start: Point, least_x: f64, least_y: f64) -> Vec<Rect> {
        let mut rects: Vec<Rect> = Vec::with_capacity(ids.len());
        let mut next = start;
        for id in ids {
            let size = self.size(id);
            let corner = match self.layout.get(id) {
                Some(spot) => Point::new(spot.x.max(least_x), spot.y.max(least_y)),
                None => next,
            };
            next.x = next.x.max(corner.x + size.x + APART);
            rects.push(Rect::new(corner.x, corner.y, size.x, size.y));
        }
        push_apart(&mut rects, APART);
        for (id, rect) in ids.iter().zip(&rects) {
            self.put(id, *rect);
        }
        rects
    }

    /// Places nodes as somebody put them, the others beneath each other where
    /// nothing stands.
    fn column(&mut self, ids: &[ResourceId], start: Point, taken: &mut Vec<Rect>) {
        let (placed, others): (Vec<_>, Vec<_>) =
            ids.iter().partition(|id| self.layout.get(id).is_some());
        for id in placed {
            let spot = self.layout.get(id).unwrap_or_default();
            let inside = self.seats.parent.get(id).is_some_and(Option::is_some);
            let (x, y) = if inside {
                (spot.x.max(4.0), spot.y.max(HEAD))
            } else {
                (spot.x, spot.y)
            };
            let rect = Rect::new(x, y, NODE.x, NODE.y);
            taken.push(rect);
            self.put(id, rect);
        }
        let mut y = start.y;
        for id in others {
            let at = |y: f64| Rect::new(start.x, y, NODE.x, NODE.y);
            // Each taken place is passed once at the most.
            for _ in 0..=taken.len() {
                match taken.iter().find(|other| other.overlaps(&at(y))) {
                    Some(other) => y = other.bottom() + 16.0,
                    None => break,
                }
            }
            taken.push(at(y));
            self.put(id, at(y));
            y += PITCH;
        }
    }
}
