//! The pointer is down on the ground: a click selects what the ground belongs
//! to, a drag selects an area; under a finger it pans.

use std::collections::BTreeSet;

use super::pointing::TREMOR;
use super::switch::is_switch;
use super::{Context, Effect, Event, Held, Overlay, Panning, Pointer, Step, Tool, rest};
use crate::architecture::ResourceId;
use crate::editor::geometry::{Point, Rect};

/// Pressed on the ground.
#[derive(Clone, Debug)]
pub struct Marquee {
    ground: Option<ResourceId>,
    start: Point,
    pointer: Pointer,
    before: BTreeSet<ResourceId>,
    adds: bool,
    area: Option<Rect>,
}

impl Marquee {
    pub(super) fn new(
        ground: Option<ResourceId>,
        start: Point,
        pointer: Pointer,
        held: Held,
        context: &Context<'_>,
    ) -> Self {
        Self {
            ground,
            start,
            pointer,
            before: context.selection.clone(),
            adds: held.shift,
            area: None,
        }
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, held) => {
                if self.area.is_none() && at.distance(self.start) <= TREMOR {
                    return (Tool::Marquee(self), Vec::new());
                }
                if self.pointer == Pointer::Finger {
                    return Panning::new(self.start, context).on(Event::Move(at, held), context);
                }
                let area =
                    Rect::between(context.view.to_world(self.start), context.view.to_world(at));
                self.area = Some(area);
                let mut ids = context.scene.within(area);
                if self.adds {
                    ids.extend(self.before.iter().cloned());
                }
                (Tool::Marquee(self), vec![Effect::Select(ids)])
            }
            Event::Up(..) if self.area.is_some() => rest(Vec::new()),
            Event::Up(..) => rest(match self.ground {
                Some(id) if self.adds => vec![Effect::Toggle(id)],
                Some(id)
                    if self.pointer == Pointer::Finger && is_switch(&id, self.start, context) =>
                {
                    vec![Effect::Switch(id)]
                }
                Some(id) => vec![Effect::Select(vec![id])],
                None if self.adds => Vec::new(),
                None => vec![Effect::Select(Vec::new())],
            }),
            Event::Cancel => rest(vec![Effect::Select(self.before.into_iter().collect())]),
            Event::Down(..) => (Tool::Marquee(self), Vec::new()),
        }
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            marquee: self.area,
            ..Overlay::default()
        }
    }
}
