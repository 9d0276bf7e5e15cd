//! What of the drawing lies under something that is dragged onto it from beside it.

use leptos::prelude::*;
use web_sys::PointerEvent;

use super::with_stage;
use crate::app::canvas::tools::CanvasTools;
use crate::editor::life::{Drop, drop_at};
use crate::simulation::record::Happened;
use crate::simulation::{Deed, View, Whom};

/// What lies under it.
#[derive(Clone, Debug, PartialEq)]
pub enum Over {
    /// Not the drawing.
    Beside,
    /// Something that it can be done to.
    Hit {
        /// As a deed names it.
        whom: Whom,
        /// What it is called.
        name: String,
    },
    /// Nothing that it can be done to, and why.
    Miss(String),
}

/// What lies under the pointer for a deed; one without a target hits the drawing anywhere.
pub fn over(
    tools: CanvasTools,
    view: &View,
    story: &[Happened],
    deed: Option<&Deed>,
    event: &PointerEvent,
) -> Over {
    let Some(canvas) = tools.element.try_get_untracked().flatten() else {
        return Over::Beside;
    };
    // It may have moved since a pointer was last over it.
    tools.measure(&canvas);
    let (at, size) = (tools.at(event), tools.size.get_untracked());
    if !((0.0..size.x).contains(&at.x) && (0.0..size.y).contains(&at.y)) {
        return Over::Beside;
    }
    let Some(deed) = deed else {
        return Over::Hit {
            whom: Whom::Server,
            name: "the customers\u{2019} way in".to_owned(),
        };
    };
    let world = tools.view.get_untracked().to_world(at);
    match with_stage(tools, |stage| drop_at(stage, view, story, deed, world)) {
        Drop::Hits(target) => Over::Hit {
            whom: target.whom,
            name: target.name,
        },
        Drop::Misses(why) => Over::Miss(why),
    }
}
