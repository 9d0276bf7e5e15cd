//! What stands in a subnet: frames first, the nodes around them.

use std::collections::BTreeMap;

use super::grid::slots;
use super::metrics::{FIRST_FRAME, FIRST_ROW, FRAME_PAD, HEAD, NODE, PAD, default_size};
use super::seats::Seats;
use crate::architecture::layout::Layout;
use crate::architecture::{Architecture, AutoScalingGroup, Kind, LoadBalancer, Look, ResourceId};
use crate::editor::facts::SceneFacts;
use crate::editor::geometry::{Point, Rect};

/// The band that a frame takes in each of its subnets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// From the subnet's upper edge.
    pub y: f64,
    /// Its height.
    pub h: f64,
}

/// The insides of all subnets: everything relative to its subnet's corner.
#[derive(Debug, Default)]
pub struct Contents {
    /// Where things stand.
    pub rects: BTreeMap<ResourceId, Rect>,
    /// How large each subnet must be.
    pub sizes: BTreeMap<ResourceId, Point>,
    /// The bands of frames.
    pub bands: BTreeMap<ResourceId, Band>,
}

/// Arranges the insides of all subnets.
pub fn contents(
    architecture: &Architecture,
    layout: &Layout,
    facts: &SceneFacts,
    seats: &Seats,
) -> Contents {
    let mut contents = Contents {
        bands: bands(architecture, layout, seats),
        ..Contents::default()
    };
    let subnets: Vec<&ResourceId> = architecture.ids_of(Kind::Subnet).collect();
    for subnet in &subnets {
        residents(architecture, layout, seats, subnet, &mut contents);
    }
    for subnet in &subnets {
        standbys(facts, seats, subnet, &mut contents);
        let size = size(architecture, layout, seats, subnet, &contents);
        contents.sizes.insert((*subnet).clone(), size);
    }
    contents
}

/// The width that a subnet has before its content is counted.
fn base_width(layout: &Layout, subnet: &ResourceId) -> f64 {
    match layout.get(subnet) {
        Some(spot) if spot.width > 0.0 => spot.width,
        _ => default_size(Kind::Subnet).x,
    }
}

/// The bands of all frames: as placed, or beneath each other from the top.
fn bands(
    architecture: &Architecture,
    layout: &Layout,
    seats: &Seats,
) -> BTreeMap<ResourceId, Band> {
    let mut bands: BTreeMap<ResourceId, Band> = BTreeMap::new();
    let groups: Vec<(&ResourceId, &AutoScalingGroup)> =
        architecture.all::<AutoScalingGroup>().collect();
    for (id, group) in &groups {
        let rows = group
            .subnets
            .iter()
            .map(|subnet| {
                let members = members_in(seats, subnet, id).count();
                let width = base_width(layout, subnet);
                slots(members, width, 0.0, &[])
                    .last()
                    .map_or(1.0, |last| (last.y / (NODE.y + 8.0)).round() + 1.0)
            })
            .fold(1.0, f64::max);
        let h = FRAME_PAD + rows * (NODE.y + 8.0);
        // A balancer between the same subnets comes first.
        let balancers = group
            .subnets
            .iter()
            .map(|subnet| balancers_on(architecture, layout, subnet))
            .max()
            .unwrap_or(0);
        let first = match balancers {
            0 => FIRST_FRAME,
            some => FIRST_ROW + (NODE.y + 8.0) * some as f64 + 16.0,
        };
        let above = groups
            .iter()
            .filter(|(other, it)| {
                bands.contains_key(*other)
                    && it
                        .subnets
                        .iter()
                        .any(|subnet| group.subnets.contains(subnet))
            })
            .filter_map(|(other, _)| bands.get(*other))
            .map(|band| band.y + band.h + 24.0)
            .fold(first, f64::max);
        let y = layout.get(id).map_or(above, |spot| spot.y.max(FIRST_FRAME));
        bands.insert((*id).clone(), Band { y, h });
    }
    bands
}

/// The members of a group in one of its subnets, in order.
fn members_in<'a>(
    seats: &'a Seats,
    subnet: &ResourceId,
    group: &'a ResourceId,
) -> impl Iterator<Item = &'a ResourceId> {
    seats
        .in_box(Some(subnet))
        .iter()
        .filter(move |id| seats.frame.get(*id) == Some(group))
}

fn frames_in<'a>(
    architecture: &'a Architecture,
    contents: &Contents,
    subnet: &ResourceId,
) -> Vec<(&'a ResourceId, Band)> {
    architecture
        .all::<AutoScalingGroup>()
        .filter(|(_, group)| group.subnets.contains(subnet))
        .filter_map(|(id, _)| Some((id, *contents.bands.get(id)?)))
        .collect()
}

/// Frames' members, then nodes where they were placed, then the others.
fn residents(
    architecture: &Architecture,
    layout: &Layout,
    seats: &Seats,
    subnet: &ResourceId,
    contents: &mut Contents,
) {
    let width = base_width(layout, subnet);
    let mut taken: Vec<Rect> = Vec::new();
    for (group, band) in frames_in(architecture, contents, subnet) {
        taken.push(Rect::new(
            0.0,
            band.y - 12.0,
            width.max(4000.0),
            band.h + 20.0,
        ));
        let members: Vec<&ResourceId> = members_in(seats, subnet, group).collect();
        let places = slots(members.len(), width, band.y + FRAME_PAD, &[]);
        for (id, rect) in members.into_iter().zip(places) {
            contents.rects.insert(id.clone(), rect);
        }
    }
    let frames = taken.clone();
    let nodes: Vec<&ResourceId> = seats
        .in_box(Some(subnet))
        .iter()
        .filter(|id| {
            architecture
                .kind_of(id)
                .is_some_and(|kind| kind.info().look == Look::Card)
        })
        .collect();
    let mut homeless = Vec::new();
    for id in nodes {
        let Some(spot) = layout.get(id) else {
            homeless.push(id);
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
        contents.rects.insert(id.clone(), rect);
    }
    let places = slots(homeless.len(), width, FIRST_ROW, &taken);
    for (id, rect) in homeless.into_iter().zip(places) {
        contents.rects.insert(id.clone(), rect);
    }
}

/// A standby stands in its subnet where the primary stands in the other, so
/// that the two are seen to be a pair.
fn standbys(facts: &SceneFacts, seats: &Seats, subnet: &ResourceId, contents: &mut Contents) {
    let here: Vec<&ResourceId> = facts
        .members
        .values()
        .flatten()
        .filter(|member| member.subnet == *subnet && !seats.frame.contains_key(&member.id))
        .map(|member| &member.id)
        .filter(|id| seats.parent.contains_key(*id))
        .collect();
    for id in here {
        let mut taken: Vec<Rect> = seats
            .in_box(Some(subnet))
            .iter()
            .filter_map(|other| contents.rects.get(other))
            .copied()
            .collect();
        taken.extend(
            contents
                .bands
                .iter()
                .filter(|(group, _)| members_in(seats, subnet, group).next().is_some())
                .map(|(_, band)| Rect::new(0.0, band.y - 12.0, 4000.0, band.h + 20.0)),
        );
        let opposite = contents.rects.get(&id.owner()).copied();
        let rect = opposite
            .filter(|rect| !taken.iter().any(|other| other.overlaps(rect)))
            .or_else(|| {
                slots(1, default_size(Kind::Subnet).x, FIRST_ROW, &taken)
                    .first()
                    .copied()
            });
        if let Some(rect) = rect {
            contents.rects.insert(id.clone(), rect);
        }
    }
}

fn size(
    architecture: &Architecture,
    layout: &Layout,
    seats: &Seats,
    subnet: &ResourceId,
    contents: &Contents,
) -> Point {
    let spot = layout.get(subnet).unwrap_or_default();
    let mut size = Point::new(
        base_width(layout, subnet),
        default_size(Kind::Subnet).y.max(spot.height),
    );
    for rect in seats
        .in_box(Some(subnet))
        .iter()
        .filter_map(|id| contents.rects.get(id))
    {
        size.x = size.x.max(rect.right() + PAD);
        size.y = size.y.max(rect.bottom() + 8.0);
    }
    for (_, band) in frames_in(architecture, contents, subnet) {
        size.y = size.y.max(band.y + band.h + PAD);
    }
    // Load balancers that stand between this subnet and its neighbours.
    let between = balancers_on(architecture, layout, subnet);
    size.y = size.y.max(FIRST_ROW + (NODE.y + 8.0) * between as f64);
    size
}

/// How many balancers find their own place between this subnet and others.
fn balancers_on(architecture: &Architecture, layout: &Layout, subnet: &ResourceId) -> usize {
    architecture
        .all::<LoadBalancer>()
        .filter(|(id, balancer)| layout.get(id).is_none() && balancer.subnets.contains(subnet))
        .count()
}
