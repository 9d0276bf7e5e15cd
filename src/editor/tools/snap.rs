//! Lining things up: with their neighbours while they are dragged, and when
//! something new is put down beside others.

use super::Guide;
use crate::editor::geometry::{Point, Rect};

/// How far `moving` must be shifted to line up with its neighbours, and the
/// lines that it then stands on. `gaps` are the distances to a neighbour that
/// count as lined up, too.
pub fn align(moving: Rect, others: &[Rect], gaps: Point, tolerance: f64) -> (Point, Vec<Guide>) {
    let across = |rect: &Rect| (rect.x, rect.w);
    let down = |rect: &Rect| (rect.y, rect.h);
    let shift = Point::new(
        nearest(
            across(&moving),
            others.iter().map(across),
            gaps.x,
            tolerance,
        ),
        nearest(down(&moving), others.iter().map(down), gaps.y, tolerance),
    );
    let moved = moving.moved(shift);
    let mut guides: Vec<Guide> = Vec::new();
    for other in others {
        for mine in same_lines(across(&moved), across(other)) {
            let (top, bottom) = (moved.y.min(other.y), moved.bottom().max(other.bottom()));
            add(&mut guides, Rect::new(mine, top, 0.0, bottom - top));
        }
        for mine in same_lines(down(&moved), down(other)) {
            let (left, right) = (moved.x.min(other.x), moved.right().max(other.right()));
            add(&mut guides, Rect::new(left, mine, right - left, 0.0));
        }
    }
    (shift, guides)
}

/// The three lines of an extent: start, middle, end.
fn lines((start, length): (f64, f64)) -> [f64; 3] {
    [start, start + length / 2.0, start + length]
}

fn nearest(
    mine: (f64, f64),
    others: impl Iterator<Item = (f64, f64)>,
    gap: f64,
    tolerance: f64,
) -> f64 {
    let mut best = f64::INFINITY;
    for other in others {
        for (one, another) in lines(mine).into_iter().zip(lines(other)) {
            if (another - one).abs() < best.abs() {
                best = another - one;
            }
        }
        let beside = [
            other.0 + other.1 + gap - mine.0,
            other.0 - gap - (mine.0 + mine.1),
        ];
        for shift in beside {
            if shift.abs() < best.abs() {
                best = shift;
            }
        }
    }
    if best.abs() <= tolerance { best } else { 0.0 }
}

fn same_lines(mine: (f64, f64), other: (f64, f64)) -> Vec<f64> {
    lines(mine)
        .into_iter()
        .zip(lines(other))
        .filter(|(one, another)| (one - another).abs() < 0.5)
        .map(|(one, _)| one)
        .collect()
}

/// Adds a guide, or lengthens the one on the same line.
fn add(guides: &mut Vec<Guide>, rect: Rect) {
    let same = guides.iter_mut().find(|guide| {
        (guide.0.w == 0.0) == (rect.w == 0.0)
            && if rect.w == 0.0 {
                (guide.0.x - rect.x).abs() < 0.5
            } else {
                (guide.0.y - rect.y).abs() < 0.5
            }
    });
    match same {
        Some(guide) => guide.0 = guide.0.union(rect),
        None => guides.push(Guide(rect)),
    }
}

/// Where something new settles: near where it was dropped, on lines with its
/// neighbours where some are near, and on top of none. `least` is the first
/// place inside its container, where things line up as well.
pub fn settle(
    wanted: Rect,
    neighbours: &[Rect],
    obstacles: &[Rect],
    gaps: Point,
    least: Point,
    magnet: f64,
) -> Rect {
    let mut xs = vec![(wanted.x, false), (least.x, true)];
    let mut ys = vec![(wanted.y, false), (least.y, true)];
    for other in neighbours {
        xs.extend(
            [other.x, other.right() + gaps.x, other.x - gaps.x - wanted.w].map(|x| (x, true)),
        );
        ys.extend(
            [
                other.y,
                other.bottom() + gaps.y,
                other.y - gaps.y - wanted.h,
            ]
            .map(|y| (y, true)),
        );
    }
    for other in obstacles {
        xs.push((other.right() + gaps.x, false));
        ys.push((other.bottom() + gaps.y, false));
    }
    let mut best = (f64::INFINITY, wanted);
    for (x, on_line_x) in &xs {
        for (y, on_line_y) in &ys {
            let rect = Rect::new(*x, *y, wanted.w, wanted.h);
            let roomy = rect.grown(gaps.x.min(gaps.y) / 2.0 - 0.5);
            let blocked = neighbours
                .iter()
                .chain(obstacles)
                .any(|other| other.overlaps(&roomy));
            if *x < least.x - 0.5 || *y < least.y - 0.5 || blocked {
                continue;
            }
            let pull = |on_line: bool| if on_line { magnet } else { 0.0 };
            let cost =
                (x - wanted.x).abs() - pull(*on_line_x) + (y - wanted.y).abs() - pull(*on_line_y);
            if cost < best.0 {
                best = (cost, rect);
            }
        }
    }
    best.1
}

/// How far a box may be moved towards `by` so that it comes to stand on none of
/// its neighbours and no nearer to them than `gaps`, or than it stands now: it
/// stops there, slides along, or goes on behind a neighbour once that is nearer.
pub fn stopped(moving: Rect, by: Point, neighbours: &[Rect], gaps: Point) -> Point {
    let wanted = moving.moved(by);
    // Where it may not be: the neighbours with their margins.
    let barriers: Vec<Rect> = neighbours
        .iter()
        .filter(|other| !other.overlaps(&moving))
        .map(|other| {
            let apart = |one: (f64, f64), two: (f64, f64)| (two.0 - one.1).max(one.0 - two.1);
            let x = apart((moving.x, moving.right()), (other.x, other.right()));
            let y = apart((moving.y, moving.bottom()), (other.y, other.bottom()));
            let margin = |apart: f64, gap: f64| if apart < 0.0 { gap } else { apart.min(gap) };
            let (x, y) = (margin(x, gaps.x), margin(y, gaps.y));
            Rect::new(
                other.x - x,
                other.y - y,
                other.w + 2.0 * x,
                other.h + 2.0 * y,
            )
        })
        .collect();
    let is_free = |rect: &Rect| !barriers.iter().any(|it| it.grown(-0.25).overlaps(rect));
    if is_free(&wanted) {
        return by;
    }
    let mut xs = vec![wanted.x];
    let mut ys = vec![wanted.y];
    for barrier in barriers
        .iter()
        .filter(|it| it.grown(moving.w.max(moving.h)).overlaps(&wanted))
    {
        xs.extend([barrier.x - wanted.w, barrier.right()]);
        ys.extend([barrier.y - wanted.h, barrier.bottom()]);
    }
    let mut best = (f64::INFINITY, moving);
    for x in &xs {
        for y in &ys {
            let rect = Rect::new(*x, *y, wanted.w, wanted.h);
            let cost = rect.corner().distance(wanted.corner());
            if cost < best.0 && is_free(&rect) {
                best = (cost, rect);
            }
        }
    }
    best.1.corner() - moving.corner()
}

#[cfg(test)]
mod tests {
    use super::*;

    const GAPS: Point = Point::new(40.0, 20.0);

    #[test]
    fn edges_near_each_other_line_up() {
        let other = Rect::new(100.0, 0.0, 50.0, 50.0);
        let (shift, guides) = align(Rect::new(103.0, 200.0, 50.0, 50.0), &[other], GAPS, 6.0);
        assert_eq!(shift, Point::new(-3.0, 0.0));
        assert!(guides.contains(&Guide(Rect::new(100.0, 0.0, 0.0, 250.0))));
        let (shift, guides) = align(Rect::new(130.0, 200.0, 51.0, 50.0), &[other], GAPS, 6.0);
        assert_eq!((shift, guides), (Point::default(), Vec::new()));
    }

    #[test]
    fn a_box_stops_at_its_neighbour_and_goes_on_behind_it() {
        let moving = Rect::new(0.0, 0.0, 100.0, 100.0);
        let other = Rect::new(160.0, 0.0, 100.0, 100.0);
        let to = |x, y| stopped(moving, Point::new(x, y), &[other], GAPS);
        assert_eq!(to(10.0, 0.0), Point::new(10.0, 0.0));
        assert_eq!(
            to(50.0, 0.0),
            Point::new(20.0, 0.0),
            "it stops 40 before it"
        );
        assert_eq!(to(50.0, 10.0), Point::new(20.0, 10.0), "and slides along");
        assert_eq!(to(50.0, 110.0), Point::new(50.0, 120.0), "or goes around");
        assert_eq!(
            to(290.0, 0.0),
            Point::new(300.0, 0.0),
            "or stands behind it"
        );
        // What stands nearer already may stay so near.
        let near = Rect::new(110.0, 0.0, 100.0, 100.0);
        let by = stopped(moving, Point::new(30.0, 0.0), &[near], GAPS);
        assert_eq!(by, Point::default());
    }

    #[test]
    fn a_new_box_settles_beside_its_neighbour() {
        let first = Rect::new(24.0, 96.0, 292.0, 128.0);
        let dropped = Rect::new(340.0, 110.0, 292.0, 128.0);
        let least = Point::new(24.0, 96.0);
        let rect = settle(dropped, &[first], &[], GAPS, least, 36.0);
        assert_eq!(rect, Rect::new(356.0, 96.0, 292.0, 128.0));
        let on_top = settle(
            first.moved(Point::new(10.0, 60.0)),
            &[first],
            &[],
            GAPS,
            least,
            36.0,
        );
        assert!(!on_top.overlaps(&first));
        assert_eq!(on_top.x, first.x);
    }
}
