//! What was copied is pasted: which box takes it, and where in it the copies
//! stand.

use std::collections::BTreeMap;

use super::drop::{gaps, pins, zone_at};
use super::snap::settle;
use super::{Context, Effect};
use crate::architecture::layout::Spot;
use crate::architecture::{Document, Edit, Ground, Kind, ResourceId};
use crate::editor::clipboard::{self, Clip, Pasted, Target};
use crate::editor::geometry::{Point, Rect, snapped};
use crate::editor::scene::{Shape, grip, least, seat};
use crate::text::count;

/// Where something is pasted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum At {
    /// Beside its original.
    Beside,
    /// In what is selected, else in what is there to take it.
    Chosen,
    /// At a point of the drawing.
    Point(Point),
    /// So far from where it was copied, under this point of the drawing.
    Moved(Point, Point),
}

/// What is selected, as it is copied.
pub fn clip(context: &Context<'_>) -> Option<Clip> {
    clipboard::copied(context.document, context.selection, |id| {
        context.scene.rect(id)
    })
}

/// Makes another of what is selected, beside it.
pub fn duplicate(context: &Context<'_>) -> Vec<Effect> {
    match clip(context) {
        Some(clip) => paste(&clip, At::Beside, context),
        None => vec![Effect::Refuse(
            "Select something to duplicate first.".to_owned(),
        )],
    }
}

/// Pastes what was copied.
pub fn paste(clip: &Clip, at: At, context: &Context<'_>) -> Vec<Effect> {
    let under = |at: Point| {
        let taker = context.scene.box_at(at, &|_| true);
        Target::In(taker.map(|thing| thing.id.clone()))
    };
    let target = match at {
        At::Beside => Target::Beside,
        At::Chosen => Target::In(context.selection.first().map(ResourceId::owner)),
        At::Point(at) | At::Moved(_, at) => under(at),
    };
    let pasted = match clipboard::paste(context.document, clip, &target) {
        Ok(pasted) => pasted,
        Err(why) => return vec![Effect::Refuse(why)],
    };
    let verb = match at {
        At::Beside | At::Moved(..) => "Duplicate",
        At::Chosen | At::Point(_) => "Paste",
    };
    let what = match &pasted.roots[..] {
        [(old, _)] => clip.document.architecture.name_of(old),
        many => count(many.len(), "resource", "resources"),
    };
    let mut edits = pasted.edits.clone();
    edits.extend(arranged(context, clip, &pasted, at));
    let new: Vec<ResourceId> = pasted.roots.into_iter().map(|(_, new)| new).collect();
    let mut effects = vec![
        Effect::Begin(format!("{verb} {what}")),
        Effect::Amend(edits),
        Effect::Commit,
        Effect::Select(new.clone()),
        Effect::Reveal(new),
    ];
    if !pasted.told.is_empty() {
        effects.push(Effect::Tell(in_short(&pasted.told)));
    }
    effects
}

/// The first sentences, and how many there are more.
fn in_short(told: &[String]) -> String {
    const MOST: usize = 3;
    let mut text = told
        .iter()
        .take(MOST)
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(more) = told.len().checked_sub(MOST).filter(|more| *more > 0) {
        let more = count(more, "thing", "things");
        text.push_str(&format!(" And {more} more: look at the findings."));
    }
    text
}

/// Where the copies stand: what is in them where it was in the originals, they
/// themselves at the point that was chosen, or where the drawing finds room.
fn arranged(context: &Context<'_>, clip: &Clip, pasted: &Pasted, at: At) -> Vec<Edit> {
    let mut after = context.document.clone();
    if after.apply_all(pasted.edits.clone()).is_err() {
        return Vec::new();
    }
    let is_root = |id: &ResourceId| pasted.roots.iter().any(|(old, _)| old == id);
    let inner = pasted.copies.iter().filter(|(old, _)| !is_root(old));
    let mut edits: Vec<Edit> = inner
        .filter_map(|(old, new)| {
            let spot = clip.document.layout.get(old)?;
            Some(Edit::Arrange {
                id: new.clone(),
                spot: Some(spot),
            })
        })
        .collect();
    let mut by_parent: BTreeMap<Option<ResourceId>, Vec<(&ResourceId, &ResourceId)>> =
        BTreeMap::new();
    for (old, new) in &pasted.roots {
        let parent = seat(&after.architecture, &context.facts, new);
        by_parent.entry(parent).or_default().push((old, new));
    }
    let by = way(clip, pasted, at);
    for (parent, roots) in by_parent {
        edits.extend(pins(context, parent.as_ref(), &[]));
        if let Some(by) = by {
            edits.extend(put(context, clip, &after, parent.as_ref(), &roots, by));
        }
    }
    edits
}

/// How far the copies stand from where their originals were copied; nothing
/// where nobody chose a place.
fn way(clip: &Clip, pasted: &Pasted, at: At) -> Option<Point> {
    match at {
        At::Beside | At::Chosen => None,
        At::Moved(by, _) => Some(by),
        At::Point(at) => {
            let places = pasted
                .roots
                .iter()
                .filter_map(|(old, _)| clip.places.get(old).copied());
            let all = Rect::around(places)?;
            let kind = match &pasted.roots[..] {
                [(_, new)] => pasted.edits.iter().find_map(|edit| match edit {
                    Edit::Create { id, resource } if id == new => Some(resource.kind()),
                    _ => None,
                }),
                _ => None,
            };
            let held = match kind {
                Some(kind) => all.corner() + grip(kind),
                None => all.centre(),
            };
            Some((at - held).snapped())
        }
    }
}

/// Puts the copies in one box where they were chosen to stand, together and on
/// top of nothing.
fn put(
    context: &Context<'_>,
    clip: &Clip,
    after: &Document,
    parent: Option<&ResourceId>,
    roots: &[(&ResourceId, &ResourceId)],
    by: Point,
) -> Vec<Edit> {
    let by_hand = |kind: Kind| !kind.info().is_placed_by_itself() && kind != Kind::Account;
    let placed: Vec<(&ResourceId, &ResourceId, Kind, Rect)> = roots
        .iter()
        .filter_map(|(old, new)| {
            let kind = after
                .architecture
                .kind_of(new)
                .filter(|kind| by_hand(*kind))?;
            Some((*old, *new, kind, clip.places.get(*old)?.moved(by)))
        })
        .collect();
    let Some(wanted) = Rect::around(placed.iter().map(|it| it.3)) else {
        return Vec::new();
    };
    let Some((_, _, first, _)) = placed.first() else {
        return Vec::new();
    };
    let origin = context.scene.origin(parent);
    let parent_kind = parent.and_then(|id| after.architecture.kind_of(id));
    let inside = least(*first, parent_kind);
    let inside = inside.map_or(Point::new(f64::MIN, f64::MIN), |it| origin + it);
    let shapes: &[Shape] = match first.is_container() {
        true => &[Shape::Box],
        false => &[Shape::Box, Shape::Node],
    };
    let siblings = context
        .scene
        .in_box(parent)
        .filter(|it| shapes.contains(&it.shape));
    let siblings: Vec<Rect> = siblings.map(|it| context.scene.rect_of(it)).collect();
    let wanted = Rect::new(
        wanted.x.max(inside.x),
        wanted.y.max(inside.y),
        wanted.w,
        wanted.h,
    );
    let (gaps, magnet) = gaps(*first);
    let rect = settle(wanted, &siblings, &[], gaps, inside, magnet);
    let all = Rect::around(placed.iter().map(|it| it.3)).unwrap_or(wanted);
    let shift = rect.corner() - all.corner();
    let mut edits = Vec::new();
    for (old, new, kind, rect) in placed {
        let rect = rect.moved(shift);
        let corner = rect.corner() - origin;
        let before = clip.document.layout.get(old).unwrap_or_default();
        let y = match kind.info().ground {
            Ground::Gate => before.y,
            _ => snapped(corner.y),
        };
        edits.push(Edit::Arrange {
            id: new.clone(),
            spot: Some(Spot {
                width: before.width,
                height: before.height,
                ..Spot::at(snapped(corner.x), y)
            }),
        });
        if kind == Kind::Subnet
            && let Some(zone) = zone_at(context, after, new, rect)
        {
            edits.push(Edit::set(new, "zone", zone));
        }
    }
    edits
}
