//! What is in view, and what lies at a point: both go down the tree, into
//! those boxes only whose content reaches there.

use super::tree::{No, Tree};
use super::{Scene, Thing};
use crate::editor::geometry::{Point, Rect};

/// How far handles and the labels of frames stick out of what they belong to.
pub const MARGIN: f64 = 16.0;

impl Scene {
    /// Everything that is drawn in a part of the world, in reading order, so
    /// that a box comes before what it holds.
    pub fn visible(&self, view: Rect) -> impl Iterator<Item = &Thing> {
        let mut seen: Vec<&Thing> = Vec::new();
        self.tree.visit(view, &mut |thing, _| seen.push(thing));
        seen.into_iter()
    }
}

impl Tree {
    /// Calls `see` with everything that reaches into an area, in reading
    /// order, and with its rectangle in world coordinates.
    pub fn visit<'a>(&'a self, area: Rect, see: &mut dyn FnMut(&'a Thing, Rect)) {
        self.visit_in(None, Point::default(), area.grown(MARGIN), see);
    }

    fn visit_in<'a>(
        &'a self,
        container: Option<No>,
        corner: Point,
        area: Rect,
        see: &mut dyn FnMut(&'a Thing, Rect),
    ) {
        let inside = self.inside(container);
        let here = area.moved(Point::default() - corner);
        for place in inside.between(here.y, here.bottom()) {
            let (no, extent) = inside.at(place);
            if !extent.overlaps(&here) {
                continue;
            }
            let slot = self.slot(no);
            let rect = slot.thing.place.moved(corner);
            if rect.overlaps(&area) {
                see(&slot.thing, rect);
            }
            if !slot.inside.reading.is_empty() {
                self.visit_in(Some(no), rect.corner(), area, see);
            }
        }
    }

    /// The last thing in reading order, and so the innermost or topmost, that
    /// is near a point and that `counts` takes with its rectangle.
    pub fn last_at<'a>(
        &'a self,
        at: Point,
        counts: &mut dyn FnMut(&'a Thing, Rect) -> bool,
    ) -> Option<&'a Thing> {
        self.last_in(None, Point::default(), at, counts)
    }

    fn last_in<'a>(
        &'a self,
        container: Option<No>,
        corner: Point,
        at: Point,
        counts: &mut dyn FnMut(&'a Thing, Rect) -> bool,
    ) -> Option<&'a Thing> {
        let inside = self.inside(container);
        let here = at - corner;
        let range = inside.between(here.y - MARGIN, here.y + MARGIN);
        for place in range.rev() {
            let (no, extent) = inside.at(place);
            if !extent.grown(MARGIN).contains(here) {
                continue;
            }
            let slot = self.slot(no);
            let rect = slot.thing.place.moved(corner);
            if !slot.inside.reading.is_empty() {
                let found = self.last_in(Some(no), rect.corner(), at, counts);
                if found.is_some() {
                    return found;
                }
            }
            if rect.grown(MARGIN).contains(at) && counts(&slot.thing, rect) {
                return Some(&slot.thing);
            }
        }
        None
    }
}
