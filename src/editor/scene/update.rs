//! Bringing a scene up to date: only what a change touched is seated,
//! described and arranged anew, and the boxes around it as far as they feel
//! it.
//!
//! Drawing from nothing is the same with everything touched. What must then
//! hold, and is tested with arbitrary edits, is that both ways end in the same
//! scene; so every step works out the whole of a box or a thing from the
//! document, the facts and what stands further in, never from how it was.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::changes::{Change, Changes, differing, sorted};
use super::tree::No;
use super::words::{NAMING, describe};
use super::{Scene, Shape, Thing};
use crate::architecture::{Document, Kind, ResourceId};
use crate::editor::facts::SceneFacts;
use crate::editor::geometry::{Point, Rect};

/// A scene being brought up to date.
pub(super) struct Updating<'a> {
    pub document: &'a Document,
    pub scene: &'a mut Scene,
    pub dirty: Dirty,
    pub found: Found,
}

/// What is to be arranged anew, from the inside out.
#[derive(Debug, Default)]
pub(super) struct Dirty {
    /// The bands of frames.
    pub bands: bool,
    pub subnets: BTreeSet<No>,
    pub vpcs: BTreeSet<No>,
    pub regions: BTreeSet<No>,
    pub world: bool,
    /// The groups whose frames are.
    pub frames: BTreeSet<ResourceId>,
    /// The boxes whose reading order and extent are.
    pub order: BTreeSet<Option<No>>,
}

/// What has turned out to be different.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Whether there was nothing before, so that nobody asks.
    pub fresh: bool,
    pub entered: FxHashSet<ResourceId>,
    pub left: Vec<ResourceId>,
    pub reseated: Vec<ResourceId>,
    repainted: Vec<ResourceId>,
    moved: Vec<No>,
    pub zones: Vec<ResourceId>,
    pub shelves: Vec<ResourceId>,
    pub pieces: Vec<ResourceId>,
}

/// Draws a document.
pub fn scene(document: &Document, facts: &SceneFacts) -> Scene {
    let mut scene = Scene::default();
    let all: Vec<ResourceId> = (document.architecture.resources())
        .map(|(id, _)| id.clone())
        .collect();
    run(&mut scene, document, Some(facts), (&all, &[]), true);
    scene
}

impl Scene {
    /// Brings the scene up to date after a change; yields what is different.
    /// The facts are looked at only where the change says that they are
    /// others.
    pub fn update(&mut self, document: &Document, facts: &SceneFacts, change: &Change) -> Changes {
        // How much is drawn hangs on it; and it is a press of its own.
        let collapsed = change.facts && facts.collapsed != self.facts.collapsed;
        if change.everything || collapsed {
            let fresh = scene(document, facts);
            let changes = Changes::between(self, &fresh);
            *self = fresh;
            return changes;
        }
        let built: Vec<ResourceId> = change.built.iter().cloned().collect();
        let placed: Vec<ResourceId> = change.placed.difference(&change.built).cloned().collect();
        let facts = change.facts.then_some(facts);
        run(self, document, facts, (&built, &placed), false)
    }
}

fn run(
    scene: &mut Scene,
    document: &Document,
    facts: Option<&SceneFacts>,
    (built, placed): (&[ResourceId], &[ResourceId]),
    fresh: bool,
) -> Changes {
    let found = Found {
        fresh,
        ..Found::default()
    };
    let mut updating = Updating {
        document,
        scene,
        dirty: Dirty::default(),
        found,
    };
    let mut touched = Touched::default();
    for id in built {
        updating.relate(id, &mut touched);
    }
    if let Some(facts) = facts {
        updating.learn(facts, &mut touched);
    }
    updating.seat_all(built.iter().cloned().chain(touched.seats));
    // What stands elsewhere says so.
    let reseated = updating.found.reseated.iter().map(ResourceId::owner);
    touched.looks.extend(reseated);
    for id in &updating.found.reseated {
        updating.add_inner(id, &mut touched.looks);
    }
    // Whatever changed may stand in a box that counts it.
    if !built.is_empty() || facts.is_some() {
        let collapsed = updating.scene.facts.collapsed.iter().cloned();
        touched.looks.extend(collapsed);
    }
    updating.describe_all(touched.looks);
    for id in built.iter().chain(placed) {
        updating.touch(id);
    }
    for id in &touched.spanned {
        if let Some(no) = updating.scene.tree.no(id) {
            updating.stir_subnet(no);
        }
    }
    updating.arrange();
    updating.changes()
}

/// What else a change may concern.
#[derive(Debug, Default)]
struct Touched {
    /// What may stand elsewhere.
    seats: Vec<ResourceId>,
    /// What may look different, and its members with it.
    looks: BTreeSet<ResourceId>,
    /// Subnets across which something stands or stood.
    spanned: Vec<ResourceId>,
}

impl Updating<'_> {
    /// Takes down whom a resource names now, and whom that concerns.
    fn relate(&mut self, id: &ResourceId, touched: &mut Touched) {
        let resource = self.document.architecture.get(id);
        if self.found.fresh {
            let properties = resource.map(|it| &it.properties);
            self.scene.users.put(id, properties);
            return;
        }
        let kinds = [self.kind(id), resource.map(|it| it.kind())];
        let is = |kind: Kind| kinds.contains(&Some(kind));
        let mut named: Vec<ResourceId> = self.scene.users.named_by(id).cloned().collect();
        self.scene.users.put(id, resource.map(|it| &it.properties));
        named.extend(self.scene.users.named_by(id).cloned());
        // What a chip counts is who names it; what a balancer or a member says
        // of itself comes from its subnets and its template; and what stands
        // in a box says in which, with the VPC of its subnet.
        let is_box = kinds.into_iter().flatten().any(Kind::is_container);
        if is_box || is(Kind::LaunchTemplate) {
            for (user, _) in self.scene.users.of_resource(id) {
                touched.looks.insert(user.clone());
                self.add_inner(user, &mut touched.looks);
            }
            self.add_inner(id, &mut touched.looks);
        }
        // Some say the name of another beside their own.
        for (user, _) in self.scene.users.of_resource(id) {
            if self.kind(user).is_some_and(|kind| NAMING.contains(&kind)) {
                touched.looks.insert(user.clone());
            }
        }
        touched.looks.insert(id.clone());
        touched.looks.extend(named.iter().cloned());
        if kinds.into_iter().flatten().any(|it| it.info().is_across()) {
            touched.spanned.extend(named);
            self.dirty.bands = true;
            self.dirty.frames.insert(id.clone());
        }
    }

    /// Adds a thing and all that stands in it, owners for members.
    fn add_inner(&self, id: &ResourceId, all: &mut BTreeSet<ResourceId>) {
        if let Some(no) = self.scene.tree.no(id) {
            let tree = &self.scene.tree;
            tree.with_inner(no, &mut |thing| _ = all.insert(thing.id.owner()));
        }
    }

    /// Takes over other facts, and finds whom that concerns.
    fn learn(&mut self, facts: &SceneFacts, touched: &mut Touched) {
        let before = std::mem::replace(&mut self.scene.facts, facts.clone());
        if self.found.fresh {
            return;
        }
        let looks = &mut touched.looks;
        looks.extend(differing(&before.reach, &facts.reach));
        looks.extend(differing(&before.public_addresses, &facts.public_addresses));
        looks.extend(differing(&before.findings, &facts.findings));
        looks.extend(before.failed.symmetric_difference(&facts.failed).cloned());
        touched
            .seats
            .extend(differing(&before.primaries, &facts.primaries));
        let members = differing(&before.members, &facts.members);
        for id in &members {
            let all = [before.members.get(id), facts.members.get(id)];
            let subnets = all
                .into_iter()
                .flatten()
                .flatten()
                .map(|it| it.subnet.clone());
            touched.spanned.extend(subnets);
        }
        self.dirty.bands |= !members.is_empty();
        touched.seats.extend(members.iter().cloned());
        // A target group counts what the groups that register with it run.
        for id in members
            .into_iter()
            .chain(differing(&before.running, &facts.running))
        {
            looks.extend(self.scene.users.named_by(&id).cloned());
            looks.insert(id);
        }
        if before.failed_zones != facts.failed_zones {
            let vpcs: Vec<No> = self.nos_of(Kind::Vpc);
            self.dirty.vpcs.extend(vpcs);
        }
    }

    pub(super) fn described(&self, id: &ResourceId, parent: Option<ResourceId>) -> Option<Thing> {
        let Scene { facts, users, .. } = &*self.scene;
        let mut thing = describe(&self.document.architecture, facts, users, id, parent)?;
        self.say_inside(&mut thing);
        Some(thing)
    }

    /// Describes these anew, and their members.
    fn describe_all(&mut self, ids: BTreeSet<ResourceId>) {
        for id in ids {
            let members = self.scene.members.get(&id).cloned().unwrap_or_default();
            for id in std::iter::once(id).chain(members) {
                self.describe_one(&id);
            }
        }
    }

    fn describe_one(&mut self, id: &ResourceId) {
        let Some(no) = self.scene.tree.no(id) else {
            return;
        };
        if self.found.entered.contains(id) {
            self.count_again(no);
            return;
        }
        let slot = self.scene.tree.slot(no);
        let parent = slot.parent;
        let Some(thing) = self.described(id, slot.thing.parent.clone()) else {
            return;
        };
        if slot.thing.looks_like(&thing) {
            return;
        }
        // Chips are as wide as what is written on them, and subnets that
        // nobody placed stand in rows by what their routes make of them.
        if matches!(thing.shape, Shape::Chip | Shape::Box) {
            self.stir(parent);
        }
        let slot = self.scene.tree.slot_mut(no);
        slot.thing = Thing {
            place: slot.thing.place,
            ..thing
        };
        self.found.repainted.push(id.clone());
    }

    /// An edit was about this one: what that makes dirty.
    fn touch(&mut self, id: &ResourceId) {
        let Some(no) = self.scene.tree.no(id) else {
            // A group may still name a subnet that is gone but has its spot.
            self.dirty.bands = true;
            return;
        };
        let slot = self.scene.tree.slot(no);
        let (kind, parent) = (slot.thing.kind, slot.parent);
        if kind.is_container() && slot.chosen != self.chosen(id) {
            self.stir(Some(no));
            self.dirty.bands = true;
        }
        self.stir(parent);
        if kind.info().is_across() {
            self.dirty.bands = true;
            self.dirty.frames.insert(id.clone());
            let named: Vec<ResourceId> = self.scene.users.named_by(id).cloned().collect();
            for id in named {
                if let Some(no) = self.scene.tree.no(&id) {
                    self.stir_subnet(no);
                }
            }
        }
    }

    /// How large somebody made a box.
    pub(super) fn chosen(&self, id: &ResourceId) -> Point {
        let spot = self.document.layout.get(id).unwrap_or_default();
        Point::new(spot.width, spot.height)
    }

    /// What stands in a box has changed.
    pub(super) fn unsettle(&mut self, container: Option<No>) {
        self.dirty.order.insert(container);
        self.stir(container);
    }

    /// A box must be arranged anew.
    pub(super) fn stir(&mut self, container: Option<No>) {
        let Some(no) = container else {
            self.dirty.world = true;
            return;
        };
        match self.scene.tree.slot(no).thing.kind {
            Kind::Subnet => self.stir_subnet(no),
            Kind::Vpc => _ = self.dirty.vpcs.insert(no),
            Kind::Region => _ = self.dirty.regions.insert(no),
            // It is as wide as the Regions are together.
            Kind::Account => self.dirty.world = true,
            _ => {}
        }
    }

    pub(super) fn stir_subnet(&mut self, no: No) {
        if self.scene.tree.slot(no).thing.kind == Kind::Subnet {
            self.dirty.subnets.insert(no);
        }
    }

    /// Gives a thing its place.
    pub(super) fn put(&mut self, no: No, place: Rect) {
        if self.scene.tree.put(no, place) {
            self.dirty.order.insert(self.scene.tree.slot(no).parent);
            if !self.found.fresh {
                self.found.moved.push(no);
            }
        }
    }

    pub(super) fn kind(&self, id: &ResourceId) -> Option<Kind> {
        let no = self.scene.tree.no(id)?;
        Some(self.scene.tree.slot(no).thing.kind)
    }

    fn nos_of(&self, kind: Kind) -> Vec<No> {
        let tree = &self.scene.tree;
        let things = tree.things().filter(|thing| thing.kind == kind);
        things.filter_map(|thing| tree.no(&thing.id)).collect()
    }

    fn changes(self) -> Changes {
        let Found {
            entered,
            left,
            reseated,
            repainted,
            moved,
            zones,
            shelves,
            pieces,
            ..
        } = self.found;
        let tree = &self.scene.tree;
        let stayed = |id: &ResourceId| !entered.contains(id) && tree.no(id).is_some();
        let moved = (moved.into_iter().filter(|no| tree.is_alive(*no)))
            .map(|no| tree.slot(no).thing.id.clone())
            .collect();
        let kept = |ids: Vec<ResourceId>| sorted(ids.into_iter().filter(stayed).collect());
        Changes {
            moved: kept(moved),
            reseated: kept(reseated),
            repainted: kept(repainted),
            left: sorted(left),
            zones: sorted(zones),
            shelves: sorted(shelves),
            pieces: sorted(pieces),
            entered: sorted(entered.into_iter().collect()),
        }
    }
}
