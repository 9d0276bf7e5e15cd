//! Where everything is drawn.
//!
//! What somebody placed stands where they put it; the rest finds a tidy place
//! by itself: zones as columns, public subnets above private ones. Containers
//! are as large as their content needs, and a container that grows pushes its
//! neighbours aside rather than lying over them.
//!
//! It goes from the inside out, because a container is as large as its
//! content, and no further out than the content still changes.

mod balancers;
mod bands;
mod frames;
mod regions;
mod shelves;
mod subnets;
mod vpcs;

use std::collections::BTreeSet;

use super::metrics::default_size;
use super::tree::No;
use super::update::Updating;
use crate::architecture::layout::Spot;
use crate::architecture::{Ground, Kind, ResourceId};
use crate::editor::geometry::Point;

pub use bands::Band;

impl Updating<'_> {
    /// Arranges what is dirty.
    pub(super) fn arrange(&mut self) {
        if self.dirty.bands {
            self.bands();
        }
        let subnets = self.alive(|dirty| &mut dirty.subnets, Kind::Subnet);
        let mut resized: BTreeSet<No> = subnets.iter().copied().collect();
        for no in subnets {
            self.residents(no, &mut resized);
        }
        for no in resized {
            self.standbys_and_size(no);
        }
        for no in self.alive(|dirty| &mut dirty.vpcs, Kind::Vpc) {
            self.vpc(no);
            self.stir_frames(Some(no));
        }
        for no in self.alive(|dirty| &mut dirty.regions, Kind::Region) {
            self.region(no);
        }
        if self.dirty.world {
            self.world();
            self.stir_frames(None);
        }
        for group in std::mem::take(&mut self.dirty.frames) {
            self.frame(&group);
        }
        self.read();
    }

    /// What is dirty of one kind and still there.
    fn alive(
        &mut self,
        dirty: fn(&mut super::update::Dirty) -> &mut BTreeSet<No>,
        kind: Kind,
    ) -> Vec<No> {
        let all = std::mem::take(dirty(&mut self.dirty));
        let tree = &self.scene.tree;
        all.into_iter()
            .filter(|no| tree.is_alive(*no) && tree.slot(*no).thing.kind == kind)
            .collect()
    }

    /// Brings reading order and extents up to date, from the inside out.
    fn read(&mut self) {
        for kind in [Kind::Subnet, Kind::Vpc, Kind::Region, Kind::Account] {
            let tree = &self.scene.tree;
            let of_kind = |no: &No| tree.is_alive(*no) && tree.slot(*no).thing.kind == kind;
            let dirty = self.dirty.order.iter().flatten();
            for no in dirty.copied().filter(of_kind).collect::<Vec<_>>() {
                if self.scene.tree.read(Some(no)) {
                    let parent = self.scene.tree.slot(no).parent;
                    self.dirty.order.insert(parent);
                }
            }
        }
        if self.dirty.order.contains(&None) {
            self.scene.tree.read(None);
        }
        self.scene.bounds = self.scene.tree.bounds();
    }

    /// The children of a container that are of this kind, in order of ids.
    fn children(&self, container: Option<No>, kind: Kind) -> Vec<No> {
        let tree = &self.scene.tree;
        (tree.inside(container).children.iter())
            .filter(|no| tree.slot(**no).thing.kind == kind)
            .copied()
            .collect()
    }

    /// The children of a container that stand on this ground in it, in order
    /// of ids.
    fn on_ground(&self, container: No, ground: Ground) -> Vec<No> {
        let tree = &self.scene.tree;
        (tree.slot(container).inside.children.iter())
            .filter(|no| tree.slot(**no).thing.kind.info().ground == ground)
            .copied()
            .collect()
    }

    fn id(&self, no: No) -> &ResourceId {
        &self.scene.tree.slot(no).thing.id
    }

    /// Where somebody placed a thing.
    fn spot(&self, no: No) -> Option<Spot> {
        self.document.layout.get(self.id(no))
    }

    /// How large a container must be for what it holds.
    fn size(&self, no: No) -> Point {
        self.scene.tree.slot(no).size
    }

    /// Takes over the size that a container must have, and lets the box around
    /// it know when it is another.
    fn resize(&mut self, no: No, size: Point) {
        let chosen = self.chosen(self.id(no));
        let slot = self.scene.tree.slot_mut(no);
        slot.chosen = chosen;
        if slot.size != size {
            slot.size = size;
            let parent = slot.parent;
            self.stir(parent);
        }
    }

    /// The size that a container has before its content is counted.
    fn base(&self, no: No, kind: Kind) -> Point {
        let chosen = self.chosen(self.id(no));
        let default = default_size(kind);
        let or = |given: f64, default: f64| if given > 0.0 { given } else { default };
        Point::new(or(chosen.x, default.x), or(chosen.y, default.y))
    }
}
