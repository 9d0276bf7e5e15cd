//! A box is resized by one of its edges or corners. It never gets smaller than
//! its content, because that is how the drawing works, nor than its own name.
//! What is in it stays where it is.

use super::{Context, Effect, Event, Overlay, Step, Tool, rest};
use crate::architecture::layout::Spot;
use crate::architecture::{Edit, Ground, ResourceId};
use crate::editor::geometry::{Point, Rect, snapped};
use crate::editor::scene::{Shape, Side, least};

/// The least size of a box.
const LEAST: Point = Point::new(200.0, 96.0);

/// Resizing.
#[derive(Clone, Debug)]
pub struct Resizing {
    id: ResourceId,
    side: Side,
    start: Point,
    rect: Rect,
    origin: Point,
    /// What stands in the box by a place in it, with that place.
    content: Vec<(ResourceId, Spot)>,
    /// How far its upper left corner may come in.
    room: Point,
    begun: bool,
}

impl Resizing {
    pub(super) fn new(
        id: ResourceId,
        side: Side,
        at: Point,
        context: &Context<'_>,
    ) -> Option<Self> {
        let thing = context.scene.get(&id)?;
        let rect = context.scene.rect_of(thing);
        let moves = side.x < 0 || side.y < 0;
        let content: Vec<_> = context.scene.in_box(Some(&id)).filter(|_| moves).collect();
        let by_hand = content.iter().filter(|inner| {
            let info = inner.kind.info();
            matches!(inner.shape, Shape::Box | Shape::Node)
                && !inner.is_member()
                && !info.is_placed_by_itself()
        });
        let mut room = Point::new(rect.w, rect.h) - LEAST;
        for inner in &content {
            let is_free = matches!(inner.shape, Shape::Box | Shape::Node)
                && !matches!(inner.kind.info().ground, Ground::Gate | Ground::Wall);
            if is_free && let Some(least) = least(inner.kind, Some(thing.kind)) {
                room.x = room.x.min(inner.place.x - least.x);
                room.y = room.y.min(inner.place.y - least.y);
            }
        }
        let layout = &context.document.layout;
        Some(Self {
            start: context.view.to_world(at),
            origin: context.scene.origin(thing.parent.as_ref()),
            content: by_hand
                .map(|inner| {
                    let before = layout.get(&inner.id).unwrap_or_default();
                    let spot = Spot {
                        width: before.width,
                        height: before.height,
                        ..Spot::at(inner.place.x, inner.place.y)
                    };
                    (inner.id.clone(), spot)
                })
                .collect(),
            room: Point::new(room.x.max(0.0), room.y.max(0.0)),
            rect,
            side,
            id,
            begun: false,
        })
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, _) => {
                let mut effects = Vec::new();
                if !self.begun {
                    let name = context.document.architecture.name_of(&self.id);
                    effects.push(Effect::Select(vec![self.id.clone()]));
                    effects.push(Effect::Begin(format!("Resize {name}")));
                    self.begun = true;
                }
                let by = context.view.to_world(at) - self.start;
                let edits = self.edits(by);
                effects.push(Effect::Amend(edits));
                (Tool::Resizing(self), effects)
            }
            Event::Up(..) if self.begun => rest(vec![Effect::Commit]),
            Event::Up(..) => rest(vec![Effect::Select(vec![self.id])]),
            Event::Cancel if self.begun => rest(vec![Effect::Abort]),
            Event::Cancel => rest(Vec::new()),
            Event::Down(..) => (Tool::Resizing(self), Vec::new()),
        }
    }

    /// The edits for the pointer having moved so far.
    fn edits(&self, by: Point) -> Vec<Edit> {
        let corner = self.rect.corner() - self.origin;
        // An edge that is not pulled stays, and so does its length.
        let along = |side: i8, from: f64, length: f64, by: f64, least: f64, room: f64| match side {
            1 => (from, snapped(length + by).max(least)),
            -1 => {
                let to = snapped(from + by).min(from + room);
                (to, length + from - to)
            }
            _ => (from, length),
        };
        let (x, width) = along(
            self.side.x,
            corner.x,
            self.rect.w,
            by.x,
            LEAST.x,
            self.room.x,
        );
        let (y, height) = along(
            self.side.y,
            corner.y,
            self.rect.h,
            by.y,
            LEAST.y,
            self.room.y,
        );
        let moved = Point::new(x, y) - corner;
        let mut edits = vec![Edit::Arrange {
            id: self.id.clone(),
            spot: Some(Spot {
                width,
                height,
                ..Spot::at(x, y)
            }),
        }];
        edits.extend(self.content.iter().map(|(id, spot)| Edit::Arrange {
            id: id.clone(),
            spot: Some(Spot {
                x: spot.x - moved.x,
                y: spot.y - moved.y,
                ..*spot
            }),
        }));
        edits
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            cursor: self.side.way(),
            ..Overlay::default()
        }
    }
}
