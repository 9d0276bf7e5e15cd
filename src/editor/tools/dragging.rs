//! Things are moved: about in their container, or into another one that takes
//! them. Where they may not go they stay behind and a word says why.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::drop::{gaps, pins};
use super::snap::align;
use super::{Context, Effect, Event, Ghost, Guide, Held, Overlay, Step, Tool, rest};
use crate::architecture::layout::Spot;
use crate::architecture::placement::{move_into, place_for};
use crate::architecture::{Document, Edit, Kind, ResourceId};
use crate::editor::geometry::{Point, Rect, snapped};
use crate::editor::scene::{Scene, Shape, Thing, least, seat};

/// How far beyond its container's edge a thing is still held by it, in pixels
/// of the drawing: a container grows when its content pushes against an edge.
const HOLD: f64 = 56.0;

/// Moving.
#[derive(Clone, Debug)]
pub struct Dragging {
    /// What the pointer holds; its place decides where all of them go.
    held: ResourceId,
    /// What moves, each once, without what moves along in a container.
    ids: Vec<ResourceId>,
    start: Point,
    at: Point,
    /// Document and drawing before the gesture.
    document: Arc<Document>,
    scene: Arc<Scene>,
    pins: Vec<Edit>,
    takers: BTreeSet<ResourceId>,
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
        let inside =
            |id: &ResourceId| ids.contains(id) || ids.iter().any(|it| scene.is_within(id, it));
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
            takers,
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
    fn look(&mut self, at: Point, held: Held, context: &Context<'_>) -> Vec<Edit> {
        self.at = at;
        let world = context.view.to_world(at);
        let scene = Arc::clone(&self.scene);
        let Some(thing) = scene.get(&self.held) else {
            return Vec::new();
        };
        let moving = |id: &ResourceId| {
            self.ids.contains(id) || self.ids.iter().any(|it| scene.is_within(id, it))
        };
        let target = scene
            .box_at(world, &|id| !moving(id))
            .map(|thing| thing.id.clone());
        let rect = scene.rect_of(thing);
        let wanted = rect.moved(world - self.start);
        let corner = wanted.corner().snapped();
        let mut by = corner - rect.corner();
        self.guides = Vec::new();
        let stays = self.stays(thing, target.as_ref(), world);
        if stays && !held.alt {
            let (shift, guides) = self.line_up(thing, rect.moved(by), context.view.zoom);
            by = by + shift;
            self.guides = guides;
        }
        self.over = None;
        self.reason = None;
        let mut edits = self.pins.clone();
        if stays {
            edits.extend(moved(&self.document, &scene, &self.ids, by));
            return edits;
        }
        self.over.clone_from(&target);
        for id in &self.ids {
            match self.carried(id, target.as_ref(), by, context) {
                Ok(more) => edits.extend(more),
                Err(reason) => {
                    self.reason = Some(reason);
                    return Vec::new();
                }
            }
        }
        edits
    }

    /// Whether things move about in their own container: the pointer is in it,
    /// or has slid out of it just so far as pushing its edge goes.
    fn stays(&self, thing: &Thing, target: Option<&ResourceId>, world: Point) -> bool {
        if thing.parent.as_ref() == target
            || matches!(thing.shape, Shape::Frame)
            || matches!(thing.kind, Kind::LoadBalancer)
        {
            return true;
        }
        let Some(parent) = thing.parent.as_ref().and_then(|id| self.scene.get(id)) else {
            return false;
        };
        let slid_out = target.is_none_or(|target| self.scene.is_within(&parent.id, target));
        slid_out && self.scene.rect_of(parent).grown(HOLD).contains(world)
    }

    /// The edits that carry one thing into another container.
    fn carried(
        &self,
        id: &ResourceId,
        target: Option<&ResourceId>,
        by: Point,
        context: &Context<'_>,
    ) -> Result<Vec<Edit>, String> {
        let mut edits =
            move_into(&self.document, id, target).map_err(|refusal| refusal.to_string())?;
        let Some(thing) = self.scene.get(id) else {
            return Ok(edits);
        };
        if edits.is_empty() {
            if thing.kind == Kind::Database {
                return Err(format!(
                    "{} stands in the subnets of its subnet group: connect it with a subnet to add that one.",
                    thing.name
                ));
            }
            return Ok(moved(
                &self.document,
                &self.scene,
                std::slice::from_ref(id),
                by,
            ));
        }
        let mut after = (*self.document).clone();
        if thing.shape == Shape::Chip || after.apply_all(edits.clone()).is_err() {
            return Ok(edits);
        }
        let parent = seat(&after.architecture, &context.facts, id);
        let spot = spot(&self.document, &self.scene, thing, parent.as_ref(), by);
        edits.push(Edit::Arrange {
            id: id.clone(),
            spot: Some(spot),
        });
        Ok(edits)
    }

    fn line_up(&self, thing: &Thing, rect: Rect, zoom: f64) -> (Point, Vec<Guide>) {
        let others: Vec<Rect> = self
            .scene
            .of_shape(thing.shape)
            .filter(|other| !self.ids.contains(&other.id) && other.id.owner() != thing.id)
            .map(|other| (other, self.scene.rect_of(other)))
            .filter(|(other, at)| {
                // Boxes line up with their siblings, nodes with nodes nearby.
                other.parent == thing.parent
                    || (thing.shape == Shape::Node && at.overlaps(&rect.grown(480.0)))
            })
            .map(|(_, at)| at)
            .collect();
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
            takers: self.takers.clone(),
            over: self.over.clone(),
            reason: self.reason.clone(),
            ghost,
            dragged: self.ids.iter().cloned().collect(),
            guides: self.guides.clone(),
            ..Overlay::default()
        }
    }
}

/// What a step that moves these is called.
pub(super) fn move_label(document: &Document, ids: &[ResourceId]) -> String {
    match ids {
        [one] => format!("Move {}", document.architecture.name_of(one)),
        many => format!("Move {} resources", many.len()),
    }
}

/// What really moves of a selection: owners for members, each once, nothing
/// that is inside another that moves.
pub(super) fn movable(ids: &[ResourceId], scene: &Scene) -> Vec<ResourceId> {
    let owners: BTreeSet<ResourceId> = ids.iter().map(ResourceId::owner).collect();
    owners
        .iter()
        .filter(|id| !owners.iter().any(|other| scene.is_within(id, other)))
        .cloned()
        .collect()
}

/// The edits that move things within their containers.
pub(super) fn moved(
    document: &Document,
    scene: &Scene,
    ids: &[ResourceId],
    by: Point,
) -> Vec<Edit> {
    ids.iter()
        .filter_map(|id| scene.get(id))
        .filter(|thing| thing.shape != Shape::Chip)
        .map(|thing| Edit::Arrange {
            id: thing.id.clone(),
            spot: Some(spot(document, scene, thing, thing.parent.as_ref(), by)),
        })
        .collect()
}

/// The spot of a thing that is moved so far, in this container.
fn spot(
    document: &Document,
    scene: &Scene,
    thing: &Thing,
    parent: Option<&ResourceId>,
    by: Point,
) -> Spot {
    let kind = parent.and_then(|id| document.architecture.kind_of(id));
    let corner = scene.rect_of(thing).corner() + by - scene.origin(parent);
    let corner = match least(thing.kind, kind) {
        Some(least) => Point::new(corner.x.max(least.x), corner.y.max(least.y)),
        None => corner,
    };
    let before = document.layout.get(&thing.id).unwrap_or_default();
    Spot {
        width: before.width,
        height: before.height,
        ..Spot::at(snapped(corner.x * 2.0) / 2.0, snapped(corner.y * 2.0) / 2.0)
    }
}
