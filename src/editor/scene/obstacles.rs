//! What stands in the way of a line: names, icons, chips.
//!
//! A line across a large drawing passes thousands of them, and hundreds of
//! shapes are tried for it; so many are sorted along both axes, and a stretch
//! is held only against those beside it.

use crate::editor::geometry::{Point, Rect};
use crate::order::InOrder;

/// From how many on it pays to sort them.
const MANY: usize = 96;

/// What stands in the way of a line.
pub struct Obstacles {
    all: Vec<Rect>,
    sorted: Option<(Axis, Axis)>,
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
        let sorted = (all.len() > MANY).then(|| {
            (
                Axis::of(&all, |rect| (rect.x, rect.right())),
                Axis::of(&all, |rect| (rect.y, rect.bottom())),
            )
        });
        Self { all, sorted }
    }

    /// All of them.
    pub fn all(&self) -> &[Rect] {
        &self.all
    }

    /// How many a line runs through, a stretch at a time; counted up to what
    /// still matters.
    pub fn crossed(&self, points: &[Point], most: f64) -> usize {
        let mut count = 0;
        for pair in points.windows(2) {
            let stretch = Rect::between(pair[0], pair[1]).grown(1.0);
            let beside = match &self.sorted {
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

#[cfg(test)]
mod tests {
    use super::*;

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
        assert!(sorted.sorted.is_some());
        let plain = Obstacles {
            all: rects,
            sorted: None,
        };
        for number in 0..200 {
            let (x, y) = (f64::from(number * 13), f64::from(number * 17 % 1600));
            let points = [
                Point::new(0.0, y),
                Point::new(x, y),
                Point::new(x, 1600.0 - y),
                Point::new(2000.0, 1600.0 - y),
            ];
            let crossed = plain.crossed(&points, f64::INFINITY);
            assert_eq!(sorted.crossed(&points, f64::INFINITY), crossed);
            assert_eq!(sorted.crossed(&points, 3.0), crossed.min(3));
        }
    }
}
