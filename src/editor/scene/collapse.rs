//! Boxes that somebody collapsed: a card of one size says how much stands in
//! it, and lines and requests end at the card.
//!
//! Collapsing is a way to look at an architecture and no part of it: it comes
//! with the facts, places stay as they are, and what is opened again stands
//! where it stood.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::tree::No;
use super::update::Updating;
use super::{Scene, Shape, Thing, seat};
use crate::architecture::{Kind, ResourceId};
use crate::editor::facts::{Mark, counted};
use crate::editor::geometry::{Point, Rect};
use crate::editor::scene::metrics::HEAD;
use crate::order::InOrder;
use crate::text;

/// How high a collapsed box is: its head, and a line beneath it.
const HEIGHT: f64 = 68.0;
/// How wide a collapsed Region or VPC is.
const WIDTH: f64 = 320.0;
/// So many boxes lie in each other at the most; a file may say that they do so
/// in a circle.
const DEEPEST: usize = 8;
/// So many kinds a card names before it only counts.
const NAMED: usize = 3;

/// Whether a box of this kind can be collapsed. An account holds chips alone.
pub const fn can_collapse(kind: Kind) -> bool {
    matches!(kind, Kind::Region | Kind::Vpc | Kind::Subnet)
}

/// Where a box is pressed to collapse or expand it, where the box itself is at
/// `rect`: on its icon.
pub fn switch(thing: &Thing, rect: Rect) -> Option<Rect> {
    let at = Rect::new(rect.x, rect.y, HEAD, HEAD);
    (thing.shape == Shape::Box && can_collapse(thing.kind)).then_some(at)
}

impl Scene {
    /// Whether a box is drawn collapsed.
    pub fn is_collapsed(&self, id: &ResourceId) -> bool {
        self.get(id).is_some_and(|thing| thing.inside.is_some())
    }

    /// The collapsed box in which something is not drawn.
    pub(super) fn cover(&self, id: &ResourceId) -> Option<&ResourceId> {
        let around = |id: &&ResourceId| self.hidden.get(*id);
        let outer = std::iter::successors(self.hidden.get(id), around);
        outer.take(DEEPEST).last()
    }

    /// What is not drawn because it stands in this box, at any depth.
    pub(super) fn covered<'a>(
        &'a self,
        id: &'a ResourceId,
    ) -> impl Iterator<Item = &'a ResourceId> {
        (self.hidden.keys()).filter(move |inner| self.cover(inner) == Some(id))
    }

    /// What is selected once these boxes are collapsed: in the stead of what stands
    /// in one the outermost of them, so that what is selected is drawn.
    pub fn selected_without(
        &self,
        selected: &BTreeSet<ResourceId>,
        collapsing: &[ResourceId],
    ) -> BTreeSet<ResourceId> {
        let instead = |id: &ResourceId| {
            let around = collapsing.iter().filter(|it| self.is_within(id, it));
            around.min_by_key(|it| self.around(it).count()).cloned()
        };
        let chosen = selected.iter();
        chosen
            .map(|id| instead(id).unwrap_or_else(|| id.clone()))
            .collect()
    }

    /// The boxes that must be opened for these to be drawn.
    pub fn closed_around<'a>(
        &'a self,
        ids: impl Iterator<Item = &'a ResourceId>,
    ) -> Vec<&'a ResourceId> {
        let around = |id: &&ResourceId| self.hidden.get(*id);
        let all = |id: &'a ResourceId| {
            let own = id.owner();
            let first = self.hidden.get(id).or_else(|| self.hidden.get(&own));
            std::iter::successors(first, around).take(DEEPEST)
        };
        let collapsed = |id: &&ResourceId| self.facts.collapsed.contains(*id);
        ids.flat_map(all).filter(collapsed).collect()
    }
}

impl Updating<'_> {
    /// Takes down whether something, to be drawn in this box, is not drawn.
    pub(super) fn is_covered(&mut self, id: &ResourceId, parent: Option<&ResourceId>) -> bool {
        let (architecture, facts) = (&self.document.architecture, &self.scene.facts);
        let Some(parent) = parent.filter(|_| !facts.collapsed.is_empty()) else {
            return false;
        };
        let outer = |id: &ResourceId| seat(architecture, facts, id);
        let is_covered = std::iter::successors(Some(parent.clone()), outer)
            .take(DEEPEST)
            .any(|id| facts.collapsed.contains(&id));
        if is_covered {
            self.scene.hidden.insert(id.clone(), parent.clone());
        }
        is_covered
    }

    /// Something and its members may be drawn; yields the box in which it was
    /// not.
    pub(super) fn uncover(&mut self, id: &ResourceId) -> Option<ResourceId> {
        let hidden = &mut self.scene.hidden;
        if hidden.is_empty() {
            return None;
        }
        let before = hidden.remove(id);
        let first = id.member("");
        let range = (Bound::Included(&first), Bound::Unbounded);
        let members: Vec<ResourceId> = (hidden.range(range))
            .map(|(member, _)| member.clone())
            .take_while(|member| member.as_str().starts_with(first.as_str()))
            .collect();
        for member in members {
            hidden.remove(&member);
        }
        before
    }

    /// The size of a box if it is collapsed.
    pub(super) fn collapsed_size(&self, id: &ResourceId, kind: Kind) -> Option<Point> {
        let width = match kind {
            Kind::Subnet => self.base_width(id),
            _ => WIDTH,
        };
        (self.scene.facts.collapsed.contains(id) && can_collapse(kind))
            .then_some(Point::new(width, HEIGHT))
    }

    /// What a box that has just come says: what it counts may have come after it.
    pub(super) fn count_again(&mut self, no: No) {
        let Thing {
            id, parent, place, ..
        } = self.scene.tree.slot(no).thing.clone();
        if self.scene.is_collapsed(&id)
            && let Some(told) = self.described(&id, parent)
        {
            self.scene.tree.slot_mut(no).thing = Thing { place, ..told };
        }
    }

    /// What a box says while it is collapsed: how much stands in it, and the
    /// worst of what is wrong there.
    pub(super) fn say_inside(&self, thing: &mut Thing) {
        let scene = &*self.scene;
        if !scene.facts.collapsed.contains(&thing.id) || !can_collapse(thing.kind) {
            return;
        }
        let architecture = &self.document.architecture;
        let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
        let (mut errors, mut warnings) = (0, 0);
        for id in scene.covered(&thing.id) {
            let Some(kind) = architecture.kind_of(&id.owner()) else {
                continue;
            };
            match (*id != id.owner(), kind) {
                (true, Kind::AutoScalingGroup) => *kinds.entry(Kind::Instance).or_default() += 1,
                (true, _) => {}
                // A group with instances is there with these.
                (false, Kind::AutoScalingGroup) if scene.facts.members.contains_key(id) => {}
                (false, kind) => *kinds.entry(kind).or_default() += 1,
            }
            thing.mark = thing.mark.max(scene.facts.mark(id));
            if scene.facts.failed.contains(id) {
                thing.mark = Mark::Error;
            }
            let (more, fewer) = scene.facts.findings.get(id).copied().unwrap_or_default();
            errors += more;
            warnings += fewer;
        }
        let words = summary(kinds);
        let found = match counted(errors, warnings) {
            found if found.is_empty() => found,
            found => format!(", {found} inside"),
        };
        thing.label = format!(
            "{}, collapsed, {}{found}",
            thing.label,
            words.replace(" · ", ", ")
        );
        thing.inside = Some(words);
    }
}

/// So many of each kind, the boxes first, then what there is most of.
fn summary(kinds: BTreeMap<Kind, usize>) -> String {
    let rank = |kind: Kind| match kind.info().look {
        crate::architecture::Look::Container { .. } => 0,
        crate::architecture::Look::Chip => 2,
        _ => 1,
    };
    let mut kinds: Vec<(Kind, usize)> = kinds.into_iter().collect();
    kinds.order_by(|(one, few), (other, many)| {
        (rank(*one), many, one).cmp(&(rank(*other), few, other))
    });
    let rest: usize = kinds.iter().skip(NAMED).map(|(_, count)| count).sum();
    let mut words: Vec<String> = (kinds.iter().take(NAMED))
        .map(|(kind, number)| {
            let noun = text::in_a_sentence(kind.info().noun);
            text::count(*number, &noun, &text::plural(&noun))
        })
        .collect();
    match (rest, words.is_empty()) {
        (_, true) => words.push("nothing in it".to_owned()),
        (0, _) => {}
        (rest, _) => words.push(format!("{rest} more")),
    }
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::architecture::Document;
    use crate::editor::facts::SceneFacts;
    use crate::editor::scene::{Layer, Line, Links, scene};

    struct Drawn {
        scene: Scene,
        lines: Vec<Line>,
    }

    fn notebookly() -> Document {
        Document::from_json(include_str!("../../../tests/files/notebookly.campus.json")).unwrap()
    }

    fn collapsed(ids: &[&str]) -> Drawn {
        let document = notebookly();
        let analysis = Analysis::of(&document.architecture);
        let scenario = analysis.calm();
        let facts = SceneFacts {
            collapsed: ids.iter().map(ResourceId::new).collect::<BTreeSet<_>>(),
            ..SceneFacts::of(scenario.network(), analysis.findings())
        };
        let scene = scene(&document, &facts);
        let links = Links::of(scenario.network().relations(), Layer::Structure);
        let lines = scene.lines(&links, &|_| false);
        Drawn { scene, lines }
    }

    #[test]
    fn a_collapsed_vpc_counts_what_is_in_it_and_takes_its_lines() {
        let open = collapsed(&[]);
        let Drawn { scene, lines } = collapsed(&["vpc-1"]);
        let id = ResourceId::new("vpc-1");
        let card = scene.get(&id).unwrap();
        expect_test::expect!["4 subnets · 2 NAT gateways · 2 EC2 instances · 12 more"]
            .assert_eq(card.inside.as_deref().unwrap());
        assert!(
            card.label.contains("collapsed, 4 subnets"),
            "{}",
            card.label
        );
        assert_eq!(scene.in_box(Some(&id)).count(), 0);
        let size = |scene: &Scene| scene.rect(&id).unwrap();
        assert!(size(&scene).h < size(&open.scene).h / 4.0);
        assert_eq!(scene.shown(&"subnet-1".into()).unwrap().id, id);
        let group = ResourceId::new("auto-scaling-group-1").member("1");
        assert_eq!(scene.shown(&group).unwrap().id, id);
        // The request still goes from the customer into the VPC, and nothing
        // in it is linked with itself.
        let ends: Vec<String> = (lines.iter())
            .map(|it| format!("{} → {}", it.from, it.to))
            .collect();
        assert!(ends.contains(&"user-1 → vpc-1".to_owned()), "{ends:?}");
        assert!(lines.iter().all(|it| it.from != it.to));
        let once: BTreeSet<&String> = ends.iter().collect();
        assert_eq!(once.len(), ends.len(), "{ends:?}");
    }

    #[test]
    fn a_group_goes_on_in_the_subnets_that_are_open() {
        let open = collapsed(&[]);
        let group = ResourceId::new("auto-scaling-group-1");
        let home = open.scene.get(&group).unwrap().parent.clone().unwrap();
        let one = collapsed(&[home.as_str()]);
        let there = one.scene.get(&group).unwrap();
        assert_ne!(there.parent.as_ref(), Some(&home));
        assert!(one.scene.rect_of(there).w < open.scene.rect(&group).unwrap().w);
        let members = |scene: &Scene| {
            let all = scene.things().filter(|it| it.id.owner() == group);
            all.filter(|it| it.is_member()).count()
        };
        assert!(members(&one.scene) > 0 && members(&one.scene) < members(&open.scene));
        let closed = one.scene.closed_around([group.member("1")].iter()).len()
            + one.scene.closed_around([group.member("2")].iter()).len();
        assert_eq!(closed, 1);
    }

    #[test]
    fn to_draw_something_all_boxes_around_it_are_opened() {
        let Drawn { scene, .. } = collapsed(&["region-1", "vpc-1", "subnet-1"]);
        assert_eq!(
            scene.shown(&"subnet-1".into()).unwrap().id.as_str(),
            "region-1"
        );
        let inner = scene.things().map(|it| it.id.clone());
        assert!(inner.clone().all(|id| id.as_str() != "vpc-1"));
        let nat = (notebookly().architecture.resources())
            .find(|(id, _)| notebookly().architecture.kind_of(id) == Some(Kind::NatGateway))
            .map(|(id, _)| id.clone())
            .unwrap();
        let nat = [nat];
        let closed = scene.closed_around(nat.iter());
        assert!(closed.len() >= 2, "{closed:?}");
    }

    #[test]
    fn in_the_stead_of_what_is_hidden_the_outermost_box_is_selected() {
        let Drawn { scene, .. } = collapsed(&[]);
        let ids = |ids: &[&str]| ids.iter().map(ResourceId::new).collect::<Vec<_>>();
        let select = |selected: &[&str], collapsing: &[&str]| {
            let selected = ids(selected).into_iter().collect();
            scene.selected_without(&selected, &ids(collapsing))
        };
        let all = ["subnet-1", "user-1", "vpc-1"];
        assert_eq!(
            select(&all, &["vpc-1"]),
            ids(&["user-1", "vpc-1"]).into_iter().collect()
        );
        assert_eq!(
            select(&["subnet-1"], &["vpc-1", "region-1"]),
            ids(&["region-1"]).into_iter().collect()
        );
        assert_eq!(select(&all, &["subnet-1"]), ids(&all).into_iter().collect());
    }

    #[test]
    fn what_is_wrong_inside_is_seen_outside() {
        let document = notebookly();
        let kind = |id: &ResourceId| document.architecture.kind_of(id);
        let database = (document.architecture.resources())
            .map(|(id, _)| id.clone())
            .find(|id| kind(id) == Some(Kind::Database))
            .unwrap();
        let facts = SceneFacts {
            collapsed: BTreeSet::from(["vpc-1".into()]),
            findings: [(database, (1, 2))].into(),
            ..SceneFacts::default()
        };
        let scene = scene(&document, &facts);
        let card = scene.get(&"vpc-1".into()).unwrap();
        assert_eq!(card.mark, Mark::Error);
        assert!(
            card.label.ends_with("1 error, 2 warnings inside"),
            "{}",
            card.label
        );
    }
}
