//! Shelves: the chips of what has no place in the network.

use crate::editor::geometry::Rect;
use crate::editor::scene::metrics::{CHIP, CHIP_GAP, PAD, SHELF, chip_width};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;
use crate::editor::scene::{Shape, Shelf};
use crate::order::InOrder;

impl Updating<'_> {
    /// Puts the chips of a container into rows at the bottom of a box this
    /// large, beneath `content`; yields the height that the box then needs.
    pub(super) fn shelf(&mut self, container: No, width: f64, height: f64, content: f64) -> f64 {
        let tree = &self.scene.tree;
        let mut chips: Vec<No> = (tree.slot(container).inside.children.iter())
            .filter(|no| tree.slot(**no).thing.shape == Shape::Chip)
            .copied()
            .collect();
        // Like stands by like, in the order in which kinds are declared; the
        // children are in order of ids.
        chips.order_by_key(|no| tree.slot(*no).thing.kind);
        let id = self.id(container).clone();
        if chips.is_empty() {
            if self.scene.shelves.remove(&id).is_some() {
                self.found.shelves.push(id);
            }
            return height.max(content + PAD);
        }
        let inner = width - 2.0 * PAD;
        let mut rects = Vec::with_capacity(chips.len());
        let (mut x, mut y) = (0.0, SHELF);
        for no in &chips {
            let thing = &tree.slot(*no).thing;
            let length = chip_width(&thing.name, &thing.sub).min(inner);
            if x > 0.0 && x + length > inner {
                x = 0.0;
                y += CHIP + CHIP_GAP;
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
        };
        let before = self.scene.shelves.insert(id.clone(), shelf);
        if before.as_ref() != self.scene.shelves.get(&id) {
            self.found.shelves.push(id);
        }
        top + tall + PAD
    }
}
