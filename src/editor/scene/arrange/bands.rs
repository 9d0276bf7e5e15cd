//! The bands that the frames of Auto Scaling groups take in each of their
//! subnets.

use std::collections::BTreeMap;

use crate::architecture::{AutoScalingGroup, Ground, Kind, ResourceId};
use crate::editor::scene::grid::slots;
use crate::editor::scene::metrics::{FIRST_FRAME, FIRST_ROW, FRAME_PAD, NODE, PAD, default_size};
use crate::editor::scene::tree::No;
use crate::editor::scene::update::Updating;

/// The band that a frame takes in each of its subnets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// From the subnet's upper edge.
    pub y: f64,
    /// Its height.
    pub h: f64,
}

impl Updating<'_> {
    /// The bands of all frames: as placed, or beneath each other from the top.
    pub(super) fn bands(&mut self) {
        let mut bands: BTreeMap<ResourceId, Band> = BTreeMap::new();
        for id in &self.scene.groups {
            let Some(group) = self.document.architecture.find::<AutoScalingGroup>(id) else {
                continue;
            };
            let rows = group
                .subnets
                .iter()
                .map(|subnet| {
                    let members = self.members_in(subnet, id).len();
                    slots(members, self.room_for(subnet, members), 0.0, &[])
                        .last()
                        .map_or(1.0, |last| (last.y / (NODE.y + 8.0)).round() + 1.0)
                })
                .fold(1.0, f64::max);
            // A balancer between the same subnets comes first.
            let balancers = (group.subnets.iter()).map(|subnet| self.balancers_on(subnet));
            let first = match balancers.max().unwrap_or(0) {
                0 => FIRST_FRAME,
                some => FIRST_ROW + (NODE.y + 8.0) * some as f64 + 16.0,
            };
            let above = (group.subnets.iter())
                .flat_map(|subnet| self.groups_in(subnet))
                .filter_map(|other| bands.get(other))
                .map(|band| band.y + band.h + 24.0)
                .fold(first, f64::max);
            let spot = self.document.layout.get(id);
            let band = Band {
                y: spot.map_or(above, |spot| spot.y.max(FIRST_FRAME)),
                h: FRAME_PAD + rows * (NODE.y + 8.0),
            };
            bands.insert(id.clone(), band);
        }
        let before = std::mem::replace(&mut self.scene.bands, bands);
        for id in super::super::changes::differing(&before, &self.scene.bands) {
            let subnets: Vec<No> = (self.scene.users.named_by(&id))
                .filter_map(|id| self.scene.tree.no(id))
                .collect();
            for no in subnets {
                self.stir_subnet(no);
            }
            self.dirty.frames.insert(id);
        }
    }

    /// The width that a subnet has before its content is counted.
    pub(in crate::editor::scene) fn base_width(&self, subnet: &ResourceId) -> f64 {
        match self.document.layout.get(subnet) {
            Some(spot) if spot.width > 0.0 => spot.width,
            _ => default_size(Kind::Subnet).x,
        }
    }

    /// The width in which so many nodes stand about as high as wide, where
    /// nobody gave the subnet a width: a column of two would be hard to see.
    pub(super) fn room_for(&self, subnet: &ResourceId, count: usize) -> f64 {
        let base = self.base_width(subnet);
        let chosen = self.document.layout.get(subnet);
        if chosen.is_some_and(|spot| spot.width > 0.0) {
            return base;
        }
        let pitch = NODE.x + 8.0;
        let columns = (count as f64 * (NODE.y + 8.0) / pitch).sqrt().round();
        base.max(columns * pitch - 8.0 + 2.0 * PAD)
    }

    /// The groups that stand in a subnet, in order of ids.
    pub(in crate::editor::scene) fn groups_in(
        &self,
        subnet: &ResourceId,
    ) -> impl Iterator<Item = &ResourceId> {
        (self.scene.users.by(subnet, "subnets")).filter(|id| self.scene.groups.contains(*id))
    }

    /// The frames in a subnet with their bands.
    pub(super) fn frames_in(&self, subnet: &ResourceId) -> Vec<(ResourceId, Band)> {
        self.groups_in(subnet)
            .filter_map(|id| Some((id.clone(), *self.scene.bands.get(id)?)))
            .collect()
    }

    /// The members of a resource that are drawn in one of its subnets, in the
    /// order in which the facts list them.
    pub(super) fn members_in(&self, subnet: &ResourceId, owner: &ResourceId) -> Vec<No> {
        let members = self.scene.members.get(owner).into_iter().flatten();
        members
            .filter_map(|id| self.scene.tree.no(id))
            .filter(|no| self.scene.tree.slot(*no).thing.parent.as_ref() == Some(subnet))
            .collect()
    }

    /// How many balancers find their own place between this subnet and others.
    pub(super) fn balancers_on(&self, subnet: &ResourceId) -> usize {
        (self.scene.users.by(subnet, "subnets"))
            .filter(|id| {
                self.kind(id)
                    .is_some_and(|it| it.info().ground == Ground::Across)
            })
            .filter(|id| self.document.layout.get(id).is_none())
            .count()
    }
}
