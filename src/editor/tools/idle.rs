//! Nothing is under way: the pointer hovers, until it goes down.

use super::switch::is_switch;
use super::{
    Connecting, Context, Event, Held, Marquee, Overlay, Panning, Pointer, Pointing, Resizing, Step,
    Tool,
};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::Point;
use crate::editor::scene::{Hit, Side, head};

/// Resting.
#[derive(Clone, Debug, Default)]
pub struct Idle {
    hovered: Option<ResourceId>,
    /// The edge of a box under the pointer, by which it can be resized.
    side: Option<Side>,
    /// Whether a press would collapse or expand the box under the pointer.
    switches: bool,
}

impl Idle {
    pub(super) fn on(self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Down(at, pointer, held) => (self.down(at, pointer, held, context), Vec::new()),
            Event::Move(at, _) => {
                let hit = self.hit(at, context);
                let switches = matches!(&hit, Hit::Thing(id) if is_switch(id, at, context));
                let (hovered, side) = match hit {
                    Hit::Edge(id, side) => (Some(id), Some(side)),
                    Hit::Handle(id) | Hit::Thing(id) => (Some(id), None),
                    Hit::Canvas => (None, None),
                };
                let resting = Self {
                    hovered,
                    side,
                    switches,
                };
                (Tool::Idle(resting), Vec::new())
            }
            Event::Up(..) => (Tool::Idle(self), Vec::new()),
            Event::Cancel => (Tool::default(), Vec::new()),
        }
    }

    fn hit(&self, at: Point, context: &Context<'_>) -> Hit {
        let active =
            |id: &ResourceId| self.hovered.as_ref() == Some(id) || context.selection.contains(id);
        let chosen = |id: &ResourceId| context.selection.contains(id);
        let world = context.view.to_world(at);
        context
            .scene
            .hit(world, context.view.zoom, &active, &chosen)
    }

    fn down(&self, at: Point, pointer: Pointer, held: Held, context: &Context<'_>) -> Tool {
        if held.space || pointer == Pointer::Middle {
            return Tool::Panning(Panning::new(at, context));
        }
        match self.hit(at, context) {
            Hit::Handle(id) => Tool::Connecting(Connecting::new(id, at, context)),
            // A finger takes hold of a corner alone: an edge is as long as the way that it pans.
            Hit::Edge(id, side) if pointer == Pointer::Finger && !side.is_corner() => {
                Tool::Marquee(Marquee::new(Some(id), at, pointer, held, context))
            }
            Hit::Edge(id, side) => match Resizing::new(id, side, at, context) {
                Some(state) => Tool::Resizing(state),
                None => Tool::default(),
            },
            Hit::Thing(id) if !is_ground(&id, at, pointer, context) => {
                Tool::Pointing(Pointing::new(id, at, held))
            }
            Hit::Thing(id) => Tool::Marquee(Marquee::new(Some(id), at, pointer, held, context)),
            Hit::Canvas => Tool::Marquee(Marquee::new(None, at, pointer, held, context)),
        }
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            hovered: self.hovered.clone(),
            cursor: match self.side {
                Some(side) => side.way(),
                None if self.switches => "switch",
                None => "select",
            },
            ..Overlay::default()
        }
    }
}

/// Whether a press serves the ground: a drag then selects an area rather than moving
/// everything. A Region is so large that its inside does; it can be moved by its name, or
/// anywhere once it is selected. Under a finger everything does: one finger reads and pans,
/// and takes hold of a thing by staying on it ([`Tool::holding`]).
fn is_ground(id: &ResourceId, at: Point, pointer: Pointer, context: &Context<'_>) -> bool {
    let Some(thing) = context.scene.get(id) else {
        return true;
    };
    if pointer == Pointer::Finger {
        return true;
    }
    thing.kind == Kind::Region
        && !context.selection.contains(id)
        && !head(thing, context.scene.rect_of(thing)).contains(context.view.to_world(at))
}
