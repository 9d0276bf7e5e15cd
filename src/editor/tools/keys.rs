//! What keys do on the canvas: everything that the pointer does, and at rest
//! only; while a gesture is under way Escape alone counts.

use super::dragging::{movable, move_label, moved};
use super::drop::{drop_into, pins};
use super::placing::added;
use super::{Context, Effect, Held};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{GRID, Point, Rect};
use crate::editor::viewport::Viewport;

/// The room that map and zoom take in the lower left corner.
const CONTROLS: Point = Point::new(152.0, 146.0);
/// The width of the canvas below which the map is gone, as in the stylesheet,
/// and the height that the zoom then takes at the lower edge.
const NARROW: (f64, f64) = (700.0, 44.0);

/// What a key does; `None` when it is none of the canvas's.
pub fn key(key: &str, held: Held, context: &Context<'_>) -> Option<Vec<Effect>> {
    let middle = Point::new(context.size.x / 2.0, context.size.y / 2.0);
    let view = |view: Viewport| Some(vec![Effect::View(view)]);
    if held.control {
        return match key {
            "a" | "A" => Some(vec![Effect::Select(
                context
                    .scene
                    .things()
                    .filter(|thing| !thing.is_member())
                    .map(|thing| thing.id.clone())
                    .collect(),
            )]),
            _ => None,
        };
    }
    let step = if held.shift { 5.0 * GRID } else { GRID };
    match key {
        "ArrowLeft" => Some(nudge(Point::new(-step, 0.0), context)),
        "ArrowRight" => Some(nudge(Point::new(step, 0.0), context)),
        "ArrowUp" => Some(nudge(Point::new(0.0, -step), context)),
        "ArrowDown" => Some(nudge(Point::new(0.0, step), context)),
        "Enter" => Some(vec![Effect::Inspect]),
        "Escape" => Some(vec![Effect::Select(Vec::new())]),
        "+" | "=" => view(context.view.stepped(true, middle)),
        "-" | "_" => view(context.view.stepped(false, middle)),
        "0" => view(context.view.at_zoom(1.0, middle)),
        "1" => view(fit(context)),
        _ => None,
    }
}

/// The view that shows everything, clear of the controls as far as it goes.
pub fn fit(context: &Context<'_>) -> Viewport {
    let Some(bounds) = context.scene.bounds else {
        return Viewport::default();
    };
    let size = context.size;
    if size.x < NARROW.0 {
        return Viewport::fitting(bounds, size, NARROW.1);
    }
    let view = Viewport::fitting(bounds, size, 0.0);
    let corner = |view: &Viewport| {
        Rect::between(
            view.to_world(Point::new(0.0, size.y - CONTROLS.y)),
            view.to_world(Point::new(CONTROLS.x, size.y)),
        )
    };
    let covered = |view: &Viewport| {
        let corner = corner(view);
        let rects = context.scene.visible(corner);
        rects
            .map(|thing| context.scene.rect_of(thing))
            .find(|rect| rect.overlaps(&corner))
    };
    // What lies under the controls moves right, if there is room for that.
    let Some(hidden) = covered(&view) else {
        return view;
    };
    let by = (corner(&view).right() - hidden.x) * view.zoom;
    let right = view.to_screen(Point::new(bounds.right(), 0.0)).x;
    let moved = view.panned(Point::new(by.ceil(), 0.0));
    if right + by <= size.x - 12.0 && covered(&moved).is_none() {
        moved
    } else {
        Viewport::fitting(bounds, size, NARROW.1)
    }
}

/// Moves what is selected a little, or the view when nothing is.
fn nudge(by: Point, context: &Context<'_>) -> Vec<Effect> {
    let selected: Vec<ResourceId> = context.selection.iter().cloned().collect();
    let ids = movable(&selected, &context.scene);
    if ids.is_empty() {
        let way = Point::new(-by.x * 12.0, -by.y * 12.0);
        return vec![Effect::View(context.view.panned(way))];
    }
    let but: Vec<&ResourceId> = ids.iter().collect();
    let mut edits: Vec<_> = ids
        .iter()
        .filter_map(|id| context.scene.get(id))
        .flat_map(|thing| pins(context, thing.parent.as_ref(), &but))
        .collect();
    edits.extend(moved(context.document, &context.scene, &ids, by));
    vec![
        Effect::Begin(move_label(context.document, &ids)),
        Effect::Amend(edits),
        Effect::Commit,
    ]
}

/// Puts a new thing into what is selected, without a pointer.
pub fn place(kind: Kind, context: &Context<'_>) -> Vec<Effect> {
    match drop_into(context, kind) {
        Ok(dropped) => added(kind, dropped),
        Err(refusal) => vec![Effect::Refuse(refusal.to_string())],
    }
}
