//! What the control room asks of a canvas that it only looks at.

use std::sync::Arc;

use leptos::prelude::*;

use super::{CanvasTools, keys};
use crate::app::state::Mode;
use crate::architecture::Kind;
use crate::editor::kept::View;
use crate::editor::life::Alive;
use crate::editor::tools::Context;
use crate::editor::{Point, Rect, Viewport};

impl CanvasTools {
    /// Whether the drawing is only looked at: nothing in it moves or is connected.
    pub fn only_shows(self) -> bool {
        self.store.mode.get_untracked() == Mode::ControlRoom
    }

    /// How large the canvas is; tracked.
    pub fn size(self) -> Point {
        self.size.get()
    }

    /// Shows all that customers' requests pass at once, or what was seen before. What stands
    /// on shelves around it takes no part in a run, and would make the rest small.
    pub fn jump(self, view: Option<View>) {
        if let Some(element) = self.element.get_untracked() {
            self.measure(&element);
        }
        let size = self.size.get_untracked();
        self.view.set(match view {
            Some(view) => view.viewport(size),
            None => {
                self.with_context(|context| lively(context).unwrap_or_else(|| keys::fit(context)))
            }
        });
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
const LIVELY: [Kind; 4] = [
    Kind::User,
    Kind::HostedZone,
    Kind::Vpc,
    Kind::InternetGateway,
];

/// The view of what a run is about; nothing where no network stands.
fn lively(context: &Context<'_>) -> Option<Viewport> {
    let things = context.scene.things();
    let things: Vec<_> = things.filter(|it| LIVELY.contains(&it.kind)).collect();
    things.iter().find(|it| it.kind == Kind::Vpc)?;
    let around = Rect::around(things.into_iter().map(|it| context.scene.rect_of(it)))?;
    Some(Viewport::fitting(around, context.size, 0.0))
}
