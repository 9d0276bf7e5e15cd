//! The drawing of an architecture: every box, frame, node, chip and line with
//! its place, its words and its state.
//!
//! A scene is computed from a document and from what the analyses say about
//! it, and from nothing else. It knows no browser: the page turns its parts
//! into elements, tests read it as data, and the tools ask it what lies under
//! the pointer.

//!
//! It is drawn once and then kept up: [`Scene::update`] works out what an edit
//! changes and says so, and [`scene`] draws from nothing, which comes to the
//! same.

mod arrange;
mod changes;
mod collapse;
mod grid;
mod hit;
mod legend;
mod lines;
mod links;
mod metrics;
mod obstacles;
mod path;
mod route;
mod seats;
mod shorten;
mod spans;
mod stretches;
mod tree;
mod update;
mod users;
mod visible;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::facts::{Mark, SceneFacts};
use super::geometry::{Point, Rect};
use crate::architecture::{Kind, ResourceId};
use crate::relations::SubnetKind;

pub use changes::{Change, Changes};
pub use collapse::{can_collapse, switch};
pub use hit::{Hit, Side, body, frame_label, handles, head, leaves_room, name_place, zone_name};
pub use legend::{has_direction, legend, meaning};
pub use lines::Line;
pub use links::{Layer, LineKind, Link, Links, layer_words};
pub use metrics::{
    CHIP, GAP, GUTTER, HEADING, NODE, ZONE_GAP, ZONE_HEAD, ZONE_PAD, default_size, grip, least,
    text_width,
};
pub use path::{Leg, legs, position};
pub(super) use route::Router;
pub use route::{along, beside, first_part, length, svg_path};
pub use seats::seat;
pub use shorten::shortened;
pub use stretches::{drawn_path, in_sight};
pub use tree::Things;
pub use update::scene;
pub use words::part_of_copy;

/// How a part of the drawing looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A box that holds others.
    Box,
    /// A dashed frame across subnets.
    Frame,
    /// An icon with its name.
    Node,
    /// A small entry on a shelf.
    Chip,
}

/// A part of the drawing: a resource, or a member of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Whose picture it is.
    pub id: ResourceId,
    /// Its kind; for a member that of what it is, such as an instance.
    pub kind: Kind,
    /// How it looks.
    pub shape: Shape,
    /// Where it is drawn, from the corner of the box that it is drawn in.
    /// [`Scene::rect`] says where in the world that is.
    pub place: Rect,
    /// The box that it is drawn in; `None` outside every box.
    pub parent: Option<ResourceId>,
    /// What it is called.
    pub name: String,
    /// The second line of a node, the block of a box, the count of a chip.
    pub sub: String,
    /// The name of its icon.
    pub icon: &'static str,
    /// What a subnet's routes make of it.
    pub reach: Option<SubnetKind>,
    /// What the findings on it say.
    pub mark: Mark,
    /// Whether it is out of order.
    pub failed: bool,
    /// Whether it is a copy beside the one that takes the writes.
    pub standby: bool,
    /// What a collapsed box says of what stands in it; `None` for what is open.
    pub inside: Option<String>,
    /// Everything that its looks say, in words.
    pub label: String,
}

impl Thing {
    /// Whether it is a member of a resource rather than a resource.
    pub fn is_member(&self) -> bool {
        self.id.as_str().contains('/')
    }

    /// Whether it is drawn just as another, wherever the two stand.
    fn looks_like(&self, other: &Self) -> bool {
        let looks = |thing: &Self| {
            let Self {
                kind,
                shape,
                icon,
                reach,
                mark,
                failed,
                standby,
                ..
            } = *thing;
            (kind, shape, icon, reach, mark, failed, standby)
        };
        looks(self) == looks(other)
            && self.name == other.name
            && self.sub == other.sub
            && self.label == other.label
            && self.inside == other.inside
    }
}

/// A further piece of a frame whose subnets do not stand side by side. The
/// first piece is the frame's own [`Thing`].
#[derive(Clone, Debug, PartialEq)]
pub struct FramePiece {
    /// The group.
    pub id: ResourceId,
    /// Which piece, 1 being the second one.
    pub number: usize,
    /// The box in which its subnets stand.
    pub parent: Option<ResourceId>,
    /// Where it is drawn, from the corner of that box.
    pub place: Rect,
}

/// An Availability Zone of a VPC, as a column behind its subnets.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone {
    /// The VPC.
    pub vpc: ResourceId,
    /// Its code, such as `ap-south-1a`.
    pub code: String,
    /// Where it is drawn, from the corner of the VPC.
    pub place: Rect,
    /// Whether it is out of order.
    pub failed: bool,
}

/// The line above the chips of a container.
#[derive(Clone, Debug, PartialEq)]
pub struct Shelf {
    /// The container.
    pub id: ResourceId,
    /// Where it is drawn, from the corner of the container.
    pub place: Rect,
    /// The names of the groups that its chips stand in, each with how far
    /// beneath the line its first row is; none where there are few chips.
    pub heads: Vec<(f64, &'static str)>,
}

/// The whole drawing.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    tree: tree::Tree,
    /// What the drawing was made with, besides the document.
    facts: SceneFacts,
    users: users::Users,
    /// The groups that have a frame.
    groups: BTreeSet<ResourceId>,
    /// What is not drawn because it stands in a collapsed box, with the box
    /// that it would be drawn in.
    hidden: BTreeMap<ResourceId, ResourceId>,
    /// The members of each resource that are drawn.
    members: FxHashMap<ResourceId, Vec<ResourceId>>,
    bands: BTreeMap<ResourceId, arrange::Band>,
    pieces: BTreeMap<ResourceId, Vec<FramePiece>>,
    zones: BTreeMap<ResourceId, Vec<Zone>>,
    shelves: BTreeMap<ResourceId, Shelf>,
    /// The rectangle around everything.
    pub bounds: Option<Rect>,
}

/// Scenes are equal when they show the same, however they came about.
impl PartialEq for Scene {
    fn eq(&self, other: &Self) -> bool {
        self.things().eq(other.things())
            && self.pieces == other.pieces
            && self.zones == other.zones
            && self.shelves == other.shelves
            && self.hidden == other.hidden
            && self.bounds == other.bounds
    }
}

impl Scene {
    /// The picture of a resource or member.
    pub fn get(&self, id: &ResourceId) -> Option<&Thing> {
        self.tree.no(id).map(|no| &self.tree.slot(no).thing)
    }

    /// Everything in reading order: outer before inner, then from top to
    /// bottom and left to right.
    pub fn things(&self) -> Things<'_> {
        self.tree.things()
    }

    /// How many things are drawn.
    pub fn len(&self) -> usize {
        self.tree.len()
    }

    /// Whether nothing is drawn.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everything of one shape, in reading order.
    pub fn of_shape(&self, shape: Shape) -> impl Iterator<Item = &Thing> {
        self.things().filter(move |thing| thing.shape == shape)
    }

    /// What stands in a box, or outside every box, in reading order.
    pub fn in_box(&self, parent: Option<&ResourceId>) -> impl Iterator<Item = &Thing> {
        let container = parent.map(|id| self.tree.no(id));
        let inside = match container {
            Some(None) => None,
            Some(container) => Some(self.tree.inside(container)),
            None => Some(self.tree.inside(None)),
        };
        (inside.into_iter())
            .flat_map(|inside| &inside.reading)
            .map(|no| &self.tree.slot(*no).thing)
    }

    /// Where a thing is in the world.
    pub fn rect(&self, id: &ResourceId) -> Option<Rect> {
        self.tree.no(id).map(|no| self.tree.rect(no))
    }

    /// Where a thing is in the world.
    pub fn rect_of(&self, thing: &Thing) -> Rect {
        self.in_world(thing.parent.as_ref(), thing.place)
    }

    /// Where in the world a place in a box is.
    pub fn in_world(&self, parent: Option<&ResourceId>, place: Rect) -> Rect {
        place.moved(self.origin(parent))
    }

    /// The part of a thing that lines lead to and end at, in the world.
    pub fn body(&self, thing: &Thing) -> Rect {
        body(thing, self.rect_of(thing))
    }

    /// The further pieces of frames, in order of groups.
    pub fn pieces(&self) -> impl Iterator<Item = &FramePiece> {
        self.pieces.values().flatten()
    }

    /// The further pieces of a group's frame.
    pub fn pieces_of(&self, group: &ResourceId) -> &[FramePiece] {
        self.pieces.get(group).map_or(&[], Vec::as_slice)
    }

    /// The columns of zones, in order of VPCs.
    pub fn zones(&self) -> impl Iterator<Item = &Zone> {
        self.zones.values().flatten()
    }

    /// The columns of a VPC's zones, in order of their codes.
    pub fn zones_of(&self, vpc: &ResourceId) -> &[Zone] {
        self.zones.get(vpc).map_or(&[], Vec::as_slice)
    }

    /// The shelves, in order of their containers.
    pub fn shelves(&self) -> impl Iterator<Item = &Shelf> {
        self.shelves.values()
    }

    /// The shelf of a container, if it has chips.
    pub fn shelf_of(&self, container: &ResourceId) -> Option<&Shelf> {
        self.shelves.get(container)
    }

    /// The corner that places of what stands in `parent` count from.
    pub fn origin(&self, parent: Option<&ResourceId>) -> Point {
        self.tree.corner(parent.and_then(|id| self.tree.no(id)))
    }

    /// The boxes around a thing, from the inside out.
    pub fn around(&self, id: &ResourceId) -> impl Iterator<Item = &Thing> {
        let outer = |no: &tree::No| self.tree.slot(*no).parent;
        let first = self.tree.no(id).and_then(|no| outer(&no));
        std::iter::successors(first, outer).map(|no| &self.tree.slot(no).thing)
    }

    /// Whether `inner` is drawn inside `outer`, at any depth.
    pub fn is_within(&self, inner: &ResourceId, outer: &ResourceId) -> bool {
        self.around(inner).any(|thing| thing.id == *outer)
    }

    /// The thing itself or, for what is not drawn, what stands for it: the
    /// collapsed box around it, the owner of a member.
    pub fn shown(&self, id: &ResourceId) -> Option<&Thing> {
        let here = |id: &ResourceId| self.get(id).or_else(|| self.get(self.cover(id)?));
        here(id).or_else(|| here(&id.owner()))
    }
}

#[cfg(test)]
mod tests;
