//! Shelves: the chips of what has no place in the network.

use crate::editor::geometry::Rect;
use crate::editor::scene::metrics::{CHIP, CHIP_GAP, HEADING, PAD, SHELF, chip_width};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;
use crate::editor::scene::{Shape, Shelf};
use crate::order::InOrder;

/// So many chips are still seen at a glance; more stand in groups.
const MANY: usize = 8;
/// How wide a shelf must be for that.
const LEAST_HEADED: f64 = 420.0;
/// The longest that a chip gets where there are many.
const LONGEST: f64 = 280.0;
/// The room between two groups.
const GROUP_GAP: f64 = 12.0;

impl Updating<'_> {
    /// Puts the chips of a container into rows at the bottom of a box this
    /// large, beneath `content`; yields the height that the box then needs.
    pub(super) fn shelf(&mut self, container: No, width: f64, height: f64, content: f64) -> f64 {
        let tree = &self.scene.tree;
        let mut chips: Vec<No> = (tree.slot(container).inside.children.iter())
            .filter(|no| tree.slot(**no).thing.shape == Shape::Chip)
            .copied()
            .collect();
        // Like stands by like, as the palette has it; the children are in order
        // of ids.
        let category = |no: &No| tree.slot(*no).thing.kind.info().category;
        chips.order_by_key(|no| (category(no), tree.slot(*no).thing.kind));
        let id = self.id(container).clone();
        if chips.is_empty() {
            if self.scene.shelves.remove(&id).is_some() {
                self.found.shelves.push(id);
            }
            return height.max(content + PAD);
        }
        let inner = width - 2.0 * PAD;
        let mixed = category(&chips[0]) != category(&chips[chips.len() - 1]);
        let headed = mixed && chips.len() > MANY && inner > LEAST_HEADED;
        let left = if headed { HEADING } else { 0.0 };
        let mut rects = Vec::with_capacity(chips.len());
        let mut heads: Vec<(f64, &'static str)> = Vec::new();
        let (mut x, mut y) = (left, SHELF);
        let mut group = None;
        for no in &chips {
            let thing = &tree.slot(*no).thing;
            let room = if headed {
                LONGEST.min(inner - left)
            } else {
                inner
            };
            let length = chip_width(&thing.name, &thing.sub).min(room);
            let begins = headed && group != Some(category(no));
            if begins && group.is_some() {
                (x, y) = (left, y + CHIP + GROUP_GAP);
            } else if x > left && x + length > inner {
                (x, y) = (left, y + CHIP + CHIP_GAP);
            }
            if begins {
                group = Some(category(no));
                heads.push((y, category(no).title()));
            }
            rects.push(Rect::new(PAD + x, y, length, CHIP));
            x += length + CHIP_GAP;
        }
        let tall = y + CHIP;
        let top = (content + PAD).max(height - tall - PAD);
        for (no, rect) in chips.into_iter().zip(rects) {
            self.put(no, Rect::new(rect.x, rect.y + top, rect.w, rect.h));
        }
        let shelf = Shelf {
            id: id.clone(),
            place: Rect::new(PAD, top, inner, tall),
            heads,
        };
        let before = self.scene.shelves.insert(id.clone(), shelf);
        if before.as_ref() != self.scene.shelves.get(&id) {
            self.found.shelves.push(id);
        }
        top + tall + PAD
    }
}
