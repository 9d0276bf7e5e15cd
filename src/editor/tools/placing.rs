//! Something new is carried from the palette to where it belongs.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::drop::{Dropped, drop_new, taker_at};
use super::{Context, Effect, Event, Ghost, Overlay, Step, Tool, rest};
use crate::architecture::{Kind, ResourceId};
use crate::building::placement::{Refusal, is_made_for, place_for};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::{Shape, default_size, grip};

/// Carrying something new.
#[derive(Clone, Debug)]
pub struct Placing {
    kind: Kind,
    takers: Arc<BTreeSet<ResourceId>>,
    /// Where the pointer is, once it is on the canvas.
    at: Option<Point>,
    /// How much of the drawing a new box will take there.
    preview: Option<Rect>,
    over: Option<ResourceId>,
    refusal: Option<Refusal>,
}

impl Placing {
    pub(super) fn new(kind: Kind, context: &Context<'_>) -> Self {
        let architecture = &context.document.architecture;
        let takers = context
            .scene
            .things()
            .filter(|thing| match thing.shape {
                Shape::Box => place_for(architecture, kind, Some(&thing.id)).is_ok(),
                _ => !thing.is_member() && is_made_for(kind, thing.kind),
            })
            .map(|thing| thing.id.clone())
            .collect();
        Self {
            kind,
            takers: Arc::new(takers),
            at: None,
            preview: None,
            over: None,
            refusal: None,
        }
    }

    /// What is carried.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Down(at, ..) | Event::Move(at, _) => {
                self.look(at, context);
                (Tool::Placing(self), Vec::new())
            }
            Event::Up(at, _) if !context.is_inside(at) => rest(Vec::new()),
            Event::Up(at, _) => rest(put_down(self.kind, context.view.to_world(at), context)),
            Event::Cancel => rest(Vec::new()),
        }
    }

    fn look(&mut self, at: Point, context: &Context<'_>) {
        self.at = context.is_inside(at).then_some(at);
        let target = self
            .at
            .and_then(|at| taker_at(context, self.kind, context.view.to_world(at)));
        self.preview = self.at.filter(|_| self.kind.is_container()).map(|at| {
            let corner = (context.view.to_world(at) - grip(self.kind)).snapped();
            let size = default_size(self.kind);
            Rect::new(corner.x, corner.y, size.x, size.y)
        });
        let architecture = &context.document.architecture;
        let on = target.as_ref().and_then(|id| architecture.kind_of(id));
        let made_for = on.is_some_and(|on| is_made_for(self.kind, on));
        self.refusal = match place_for(architecture, self.kind, target.as_ref()) {
            Err(_) if made_for => None,
            Err(refusal) if self.at.is_some() => Some(refusal),
            _ => None,
        };
        self.over = target;
    }

    pub(super) fn overlay(&self) -> Overlay {
        Overlay {
            cursor: "panning",
            takers: Arc::clone(&self.takers),
            over: self.over.clone(),
            reason: self.refusal.as_ref().map(Refusal::to_string),
            previews: self.preview.into_iter().collect(),
            ghost: self.at.map(|at| Ghost {
                kind: self.kind,
                name: self.kind.info().title.to_owned(),
                at,
            }),
            ..Overlay::default()
        }
    }
}

fn put_down(kind: Kind, at: Point, context: &Context<'_>) -> Vec<Effect> {
    match drop_new(context, kind, at) {
        Ok(dropped) => added(kind, dropped),
        Err(refusal) => vec![Effect::Refuse(refusal.to_string())],
    }
}

/// The effects of adding something: one step, and it is selected.
pub(super) fn added(kind: Kind, dropped: Dropped) -> Vec<Effect> {
    vec![
        Effect::Begin(format!("Add {}", kind.info().title)),
        Effect::Amend(dropped.edits),
        Effect::Commit,
        Effect::Select(vec![dropped.id.clone()]),
        Effect::Reveal(vec![dropped.id]),
    ]
}
