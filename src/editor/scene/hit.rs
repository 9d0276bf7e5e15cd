//! What lies under a point of the drawing.

use super::metrics::HEAD;
use super::{Scene, Shape, Thing};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{Point, Rect};

/// How near to a handle or an edge the pointer must be, in screen pixels.
const REACH: f64 = 9.0;

/// What lies under a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// A thing's connection handle.
    Handle(ResourceId),
    /// The lower right corner of a box, by which it is resized.
    Corner(ResourceId),
    /// A thing.
    Thing(ResourceId),
    /// Nothing: the canvas itself.
    Canvas,
}

impl Scene {
    /// What lies under a point at this zoom. Handles and corners count only
    /// for what is `active`: selected, or under the pointer before.
    pub fn hit(&self, at: Point, zoom: f64, active: &dyn Fn(&ResourceId) -> bool) -> Hit {
        // From afar handles would swallow the things that they belong to.
        let reach = (REACH / zoom.max(0.01)).min(12.0);
        let mut handles: Vec<(f64, &Thing)> = self
            .things
            .iter()
            .filter(|thing| active(&thing.id))
            .filter_map(|thing| {
                handles(thing)
                    .into_iter()
                    .map(|handle| (handle.distance(at), thing))
                    .filter(|(distance, _)| *distance <= reach)
                    .min_by(|one, other| one.0.total_cmp(&other.0))
            })
            .collect();
        handles.sort_by(|one, other| one.0.total_cmp(&other.0));
        if let Some((_, thing)) = handles.first() {
            return Hit::Handle(thing.id.clone());
        }
        let corner = self.things.iter().rev().find(|thing| {
            let corner = Point::new(thing.rect.right(), thing.rect.bottom());
            thing.shape == Shape::Box && active(&thing.id) && corner.distance(at) <= reach
        });
        if let Some(thing) = corner {
            return Hit::Corner(thing.id.clone());
        }
        match self.thing_at(at) {
            Some(thing) => Hit::Thing(thing.id.clone()),
            None => Hit::Canvas,
        }
    }

    /// The topmost thing at a point: a node or chip before the label of a
    /// frame, that before the deepest box.
    pub fn thing_at(&self, at: Point) -> Option<&Thing> {
        let small = |thing: &&Thing| {
            matches!(thing.shape, Shape::Node | Shape::Chip) && grasp(thing).contains(at)
        };
        let frame = |thing: &&Thing| thing.shape == Shape::Frame && frame_label(thing).contains(at);
        self.things
            .iter()
            .rev()
            .find(small)
            .or_else(|| self.things.iter().rev().find(frame))
            .or_else(|| self.box_at(at, &|_| true))
    }

    /// The deepest box at a point of those that `counts` takes.
    pub fn box_at(&self, at: Point, counts: &dyn Fn(&ResourceId) -> bool) -> Option<&Thing> {
        // What is inside comes later in reading order.
        self.things
            .iter()
            .rev()
            .find(|thing| thing.shape == Shape::Box && thing.rect.contains(at) && counts(&thing.id))
    }

    /// What a marquee selects: nodes, chips and frames that it touches, boxes
    /// that it encloses.
    pub fn within(&self, area: Rect) -> Vec<ResourceId> {
        self.things
            .iter()
            .filter(|thing| match thing.shape {
                Shape::Box => area.encloses(&thing.rect),
                Shape::Frame => area.overlaps(&frame_label(thing)),
                Shape::Node | Shape::Chip => area.overlaps(&grasp(thing)),
            })
            .map(|thing| thing.id.clone())
            .collect()
    }

    /// The thing that a line may end at under a point: other than
    /// [`Scene::thing_at`] a frame counts with its whole area.
    pub fn end_at(&self, at: Point) -> Option<&Thing> {
        let thing = self.thing_at(at)?;
        if thing.shape != Shape::Box {
            return Some(thing);
        }
        let frame = self.things.iter().rev().find(|thing| {
            thing.shape == Shape::Frame
                && (thing.rect.contains(at)
                    || self
                        .pieces
                        .iter()
                        .any(|piece| piece.id == thing.id && piece.rect.contains(at)))
        });
        Some(frame.unwrap_or(thing))
    }
}

/// Where a node can be grasped: its icon and its name, less the empty corners.
fn grasp(thing: &Thing) -> Rect {
    match thing.shape {
        Shape::Node => Rect::new(
            thing.rect.x + 12.0,
            thing.rect.y - 4.0,
            thing.rect.w - 24.0,
            thing.rect.h,
        ),
        _ => thing.rect,
    }
}

/// The label on a frame's upper edge; the frame itself is only an outline.
pub fn frame_label(thing: &Thing) -> Rect {
    let letters = (thing.name.chars().count() + thing.sub.chars().count()) as f64;
    let width = (letters * 7.4 + 44.0).min(thing.rect.w - 24.0);
    Rect::new(thing.rect.x + 12.0, thing.rect.y - 11.0, width, 22.0)
}

/// The line of a box that carries its name.
pub fn head(thing: &Thing) -> Rect {
    let letters = (thing.name.chars().count() + thing.sub.chars().count()) as f64;
    let width = if thing.kind == Kind::Subnet {
        thing.rect.w
    } else {
        (letters * 7.6 + 60.0).min(thing.rect.w)
    };
    Rect::new(thing.rect.x, thing.rect.y, width, HEAD)
}

/// Where a thing's connection handles are.
pub fn handles(thing: &Thing) -> Vec<Point> {
    let body = thing.body();
    let out = if thing.shape == Shape::Node { 4.0 } else { 0.0 };
    let centre = body.centre();
    let east = Point::new(body.right() + out, centre.y);
    match thing.shape {
        Shape::Frame => Vec::new(),
        Shape::Chip => vec![east],
        Shape::Box if thing.kind == Kind::Region => Vec::new(),
        _ => vec![
            Point::new(centre.x, body.y - out),
            east,
            Point::new(centre.x, body.bottom() + out),
            Point::new(body.x - out, centre.y),
        ],
    }
}
