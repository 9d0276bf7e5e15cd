//! What stands in a subnet: frames first, the nodes around them.

use std::collections::BTreeSet;

use crate::architecture::{Kind, ResourceId};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::Shape;
use crate::editor::scene::grid::slots;
use crate::editor::scene::metrics::{FIRST_ROW, FRAME_PAD, HEAD, NODE, PAD, default_size};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;

impl Updating<'_> {
    /// Frames' members, then nodes where they were placed, then the others.
    /// Whichever subnets have a standby or a replica of what stands here must be
    /// looked at too: they are added to `resized`.
    pub(super) fn residents(&mut self, no: No, resized: &mut BTreeSet<No>) {
        let subnet = self.id(no).clone();
        let width = self.base_width(&subnet);
        let mut taken: Vec<Rect> = Vec::new();
        for (group, band) in self.frames_in(&subnet) {
            let room = Rect::new(0.0, band.y - 12.0, width.max(4000.0), band.h + 20.0);
            taken.push(room);
            let members = self.members_in(&subnet, &group);
            let width = self.room_for(&subnet, members.len());
            let places = slots(members.len(), width, band.y + FRAME_PAD, &[]);
            for (no, rect) in members.into_iter().zip(places) {
                self.put(no, rect);
            }
        }
        let frames = taken.clone();
        let mut homeless = Vec::new();
        for no in self.nodes_in(no) {
            let Some(spot) = self.spot(no) else {
                homeless.push(no);
                continue;
            };
            let mut rect = Rect::new(spot.x.max(4.0), spot.y.max(HEAD), NODE.x, NODE.y);
            // A frame that came later pushes what stood there beneath it.
            for _ in 0..=frames.len() {
                if let Some(frame) = frames.iter().find(|frame| frame.overlaps(&rect)) {
                    rect.y = frame.bottom();
                }
            }
            taken.push(rect);
            self.put(no, rect);
        }
        let width = self.room_for(&subnet, homeless.len());
        let places = slots(homeless.len(), width, FIRST_ROW, &taken);
        for (no, rect) in homeless.into_iter().zip(places) {
            self.put(no, rect);
        }
        let stores = [Kind::Database, Kind::Cache].map(|kind| self.children(Some(no), kind));
        let standbys = (stores.into_iter().flatten())
            .filter_map(|no| self.scene.members.get(self.id(no)))
            .flatten()
            .filter_map(|id| self.scene.tree.slot(self.scene.tree.no(id)?).parent);
        resized.extend(standbys);
    }

    /// The nodes in a subnet that are nobody's members, in order of ids.
    fn nodes_in(&self, no: No) -> Vec<No> {
        let tree = &self.scene.tree;
        let is_node = |no: &No| {
            let thing = &tree.slot(*no).thing;
            thing.shape == Shape::Node && !thing.is_member()
        };
        let children = tree.slot(no).inside.children.iter().copied();
        children.filter(is_node).collect()
    }

    /// A standby or a replica stands in its subnet where the primary stands in
    /// the other, so that the two are seen to be a pair. Then the size of the subnet is known.
    pub(super) fn standbys_and_size(&mut self, no: No) {
        let subnet = self.id(no).clone();
        let tree = &self.scene.tree;
        let (mut standing, mut owners) = (Vec::new(), BTreeSet::new());
        for child in &tree.slot(no).inside.children {
            let thing = &tree.slot(*child).thing;
            let owner = thing.is_member().then(|| thing.id.owner());
            match owner.filter(|owner| !self.scene.groups.contains(owner)) {
                Some(owner) => _ = owners.insert(owner),
                None if thing.shape == Shape::Frame => {}
                None => standing.push(thing.place),
            }
        }
        for owner in owners {
            for standby in self.members_in(&subnet, &owner) {
                let place = self.standby(&subnet, &owner, &standing);
                standing.push(place);
                self.put(standby, place);
            }
        }
        let size = self.subnet_size(no, &subnet, &standing);
        self.resize(no, size);
    }

    fn standby(&self, subnet: &ResourceId, owner: &ResourceId, standing: &[Rect]) -> Rect {
        let mut taken = standing.to_vec();
        taken.extend(
            self.frames_in(subnet)
                .into_iter()
                .filter(|(group, _)| !self.members_in(subnet, group).is_empty())
                .map(|(_, band)| Rect::new(0.0, band.y - 12.0, 4000.0, band.h + 20.0)),
        );
        let primary = (self.scene.tree.no(owner)).map(|no| self.scene.tree.slot(no));
        let beside = primary.filter(|slot| {
            let parent = slot.parent.map(|no| self.scene.tree.slot(no).thing.kind);
            parent == Some(Kind::Subnet)
        });
        beside
            .map(|slot| slot.thing.place)
            .filter(|rect| !taken.iter().any(|other| other.overlaps(rect)))
            .or_else(|| {
                let width = default_size(Kind::Subnet).x;
                slots(1, width, FIRST_ROW, &taken).first().copied()
            })
            .unwrap_or_default()
    }

    fn subnet_size(&self, no: No, subnet: &ResourceId, standing: &[Rect]) -> Point {
        let least = default_size(Kind::Subnet).y;
        let mut size = Point::new(
            self.base_width(subnet),
            least.max(self.spot(no).unwrap_or_default().height),
        );
        for rect in standing {
            size.x = size.x.max(rect.right() + PAD);
            size.y = size.y.max(rect.bottom() + 8.0);
        }
        for (_, band) in self.frames_in(subnet) {
            size.y = size.y.max(band.y + band.h + PAD);
        }
        if let Some(collapsed) = self.collapsed_size(subnet, Kind::Subnet) {
            return collapsed;
        }
        // Load balancers that stand between this subnet and its neighbours.
        let between = self.balancers_on(subnet);
        size.y = size.y.max(FIRST_ROW + (NODE.y + 8.0) * between as f64);
        size
    }
}
