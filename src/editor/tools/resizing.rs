//! A box is resized by its lower right corner. It never gets smaller than its
//! content, because that is how the drawing works, nor than its own name.

use super::{Context, Effect, Event, Step, Tool, rest};
use crate::architecture::layout::Spot;
use crate::architecture::{Edit, ResourceId};
use crate::editor::geometry::{Point, Rect, snapped};

/// The least size of a box.
const LEAST: Point = Point::new(200.0, 96.0);

/// Resizing.
#[derive(Clone, Debug)]
pub struct Resizing {
    id: ResourceId,
    start: Point,
    rect: Rect,
    origin: Point,
    begun: bool,
}

impl Resizing {
    pub(super) fn new(id: ResourceId, at: Point, context: &Context<'_>) -> Option<Self> {
        let thing = context.scene.get(&id)?;
        let origin = context.scene.origin(thing.parent.as_ref());
        Some(Self {
            start: context.view.to_world(at),
            rect: context.scene.rect_of(thing),
            origin,
            id,
            begun: false,
        })
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, _) => {
                let by = context.view.to_world(at) - self.start;
                let corner = self.rect.corner() - self.origin;
                let spot = Spot {
                    width: snapped(self.rect.w + by.x).max(LEAST.x),
                    height: snapped(self.rect.h + by.y).max(LEAST.y),
                    ..Spot::at(corner.x, corner.y)
                };
                let mut effects = Vec::new();
                if !self.begun {
                    let name = context.document.architecture.name_of(&self.id);
                    effects.push(Effect::Select(vec![self.id.clone()]));
                    effects.push(Effect::Begin(format!("Resize {name}")));
                    self.begun = true;
                }
                effects.push(Effect::Amend(vec![Edit::Arrange {
                    id: self.id.clone(),
                    spot: Some(spot),
                }]));
                (Tool::Resizing(self), effects)
            }
            Event::Up(..) if self.begun => rest(vec![Effect::Commit]),
            Event::Up(..) => rest(vec![Effect::Select(vec![self.id])]),
            Event::Cancel if self.begun => rest(vec![Effect::Abort]),
            Event::Cancel => rest(Vec::new()),
            Event::Down(..) => (Tool::Resizing(self), Vec::new()),
        }
    }
}
