//! What stands in the way of a line, names, icons, chips, and the ways past it.
//!
//! A line across a large drawing passes thousands of them, and hundreds of
//! shapes may be tried for it; then they are sorted along both axes, and a stretch
//! is held only against those beside it. Mostly the first few shapes decide, and
//! the sorting would cost more than it saves.

use std::cell::{Cell, OnceCell};

use crate::editor::geometry::{Point, Rect};
use crate::order::InOrder;

/// From how many on it pays to sort them.
const MANY: usize = 96;
/// For so many shapes they are looked through one by one.
const OFTEN: usize = 48;

/// How far from a thing a line passes it.
pub const CLEARANCE: f64 = 8.0;
/// From how many edges on only those near the middle of a line are looked at
/// for a way past, and how near that is.
const VERY_MANY: usize = 256;
const MIDDLE: f64 = 640.0;
/// How many ways past are tried along each axis, and how near their middle they are looked
/// for first.
pub const CHANNELS: usize = 14;
/// As many are tried while something is dragged: the line is drawn anew with the next move.
pub const FEW: usize = 4;
const CLOSE: [f64; 2] = [32.0, 128.0];
/// Two ways past that are nearer to one another are one.
const SAME: f64 = 4.0;

/// What stands in the way of a line.
pub struct Obstacles {
    all: Vec<Rect>,
    sorted: OnceCell<(Axis, Axis)>,
    /// How many shapes were held against them.
    asked: Cell<usize>,
}

/// Rectangles in order of their lower edges along one axis.
struct Axis {
    rects: Vec<Rect>,
    lows: Vec<f64>,
    /// The highest edge of all up to each one.
    highs: Vec<f64>,
}

impl Axis {
    fn of(all: &[Rect], edges: fn(&Rect) -> (f64, f64)) -> Self {
        let mut rects = all.to_vec();
        rects.order_by(|one, other| edges(one).0.total_cmp(&edges(other).0));
        let lows = rects.iter().map(|rect| edges(rect).0).collect();
        let mut highest = f64::NEG_INFINITY;
        let highs = rects.iter().map(|rect| {
            highest = highest.max(edges(rect).1);
            highest
        });
        Self {
            highs: highs.collect(),
            lows,
            rects,
        }
    }

    /// All that reach between two positions, and perhaps more.
    fn between(&self, low: f64, high: f64) -> &[Rect] {
        let start = self.highs.partition_point(|it| *it <= low);
        let end = self.lows.partition_point(|it| *it < high);
        self.rects.get(start..end).unwrap_or_default()
    }
}

impl Obstacles {
    /// These obstacles.
    pub fn of(all: Vec<Rect>) -> Self {
        Self {
            all,
            sorted: OnceCell::new(),
            asked: Cell::new(0),
        }
    }

    /// Them in order along both axes, where it pays.
    fn sorted(&self) -> Option<&(Axis, Axis)> {
        self.asked.set(self.asked.get() + 1);
        let pays = self.all.len() > MANY && self.asked.get() > OFTEN;
        pays.then(|| {
            self.sorted.get_or_init(|| {
                (
                    Axis::of(&self.all, |rect| (rect.x, rect.right())),
                    Axis::of(&self.all, |rect| (rect.y, rect.bottom())),
                )
            })
        })
    }

    /// All of them.
    pub fn all(&self) -> &[Rect] {
        &self.all
    }

    /// How many a line runs through, a stretch at a time; counted up to what
    /// still matters.
    pub fn crossed(&self, points: &[Point], most: f64) -> usize {
        let mut count = 0;
        let sorted = self.sorted();
        for pair in points.windows(2) {
            let stretch = Rect::between(pair[0], pair[1]).grown(1.0);
            let beside = match sorted {
                None => &self.all,
                Some((by_x, _)) if stretch.w < stretch.h => {
                    by_x.between(stretch.x, stretch.right())
                }
                Some((_, by_y)) => by_y.between(stretch.y, stretch.bottom()),
            };
            for rect in beside {
                if rect.w > 0.0 && rect.overlaps(&stretch) {
                    count += 1;
                    if count as f64 >= most {
                        return count;
                    }
                }
            }
        }
        count
    }
}

/// Positions beside obstacles where a middle stretch may run, the nearest to
/// `middle` first, and so many of them.
pub fn channels(
    near: &[Rect],
    (middle, many): (f64, usize),
    edges: impl Fn(&Rect) -> (f64, f64),
) -> Vec<f64> {
    let beside = near.iter().flat_map(|rect| {
        let (low, high) = edges(rect);
        [low - CLEARANCE, high + CLEARANCE]
    });
    let mut all: Vec<f64> = std::iter::once(middle).chain(beside).collect();
    // Among very many, those near the middle are enough to choose from.
    if all.len() > VERY_MANY {
        all.retain(|it| (it - middle).abs() < MIDDLE);
    }
    // Mostly the nearest of those are as many as are wanted, and the others need no order.
    for close in CLOSE {
        let near = all.iter().filter(|it| (**it - middle).abs() < close);
        let found = in_order(near.copied().collect(), middle, many);
        if found.len() == many {
            return found;
        }
    }
    in_order(all, middle, many)
}

/// The nearest to `middle` first, as many as are wanted; of those that are all but the
/// same just the one that is nearest. In a tidy drawing a hundred things share an edge.
fn in_order(mut all: Vec<f64>, middle: f64, many: usize) -> Vec<f64> {
    all.sort_unstable_by(f64::total_cmp);
    all.dedup();
    let (low, high) = all.split_at(all.partition_point(|it| *it < middle));
    let mut below = low.iter().rev().copied().peekable();
    let mut above = high.iter().copied().peekable();
    let mut found: Vec<f64> = Vec::with_capacity(many);
    while found.len() < many {
        let is_above = match (below.peek(), above.peek()) {
            (Some(down), Some(up)) => up - middle <= middle - down,
            (None, Some(_)) => true,
            (Some(_), None) => false,
            (None, None) => break,
        };
        let next = if is_above { above.next() } else { below.next() };
        let is_new = |it: &f64| found.iter().all(|kept| (kept - it).abs() >= SAME);
        found.extend(next.filter(is_new));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_past_are_the_nearest_on_both_sides_each_once() {
        let column =
            |x: f64| (0..40).map(move |row| Rect::new(x, f64::from(row) * 80.0, 60.0, 40.0));
        let mut near: Vec<Rect> = column(100.0).chain(column(300.0)).collect();
        let ways = channels(&near, (200.0, CHANNELS), |rect| (rect.x, rect.right()));
        assert_eq!(ways, [200.0, 168.0, 292.0, 92.0, 368.0]);
        // In whatever order they are named.
        near.reverse();
        assert_eq!(
            channels(&near, (200.0, CHANNELS), |rect| (rect.x, rect.right())),
            ways
        );
        let rows = channels(&near, (1000.0, CHANNELS), |rect| (rect.y, rect.bottom()));
        assert_eq!(rows.len(), CHANNELS);
        assert!(rows.is_sorted_by_key(|it| (it - 1000.0).abs()), "{rows:?}");
    }

    #[test]
    fn sorted_or_not_the_same_are_crossed() {
        let rects: Vec<Rect> = (0..400)
            .map(|number| {
                let (column, row) = (f64::from(number % 20), f64::from(number / 20));
                let wide = if number % 7 == 0 { 500.0 } else { 60.0 };
                Rect::new(column * 100.0, row * 80.0, wide, 40.0)
            })
            .collect();
        let sorted = Obstacles::of(rects.clone());
        sorted.asked.set(OFTEN);
        let few = &rects[..MANY];
        for number in 0..200 {
            let (x, y) = (f64::from(number * 13), f64::from(number * 17 % 1600));
            let points = [
                Point::new(0.0, y),
                Point::new(x, y),
                Point::new(x, 1600.0 - y),
                Point::new(2000.0, 1600.0 - y),
            ];
            // Asked for the first time, they are looked through one by one.
            let crossed = Obstacles::of(rects.clone()).crossed(&points, f64::INFINITY);
            assert_eq!(sorted.crossed(&points, f64::INFINITY), crossed);
            assert_eq!(sorted.crossed(&points, 3.0), crossed.min(3));
        }
        assert!(
            sorted.sorted.get().is_some(),
            "asked often, they are sorted"
        );
        let few = Obstacles::of(few.to_vec());
        few.asked.set(OFTEN);
        few.crossed(&[Point::default(), Point::new(900.0, 0.0)], 3.0);
        assert!(few.sorted.get().is_none(), "few are not worth it");
    }
}
