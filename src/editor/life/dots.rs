//! Requests as points on their ways. A point stands for a share of them; where
//! it is follows from the time alone, so any frame can be drawn by itself.
//!
//! On each way an endless train of seats moves along at the same speed. Which
//! seats are taken is decided by their numbers: the golden ratio spreads those
//! below any density evenly, so when the load changes a few points come or go
//! and no other one jumps.

use super::strands::Strand;
use crate::editor::geometry::Point;
use crate::editor::scene::along;

/// How many points there are at once at most.
pub const MOST: usize = 40;
/// How far a point moves in a second of the drawing.
const SPEED: f64 = 84.0;
/// From seat to seat.
const GAP: f64 = 26.0;
/// How long a failed one stays where it died, in seconds of the drawing.
const STAYS: f64 = 0.6;
/// What seats are numbered with to spread them: the golden ratio.
const GOLDEN: f64 = 0.618_033_988_749_894_9;
/// How many points the ways together are given, so that by chance there are
/// never more than [`MOST`].
const AIM: f64 = 34.0;

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// Where, in the world.
    pub at: Point,
    /// Whether it failed and ends here.
    pub failed: bool,
}

/// Where the points are at a time, in seconds of the drawing.
pub fn dots(strands: &[Strand], phase: f64) -> Vec<Dot> {
    let scale = scale(strands);
    let mut dots: Vec<Dot> = Vec::with_capacity(MOST);
    for strand in strands {
        let density = (strand.per_second * scale).min(1.0);
        if density <= 0.0 || strand.length <= 0.0 {
            continue;
        }
        let failing = density * (strand.failing / strand.per_second).clamp(0.0, 1.0);
        let way = phase * SPEED;
        let last = strand.length + STAYS * SPEED;
        let mut seat = (way / GAP).floor();
        loop {
            let gone = way - seat * GAP;
            if gone > last || dots.len() >= MOST {
                break;
            }
            let chance = (seat * GOLDEN).rem_euclid(1.0);
            let failed = chance < failing && gone >= strand.length;
            let under_way = chance < density && gone < strand.length;
            if failed || under_way {
                let part = (gone / strand.length).min(1.0);
                let at = along(&strand.points, part);
                dots.extend(at.map(|at| Dot { at, failed }));
            }
            seat -= 1.0;
        }
    }
    dots
}

/// The density of a way on which one request a second goes.
fn scale(strands: &[Strand]) -> f64 {
    let seats = |strand: &Strand| (strand.length + STAYS * SPEED) / GAP;
    let all: f64 = strands.iter().map(|it| seats(it) * it.per_second).sum();
    if all <= 0.0 {
        return 0.0;
    }
    // No point is less than a request.
    (AIM / all).min(GAP / SPEED)
}

/// How many requests a point stands for.
pub fn per_dot(strands: &[Strand]) -> f64 {
    match scale(strands) {
        0.0 => 0.0,
        scale => GAP / SPEED / scale,
    }
}

/// How fast the drawing moves when so many seconds of the run pass in one:
/// faster with the clock, never so fast that nothing is seen.
pub fn pace(rate: f64) -> f64 {
    const STEPS: [(f64, f64); 5] = [
        (0.0, 0.0),
        (1.0, 1.0),
        (10.0, 1.8),
        (60.0, 2.6),
        (600.0, 3.4),
    ];
    for pair in STEPS.windows(2) {
        let ((low, slow), (high, fast)) = (pair[0], pair[1]);
        if rate <= high {
            return slow + (fast - slow) * ((rate.max(low) - low) / (high - low));
        }
    }
    STEPS[STEPS.len() - 1].1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strand(y: f64, per_second: f64, failing: f64) -> Strand {
        Strand {
            points: vec![Point::new(0.0, y), Point::new(400.0, y)],
            length: 400.0,
            per_second,
            failing,
        }
    }

    #[test]
    fn there_are_never_more_than_forty() {
        for ways in [1, 3, 20, 100] {
            let strands: Vec<Strand> = (0..ways)
                .map(|way| strand(f64::from(way) * 10.0, 4.0 + f64::from(way), 1.0))
                .collect();
            for frame in 0..600 {
                let dots = dots(&strands, f64::from(frame) / 60.0);
                assert!(dots.len() <= MOST);
            }
        }
    }

    #[test]
    fn a_frame_hangs_on_its_time_alone_and_points_move_evenly() {
        let strands = [strand(0.0, 68.0, 0.0)];
        let (one, other) = (dots(&strands, 100.0), dots(&strands, 100.1));
        assert_eq!(one, dots(&strands, 100.0));
        assert!(one.len() > 4);
        let moved = other.iter().filter(|dot| {
            let before = dot.at.x - 0.1 * SPEED;
            one.iter().any(|it| (it.at.x - before).abs() < 1e-6)
        });
        assert!(moved.count() + 1 >= other.len().min(one.len()));
    }

    #[test]
    fn a_busier_way_has_more_points_and_a_change_of_load_moves_none() {
        let count = |dots: &[Dot], y: f64| dots.iter().filter(|dot| dot.at.y == y).count();
        let before = dots(&[strand(0.0, 60.0, 0.0), strand(9.0, 20.0, 0.0)], 50.0);
        assert!(count(&before, 0.0) > count(&before, 9.0));
        assert!(count(&before, 9.0) > 0);
        // More on the one way leave fewer seats to the other, and those are
        // among the ones that there were.
        let after = dots(&[strand(0.0, 80.0, 0.0), strand(9.0, 20.0, 0.0)], 50.0);
        let other = after.iter().filter(|dot| dot.at.y == 9.0);
        assert!(other.into_iter().all(|dot| before.contains(dot)));
    }

    #[test]
    fn what_fails_ends_as_a_square_where_it_died() {
        let strands = [strand(0.0, 40.0, 20.0)];
        let (mut good, mut failed) = (0, 0);
        for frame in 0..2000 {
            for dot in dots(&strands, f64::from(frame) / 30.0) {
                if dot.failed {
                    assert_eq!(dot.at.x, 400.0);
                    failed += 1;
                } else {
                    good += 1;
                }
            }
        }
        assert!(failed > 0 && good > failed);
        let well = [strand(0.0, 40.0, 0.0)];
        assert!((0..99).all(|it| dots(&well, f64::from(it)).iter().all(|dot| !dot.failed)));
        assert_eq!(dots(&[strand(0.0, 0.0, 0.0)], 3.0), []);
    }

    #[test]
    fn few_requests_are_drawn_one_by_one() {
        assert_eq!(per_dot(&[strand(0.0, 0.5, 0.0)]), 1.0);
        assert!(per_dot(&[strand(0.0, 4000.0, 0.0)]) > 50.0);
        assert_eq!(per_dot(&[]), 0.0);
    }

    #[test]
    fn the_drawing_is_faster_with_the_clock_and_stands_when_it_stands() {
        assert_eq!(pace(0.0), 0.0);
        assert_eq!(pace(1.0), 1.0);
        let all: Vec<f64> = [0.5, 1.0, 5.0, 10.0, 60.0, 600.0].map(pace).to_vec();
        assert!(all.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(pace(9000.0), pace(600.0));
    }
}
