//! What keys do on the canvas: everything that the pointer does, and at rest
//! only; while a gesture is under way Escape alone counts.

use super::dragging::{movable, move_label, moved};
use super::drop::{drop_into, pins};
use super::placing::added;
use super::{Context, Effect, Held};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{GRID, Point};
use crate::editor::viewport::Viewport;

/// The room that "fit" leaves for the controls in the lower corner.
const CONTROLS: f64 = 44.0;

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
                    .iter()
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

/// The view that shows everything.
pub fn fit(context: &Context<'_>) -> Viewport {
    match context.scene.bounds {
        Some(bounds) => Viewport::fitting(bounds.grown(8.0), context.size, CONTROLS),
        None => Viewport::default(),
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
