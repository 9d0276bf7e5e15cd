//! Where everything is drawn.
//!
//! What somebody placed stands where they put it; the rest finds a tidy place
//! by itself: zones as columns, public subnets above private ones. Containers
//! are as large as their content needs, and a container that grows pushes its
//! neighbours aside rather than lying over them.

mod balancers;
mod frames;
mod regions;
mod shelves;
mod vpcs;

use std::collections::BTreeMap;

use super::contents::{Contents, contents};
use super::metrics::default_size;
use super::seats::Seats;
use super::{FramePiece, Shelf, Zone};
use crate::architecture::layout::Layout;
use crate::architecture::{Architecture, Document, Kind, ResourceId};
use crate::editor::facts::SceneFacts;
use crate::editor::geometry::{Point, Rect};

/// Where everything is drawn, in world coordinates.
#[derive(Debug, Default)]
pub struct Arranged {
    /// Everything that stands for a resource or a member.
    pub rects: BTreeMap<ResourceId, Rect>,
    /// The further pieces of frames.
    pub pieces: Vec<FramePiece>,
    /// The columns of zones.
    pub zones: Vec<Zone>,
    /// The shelves.
    pub shelves: Vec<Shelf>,
}

/// What arranging one container needs and yields. Rectangles are relative to
/// the corner of the box that holds them.
struct Arranging<'a> {
    architecture: &'a Architecture,
    layout: &'a Layout,
    facts: &'a SceneFacts,
    seats: &'a Seats,
    contents: Contents,
    zones: Vec<Zone>,
    shelves: Vec<Shelf>,
}

/// Arranges a document.
pub fn arrange(document: &Document, facts: &SceneFacts, seats: &Seats) -> Arranged {
    let (architecture, layout) = (&document.architecture, &document.layout);
    let mut arranging = Arranging {
        architecture,
        layout,
        facts,
        seats,
        contents: contents(architecture, layout, facts, seats),
        zones: Vec::new(),
        shelves: Vec::new(),
    };
    // From the inside out, because a container is as large as its content.
    for vpc in architecture.ids_of(Kind::Vpc) {
        arranging.vpc(vpc);
    }
    for region in architecture.ids_of(Kind::Region) {
        arranging.region(region);
    }
    arranging.world();
    let mut arranged = arranging.in_world();
    frames::frames(architecture, &arranging.contents, &mut arranged);
    arranged
}

impl Arranging<'_> {
    /// The children of a container that are of one of these kinds.
    fn children(&self, container: Option<&ResourceId>, kinds: &[Kind]) -> Vec<ResourceId> {
        self.seats
            .in_box(container)
            .iter()
            .filter(|id| {
                self.architecture
                    .kind_of(id)
                    .is_some_and(|kind| kinds.contains(&kind))
            })
            .cloned()
            .collect()
    }

    fn rect(&self, id: &ResourceId) -> Option<Rect> {
        self.contents.rects.get(id).copied()
    }

    fn put(&mut self, id: &ResourceId, rect: Rect) {
        self.contents.rects.insert(id.clone(), rect);
    }

    fn size(&self, id: &ResourceId) -> Point {
        self.contents.sizes.get(id).copied().unwrap_or_else(|| {
            self.architecture
                .kind_of(id)
                .map_or(Point::default(), default_size)
        })
    }

    /// The size that a container has before its content is counted.
    fn base(&self, id: &ResourceId, kind: Kind) -> Point {
        let spot = self.layout.get(id).unwrap_or_default();
        let default = default_size(kind);
        let chosen = |given: f64, default: f64| if given > 0.0 { given } else { default };
        Point::new(
            chosen(spot.width, default.x),
            chosen(spot.height, default.y),
        )
    }

    /// Turns what is relative into world coordinates.
    fn in_world(&mut self) -> Arranged {
        let mut arranged = Arranged::default();
        let mut open: Vec<(Option<ResourceId>, Point)> = vec![(None, Point::default())];
        while let Some((container, corner)) = open.pop() {
            for id in self.seats.in_box(container.as_ref()) {
                let Some(rect) = self.rect(id) else { continue };
                let rect = rect.moved(corner);
                arranged.rects.insert(id.clone(), rect);
                open.push((Some(id.clone()), rect.corner()));
            }
        }
        let corner = |id: &ResourceId| arranged.rects.get(id).map(Rect::corner);
        for mut zone in std::mem::take(&mut self.zones) {
            if let Some(corner) = corner(&zone.vpc) {
                zone.rect = zone.rect.moved(corner);
                arranged.zones.push(zone);
            }
        }
        for mut shelf in std::mem::take(&mut self.shelves) {
            if let Some(corner) = corner(&shelf.id) {
                shelf.rect = shelf.rect.moved(corner);
                arranged.shelves.push(shelf);
            }
        }
        arranged
    }
}
