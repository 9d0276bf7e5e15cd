//! Where things come to stand that are moved: in their own box, or in another.

use std::collections::BTreeSet;

use super::Context;
use super::no_landing::NoLanding;
use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, Kind, ResourceId};
use crate::building::placement::move_into;
use crate::editor::geometry::{Point, snapped};
use crate::editor::scene::{Scene, Shape, Thing, least, seat};

/// What carrying a thing into a box does, or why it may not be.
pub type Landing = Result<Landed, NoLanding>;

/// What carrying a thing into a box does.
#[derive(Clone, Debug)]
pub struct Landed {
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

/// What carrying one thing into another container does.
pub(super) fn carried(
    document: &Document,
    scene: &Scene,
    id: &ResourceId,
    target: Option<&ResourceId>,
    context: &Context<'_>,
) -> Landing {
    let edits = move_into(document, id, target).map_err(NoLanding::Refused)?;
    let Some(thing) = scene.get(id) else {
        let seat = Seat::Found;
        return Ok(Landed { edits, seat });
    };
    if edits.is_empty() {
        if matches!(thing.kind, Kind::Database | Kind::Cache) {
            return Err(NoLanding::OfSubnetGroup(thing.name.clone()));
        }
        let seat = Seat::Same;
        return Ok(Landed { edits, seat });
    }
    let mut after = document.clone();
    let seat = if thing.shape == Shape::Chip || after.apply_all(edits.clone()).is_err() {
        Seat::Found
    } else {
        Seat::In(seat(&after.architecture, &context.facts, id))
    };
    Ok(Landed { edits, seat })
}

/// The edits that put one thing down so far from where it was.
pub(super) fn landed(
    document: &Document,
    scene: &Scene,
    id: &ResourceId,
    landed: &Landed,
    by: Point,
) -> Vec<Edit> {
    let mut edits = landed.edits.clone();
    match (&landed.seat, scene.get(id)) {
        (Seat::Found, _) | (_, None) => {}
        (Seat::Same, _) => {
            edits.extend(moved(document, scene, std::slice::from_ref(id), by));
        }
        (Seat::In(parent), Some(thing)) => edits.push(Edit::Arrange {
            id: id.clone(),
            spot: Some(spot(document, scene, thing, parent.as_ref(), by)),
        }),
    }
    edits
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
pub(super) fn moves(ids: &[ResourceId], scene: &Scene, id: &ResourceId) -> bool {
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
