//! Things are moved: about in their container, or into another one that takes
//! them. Where they may not go they stay behind and a word says why.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::drop::{gaps, pins};
use super::no_landing::NoLanding;
use super::snap::align;
use super::{Context, Effect, Event, Ghost, Guide, Held, Overlay, Step, Tool, rest};
use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, Ground, Kind, ResourceId};
use crate::building::placement::{move_into, place_for};
use crate::editor::geometry::{Point, Rect, snapped};
use crate::editor::scene::{Scene, Shape, Thing, least, seat};

/// How far beyond its container's edge a thing is still held by it, in pixels
/// of the drawing: a container grows when its content pushes against an edge.
const HOLD: f64 = 56.0;

/// What carrying everything into a box does to each, or why it may not be.
type Landing = Result<Vec<Landed>, NoLanding>;

/// What carrying a thing into a box does.
#[derive(Clone, Debug)]
struct Landed {
    edits: Vec<Edit>,
    seat: Seat,
}

/// Where a thing stands once it was carried.
#[derive(Clone, Debug)]
enum Seat {
    /// The drawing finds a place for it.
    Found,
    /// Where it would in its own container.
    Same,
    /// At the point, in this one.
    In(Option<ResourceId>),
}

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
    takers: BTreeSet<ResourceId>,
    /// What carrying them into the box does that the pointer was over last:
    /// worked out once for each box, not with each move.
    landing: Option<(Option<ResourceId>, Arc<Landing>)>,
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
            takers,
            landing: None,
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
        let moving = |id: &ResourceId| moves(&self.ids, &scene, id);
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
        let landing = match self.landing.take().filter(|(box_, _)| *box_ == target) {
            Some((_, landing)) => landing,
            None => Arc::new(self.landing_in(target.as_ref(), context)),
        };
        self.landing = Some((target, Arc::clone(&landing)));
        match &*landing {
            Ok(landings) => {
                for (id, landed) in self.ids.iter().zip(landings) {
                    edits.extend(self.landed(id, landed, by));
                }
                edits
            }
            Err(reason) => {
                self.reason = Some(reason.to_string());
                Vec::new()
            }
        }
    }

    /// What carrying everything into a box does, whichever point it is.
    fn landing_in(&self, target: Option<&ResourceId>, context: &Context<'_>) -> Landing {
        let ids = self.ids.iter();
        ids.map(|id| self.carried(id, target, context)).collect()
    }

    /// The edits that put one thing down so far from where it was.
    fn landed(&self, id: &ResourceId, landed: &Landed, by: Point) -> Vec<Edit> {
        let mut edits = landed.edits.clone();
        match (&landed.seat, self.scene.get(id)) {
            (Seat::Found, _) | (_, None) => {}
            (Seat::Same, _) => {
                let ids = std::slice::from_ref(id);
                edits.extend(moved(&self.document, &self.scene, ids, by));
            }
            (Seat::In(parent), Some(thing)) => edits.push(Edit::Arrange {
                id: id.clone(),
                spot: Some(spot(
                    &self.document,
                    &self.scene,
                    thing,
                    parent.as_ref(),
                    by,
                )),
            }),
        }
        edits
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

    /// What carrying one thing into another container does.
    fn carried(
        &self,
        id: &ResourceId,
        target: Option<&ResourceId>,
        context: &Context<'_>,
    ) -> Result<Landed, NoLanding> {
        let edits = move_into(&self.document, id, target).map_err(NoLanding::Refused)?;
        let Some(thing) = self.scene.get(id) else {
            let seat = Seat::Found;
            return Ok(Landed { edits, seat });
        };
        if edits.is_empty() {
            if thing.kind == Kind::Database {
                return Err(NoLanding::OfSubnetGroup(thing.name.clone()));
            }
            let seat = Seat::Same;
            return Ok(Landed { edits, seat });
        }
        let mut after = (*self.document).clone();
        let seat = if thing.shape == Shape::Chip || after.apply_all(edits.clone()).is_err() {
            Seat::Found
        } else {
            Seat::In(seat(&after.architecture, &context.facts, id))
        };
        Ok(Landed { edits, seat })
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

/// Whether a thing moves when these do, which are in order: it is one of them
/// or stands in one.
fn moves(ids: &[ResourceId], scene: &Scene, id: &ResourceId) -> bool {
    let is_held = |id: &ResourceId| ids.binary_search(id).is_ok();
    is_held(id) || scene.around(id).any(|outer| is_held(&outer.id))
}

/// What really moves of a selection: owners for members, each once, nothing
/// that is inside another that moves.
pub fn movable(ids: &[ResourceId], scene: &Scene) -> Vec<ResourceId> {
    let owners: BTreeSet<ResourceId> = ids.iter().map(ResourceId::owner).collect();
    owners
        .iter()
        .filter(|id| !scene.around(id).any(|outer| owners.contains(&outer.id)))
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
