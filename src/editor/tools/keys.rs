//! What keys do on the canvas: everything that the pointer does, and at rest
//! only; while a gesture is under way Escape alone counts.

use super::dragging::stopping;
use super::drop::{drop_into, pins};
use super::landing::{movable, move_label, moved};
use super::placing::added;
use super::{Context, Effect, Held};
use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{GRID, Point, Rect};
use crate::editor::scene::{Scene, Thing};
use crate::editor::viewport::{READABLE, Viewport};

/// The room that map and zoom take in the lower left corner.
const CONTROLS: Point = Point::new(152.0, 146.0);
/// The width of the canvas below which the map is gone, as in the stylesheet,
/// and the height that the zoom then takes at the lower edge.
const NARROW: (f64, f64) = (700.0, 44.0);
/// The room around a VPC in which stands what is on its edge.
const EDGE: f64 = 24.0;
/// The least room between the drawing and the edges of the canvas.
const AIR: f64 = 12.0;

/// What a key does; `None` when it is none of the canvas's.
pub fn key(key: &str, held: Held, context: &Context<'_>) -> Option<Vec<Effect>> {
    let middle = Point::new(context.size.x / 2.0, context.size.y / 2.0);
    let view = |view: Viewport| Some(vec![Effect::View(view)]);
    if held.control {
        return match key {
            "a" | "A" => Some(vec![Effect::Select(everything(&context.scene))]),
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

/// Everything that can be selected: what stands on the canvas by itself. A
/// journey that must hold stands on no canvas, a member comes with its group.
pub fn everything(scene: &Scene) -> Vec<ResourceId> {
    let things = scene.things().filter(|thing| !thing.is_member());
    things.map(|thing| thing.id.clone()).collect()
}

/// What Tab leads to from `here`, as one reads the drawing, or with `back` what
/// it comes from. Before the first thing and behind the last there is `None`:
/// Tab leaves the canvas there as it leaves everything else.
pub fn tab(here: Option<&ResourceId>, back: bool, context: &Context<'_>) -> Option<Vec<Effect>> {
    let mut things = context.scene.things();
    let place = here.and_then(|id| context.scene.things().position(|thing| thing.id == *id));
    let next = match (place, back) {
        (None, false) => 0,
        (None, true) => return None,
        (Some(place), false) => place + 1,
        (Some(place), true) => place.checked_sub(1)?,
    };
    let thing = things.nth(next)?;
    let rect = context.scene.rect_of(thing);
    Some(vec![
        Effect::Select(vec![thing.id.clone()]),
        Effect::View(context.view.revealing(rect, context.size)),
    ])
}

/// The view that a phone begins with: everything, or where nothing could be read of that,
/// the first VPC, as much of it as can be read, with what stands above and beneath it in
/// the room that is left. `above` of the canvas lies under a bar.
pub fn first(context: &Context<'_>, above: f64) -> Viewport {
    let room = Point::new(context.size.x, (context.size.y - above).max(1.0));
    let below = Context {
        size: room,
        ..context.clone()
    };
    first_of_all(&below).panned(Point::new(0.0, above))
}

fn first_of_all(context: &Context<'_>) -> Viewport {
    let all = fit(context);
    let scene = &context.scene;
    let Some(bounds) = scene.bounds.filter(|_| all.zoom < READABLE) else {
        return all;
    };
    let vpc = scene.things().find(|thing| thing.kind == Kind::Vpc);
    let around = vpc.map_or(bounds, |vpc| scene.rect_of(vpc).grown(EDGE));
    let size = context.size;
    let whole = Viewport::fitting(around, size, NARROW.1);
    let zoom = whole.zoom.max(READABLE);
    let x = (size.x - around.w * zoom).max(0.0) / 2.0 - around.x * zoom;
    // The box around it begins at the upper edge, as long as the VPC is seen as a whole where
    // it can be, else at least where it begins.
    let top = vpc.map_or(bounds.y, |vpc| outermost(scene, vpc).y);
    let room = (size.y - 2.0 * AIR - NARROW.1).max(1.0);
    let (from, to) = (around.y * zoom, around.bottom() * zoom);
    let lowest = match to - from <= room {
        true => AIR + room - to,
        false => AIR + room / 4.0 - from,
    };
    let y = (AIR - top * zoom).min(lowest);
    Viewport {
        pan: Point::new(x.round(), y.round()),
        zoom,
    }
}

/// The rectangle of the outermost box around a thing.
fn outermost(scene: &Scene, thing: &Thing) -> Rect {
    let mut thing = thing;
    while let Some(outer) = thing.parent.as_ref().and_then(|id| scene.get(id)) {
        thing = outer;
    }
    scene.rect_of(thing)
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
    let by = stopping(&context.scene, &ids, by);
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use super::*;
    use crate::architecture::Document;
    use crate::editor::facts::SceneFacts;
    use crate::editor::scene::scene;

    const SIZE: Point = Point::new(900.0, 600.0);

    fn notebookly() -> Document {
        let text = include_str!("../../../tests/files/notebookly.campus.json");
        Document::from_json(text).unwrap()
    }

    fn with<T>(view: Viewport, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        let document = notebookly();
        ask(&Context {
            document: &document,
            selection: &BTreeSet::new(),
            scene: Arc::new(scene(&document, &SceneFacts::default())),
            facts: Arc::default(),
            view,
            size: SIZE,
        })
    }

    /// Where Tab leads, and the view that it leaves.
    fn to(effects: Vec<Effect>) -> (ResourceId, Viewport) {
        match &effects[..] {
            [Effect::Select(ids), Effect::View(view)] if ids.len() == 1 => (ids[0].clone(), *view),
            other => panic!("Tab selects one thing and shows it, not {other:?}"),
        }
    }

    #[test]
    fn tab_reads_the_whole_drawing_in_order_and_shows_each_thing() {
        with(Viewport::default(), |context| {
            let things: Vec<_> = context.scene.things().collect();
            let (mut here, mut view) = (None, context.view);
            for thing in &things {
                let rect = context.scene.rect_of(thing);
                let context = Context {
                    view,
                    ..context.clone()
                };
                let (next, seen) = to(tab(here.as_ref(), false, &context).unwrap());
                assert_eq!(next, thing.id);
                let shown = seen.visible(SIZE);
                // What is larger than the window begins in it.
                assert!(shown.contains(rect.corner()), "{next}");
                assert!(
                    shown.encloses(&rect) || rect.w > shown.w - 32.0 || rect.h > shown.h - 32.0
                );
                (here, view) = (Some(next), seen);
            }
            // Behind the last thing Tab is the page's again.
            assert_eq!(tab(here.as_ref(), false, context), None);
            for thing in things.iter().rev().skip(1) {
                let (next, _) = to(tab(here.as_ref(), true, context).unwrap());
                assert_eq!(next, thing.id);
                here = Some(next);
            }
            assert_eq!(tab(here.as_ref(), true, context), None);
            assert_eq!(tab(None, true, context), None);
        });
    }

    #[test]
    fn what_a_box_holds_follows_the_box() {
        with(Viewport::default(), |context| {
            let things: Vec<_> = context.scene.things().collect();
            for (place, thing) in things.iter().enumerate() {
                let Some(parent) = &thing.parent else {
                    continue;
                };
                let before = things[..place].iter().any(|it| it.id == *parent);
                assert!(before, "{} comes before its box", thing.id);
            }
        });
    }

    #[test]
    fn everything_is_what_stands_on_the_canvas() {
        let all = with(Viewport::default(), |context| everything(&context.scene));
        let document = notebookly();
        let kinds: BTreeSet<Kind> = all
            .iter()
            .filter_map(|id| document.architecture.kind_of(id))
            .collect();
        assert!(kinds.contains(&Kind::Vpc) && kinds.contains(&Kind::RouteTable));
        assert!(document.architecture.ids_of(Kind::Intent).next().is_some());
        assert!(
            !kinds.contains(&Kind::Intent),
            "a journey stands on no canvas"
        );
        assert!(all.iter().all(|id| id.owner() == *id));
    }

    #[test]
    fn show_everything_shows_everything_of_a_campus_of_ten_thousand() {
        let document = notebookly();
        let mut scene = scene(&document, &SceneFacts::default());
        scene.bounds = Some(Rect::new(-300.0, -200.0, 40_000.0, 30_000.0));
        let bounds = Rect::new(-300.0, -200.0, 40_000.0, 30_000.0);
        for size in [SIZE, Point::new(390.0, 640.0)] {
            let context = Context {
                document: &document,
                selection: &BTreeSet::new(),
                scene: Arc::new(scene.clone()),
                facts: Arc::default(),
                view: Viewport::default(),
                size,
            };
            let view = fit(&context);
            assert!(view.visible(size).encloses(&bounds), "{view:?}");
        }
    }

    /// What a canvas of this size shows of Notebookly.
    fn at<T>(size: Point, ask: impl FnOnce(&Context<'_>) -> T) -> T {
        with(Viewport::default(), |context| {
            ask(&Context {
                size,
                ..context.clone()
            })
        })
    }

    fn of_kind(scene: &Scene, kind: Kind) -> Rect {
        let thing = scene.things().find(|thing| thing.kind == kind).unwrap();
        scene.rect_of(thing)
    }

    #[test]
    fn a_phone_begins_with_the_vpc_as_it_can_be_read_and_shows_everything_when_asked() {
        for size in [Point::new(320.0, 480.0), Point::new(360.0, 632.0)] {
            at(size, |context| {
                let bounds = context.scene.bounds.unwrap();
                let corner = of_kind(&context.scene, Kind::Vpc).corner();
                let (begun, asked) = (first(context, 0.0), fit(context));
                assert!(asked.zoom < READABLE, "{asked:?}");
                assert!(asked.visible(size).encloses(&bounds), "{asked:?}");
                assert!(begun.zoom >= READABLE, "{begun:?}");
                assert!(begun.visible(size).contains(corner), "{begun:?}");
            });
        }
        with(Viewport::default(), |context| {
            assert_eq!(
                first(context, 0.0),
                fit(context),
                "a large canvas shows all of it"
            );
        });
    }

    #[test]
    fn a_phone_leaves_no_empty_band_above_the_region() {
        for size in [
            Point::new(360.0, 632.0),
            Point::new(390.0, 736.0),
            Point::new(430.0, 820.0),
            Point::new(390.0, 288.0),
        ] {
            at(size, |context| {
                let region = of_kind(&context.scene, Kind::Region);
                let vpc = of_kind(&context.scene, Kind::Vpc);
                let view = first(context, 0.0);
                let band = view.to_screen(region.corner()).y;
                assert!((0.0..=24.0).contains(&band), "{size:?}: {band}");
                let seen = view.visible(size);
                // Where the whole VPC has room, the whole of it is seen above the controls.
                if (vpc.h + 2.0 * EDGE) * view.zoom <= size.y - NARROW.1 - 2.0 * AIR {
                    let end = view.to_screen(Point::new(0.0, vpc.bottom())).y;
                    assert!(end <= size.y - NARROW.1, "{size:?}: {end}");
                }
                assert!(seen.contains(vpc.corner()), "{size:?}: {view:?}");
                // Under a bar it begins below that.
                let band = first(context, 60.0).to_screen(region.corner()).y;
                assert!((60.0..=84.0).contains(&band), "{size:?}: {band}");
            });
        }
    }

    #[test]
    fn a_phone_shows_a_vpc_that_stands_far_down_in_its_region() {
        let document = notebookly();
        let size = Point::new(390.0, 736.0);
        let mut scene = scene(&document, &SceneFacts::default());
        let bounds = scene.bounds.unwrap();
        scene.bounds = Some(Rect::new(bounds.x, bounds.y, 9_000.0, 9_000.0));
        let vpc = of_kind(&scene, Kind::Vpc);
        let context = Context {
            document: &document,
            selection: &BTreeSet::new(),
            scene: Arc::new(scene),
            facts: Arc::default(),
            view: Viewport::default(),
            size,
        };
        let view = first(&context, 0.0);
        assert!(view.visible(size).encloses(&vpc), "{view:?}");
    }
}
