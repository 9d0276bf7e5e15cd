//! Putting something new down: what it becomes, where it stands, and what
//! follows from the place.

use super::Context;
use super::snap::settle;
use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, Ground, Kind, Region, ResourceId, Subnet, Vpc};
use crate::aws::regions;
use crate::building::placement::{Refusal, create, is_made_for, place_for};
use crate::editor::geometry::{Point, Rect, snapped};
use crate::editor::scene::{Shape, default_size, grip, least, seat};

/// What putting something down does.
#[derive(Clone, Debug, PartialEq)]
pub struct Dropped {
    /// The id of the new thing.
    pub id: ResourceId,
    /// The edits that make it.
    pub edits: Vec<Edit>,
}

/// Puts a new thing down at a point of the drawing.
pub fn drop_new(context: &Context<'_>, kind: Kind, at: Point) -> Result<Dropped, Refusal> {
    let target = taker_at(context, kind, at);
    let (id, mut edits) = create(context.document, kind, target.as_ref(), None)?;
    let Some(after) = applied(context.document, &edits) else {
        return Ok(Dropped { id, edits });
    };
    let parent = seat(&after.architecture, &context.facts, &id);
    edits.extend(pins(context, parent.as_ref(), &[]));
    let info = kind.info();
    if kind == Kind::Account
        || info.is_placed_by_itself()
        || (parent != target && info.ground != Ground::Gate)
    {
        return Ok(Dropped { id, edits });
    }
    let rect = place(context, kind, parent.as_ref(), at);
    let corner = rect.corner() - context.scene.origin(parent.as_ref());
    let mut spot = Spot::at(snapped(corner.x), snapped(corner.y));
    if matches!(kind, Kind::Region | Kind::Vpc) {
        // What was put down this large stays so, and does not shrink around
        // the first thing that is put into it.
        (spot.width, spot.height) = (rect.w, rect.h);
    }
    edits.push(Edit::Arrange {
        id: id.clone(),
        spot: Some(spot),
    });
    if kind == Kind::Subnet
        && let Some(zone) = zone_at(context, &after, &id, rect)
    {
        edits.push(Edit::set(&id, "zone", zone));
    }
    Ok(Dropped { id, edits })
}

/// What something new would be dropped on at a point of the drawing: what it
/// is made for, else the deepest box.
pub(super) fn taker_at(context: &Context<'_>, kind: Kind, at: Point) -> Option<ResourceId> {
    let thing = context.scene.thing_at(at);
    thing
        .filter(|thing| !thing.is_member() && is_made_for(kind, thing.kind))
        .or_else(|| context.scene.box_at(at, &|_| true))
        .map(|thing| thing.id.clone())
}

/// Puts a new thing into what is selected or the nearest container around it
/// that takes it, without choosing a point: the keyboard's way.
pub fn drop_into(context: &Context<'_>, kind: Kind) -> Result<Dropped, Refusal> {
    let architecture = &context.document.architecture;
    let mut targets: Vec<Option<ResourceId>> = Vec::new();
    let mut around = context.selection.first().map(ResourceId::owner);
    while let Some(id) = around {
        around = context
            .scene
            .get(&id)
            .and_then(|thing| thing.parent.clone());
        targets.push(Some(id));
    }
    // Nothing fitting is selected: the first place that there is will do.
    let takers = context
        .scene
        .of_shape(Shape::Box)
        .filter(|thing| place_for(architecture, kind, Some(&thing.id)).is_ok());
    targets.extend(takers.map(|thing| Some(thing.id.clone())));
    if kind.info().places.is_empty() {
        targets = vec![None];
    } else if place_for(architecture, kind, None).is_ok() {
        targets.push(None);
    }
    let mut refusal = Refusal::BelongsElsewhere { kind, target: None };
    for target in targets {
        match create(context.document, kind, target.as_ref(), None) {
            Ok((id, mut edits)) => {
                if let Some(after) = applied(context.document, &edits) {
                    let parent = seat(&after.architecture, &context.facts, &id);
                    edits.extend(pins(context, parent.as_ref(), &[]));
                }
                return Ok(Dropped { id, edits });
            }
            Err(why) => refusal = why,
        }
    }
    Err(refusal)
}

fn applied(document: &Document, edits: &[Edit]) -> Option<Document> {
    let mut after = document.clone();
    after.apply_all(edits.to_vec()).ok()?;
    Some(after)
}

/// Where a new thing that was dropped at a point stands: held at its grip,
/// lined up with its neighbours, on top of none.
fn place(context: &Context<'_>, kind: Kind, parent: Option<&ResourceId>, at: Point) -> Rect {
    let size = default_size(kind);
    let corner = at - grip(kind);
    let wanted = Rect::new(corner.x, corner.y, size.x, size.y);
    let is_box = kind.is_container();
    let siblings = |shape: Shape| -> Vec<Rect> {
        context
            .scene
            .of_shape(shape)
            .filter(|thing| thing.parent.as_ref() == parent)
            .map(|thing| context.scene.rect_of(thing))
            .collect()
    };
    let (gaps, magnet) = gaps(kind);
    let neighbours = siblings(if is_box { Shape::Box } else { Shape::Node });
    let obstacles = match (is_box, parent.is_some()) {
        (true, _) => Vec::new(),
        (false, _) => siblings(Shape::Box),
    };
    if kind.info().ground == Ground::Gate {
        return Rect::new(snapped(wanted.x), wanted.y, wanted.w, wanted.h);
    }
    let parent_kind = parent.and_then(|id| context.document.architecture.kind_of(id));
    let origin = context.scene.origin(parent);
    let least = least(kind, parent_kind).map_or(Point::new(f64::MIN, f64::MIN), |it| origin + it);
    let wanted = Rect::new(
        wanted.x.max(least.x),
        wanted.y.max(least.y),
        wanted.w,
        wanted.h,
    );
    settle(wanted, &neighbours, &obstacles, gaps, least, magnet)
}

/// The distances to neighbours that look right, and from how far they attract.
pub(super) fn gaps(kind: Kind) -> (Point, f64) {
    match kind {
        Kind::Subnet => (Point::new(40.0, 20.0), 36.0),
        Kind::Vpc | Kind::Region | Kind::Account => (Point::new(40.0, 40.0), 24.0),
        _ => (Point::new(8.0, 8.0), 10.0),
    }
}

/// The zone that the place of a new subnet suggests: that of the column it
/// stands in; beside the columns one that has none yet.
pub(super) fn zone_at(
    context: &Context<'_>,
    after: &Document,
    id: &ResourceId,
    rect: Rect,
) -> Option<String> {
    let subnet: &Subnet = after.architecture.find(id)?;
    let vpc = subnet.vpc.clone()?;
    let columns: Vec<_> = context.scene.zones_of(&vpc).iter().collect();
    let origin = context.scene.origin(Some(&vpc));
    let middle = rect.centre().x - origin.x;
    let here = columns
        .iter()
        .find(|zone| (zone.place.x..=zone.place.right()).contains(&middle));
    let zone = match here {
        Some(column) => column.code.clone(),
        None => {
            let vpc: &Vpc = after.architecture.find(&vpc)?;
            let region: &Region = after.architecture.follow(&vpc.region)?;
            let free = regions::facts(&region.code)?
                .zones
                .iter()
                .find(|code| !columns.iter().any(|column| column.code == **code))?;
            (*free).to_owned()
        }
    };
    (zone != subnet.zone).then_some(zone)
}

/// The edits that keep the automatic neighbours in a container where they are
/// when one of them is placed by hand.
pub(super) fn pins(
    context: &Context<'_>,
    parent: Option<&ResourceId>,
    but: &[&ResourceId],
) -> Vec<Edit> {
    let layout = &context.document.layout;
    context
        .scene
        .in_box(parent)
        .filter(|thing| {
            matches!(thing.shape, Shape::Box | Shape::Node)
                && !thing.is_member()
                && !thing.kind.info().is_placed_by_itself()
                && thing.kind.info().ground != Ground::Gate
                // It follows the Regions until somebody moves it itself.
                && thing.kind != Kind::Account
                && !but.contains(&&thing.id)
                && layout.get(&thing.id).is_none()
        })
        .map(|thing| Edit::Arrange {
            id: thing.id.clone(),
            spot: Some(Spot::at(thing.place.x, thing.place.y)),
        })
        .collect()
}
