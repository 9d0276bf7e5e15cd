//! Which lines are drawn: few. Each layer shows the relations that it is
//! about, and the calm one, Structure, just the way of a request.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::links::{Layer, LineKind, Link, Links};
use super::route::Router;
use super::{Scene, Shape, Thing};
use crate::architecture::ResourceId;
use crate::editor::geometry::{Point, Rect};

/// A line between two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// From here.
    pub from: ResourceId,
    /// To there.
    pub to: ResourceId,
    /// What it means.
    pub kind: LineKind,
    /// What it means in words, such as "alb may talk to web on tcp 80".
    pub label: String,
    /// What is written on it, such as "tcp 80"; mostly nothing.
    pub note: String,
    /// Its corners, the ends included.
    pub points: Vec<Point>,
}

/// How far a line may leave the rectangle around its ends, to run beside
/// something near them.
const DETOUR: f64 = 128.0;

impl Scene {
    /// The lines of a layer. Which table or group counts for what stands on
    /// the things themselves (see [`super::layer_words`]); lines to the shelf
    /// are drawn only for what is `selected`, for there would be too many.
    pub fn lines(&self, links: &Links, selected: &dyn Fn(&ResourceId) -> bool) -> Vec<Line> {
        self.routed(Router::new(self), links, links.all().iter(), selected)
    }

    /// The lines that end at these things or at what stands in them: those
    /// that a drag takes along. Fewer ways are tried for them, since the next
    /// move draws them anew, and the drop all of them with care.
    pub fn lines_of(
        &self,
        links: &Links,
        things: &[ResourceId],
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let mut places: BTreeSet<usize> = BTreeSet::new();
        for id in things {
            if let Some(no) = self.tree.no(id) {
                let mut add = |thing: &Thing| {
                    places.extend(links.at(&thing.id));
                    if thing.inside.is_some() {
                        places.extend(self.covered(&thing.id).flat_map(|id| links.at(id)));
                    }
                };
                self.tree.with_inner(no, &mut add);
            }
        }
        let some = places.into_iter().filter_map(|it| links.all().get(it));
        self.routed(Router::in_passing(self), links, some, selected)
    }

    /// The lines that can be seen in a part of the world: whose ends stand in
    /// it, on both sides of it or near it.
    pub fn lines_in(
        &self,
        links: &Links,
        view: Rect,
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let crosses = |link: &&Link| {
            let ends = self.end(&link.from).zip(self.end(&link.to));
            ends.is_some_and(|(one, other)| {
                let both = self.rect_of(one).union(self.rect_of(other));
                both.grown(DETOUR).overlaps(&view)
            })
        };
        self.routed(
            Router::new(self),
            links,
            links.all().iter().filter(crosses),
            selected,
        )
    }

    fn routed<'a>(
        &self,
        router: Router<'_>,
        links: &Links,
        some: impl Iterator<Item = &'a Link>,
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut known: FxHashMap<(&ResourceId, &ResourceId, LineKind), usize> =
            FxHashMap::default();
        for link in some {
            let Link { from, to, kind, .. } = link;
            let (Some(one), Some(other)) = (self.end(from), self.end(to)) else {
                continue;
            };
            let chosen = [from, to, &one.id, &other.id].into_iter().any(selected);
            if *kind == LineKind::Association && !chosen {
                continue;
            }
            // A chip has no line to what is not drawn.
            let is_open = |thing: &Thing| thing.shape == Shape::Box && thing.inside.is_none();
            if (is_open(one) || is_open(other)) && links.layer() == Layer::Security {
                continue;
            }
            let drawn = [from, to] == [&one.id, &other.id];
            if !drawn && self.lie_in_each_other(one, other) {
                continue;
            }
            let Link { label, note, .. } = link;
            // Several lines to what stands in a collapsed box are one.
            let ends = (&one.id, &other.id, *kind);
            if let Some(line) = known.get(&ends).map(|place| &mut lines[*place]) {
                line.label = format!("{}; {label}", line.label);
                if line.note != *note {
                    line.note.clear();
                }
                continue;
            }
            known.insert(ends, lines.len());
            lines.push(Line {
                points: router.route(one, other),
                from: one.id.clone(),
                to: other.id.clone(),
                kind: *kind,
                label: label.clone(),
                note: note.clone(),
            });
        }
        lines
    }

    /// What a line ends at: the thing itself or the collapsed box around it.
    fn end(&self, id: &ResourceId) -> Option<&Thing> {
        self.get(id).or_else(|| self.get(self.cover(id)?))
    }

    fn lie_in_each_other(&self, one: &Thing, other: &Thing) -> bool {
        one.id == other.id
            || self.is_within(&one.id, &other.id)
            || self.is_within(&other.id, &one.id)
    }
}
