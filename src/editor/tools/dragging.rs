//! Things are moved: about in their container, or into another one that takes
//! them. Where they may not go they stay behind and a word says why.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::drop::{gaps, pins};
use super::landing::{Landing, carried, landed, movable, move_label, moved, moves};
use super::snap::{align, stopped};
use super::{Context, Effect, Event, Ghost, Guide, Held, Overlay, Step, Tool, rest};
use crate::architecture::{Document, Edit, Ground, Kind, ResourceId};
use crate::building::placement::place_for;
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::{Scene, Shape, Thing, head};

/// How far beyond its container's edge a thing is still held by it, in pixels
/// of the drawing: a container grows when its content pushes against an edge.
const HOLD: f64 = 56.0;

/// Moving.
#[derive(Clone, Debug)]
pub struct Dragging {
    /// What the pointer holds; its place decides where all of them go.
    held: ResourceId,
    /// What moves, in order and each once, without what moves along in a
    /// container.
    ids: Vec<ResourceId>,
    start: Point,
    at: Point,
    /// Document and drawing before the gesture.
    document: Arc<Document>,
    scene: Arc<Scene>,
    pins: Vec<Edit>,
    takers: Arc<BTreeSet<ResourceId>>,
    /// What carrying each into the boxes does that it was over: worked out once
    /// for each box, not with each move.
    landings: BTreeMap<(ResourceId, Option<ResourceId>), Arc<Landing>>,
    over: Option<ResourceId>,
    reason: Option<String>,
    guides: Vec<Guide>,
}

impl Dragging {
    pub(super) fn new(
        held: &ResourceId,
        ids: &[ResourceId],
        start: Point,
        context: &Context<'_>,
    ) -> Option<Self> {
        let scene = &context.scene;
        let ids = movable(ids, scene);
        let held = held.owner();
        scene.get(&held)?;
        let architecture = &context.document.architecture;
        let kinds: Vec<Kind> = ids
            .iter()
            .filter_map(|id| architecture.kind_of(id))
            .collect();
        let inside = |id: &ResourceId| moves(&ids, scene, id);
        let takers = scene
            .of_shape(Shape::Box)
            .filter(|thing| !inside(&thing.id))
            .filter(|thing| {
                kinds
                    .iter()
                    .all(|kind| place_for(architecture, *kind, Some(&thing.id)).is_ok())
            })
            .map(|thing| thing.id.clone())
            .collect();
        let but: Vec<&ResourceId> = ids.iter().collect();
        let parents: BTreeSet<Option<ResourceId>> = ids
            .iter()
            .filter_map(|id| scene.get(id))
            .map(|thing| thing.parent.clone())
            .collect();
        let pins = parents
            .iter()
            .flat_map(|parent| pins(context, parent.as_ref(), &but))
            .collect();
        Some(Self {
            start: context.view.to_world(start),
            at: start,
            document: Arc::new(context.document.clone()),
            scene: Arc::clone(scene),
            held,
            ids,
            pins,
            takers: Arc::new(takers),
            landings: BTreeMap::new(),
            over: None,
            reason: None,
            guides: Vec::new(),
        })
    }

    pub(super) fn label(&self, context: &Context<'_>) -> String {
        move_label(context.document, &self.ids)
    }

    pub(super) fn on(mut self, event: Event, context: &Context<'_>) -> Step {
        match event {
            Event::Move(at, held) => {
                let edits = self.look(at, held, context);
                (Tool::Dragging(self), vec![Effect::Amend(edits)])
            }
            Event::Up(at, held) => {
                let edits = self.look(at, held, context);
                match self.reason {
                    Some(reason) => rest(vec![Effect::Abort, Effect::Refuse(reason)]),
                    None => rest(vec![Effect::Amend(edits), Effect::Commit]),
                }
            }
            Event::Cancel => rest(vec![Effect::Abort]),
            Event::Down(..) => (Tool::Dragging(self), Vec::new()),
        }
    }

    /// The edits for the pointer being here; none where the things may not go.
    /// Each goes into what lies under it itself: two that are held together may
    /// come from two boxes and go into two.
    fn look(&mut self, at: Point, held: Held, context: &Context<'_>) -> Vec<Edit> {
        self.at = at;
        let world = context.view.to_world(at);
        let scene = Arc::clone(&self.scene);
        let Some(thing) = scene.get(&self.held) else {
            return Vec::new();
        };
        let rect = scene.rect_of(thing);
        let corner = rect.moved(world - self.start).corner().snapped();
        let mut by = corner - rect.corner();
        self.guides = Vec::new();
        self.over = None;
        self.reason = None;
        let target = self.target(world);
        let stays = self.stays(thing, target.as_ref(), world);
        if stays && !held.control {
            let (shift, guides) = self.line_up(thing, rect.moved(by), context.view.zoom);
            by = by + shift;
            self.guides = guides;
        }
        if stays {
            by = stopping(&scene, &self.ids, by);
        } else {
            self.over.clone_from(&target);
        }
        let mut edits = self.pins.clone();
        let mut refused = None;
        for id in self.ids.clone() {
            let Some(thing) = scene.get(&id) else {
                continue;
            };
            let (point, target) = match id == self.held {
                true => (world, target.clone()),
                false => {
                    let point = grasped(thing, scene.rect_of(thing)) + by;
                    (point, self.target(point))
                }
            };
            if self.stays(thing, target.as_ref(), point) {
                edits.extend(moved(&self.document, &scene, std::slice::from_ref(&id), by));
                continue;
            }
            match &*self.landing(&id, target.as_ref(), context) {
                Ok(landing) => edits.extend(landed(&self.document, &scene, &id, landing, by)),
                Err(reason) => refused = refused.or(Some((id, reason.to_string()))),
            }
        }
        let Some((id, reason)) = refused else {
            return edits;
        };
        // Of several it is said which one may not go there.
        self.reason = Some(match self.ids.len() {
            1 => reason,
            _ => format!("{}: {reason}", self.document.architecture.name_of(&id)),
        });
        Vec::new()
    }

    /// The box at a point, of those that do not move.
    fn target(&self, at: Point) -> Option<ResourceId> {
        let moving = |id: &ResourceId| moves(&self.ids, &self.scene, id);
        let target = self.scene.box_at(at, &|id| !moving(id));
        target.map(|thing| thing.id.clone())
    }

    /// What carrying one thing into a box does, whichever point it is.
    fn landing(
        &mut self,
        id: &ResourceId,
        target: Option<&ResourceId>,
        context: &Context<'_>,
    ) -> Arc<Landing> {
        let key = (id.clone(), target.cloned());
        if let Some(landing) = self.landings.get(&key) {
            return Arc::clone(landing);
        }
        let landing = Arc::new(carried(&self.document, &self.scene, id, target, context));
        self.landings.insert(key, Arc::clone(&landing));
        landing
    }

    /// Whether things move about in their own container: the pointer is in it,
    /// or has slid out of it just so far as pushing its edge goes.
    fn stays(&self, thing: &Thing, target: Option<&ResourceId>, world: Point) -> bool {
        if thing.parent.as_ref() == target
            || matches!(thing.shape, Shape::Frame)
            || thing.kind.info().ground == Ground::Across
        {
            return true;
        }
        let Some(parent) = thing.parent.as_ref().and_then(|id| self.scene.get(id)) else {
            return false;
        };
        let slid_out = target.is_none_or(|target| self.scene.is_within(&parent.id, target));
        slid_out && self.scene.rect_of(parent).grown(HOLD).contains(world)
    }

    fn line_up(&self, thing: &Thing, rect: Rect, zoom: f64) -> (Point, Vec<Guide>) {
        let is_other = |other: &&Thing| {
            other.shape == thing.shape
                && !self.ids.contains(&other.id)
                && other.id.owner() != thing.id
        };
        // Boxes line up with their siblings, nodes with nodes nearby, too.
        let near = rect.grown(480.0);
        let siblings = self.scene.in_box(thing.parent.as_ref()).filter(is_other);
        let mut others: Vec<Rect> = siblings.map(|it| self.scene.rect_of(it)).collect();
        if thing.shape == Shape::Node {
            let nearby = self.scene.visible(near).filter(is_other);
            others.extend(
                nearby
                    .filter(|other| other.parent != thing.parent)
                    .map(|other| self.scene.rect_of(other))
                    .filter(|at| at.overlaps(&near)),
            );
        }
        align(rect, &others, gaps(thing.kind).0, 6.0 / zoom.max(0.1))
    }

    pub(super) fn overlay(&self) -> Overlay {
        let ghost = self.reason.as_ref().and_then(|_| {
            let thing = self.scene.get(&self.held)?;
            Some(Ghost {
                kind: thing.kind,
                name: thing.name.clone(),
                at: self.at,
            })
        });
        Overlay {
            cursor: "panning",
            takers: Arc::clone(&self.takers),
            over: self.over.clone(),
            reason: self.reason.clone(),
            ghost,
            dragged: self.ids.iter().cloned().collect(),
            guides: self.guides.clone(),
            ..Overlay::default()
        }
    }
}

/// How far boxes may be moved together: no box comes to stand on a neighbour
/// that stays.
pub(super) fn stopping(scene: &Scene, ids: &[ResourceId], by: Point) -> Point {
    let boxes = ids
        .iter()
        .filter_map(|id| scene.get(id))
        .filter(|it| it.shape == Shape::Box);
    boxes.fold(by, |by, thing| {
        let siblings = scene.in_box(thing.parent.as_ref());
        let others =
            siblings.filter(|it| it.shape == Shape::Box && ids.binary_search(&it.id).is_err());
        let others: Vec<Rect> = others.map(|it| scene.rect_of(it)).collect();
        stopped(scene.rect_of(thing), by, &others, gaps(thing.kind).0)
    })
}

/// The point of a thing by which it is somewhere, though the pointer holds
/// another: the middle of what is small, the head of a box.
fn grasped(thing: &Thing, rect: Rect) -> Point {
    match thing.shape {
        Shape::Box => {
            let head = head(thing, rect);
            Point::new(rect.centre().x, head.centre().y)
        }
        _ => rect.centre(),
    }
}
