//! A connection is drawn from one thing's handle to another thing.

use std::collections::BTreeSet;

use super::pointing::TREMOR;
use super::{Context, Effect, Event, Overlay, Step, Tool, rest};
use crate::architecture::ResourceId;
use crate::building::connect::{ConnectRefusal, Connection, connection, connections};
use crate::editor::geometry::Point;
use crate::editor::scene::Shape;

/// Drawing a connection.
#[derive(Clone, Debug)]
pub struct Connecting {
    from: ResourceId,
    start: Point,
    at: Point,
    connectable: BTreeSet<ResourceId>,
    over: Option<ResourceId>,
    answer: Option<Result<Connection, ConnectRefusal>>,
    /// Whether the refusal is worth a word: the ground on the way is not.
    on_purpose: bool,
}

impl Connecting {
    pub(super) fn new(from: ResourceId, at: Point, context: &Context<'_>) -> Self {
        let world = context.view.to_world(at);
        let mut connectable: BTreeSet<ResourceId> = connections(context.document, &from)
            .into_iter()
            .map(|(id, _)| id)
            .collect();
        // Members are connected by their owner, so they light up with it.
        let members: Vec<ResourceId> = context
            .scene
            .things()
            .filter(|thing| thing.is_member() && connectable.contains(&thing.id.owner()))
            .map(|thing| thing.id.clone())
            .collect();
        connectable.extend(members);
        Self {
            from,
            start: world,
            at: world,
            connectable,
            over: None,
            answer: None,
            on_purpose: false,
        }
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, _) => {
                self.look(at, context);
                (Tool::Connecting(self), Vec::new())
            }
            // A handle that was pressed and not pulled was meant for its owner.
            Event::Up(at, _)
                if context.view.to_world(at).distance(self.start) * context.view.zoom <= TREMOR =>
            {
                rest(vec![Effect::Select(vec![self.from])])
            }
            Event::Up(at, _) => {
                self.look(at, context);
                let on_purpose = self.on_purpose;
                rest(match self.answer {
                    Some(Ok(connection)) => vec![
                        Effect::Begin(connection.label),
                        Effect::Amend(connection.edits),
                        Effect::Commit,
                    ],
                    Some(Err(refusal)) if on_purpose => vec![Effect::Refuse(refusal.to_string())],
                    _ => Vec::new(),
                })
            }
            Event::Cancel => rest(Vec::new()),
            Event::Down(..) => (Tool::Connecting(self), Vec::new()),
        }
    }

    fn look(&mut self, at: Point, context: &Context<'_>) {
        self.at = context.view.to_world(at);
        let over = context
            .is_inside(at)
            .then(|| context.scene.end_at(self.at))
            .flatten()
            .filter(|thing| thing.id != self.from);
        self.on_purpose = over.is_some_and(|thing| {
            thing.shape != Shape::Box || !context.scene.is_within(&self.from, &thing.id)
        });
        self.answer = over.map(|thing| connection(context.document, &self.from, &thing.id));
        self.over = over.map(|thing| thing.id.clone());
    }

    pub(super) fn overlay(&self) -> Overlay {
        let (caption, reason) = match &self.answer {
            Some(Ok(connection)) => (Some(connection.label.clone()), None),
            Some(Err(refusal)) if self.on_purpose => (None, Some(refusal.to_string())),
            _ => (None, None),
        };
        Overlay {
            cursor: "connect",
            connectable: self.connectable.clone(),
            over: (caption.is_some() || reason.is_some())
                .then(|| self.over.clone())
                .flatten(),
            caption,
            reason,
            pending: vec![self.start, self.at],
            ..Overlay::default()
        }
    }
}
