//! The frames of Auto Scaling groups, across the subnets that stand side by
//! side in a box; a group whose subnets do not gets a piece for each row.

use super::Band;
use crate::architecture::{AutoScalingGroup, Kind, ResourceId};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::FramePiece;
use crate::editor::scene::metrics::PAD;
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;
use crate::order::InOrder;

impl Updating<'_> {
    /// The subnets in a box stand elsewhere, or others do: their frames do too.
    pub(super) fn stir_frames(&mut self, container: Option<No>) {
        if self.scene.groups.is_empty() {
            return;
        }
        let mut stirred = Vec::new();
        for no in self.children(container, Kind::Subnet) {
            stirred.extend(self.groups_in(self.id(no)).cloned());
        }
        self.dirty.frames.extend(stirred);
    }

    /// Draws the frame of a group.
    pub(super) fn frame(&mut self, id: &ResourceId) {
        let group = self.document.architecture.find::<AutoScalingGroup>(id);
        let (Some(no), Some(group), Some(band)) =
            (self.scene.tree.no(id), group, self.scene.bands.get(id))
        else {
            return;
        };
        let tree = &self.scene.tree;
        let home = tree.slot(no).parent;
        // The box in which the frame's own subnet stands comes first.
        let mut boxes: Vec<Option<No>> = Vec::new();
        let mine: Vec<No> = (home.into_iter())
            .chain(group.subnets.iter().filter_map(|id| tree.no(id)))
            .filter(|no| tree.slot(*no).thing.kind == Kind::Subnet)
            .filter(|no| !self.scene.facts.collapsed.contains(self.id(*no)))
            .collect();
        for no in &mine {
            let container = tree.slot(*no).parent;
            if !boxes.contains(&container) {
                boxes.push(container);
            }
        }
        let mut first = None;
        let mut further: Vec<FramePiece> = Vec::new();
        for container in boxes {
            let (inner, others): (Vec<No>, Vec<No>) = (self.children(container, Kind::Subnet))
                .into_iter()
                .partition(|no| mine.contains(no));
            let places = |nos: Vec<No>| nos.into_iter().map(|no| tree.slot(no).thing.place);
            let others: Vec<Rect> = places(others).collect();
            for place in pieces(places(inner).collect(), &others, *band) {
                if first.is_none() {
                    first = Some(place);
                } else {
                    further.push(FramePiece {
                        id: id.clone(),
                        number: further.len() + 1,
                        parent: container.map(|no| tree.slot(no).thing.id.clone()),
                        place,
                    });
                }
            }
        }
        if let (Some(first), Some(home)) = (first, home) {
            let corner = tree.slot(home).thing.place.corner();
            self.put(no, first.moved(Point::default() - corner));
        }
        let before = match further.is_empty() {
            true => self.scene.pieces.remove(id),
            false => self.scene.pieces.insert(id.clone(), further),
        };
        if before.as_ref() != self.scene.pieces.get(id) {
            self.found.pieces.push(id.clone());
        }
    }
}

/// One rectangle for each run of subnets that stand side by side with no
/// other subnet between them.
fn pieces(mut mine: Vec<Rect>, others: &[Rect], band: Band) -> Vec<Rect> {
    mine.order_by(|one, other| one.y.total_cmp(&other.y).then(one.x.total_cmp(&other.x)));
    let mut pieces: Vec<Rect> = Vec::new();
    for subnet in mine {
        let here = Rect::new(
            subnet.x + PAD,
            subnet.y + band.y,
            subnet.w - 2.0 * PAD,
            band.h,
        );
        let joined = pieces.last().map(|last| last.union(here));
        match (pieces.last_mut(), joined) {
            (Some(last), Some(joined))
                if (last.y - here.y).abs() < 2.0
                    && !others.iter().any(|other| other.overlaps(&joined)) =>
            {
                *last = joined;
            }
            _ => pieces.push(here),
        }
    }
    pieces
}
