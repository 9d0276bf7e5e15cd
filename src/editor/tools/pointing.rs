//! The pointer is down on a thing: a click, or the start of a drag.

use std::collections::BTreeSet;

use super::switch::is_switch;
use super::{Carrying, Context, Dragging, Effect, Event, Held, Step, Tool, rest};
use crate::architecture::ResourceId;
use crate::editor::geometry::Point;

/// How far the pointer must move, in screen pixels, for a click to become a
/// drag: hands tremble.
pub(super) const TREMOR: f64 = 4.0;

/// Pressed on a thing.
#[derive(Clone, Debug)]
pub struct Pointing {
    id: ResourceId,
    start: Point,
    held: Held,
}

impl Pointing {
    pub(super) fn new(id: ResourceId, start: Point, held: Held) -> Self {
        Self { id, start, held }
    }

    pub(super) fn on(self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, held) if at.distance(self.start) > TREMOR => {
                let mut effects = Vec::new();
                let ids: Vec<ResourceId> = if context.selection.contains(&self.id) {
                    context.selection.iter().cloned().collect()
                } else {
                    effects.push(Effect::Select(vec![self.id.clone()]));
                    vec![self.id.clone()]
                };
                // With Alt it is a copy that is dragged away.
                if held.alt || self.held.alt {
                    let ids: BTreeSet<ResourceId> = ids.into_iter().collect();
                    let Some(state) = Carrying::new(&self.id, &ids, self.start, context) else {
                        return rest(effects);
                    };
                    let (tool, more) = state.on(Event::Move(at, held), context);
                    effects.extend(more);
                    return (tool, effects);
                }
                let state = Dragging::new(&self.id, &ids, self.start, context);
                let Some(state) = state else {
                    return rest(effects);
                };
                effects.push(Effect::Begin(state.label(context)));
                let (tool, more) = state.on(Event::Move(at, held), context);
                effects.extend(more);
                (tool, effects)
            }
            Event::Up(..) if self.held.shift || self.held.control => {
                rest(vec![Effect::Toggle(self.id)])
            }
            Event::Up(..) if is_switch(&self.id, self.start, context) => {
                rest(vec![Effect::Switch(self.id)])
            }
            Event::Up(..) => rest(vec![Effect::Select(vec![self.id])]),
            Event::Cancel => rest(Vec::new()),
            Event::Move(..) | Event::Down(..) => (Tool::Pointing(self), Vec::new()),
        }
    }
}
