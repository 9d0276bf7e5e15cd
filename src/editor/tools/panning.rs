//! The view is moved by hand.

use super::{Context, Effect, Event, Step, Tool, rest};
use crate::editor::geometry::Point;
use crate::editor::viewport::Viewport;

/// Panning.
#[derive(Clone, Debug)]
pub struct Panning {
    start: Point,
    view: Viewport,
}

impl Panning {
    pub(super) fn new(start: Point, context: &Context<'_>) -> Self {
        Self {
            start,
            view: context.view,
        }
    }

    pub(super) fn on(self, event: Event, _context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, _) => {
                let view = self.view.panned(at - self.start);
                (Tool::Panning(self), vec![Effect::View(view)])
            }
            Event::Up(..) => rest(Vec::new()),
            Event::Cancel => rest(vec![Effect::View(self.view)]),
            Event::Down(..) => (Tool::Panning(self), Vec::new()),
        }
    }
}
