//! The picture after a change that brings nothing into sight: of a thousand
//! things those are looked at that the change names, so that a move of one
//! costs the same in any drawing.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::elements::Manner;
use super::{Painter, Picture};
use crate::architecture::ResourceId;
use crate::editor::scene::{Changes, Shape, Thing};

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
        if !(changes.zones.is_empty() && changes.shelves.is_empty() && changes.pieces.is_empty()) {
            self.extras.draw(drawing, &self.sight, self.detail);
        }
        self.source = Some((drawing.serial(), Arc::clone(picture.words)));
        true
    }

    /// Those of the changed things that have elements, and the boxes of those
    /// that are one of many; nothing if anything may have come into sight that
    /// was not there, or hangs elsewhere.
    fn touched<'a>(
        &self,
        picture: &Picture<'a>,
        changes: &Changes,
    ) -> Option<(Vec<&'a Thing>, BTreeSet<Option<&'a ResourceId>>)> {
        let drawing = picture.drawing;
        let stays = [&changes.left, &changes.entered, &changes.reseated];
        if !stays.into_iter().all(Vec::is_empty) {
            return None;
        }
        let (mut single, mut patches) = (Vec::new(), BTreeSet::new());
        for id in changes.moved.iter().chain(&changes.repainted) {
            let thing = drawing.get(id)?;
            match self.elements.corner(id) {
                // With a box moves what is in it.
                Some(corner) if thing.shape == Shape::Box && corner != thing.place.corner() => {
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
}

/// Whether a thing is drawn as one of many where there are many.
pub(super) const fn is_small(thing: &Thing) -> bool {
    matches!(thing.shape, Shape::Node | Shape::Chip)
}
