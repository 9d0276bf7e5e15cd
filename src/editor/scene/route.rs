//! How a line runs: at right angles, round corners, behind boxes, around names.
//!
//! For every pair of things a handful of plain shapes is tried, straight ones
//! first, and the cheapest taken: short, few corners, and above all through
//! nobody's name. That is less than a shortest-path search would find, but it
//! is what a person would draw, and it is fast enough to follow a drag.

use super::hit::{frame_label, head};
use super::{Scene, Shape, Thing};
use crate::editor::geometry::{Point, Rect};

/// What a corner costs, in pixels of detour.
const CORNER: f64 = 28.0;
/// What it costs to cross a name or an icon.
const CROSSING: f64 = 900.0;
/// How far from a thing a line passes it.
const CLEARANCE: f64 = 8.0;
/// The radius of corners.
const RADIUS: f64 = 8.0;

/// Finds ways for lines through a scene.
pub struct Router {
    /// What no line should cross, and whose it is.
    obstacles: Vec<(Rect, usize)>,
    ids: Vec<crate::architecture::ResourceId>,
}

/// An end of a line: a point on the edge of a thing, and the way out.
#[derive(Clone, Copy)]
struct Anchor {
    at: Point,
    out: Point,
}

impl Router {
    /// A router for this scene.
    pub fn new(scene: &Scene) -> Self {
        let mut router = Self {
            obstacles: Vec::new(),
            ids: Vec::new(),
        };
        for (number, thing) in scene.things().iter().enumerate() {
            router.ids.push(thing.id.clone());
            let rect = match thing.shape {
                Shape::Box => head(thing),
                Shape::Frame => frame_label(thing),
                Shape::Node => Rect::new(
                    thing.rect.x + 10.0,
                    thing.rect.y,
                    thing.rect.w - 20.0,
                    thing.rect.h - 4.0,
                ),
                Shape::Chip => thing.rect,
            };
            router.obstacles.push((rect, number));
        }
        for zone in &scene.zones {
            let middle = zone.rect.centre().x;
            let name = Rect::new(middle - 44.0, zone.rect.y + 6.0, 88.0, 16.0);
            router.obstacles.push((name, usize::MAX));
        }
        router
    }

    /// The corners of a line between two things, the ends included.
    pub fn route(&self, from: &Thing, to: &Thing) -> Vec<Point> {
        let around = from.rect.union(to.rect).grown(64.0);
        let own = |number: usize| {
            self.ids
                .get(number)
                .is_some_and(|id| *id == from.id || *id == to.id)
        };
        let near: Vec<Rect> = self
            .obstacles
            .iter()
            .filter(|(rect, number)| rect.overlaps(&around) && !own(*number))
            .map(|(rect, _)| *rect)
            .collect();
        let (start, end) = (from.body(), to.body());
        let xs = channels(&near, (start.centre().x + end.centre().x) / 2.0, |rect| {
            (rect.x, rect.right())
        });
        let ys = channels(&near, (start.centre().y + end.centre().y) / 2.0, |rect| {
            (rect.y, rect.bottom())
        });
        let mut best: (f64, Vec<Point>) = (f64::INFINITY, vec![start.centre(), end.centre()]);
        for one in anchors(from, end) {
            for other in anchors(to, start) {
                for points in shapes(one, other, &xs, &ys) {
                    let plain = cost(&points);
                    if plain >= best.0 {
                        continue;
                    }
                    let total = plain + CROSSING * crossings(&points, &near, start, end) as f64;
                    if total < best.0 {
                        best = (total, points);
                    }
                }
            }
        }
        tidy(best.1)
    }
}

/// The points of a thing's edge where a line to `other` may start: the middles
/// of its sides and, on something long, the points opposite the other's middle.
fn anchors(thing: &Thing, other: Rect) -> Vec<Anchor> {
    let body = thing.body();
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

/// Positions beside obstacles where a middle stretch may run, the nearest to
/// `middle` first.
fn channels(near: &[Rect], middle: f64, edges: impl Fn(&Rect) -> (f64, f64)) -> Vec<f64> {
    let mut all: Vec<f64> = vec![middle];
    for rect in near {
        let (low, high) = edges(rect);
        all.push(low - CLEARANCE);
        all.push(high + CLEARANCE);
    }
    all.sort_by(|one, other| (one - middle).abs().total_cmp(&(other - middle).abs()));
    all.dedup_by(|one, other| (*one - *other).abs() < 4.0);
    all.truncate(14);
    all
}

/// The plain shapes between two anchors that leave both in their direction.
fn shapes(one: Anchor, other: Anchor, xs: &[f64], ys: &[f64]) -> Vec<Vec<Point>> {
    let (a, b) = (one.at, other.at);
    let mut shapes = Vec::new();
    if (a.x - b.x).abs() < 0.5 || (a.y - b.y).abs() < 0.5 {
        shapes.push(vec![a, b]);
    }
    shapes.push(vec![a, Point::new(a.x, b.y), b]);
    shapes.push(vec![a, Point::new(b.x, a.y), b]);
    for x in xs {
        shapes.push(vec![a, Point::new(*x, a.y), Point::new(*x, b.y), b]);
    }
    for y in ys {
        shapes.push(vec![a, Point::new(a.x, *y), Point::new(b.x, *y), b]);
    }
    shapes.retain(|points| leaves(points, one, other));
    shapes
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
    let length: f64 = points
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum();
    length + CORNER * points.len().saturating_sub(2) as f64
}

/// How many obstacles a line runs through, the two ends' own bodies included.
fn crossings(points: &[Point], near: &[Rect], start: Rect, end: Rect) -> usize {
    let bodies = [start.grown(-2.0), end.grown(-2.0)];
    points
        .windows(2)
        .map(|pair| {
            let stretch = Rect::between(pair[0], pair[1]).grown(1.0);
            near.iter()
                .chain(&bodies)
                .filter(|rect| rect.w > 0.0 && rect.overlaps(&stretch))
                .count()
        })
        .sum()
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

/// The point at a part (0 to 1) of the way along a line.
pub fn along(points: &[Point], part: f64) -> Option<Point> {
    let total: f64 = points
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum();
    let mut left = total * part.clamp(0.0, 1.0);
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
    let Some(end) = along(points, part) else {
        return Vec::new();
    };
    let total: f64 = points
        .windows(2)
        .map(|pair| pair[0].distance(pair[1]))
        .sum();
    let mut left = total * part.clamp(0.0, 1.0);
    let mut kept: Vec<Point> = points.first().copied().into_iter().collect();
    for pair in points.windows(2) {
        left -= pair[0].distance(pair[1]);
        if left < 0.0 {
            break;
        }
        kept.push(pair[1]);
    }
    kept.push(end);
    tidy(kept)
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
