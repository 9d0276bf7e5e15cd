//! Shelves: the chips of what has no place in the network.

use super::Arranging;
use crate::architecture::{Look, ResourceId};
use crate::editor::geometry::Rect;
use crate::editor::scene::Shelf;
use crate::editor::scene::metrics::{CHIP, CHIP_GAP, PAD, SHELF, chip_width};
use crate::editor::scene::words::count;

impl Arranging<'_> {
    /// Puts the chips of a container into rows at the bottom of a box this
    /// large, beneath `content`; yields the height that the box then needs.
    pub(super) fn shelf(
        &mut self,
        container: &ResourceId,
        width: f64,
        height: f64,
        content: f64,
    ) -> f64 {
        let mut chips: Vec<ResourceId> = self
            .seats
            .in_box(Some(container))
            .iter()
            .filter(|id| {
                self.architecture
                    .kind_of(id)
                    .is_some_and(|kind| kind.info().look == Look::Chip)
            })
            .cloned()
            .collect();
        // Like stands by like, in the order in which kinds are declared.
        chips.sort_by_key(|id| (self.architecture.kind_of(id), id.clone()));
        if chips.is_empty() {
            return height.max(content + PAD);
        }
        let inner = width - 2.0 * PAD;
        let mut rects = Vec::with_capacity(chips.len());
        let (mut x, mut y) = (0.0, SHELF);
        for id in &chips {
            let name = self.architecture.name_of(id);
            let length = chip_width(&name, &count(self.architecture, self.facts, id)).min(inner);
            if x > 0.0 && x + length > inner {
                x = 0.0;
                y += CHIP + CHIP_GAP;
            }
            rects.push(Rect::new(PAD + x, y, length, CHIP));
            x += length + CHIP_GAP;
        }
        let tall = y + CHIP;
        let top = (content + PAD).max(height - tall - PAD);
        for (id, rect) in chips.iter().zip(rects) {
            self.put(id, Rect::new(rect.x, rect.y + top, rect.w, rect.h));
        }
        self.shelves.push(Shelf {
            id: container.clone(),
            rect: Rect::new(PAD, top, inner, tall),
        });
        top + tall + PAD
    }
}
