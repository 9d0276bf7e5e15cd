//! What the control room asks of a canvas that it only looks at.

use std::sync::Arc;

use leptos::prelude::*;

use super::{CanvasTools, keys};
use crate::app::state::{Mode, Screen};
use crate::app::theme;
use crate::architecture::{Kind, ResourceId};
use crate::editor::kept::View;
use crate::editor::life::Alive;
use crate::editor::scene::Shape;
use crate::editor::tools::Context;
use crate::editor::{Point, READABLE, Rect, Viewport};

/// Where a thing is on the canvas element.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The thing.
    pub id: ResourceId,
    /// Where it is, in pixels.
    pub rect: Rect,
    /// Whether it is an icon with its name, around which a circle is drawn.
    pub is_node: bool,
    /// Whether it is a chip, which has no room for a larger name.
    pub is_chip: bool,
}

impl CanvasTools {
    /// Whether the drawing is only looked at: nothing in it moves or is connected.
    pub fn only_shows(self) -> bool {
        let mode = self.store.mode.get_untracked();
        matches!(mode, Mode::ControlRoom | Mode::Class)
            || matches!(
                self.store.screen.get_untracked(),
                Screen::Class(_) | Screen::Replay
            )
    }

    /// Zooms to 100 % about the middle.
    pub fn actual_size(self) {
        let size = self.size.get_untracked();
        let middle = Point::new(size.x / 2.0, size.y / 2.0);
        self.glide_to(self.view.get_untracked().at_zoom(1.0, middle));
    }

    /// How large the canvas is; tracked.
    pub fn size(self) -> Point {
        self.size.get()
    }

    /// Shows all that customers' requests pass at once, or what was seen before. What stands
    /// on shelves around it takes no part in a run, and would make the rest small. On a phone
    /// it shows as much as can be read.
    pub fn jump(self, view: Option<View>) {
        if let Some(element) = self.element.get_untracked() {
            self.measure(&element);
        }
        let size = self.size.get_untracked();
        self.view.set(match view {
            Some(view) => view.viewport(size),
            None => self.with_context(|context| {
                let whole = lively(context).unwrap_or_else(|| keys::fit(context));
                match theme::is_phone() && whole.zoom < READABLE {
                    true => keys::first(context, 0.0),
                    false => whole,
                }
            }),
        });
    }

    /// Shows these things, and as much around them as there is room for, so that the last row
    /// of a class can read their names; everything, where there are none.
    pub fn present(self, ids: &[ResourceId], scale: f64) {
        let size = self.size.get_untracked();
        let view = self.scene.with_untracked(|scene| {
            let rects = ids
                .iter()
                .filter_map(|id| Some(scene.rect_of(scene.shown(id)?)));
            Some(Viewport::presenting(
                scene.bounds?,
                Rect::around(rects),
                size,
                scale,
            ))
        });
        if let Some(view) = view.filter(|view| *view != self.view.get_untracked()) {
            self.glide_to(view);
        }
    }

    /// Where these things are on the canvas element now; tracked.
    pub fn placed(self, ids: &[ResourceId]) -> Vec<Placed> {
        let view = self.view.get();
        self.scene.with(|scene| {
            let placed = ids.iter().filter_map(|id| {
                let thing = scene.shown(id)?;
                let rect = scene.rect_of(thing);
                let corner = view.to_screen(Point::new(rect.x, rect.y));
                Some(Placed {
                    id: id.clone(),
                    rect: Rect::new(corner.x, corner.y, rect.w * view.zoom, rect.h * view.zoom),
                    is_node: thing.shape == Shape::Node,
                    is_chip: thing.shape == Shape::Chip,
                })
            });
            placed.collect()
        })
    }

    /// How large the drawing is drawn; tracked.
    pub fn zoom_now(self) -> f64 {
        self.view.get().zoom
    }

    /// The element that moves with the view, to put more into it; tracked.
    pub fn world(self) -> Option<web_sys::Element> {
        self.world.get().map(Into::into)
    }

    /// What a run that is shown says of things; tracked.
    pub fn alive(self) -> Arc<Alive> {
        self.alive.get()
    }
}

/// The kinds that requests come from and pass, or that hold what they pass.
const LIVELY: [Kind; 5] = [
    Kind::User,
    Kind::HostedZone,
    Kind::Vpc,
    Kind::InternetGateway,
    Kind::WebAcl,
];

/// The view of what a run is about; nothing where no network stands.
fn lively(context: &Context<'_>) -> Option<Viewport> {
    let things = context.scene.things();
    let things: Vec<_> = things.filter(|it| LIVELY.contains(&it.kind)).collect();
    things.iter().find(|it| it.kind == Kind::Vpc)?;
    let around = Rect::around(things.into_iter().map(|it| context.scene.rect_of(it)))?;
    Some(Viewport::fitting(around, context.size, 60.0))
}
