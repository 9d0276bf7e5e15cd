//! What lies under a point of the drawing.

use super::metrics::{FACE, HEAD, ZONE_HEAD, text_width};
use super::{Scene, Shape, Thing};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{Point, Rect};

/// How near to a handle or an edge the pointer must be, in screen pixels.
const REACH: f64 = 9.0;
/// How large a thing must be on the screen for its handles to leave it free.
const LEAST: f64 = 10.0;
/// How much nearer to an edge than to a handle.
const EDGE: f64 = 0.6;
/// The size of a zone's name from further away, as the stylesheet has it.
const ZONE_LETTERS: f64 = 20.0;

/// What lies under a point.
#[derive(Clone, Debug, PartialEq)]
pub enum Hit {
    /// A thing's connection handle.
    Handle(ResourceId),
    /// An edge or a corner of a box, by which it is resized.
    Edge(ResourceId, Side),
    /// A thing.
    Thing(ResourceId),
    /// Nothing: the canvas itself.
    Canvas,
}

/// A side of a box: -1 for left or top, 1 for right or bottom, 0 for neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Side {
    /// From left to right.
    pub x: i8,
    /// From top to bottom.
    pub y: i8,
}

impl Side {
    /// The lower right corner.
    pub const LAST: Self = Self { x: 1, y: 1 };

    /// Whether two sides meet there.
    pub const fn is_corner(self) -> bool {
        self.x != 0 && self.y != 0
    }

    /// The way in which it is pulled, as the stylesheet calls it.
    pub const fn way(self) -> &'static str {
        match (self.x, self.y) {
            (_, 0) => "ew",
            (0, _) => "ns",
            (-1, -1) | (1, 1) => "nwse",
            _ => "nesw",
        }
    }
}

/// The side of a box that a point is on, so near to it.
fn side(rect: Rect, at: Point, reach: f64) -> Option<Side> {
    if !rect.grown(reach).contains(at) {
        return None;
    }
    let of = |at: f64, low: f64, high: f64| match (
        (at - low).abs() <= reach,
        (at - high).abs() <= reach,
    ) {
        (_, true) => 1,
        (true, _) => -1,
        _ => 0,
    };
    let side = Side {
        x: of(at.x, rect.x, rect.right()),
        y: of(at.y, rect.y, rect.bottom()),
    };
    (side.x != 0 || side.y != 0).then_some(side)
}

impl Scene {
    /// What lies under a point at this zoom. Handles and the lower right corner
    /// count only for what is `active`, selected or under the pointer before;
    /// the other corners and the edges for what is `chosen`, because a box is
    /// grasped by its edge, too.
    pub fn hit(
        &self,
        at: Point,
        zoom: f64,
        active: &dyn Fn(&ResourceId) -> bool,
        chosen: &dyn Fn(&ResourceId) -> bool,
    ) -> Hit {
        // From afar handles would swallow the things that they belong to.
        let reach = (REACH / zoom.max(0.01)).min(12.0);
        let mut nearest: Option<(f64, &Thing)> = None;
        let mut corner: Option<(&Thing, Side)> = None;
        self.tree.visit(Rect::between(at, at), &mut |thing, rect| {
            if !active(&thing.id) {
                return;
            }
            let distances = handles(thing, rect).into_iter().map(|it| it.distance(at));
            let distance = distances.fold(f64::INFINITY, f64::min);
            if distance <= reach
                && leaves_room(body(thing, rect), zoom)
                && nearest.is_none_or(|(least, _)| distance < least)
            {
                nearest = Some((distance, thing));
            }
            // A collapsed box has a size of its own.
            if thing.shape == Shape::Box && thing.inside.is_none() {
                let lower_right = Point::new(rect.right(), rect.bottom());
                if lower_right.distance(at) <= reach {
                    corner = Some((thing, Side::LAST));
                } else if chosen(&thing.id)
                    && let Some(side) = side(rect, at, reach * EDGE)
                {
                    corner = Some((thing, side));
                }
            }
        });
        if let Some((_, thing)) = nearest {
            return Hit::Handle(thing.id.clone());
        }
        if let Some((thing, side)) = corner {
            return Hit::Edge(thing.id.clone(), side);
        }
        match self.thing_at(at) {
            Some(thing) => Hit::Thing(thing.id.clone()),
            None => Hit::Canvas,
        }
    }

    /// The topmost thing at a point: a node or chip before the label of a
    /// frame, that before the deepest box.
    pub fn thing_at(&self, at: Point) -> Option<&Thing> {
        let mut small = |thing: &Thing, rect: Rect| {
            matches!(thing.shape, Shape::Node | Shape::Chip) && grasp(thing, rect).contains(at)
        };
        let mut frame = |thing: &Thing, rect: Rect| {
            thing.shape == Shape::Frame && frame_label(thing, rect).contains(at)
        };
        (self.tree.last_at(at, &mut small))
            .or_else(|| self.tree.last_at(at, &mut frame))
            .or_else(|| self.box_at(at, &|_| true))
    }

    /// The deepest box at a point of those that `counts` takes.
    pub fn box_at(&self, at: Point, counts: &dyn Fn(&ResourceId) -> bool) -> Option<&Thing> {
        self.tree.last_at(at, &mut |thing, rect| {
            thing.shape == Shape::Box && rect.contains(at) && counts(&thing.id)
        })
    }

    /// What a marquee selects: nodes, chips and frames that it touches, boxes
    /// that it encloses.
    pub fn within(&self, area: Rect) -> Vec<ResourceId> {
        let mut ids = Vec::new();
        self.tree.visit(area, &mut |thing, rect| {
            let taken = match thing.shape {
                Shape::Box => area.encloses(&rect),
                Shape::Frame => area.overlaps(&frame_label(thing, rect)),
                Shape::Node | Shape::Chip => area.overlaps(&grasp(thing, rect)),
            };
            if taken {
                ids.push(thing.id.clone());
            }
        });
        ids
    }

    /// The thing that a line may end at under a point: other than
    /// [`Scene::thing_at`] a frame counts with its whole area.
    pub fn end_at(&self, at: Point) -> Option<&Thing> {
        let thing = self.thing_at(at)?;
        if thing.shape != Shape::Box {
            return Some(thing);
        }
        let frame = self.tree.last_at(at, &mut |thing, rect| {
            thing.shape == Shape::Frame && rect.contains(at)
        });
        let piece = || {
            let pieces = self.pieces.values().flatten();
            let mut here = pieces.filter(|piece| {
                let rect = self.in_world(piece.parent.as_ref(), piece.place);
                rect.contains(at)
            });
            here.next_back().and_then(|piece| self.get(&piece.id))
        };
        Some(frame.or_else(piece).unwrap_or(thing))
    }
}

/// Whether a thing with this body is large enough on the screen to have handles,
/// and to be grasped beside them.
pub fn leaves_room(body: Rect, zoom: f64) -> bool {
    body.w.min(body.h) * zoom >= LEAST
}

/// The part of a thing that lines lead to and end at, where the thing itself
/// is at `rect`: the icon of a node, the whole of everything else.
pub fn body(thing: &Thing, rect: Rect) -> Rect {
    match thing.shape {
        Shape::Node => Rect::new(rect.x + (rect.w - FACE) / 2.0, rect.y, FACE, FACE),
        _ => rect,
    }
}

/// Where a node can be grasped: its icon and its name, less the empty corners.
fn grasp(thing: &Thing, rect: Rect) -> Rect {
    match thing.shape {
        Shape::Node => Rect::new(rect.x + 12.0, rect.y - 4.0, rect.w - 24.0, rect.h),
        _ => rect,
    }
}

/// The label on a frame's upper edge, where the frame itself is at `rect`; the
/// frame is only an outline.
pub fn frame_label(thing: &Thing, rect: Rect) -> Rect {
    let letters = (thing.name.chars().count() + thing.sub.chars().count()) as f64;
    let width = (letters * 7.4 + 44.0).min(rect.w - 24.0);
    Rect::new(rect.x + 12.0, rect.y - 11.0, width, 22.0)
}

/// The line of a box that carries its name, where the box itself is at `rect`.
pub fn head(thing: &Thing, rect: Rect) -> Rect {
    let letters = (thing.name.chars().count() + thing.sub.chars().count()) as f64;
    let width = if thing.kind == Kind::Subnet {
        rect.w
    } else {
        (letters * 7.6 + 60.0).min(rect.w)
    };
    Rect::new(rect.x, rect.y, width, HEAD)
}

/// Where the name of a zone is written from further away, where it is largest, and the
/// zone's column is at `rect`.
pub fn zone_name(code: &str, rect: Rect) -> Rect {
    let width = (text_width(code) * ZONE_LETTERS / 12.0 + 8.0).min(rect.w);
    let x = rect.centre().x - width / 2.0;
    Rect::new(x, rect.y + 1.0, width, ZONE_HEAD - 2.0)
}

/// Where the name of a thing is written, where the thing itself is at `rect`.
pub fn name_place(thing: &Thing, rect: Rect) -> Rect {
    match thing.shape {
        Shape::Node => Rect::new(rect.x, rect.y + FACE, rect.w, rect.h - FACE),
        Shape::Frame => frame_label(thing, rect),
        Shape::Box => Rect::new(rect.x + 4.0, rect.y + 2.0, rect.w.min(280.0), HEAD),
        Shape::Chip => rect,
    }
}

/// Where a thing's connection handles are, where the thing itself is at `rect`.
pub fn handles(thing: &Thing, rect: Rect) -> Vec<Point> {
    let body = body(thing, rect);
    let out = if thing.shape == Shape::Node { 4.0 } else { 0.0 };
    let centre = body.centre();
    let east = Point::new(body.right() + out, centre.y);
    match thing.shape {
        Shape::Frame => Vec::new(),
        Shape::Chip => vec![east],
        Shape::Box if matches!(thing.kind, Kind::Region | Kind::Account) => Vec::new(),
        _ => vec![
            Point::new(centre.x, body.y - out),
            east,
            Point::new(centre.x, body.bottom() + out),
            Point::new(body.x - out, centre.y),
        ],
    }
}
