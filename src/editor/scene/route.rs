//! How a line runs: at right angles, round corners, behind boxes, around names.
//!
//! For every pair of things a handful of plain shapes is tried, straight ones
//! first, and the cheapest taken: short, few corners, and above all through
//! nobody's name. That is less than a shortest-path search would find, but it
//! is what a person would draw, and it is fast enough to follow a drag.

use super::hit::{body, frame_label, head, zone_name};
use super::obstacles::{CHANNELS, CLEARANCE, FEW, Obstacles, channels};
use super::{Scene, Shape, Thing};
use crate::architecture::Kind;
use crate::editor::geometry::{Point, Rect};
use crate::order::InOrder;

/// What a corner costs, in pixels of detour.
const CORNER: f64 = 28.0;
/// What it costs to cross a name or an icon.
const CROSSING: f64 = 900.0;
/// The radius of corners.
const RADIUS: f64 = 8.0;

/// Finds ways for lines through a scene.
pub struct Router<'a> {
    scene: &'a Scene,
    /// What stands where the members of groups are drawn, if others do.
    members: Option<&'a [Rect]>,
    /// How many ways past are tried along each axis.
    ways: usize,
}

/// An end of a line: a point on the edge of a thing, and the way out.
#[derive(Clone, Copy)]
struct Anchor {
    at: Point,
    out: Point,
}

/// A line of at most four corners, the ends included.
#[derive(Clone, Copy, Debug)]
struct Run {
    points: [Point; 4],
    len: usize,
}

impl Run {
    fn of<const N: usize>(points: [Point; N]) -> Self {
        let mut run = Self {
            points: [Point::default(); 4],
            len: N,
        };
        run.points[..N].copy_from_slice(&points);
        run
    }

    fn points(&self) -> &[Point] {
        &self.points[..self.len]
    }
}

impl<'a> Router<'a> {
    /// A router for this scene.
    pub fn new(scene: &'a Scene) -> Self {
        Self {
            scene,
            members: None,
            ways: CHANNELS,
        }
    }

    /// A router for lines that the next move of a drag replaces.
    pub fn in_passing(scene: &'a Scene) -> Self {
        Self {
            ways: FEW,
            ..Self::new(scene)
        }
    }

    /// A router for a scene in which others stand in place of the members of
    /// its groups: their nodes are at these places.
    pub fn replacing(scene: &'a Scene, members: &'a [Rect]) -> Self {
        Self {
            members: Some(members),
            ..Self::new(scene)
        }
    }

    /// What no line between two things should cross, near the two.
    fn obstacles(&self, from: &Thing, to: &Thing, around: Rect) -> Obstacles {
        let mut near = Vec::new();
        self.scene.tree.visit(around, &mut |thing, rect| {
            if thing.id == from.id || thing.id == to.id {
                return;
            }
            if self.members.is_some() && thing.is_member() && !thing.standby {
                return;
            }
            let name = match thing.shape {
                Shape::Box if thing.inside.is_some() => rect,
                Shape::Box => head(thing, rect),
                Shape::Frame => frame_label(thing, rect),
                Shape::Node => Rect::new(rect.x + 10.0, rect.y, rect.w - 20.0, rect.h - 4.0),
                Shape::Chip => rect,
            };
            near.push(name);
            if thing.kind == Kind::Vpc {
                for zone in self.scene.zones_of(&thing.id) {
                    near.push(zone_name(&zone.code, zone.place.moved(rect.corner())));
                }
            }
        });
        let ends = [from, to].map(|thing| self.scene.rect_of(thing));
        let others = self.members.into_iter().flatten();
        let others = others.filter(|rect| !ends.contains(rect));
        near.extend(
            others.map(|rect| Rect::new(rect.centre().x - 30.0, rect.y, 60.0, rect.h - 4.0)),
        );
        near.retain(|rect| rect.overlaps(&around));
        Obstacles::of(near)
    }

    /// The corners of a line between two things, the ends included.
    pub fn route(&self, from: &Thing, to: &Thing) -> Vec<Point> {
        let (one, other) = (self.scene.rect_of(from), self.scene.rect_of(to));
        let near = self.obstacles(from, to, one.union(other).grown(64.0));
        let (start, end) = (body(from, one), body(to, other));
        let middle = Rect::between(start.centre(), end.centre()).centre();
        let xs = channels(near.all(), (middle.x, self.ways), |it| (it.x, it.right()));
        let ys = channels(near.all(), (middle.y, self.ways), |it| (it.y, it.bottom()));
        let mut runs: Vec<(f64, Run)> = Vec::with_capacity(512);
        for one in anchors(from, start, end) {
            for other in anchors(to, end, start) {
                shapes(one, other, &xs, &ys, &mut |run| {
                    runs.push((cost(run.points()), run));
                });
            }
        }
        let best = cheapest(runs, &near, start, end);
        tidy(best.unwrap_or_else(|| vec![start.centre(), end.centre()]))
    }
}

/// The cheapest run, crossings counted, those of the two ends' own bodies
/// included. The shortest is mostly it, and whatever is longer than the best
/// known with its crossings need not be looked at.
fn cheapest(
    mut runs: Vec<(f64, Run)>,
    near: &Obstacles,
    start: Rect,
    end: Rect,
) -> Option<Vec<Point>> {
    let bodies = Obstacles::of(vec![start.grown(-2.0), end.grown(-2.0)]);
    let total = |plain: f64, run: &Run, most: f64| {
        let allowed = ((most - plain) / CROSSING).ceil();
        let own = bodies.crossed(run.points(), allowed);
        let others = near.crossed(run.points(), allowed - own as f64);
        plain + CROSSING * (own + others) as f64
    };
    let first = (runs.iter().enumerate())
        .min_by(|(_, one), (_, other)| one.0.total_cmp(&other.0))
        .map(|(place, _)| place)?;
    let (plain, mut best) = runs[first];
    let mut least = total(plain, &best, f64::INFINITY);
    runs.retain(|(plain, _)| *plain < least);
    runs.order_by(|one, other| one.0.total_cmp(&other.0));
    for (plain, run) in runs {
        if plain >= least {
            break;
        }
        let cost = total(plain, &run, least);
        if cost < least {
            (least, best) = (cost, run);
        }
    }
    Some(best.points().to_vec())
}

/// The points of a thing's edge where a line to `other` may start: the middles
/// of its sides and, on something long, the points opposite the other's middle.
fn anchors(thing: &Thing, body: Rect, other: Rect) -> Vec<Anchor> {
    let mut xs = vec![body.centre().x];
    let mut ys = vec![body.centre().y];
    if matches!(thing.shape, Shape::Box | Shape::Frame) {
        let (x, y) = (other.centre().x, other.centre().y);
        xs.extend([body.x + body.w / 4.0, body.right() - body.w / 4.0]);
        if x > body.x + 16.0 && x < body.right() - 16.0 {
            xs = vec![x];
        }
        if y > body.y + 16.0 && y < body.bottom() - 16.0 {
            ys = vec![y];
        }
    }
    let anchor = |x: f64, y: f64, dx: f64, dy: f64| Anchor {
        at: Point::new(x, y),
        out: Point::new(dx, dy),
    };
    let mut anchors = Vec::with_capacity(4);
    for x in xs {
        anchors.push(anchor(x, body.y, 0.0, -1.0));
        anchors.push(anchor(x, body.bottom(), 0.0, 1.0));
    }
    for y in ys {
        anchors.push(anchor(body.x, y, -1.0, 0.0));
        anchors.push(anchor(body.right(), y, 1.0, 0.0));
    }
    anchors
}

/// The plain shapes between two anchors that leave both in their direction.
fn shapes(one: Anchor, other: Anchor, xs: &[f64], ys: &[f64], take: &mut dyn FnMut(Run)) {
    let (a, b) = (one.at, other.at);
    let mut offer = |run: Run| {
        if leaves(run.points(), one, other) {
            take(run);
        }
    };
    if (a.x - b.x).abs() < 0.5 || (a.y - b.y).abs() < 0.5 {
        offer(Run::of([a, b]));
    }
    offer(Run::of([a, Point::new(a.x, b.y), b]));
    offer(Run::of([a, Point::new(b.x, a.y), b]));
    for x in xs {
        offer(Run::of([a, Point::new(*x, a.y), Point::new(*x, b.y), b]));
    }
    for y in ys {
        offer(Run::of([a, Point::new(a.x, *y), Point::new(b.x, *y), b]));
    }
}

/// Whether a line leaves both ends outwards.
fn leaves(points: &[Point], one: Anchor, other: Anchor) -> bool {
    let outwards = |anchor: Anchor, next: Point| {
        let way = next - anchor.at;
        way.x * anchor.out.x + way.y * anchor.out.y >= 1.0
    };
    match points {
        [_, second, .., before, _] => outwards(one, *second) && outwards(other, *before),
        [_, only, _] => outwards(one, *only) && outwards(other, *only),
        [first, last] => outwards(one, *last) && outwards(other, *first),
        _ => false,
    }
}

fn cost(points: &[Point]) -> f64 {
    length(points) + CORNER * points.len().saturating_sub(2) as f64
}

/// Leaves out corners that are none.
fn tidy(points: Vec<Point>) -> Vec<Point> {
    let mut tidied: Vec<Point> = Vec::with_capacity(points.len());
    for point in points {
        if tidied.last().is_some_and(|last| last.distance(point) < 0.5) {
            continue;
        }
        if let [.., before, last] = tidied.as_slice() {
            let straight = (before.x - last.x).abs() < 0.5 && (last.x - point.x).abs() < 0.5
                || (before.y - last.y).abs() < 0.5 && (last.y - point.y).abs() < 0.5;
            if straight {
                tidied.pop();
            }
        }
        tidied.push(point);
    }
    tidied
}

/// A line as the `d` of an SVG path, its corners rounded.
pub fn svg_path(points: &[Point]) -> String {
    use std::fmt::Write;
    let mut path = String::new();
    for (place, point) in points.iter().enumerate() {
        let neighbours = place
            .checked_sub(1)
            .and_then(|before| points.get(before))
            .zip(points.get(place + 1));
        // Writing to a string cannot fail.
        let _ = match neighbours {
            None if place == 0 => write!(path, "M{} {}", point.x, point.y),
            None => write!(path, "L{} {}", point.x, point.y),
            Some((before, after)) => {
                let radius = RADIUS
                    .min(before.distance(*point) / 2.0)
                    .min(after.distance(*point) / 2.0);
                let (from, to) = (
                    towards(*point, *before, radius),
                    towards(*point, *after, radius),
                );
                write!(
                    path,
                    "L{} {}Q{} {} {} {}",
                    from.x, from.y, point.x, point.y, to.x, to.y
                )
            }
        };
    }
    path
}

fn towards(from: Point, to: Point, by: f64) -> Point {
    let distance = from.distance(to).max(f64::EPSILON);
    Point::new(
        from.x + (to.x - from.x) * by / distance,
        from.y + (to.y - from.y) * by / distance,
    )
}

/// Where a word on a line stands: beside the middle of its longest stretch,
/// and whether that runs up and down.
pub fn beside(points: &[Point]) -> Option<(Point, bool)> {
    let pair = points.windows(2).max_by(|one, other| {
        one[0]
            .distance(one[1])
            .total_cmp(&other[0].distance(other[1]))
    })?;
    let middle = Rect::between(pair[0], pair[1]).centre();
    let upright = (pair[0].x - pair[1].x).abs() < 0.5;
    let off = if upright {
        Point::new(CLEARANCE, 0.0)
    } else {
        Point::new(0.0, -CLEARANCE)
    };
    Some((middle + off, upright))
}

/// How long a line is.
pub fn length(points: &[Point]) -> f64 {
    let pairs = points.windows(2);
    pairs.map(|pair| pair[0].distance(pair[1])).sum()
}

/// The point at a part (0 to 1) of the way along a line.
pub fn along(points: &[Point], part: f64) -> Option<Point> {
    let mut left = length(points) * part.clamp(0.0, 1.0);
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        if left <= length {
            return Some(towards(pair[0], pair[1], left));
        }
        left -= length;
    }
    points.last().copied()
}

/// The first part (0 to 1) of a line.
pub fn first_part(points: &[Point], part: f64) -> Vec<Point> {
    let first = between(points, 0.0, length(points) * part.clamp(0.0, 1.0));
    if first.is_empty() {
        return points.first().copied().into_iter().collect();
    }
    tidy(first)
}

/// The part of a line between two distances from its beginning.
pub(super) fn between(points: &[Point], from: f64, to: f64) -> Vec<Point> {
    let mut part = Vec::new();
    let mut at = 0.0;
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        let end = at + length;
        let place = |distance: f64| towards(pair[0], pair[1], distance - at);
        if end > from.max(at) && at < to {
            if part.is_empty() {
                part.push(if from <= at { pair[0] } else { place(from) });
            }
            part.push(if to >= end { pair[1] } else { place(to) });
        }
        at = end;
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEND: [Point; 3] = [
        Point::new(0.0, 0.0),
        Point::new(100.0, 0.0),
        Point::new(100.0, 50.0),
    ];

    #[test]
    fn corners_are_round() {
        assert_eq!(svg_path(&BEND), "M0 0L92 0Q100 0 100 8L100 50");
        assert_eq!(svg_path(&[]), "");
    }

    #[test]
    fn a_packet_moves_evenly_along_its_line() {
        assert_eq!(along(&BEND, 0.0), Some(Point::new(0.0, 0.0)));
        assert_eq!(along(&BEND, 0.5), Some(Point::new(75.0, 0.0)));
        assert_eq!(along(&BEND, 1.0), Some(Point::new(100.0, 50.0)));
        assert_eq!(along(&[], 0.5), None);
        let half = [BEND[0], Point::new(75.0, 0.0)];
        assert_eq!(first_part(&BEND, 0.5), half);
        assert_eq!(first_part(&BEND, 1.0), BEND);
    }
}
