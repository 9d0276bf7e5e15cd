//! The stretches of a line that are in sight.
//!
//! A browser dashes a line from its beginning to its end, however little of it is seen, and
//! again for every tile of the picture: of lines that run across a drawing of thousands a step
//! of a pan had a second to do. So a long line is drawn where it is seen. Each stretch begins
//! where its dashes begin anew, and so they do not move when the view does.

use super::route::{between, length, svg_path};
use crate::editor::geometry::{Point, Rect};
use crate::order::InOrder;

/// From which length on a line is cut.
const LONG: f64 = 2000.0;
/// How far around what is seen a line still reaches, for the heads of arrows.
const AROUND: f64 = 32.0;

/// The stretches of a line in any of these areas, in order, each from a multiple of `period` on,
/// which is how far its dashes go until they begin anew; `None` where it is short and is drawn
/// as a whole.
pub fn in_sight(points: &[Point], areas: &[Rect], period: f64) -> Option<Vec<Vec<Point>>> {
    if length(points) <= LONG {
        return None;
    }
    let mut at = 0.0;
    // The distances from the beginning of the line between which it is seen.
    let mut seen: Vec<(f64, f64)> = Vec::new();
    for pair in points.windows(2) {
        let length = pair[0].distance(pair[1]);
        for area in areas {
            if let Some((from, to)) = inside(pair[0], pair[1], &area.grown(AROUND)) {
                seen.push((at + from * length, at + to * length));
            }
        }
        at += length;
    }
    seen.order_by(|one, other| one.0.total_cmp(&other.0));
    let mut stretches: Vec<(f64, f64)> = Vec::new();
    for (from, to) in seen {
        let from = (from / period).floor() * period;
        match stretches.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => stretches.push((from, to)),
        }
    }
    let stretches = stretches.into_iter();
    Some(
        stretches
            .map(|(from, to)| between(points, from, to))
            .collect(),
    )
}

/// The `d` of an SVG path of a line of which these stretches are drawn, or all of it.
pub fn drawn_path(points: &[Point], stretches: Option<&[Vec<Point>]>) -> String {
    match stretches {
        Some(stretches) => stretches.iter().map(|it| svg_path(it)).collect(),
        None => svg_path(points),
    }
}

/// Between which parts of the way from one point to another one is in an area (the clipping of
/// Liang and Barsky).
fn inside(from: Point, to: Point, area: &Rect) -> Option<(f64, f64)> {
    let (mut enters, mut leaves) = (0.0_f64, 1.0_f64);
    let sides = [
        (from.x, to.x - from.x, area.x, area.right()),
        (from.y, to.y - from.y, area.y, area.bottom()),
    ];
    for (start, by, low, high) in sides {
        if by == 0.0 {
            if start < low || start > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - start) / by, (high - start) / by);
        enters = enters.max(one.min(other));
        leaves = leaves.min(one.max(other));
    }
    (enters < leaves).then_some((enters, leaves))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PERIOD: f64 = 630.0;

    #[test]
    fn a_short_line_is_drawn_as_a_whole_wherever_one_looks() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(900.0, 0.0),
            Point::new(900.0, 400.0),
        ];
        let far = Rect::new(5000.0, 5000.0, 100.0, 100.0);
        assert_eq!(in_sight(&line, &[far], PERIOD), None);
    }

    #[test]
    fn a_long_line_is_drawn_where_it_is_seen_and_its_dashes_stay() {
        let line = [Point::new(0.0, 0.0), Point::new(10_000.0, 0.0)];
        let view = Rect::new(5000.0, -100.0, 1000.0, 200.0);
        let stretches = in_sight(&line, &[view], PERIOD).unwrap();
        // Seven times the period is 4,410, eight times is 5,040.
        let expected = [Point::new(4410.0, 0.0), Point::new(6032.0, 0.0)];
        assert_eq!(stretches, [expected.to_vec()]);
        // A little further on it begins where it did.
        let further = in_sight(&line, &[view.moved(Point::new(60.0, 0.0))], PERIOD).unwrap();
        assert_eq!(further[0][0], expected[0]);
        // Where it is not seen there is nothing of it.
        let beside = view.moved(Point::new(0.0, 400.0));
        assert_eq!(in_sight(&line, &[beside], PERIOD), Some(Vec::new()));
    }

    #[test]
    fn corners_are_kept_and_a_line_that_comes_back_has_two_stretches() {
        let line = [
            Point::new(0.0, 0.0),
            Point::new(9000.0, 0.0),
            Point::new(9000.0, 9000.0),
            Point::new(0.0, 9000.0),
            Point::new(0.0, 100.0),
        ];
        let view = Rect::new(-50.0, -50.0, 500.0, 500.0);
        let stretches = in_sight(&line, &[view], PERIOD).unwrap();
        assert_eq!(stretches.len(), 2);
        assert_eq!(stretches[1].last(), line.last());
        let corner = Rect::new(8800.0, 8800.0, 500.0, 500.0);
        let stretches = in_sight(&line, &[corner], PERIOD).unwrap();
        assert_eq!(stretches.len(), 1);
        assert!(stretches[0].contains(&line[2]), "{stretches:?}");
        // Both at once, as while the view glides from one to the other.
        assert_eq!(in_sight(&line, &[view, corner], PERIOD).unwrap().len(), 3);
    }

    proptest! {
        #[test]
        fn whatever_of_a_line_is_seen_is_drawn_and_not_much_more(
            points in prop::collection::vec((-4000_i32..4000, -4000_i32..4000), 2..8),
            (x, y) in (-4000_i32..4000, -4000_i32..4000),
        ) {
            let line: Vec<Point> = points.into_iter()
                .map(|(x, y)| Point::new(f64::from(x), f64::from(y)))
                .collect();
            let view = Rect::new(f64::from(x), f64::from(y), 900.0, 600.0);
            let stretches = in_sight(&line, &[view], PERIOD).unwrap_or_else(|| vec![line.clone()]);
            for pair in line.windows(2) {
                for step in 0..=20 {
                    let part = f64::from(step) / 20.0;
                    let at = Point::new(
                        pair[0].x + (pair[1].x - pair[0].x) * part,
                        pair[0].y + (pair[1].y - pair[0].y) * part,
                    );
                    let is_drawn = stretches.iter().flat_map(|it| it.windows(2)).any(|it| {
                        let way = it[0].distance(it[1]);
                        it[0].distance(at) + at.distance(it[1]) < way + 0.01
                    });
                    prop_assert!(is_drawn || !view.contains(at), "{at:?} {stretches:?}");
                }
            }
            let drawn: f64 = stretches.iter().map(|it| length(it)).sum();
            prop_assert!(drawn <= length(&line) + 0.01);
            let seen = (view.w + view.h + 4.0 * AROUND + PERIOD) * (line.len() - 1) as f64;
            prop_assert!(drawn <= LONG.max(seen), "{drawn} of {}", length(&line));
        }
    }
}
