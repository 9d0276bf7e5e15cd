//! The icon of a box is what collapses and expands it.

use super::Context;
use crate::architecture::ResourceId;
use crate::editor::geometry::Point;
use crate::editor::scene::switch;

/// From further away the icons of boxes are not drawn.
const NEAR: f64 = 0.35;

/// Whether a press at a point of the screen collapses or expands a box.
pub(super) fn is_switch(id: &ResourceId, at: Point, context: &Context<'_>) -> bool {
    let place = context.scene.get(id).and_then(|thing| {
        let rect = context.scene.rect_of(thing);
        switch(thing, rect)
    });
    context.view.zoom >= NEAR && place.is_some_and(|it| it.contains(context.view.to_world(at)))
}
