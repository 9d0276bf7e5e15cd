//! The picture after a change that brings nothing into sight: of a thousand
//! things those are looked at that the change names, so that a move of one
//! costs the same in any drawing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::elements::Manner;
use super::{Painter, Picture, focused};
use crate::architecture::ResourceId;
use crate::editor::scene::{Changes, Scene, Shape, Thing};

impl Painter {
    /// Draws what is different from the picture before, if that is enough:
    /// otherwise nothing is drawn and everything must be.
    pub(super) fn retouch(&mut self, picture: &Picture<'_>) -> bool {
        let drawing = picture.drawing;
        let Some((serial, words)) = &self.source else {
            return false;
        };
        let changes = match drawing.changes_since(*serial) {
            Some(changes) if Arc::ptr_eq(words, picture.words) => changes,
            _ => return false,
        };
        let Some((single, patches)) = self.touched(picture, changes) else {
            return false;
        };
        let manner = Manner {
            words: picture.words,
            marks: &self.marks,
            detail: self.detail,
            repainted: Some(&changes.repainted),
        };
        let focused = match changes.reseated.is_empty() {
            true => None,
            false => focused(),
        };
        let box_moves = single.iter().any(|it| it.shape == Shape::Box);
        for thing in single {
            self.elements.draw_one(thing, manner);
        }
        for parent in patches {
            let many: Vec<&Thing> = drawing
                .in_box(parent)
                .filter(|thing| is_small(thing) && self.elements.corner(&thing.id).is_none())
                .filter(|thing| self.sight.sees(&drawing.rect_of(thing)))
                .collect();
            self.mass.draw_in(parent, &many, &mut self.elements);
        }
        let of_boxes = [&changes.zones, &changes.shelves, &changes.pieces];
        if box_moves || !of_boxes.into_iter().all(Vec::is_empty) {
            self.extras.draw(drawing, &self.sight, self.detail);
        }
        self.source = Some((drawing.serial(), Arc::clone(picture.words)));
        self.keep_focus(focused.as_ref());
        true
    }

    /// Those of the changed things that have elements, and the boxes of those
    /// that are one of many; nothing if anything may have come into sight that
    /// was not there. What hangs in another box now, as what is dragged does, is
    /// no more than that if it and the box have elements.
    fn touched<'a>(
        &self,
        picture: &Picture<'a>,
        changes: &Changes,
    ) -> Option<(Vec<&'a Thing>, BTreeSet<Option<&'a ResourceId>>)> {
        let drawing = picture.drawing;
        if !(changes.left.is_empty() && changes.entered.is_empty()) {
            return None;
        }
        for id in &changes.reseated {
            let thing = drawing.get(id).filter(|it| is_small(it))?;
            self.elements.corner(id)?;
            if let Some(parent) = &thing.parent {
                self.elements.corner(parent)?;
            }
        }
        let (mut single, mut patches) = (Vec::new(), BTreeSet::new());
        let [moved, repainted] = [&changes.moved, &changes.repainted];
        for id in moved.iter().chain(&changes.reseated).chain(repainted) {
            let thing = drawing.get(id)?;
            match self.elements.corner(id) {
                // With a box moves what is in it.
                Some(corner)
                    if thing.shape == Shape::Box
                        && corner != thing.place.corner()
                        && !self.stays_in_sight(drawing, thing) =>
                {
                    return None;
                }
                Some(_) => single.push(thing),
                None if self.crowded && is_small(thing) => {
                    patches.insert(thing.parent.as_ref());
                }
                None if thing.shape == Shape::Box && changes.moved.contains(id) => return None,
                None if self.sight.sees(&drawing.rect_of(thing)) => return None,
                None => {}
            }
        }
        Some((single, patches))
    }

    /// Whether all of a thing was in sight where it is drawn, and is where it stands.
    fn stays_in_sight(&self, drawing: &Scene, thing: &Thing) -> bool {
        let drawn = self.elements.rect(&thing.id);
        drawn.is_some_and(|it| self.sight.holds(&it)) && self.sight.holds(&drawing.rect_of(thing))
    }
}

/// Whether a thing is drawn as one of many where there are many.
pub(super) const fn is_small(thing: &Thing) -> bool {
    matches!(thing.shape, Shape::Node | Shape::Chip)
}
