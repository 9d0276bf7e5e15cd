//! Which lines are drawn: few. Each layer shows the relations that it is
//! about, and the calm one, Structure, just the way of a request.

use std::collections::BTreeSet;

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
        self.routed(links, links.all().iter(), selected)
    }

    /// The lines that end at these things or at what stands in them: those
    /// that a drag takes along.
    pub fn lines_of(
        &self,
        links: &Links,
        things: &[ResourceId],
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let mut places: BTreeSet<usize> = BTreeSet::new();
        for id in things {
            if let Some(no) = self.tree.no(id) {
                let mut add = |thing: &Thing| places.extend(links.at(&thing.id));
                self.tree.with_inner(no, &mut add);
            }
        }
        let some = places.into_iter().filter_map(|it| links.all().get(it));
        self.routed(links, some, selected)
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
            let ends = self.rect(&link.from).zip(self.rect(&link.to));
            ends.is_some_and(|(one, other)| one.union(other).grown(DETOUR).overlaps(&view))
        };
        self.routed(links, links.all().iter().filter(crosses), selected)
    }

    fn routed<'a>(
        &self,
        links: &Links,
        some: impl Iterator<Item = &'a Link>,
        selected: &dyn Fn(&ResourceId) -> bool,
    ) -> Vec<Line> {
        let router = Router::new(self);
        let mut lines: Vec<Line> = Vec::new();
        for link in some {
            let Link { from, to, kind, .. } = link;
            if *kind == LineKind::Association && !selected(from) && !selected(to) {
                continue;
            }
            let (Some(one), Some(other)) = (self.get(from), self.get(to)) else {
                continue;
            };
            // A chip has no line to what is not drawn.
            let boxes = one.shape == Shape::Box || other.shape == Shape::Box;
            if boxes && links.layer() == Layer::Security {
                continue;
            }
            lines.push(Line {
                points: router.route(one, other),
                from: from.clone(),
                to: to.clone(),
                kind: *kind,
                label: link.label.clone(),
                note: link.note.clone(),
            });
        }
        lines
    }
}
