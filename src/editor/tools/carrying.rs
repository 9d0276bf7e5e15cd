//! A copy is dragged away from its original: what is held stays where it is,
//! and where the pointer lets go another one of it stands.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::pasting::{At, paste};
use super::{Context, Effect, Event, Overlay, Step, Tool, rest};
use crate::architecture::{Kind, ResourceId};
use crate::building::placement::{Refusal, place_for};
use crate::editor::clipboard::{Clip, copied};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::Shape;

/// Dragging a copy.
#[derive(Clone, Debug)]
pub struct Carrying {
    clip: Clip,
    kinds: Vec<Kind>,
    takers: Arc<BTreeSet<ResourceId>>,
    /// Where the pointer went down, in the drawing.
    start: Point,
    by: Point,
    over: Option<ResourceId>,
    refusal: Option<Refusal>,
}

impl Carrying {
    pub(super) fn new(
        held: &ResourceId,
        ids: &BTreeSet<ResourceId>,
        start: Point,
        context: &Context<'_>,
    ) -> Option<Self> {
        let clip = copied(context.document, ids, |id| context.scene.rect(id))?;
        context.scene.shown(held)?;
        let architecture = &clip.document.architecture;
        let roots = clip.roots.iter();
        let kinds: Vec<Kind> = roots.filter_map(|id| architecture.kind_of(id)).collect();
        let boxes = context.scene.of_shape(Shape::Box);
        let takers = boxes.filter(|thing| refused(context, &kinds, Some(&thing.id)).is_none());
        Some(Self {
            takers: Arc::new(takers.map(|thing| thing.id.clone()).collect()),
            start: context.view.to_world(start),
            by: Point::default(),
            over: None,
            refusal: None,
            clip,
            kinds,
        })
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, _) => {
                self.look(at, context);
                (Tool::Carrying(self), Vec::new())
            }
            Event::Up(at, _) if !context.is_inside(at) => rest(Vec::new()),
            Event::Up(at, _) => {
                self.look(at, context);
                rest(match self.refusal {
                    Some(refusal) => vec![Effect::Refuse(refusal.to_string())],
                    None => {
                        let at = At::Moved(self.by, context.view.to_world(at));
                        paste(&self.clip, at, context)
                    }
                })
            }
            Event::Cancel => rest(Vec::new()),
            Event::Down(..) => (Tool::Carrying(self), Vec::new()),
        }
    }

    fn look(&mut self, at: Point, context: &Context<'_>) {
        let world = context.view.to_world(at);
        self.by = (world - self.start).snapped();
        // What the pointer is over need not take it itself: a subnet that is
        // dropped on another goes into the VPC of both.
        let under = context.scene.box_at(world, &|_| true);
        let mut around = under.map(|it| it.id.clone());
        self.over = around.clone();
        self.refusal = refused(context, &self.kinds, around.as_ref());
        while let Some(id) = around.filter(|_| self.refusal.is_some()) {
            around = context.scene.get(&id).and_then(|it| it.parent.clone());
            if refused(context, &self.kinds, around.as_ref()).is_none() {
                self.refusal = None;
                self.over.clone_from(&around);
            }
        }
    }

    pub(super) fn overlay(&self) -> Overlay {
        let places = self.clip.places.values();
        let previews: Vec<Rect> = places.map(|rect| rect.moved(self.by)).collect();
        let end = Rect::around(previews.iter().copied());
        Overlay {
            cursor: "copy",
            takers: Arc::clone(&self.takers),
            over: self.over.clone(),
            reason: self.refusal.as_ref().map(Refusal::to_string),
            // The word about it stands where the copies are.
            pending: match (&self.refusal, end) {
                (Some(_), Some(end)) => vec![end.centre(), end.centre()],
                _ => Vec::new(),
            },
            previews,
            ..Overlay::default()
        }
    }
}

/// Why one of some kinds may not stand in a box, if that is so.
fn refused(context: &Context<'_>, kinds: &[Kind], target: Option<&ResourceId>) -> Option<Refusal> {
    let architecture = &context.document.architecture;
    // What there is one of only brings what is in it.
    let once = |kind: &&Kind| !matches!(kind, Kind::Region | Kind::Account);
    let mut placed = kinds.iter().filter(once);
    placed.find_map(|kind| place_for(architecture, *kind, target).err())
}
