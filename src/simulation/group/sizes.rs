//! The arithmetic of scaling policies: how large a group becomes (SAS-17,
//! SAS-18, SAS-23). Nothing in here knows a group or a time.

/// What the number of a policy means (rulebook SCL-11).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adjustment {
    /// `ChangeInCapacity`: so many more, or fewer when negative.
    Change(i32),
    /// `ExactCapacity`: this many.
    Exact(u32),
    /// `PercentChangeInCapacity`: so many percent more or fewer, and at least
    /// as many instances as `least` (`MinAdjustmentMagnitude`).
    Percent {
        /// In percent.
        percent: i32,
        /// The smallest change, 0 for any.
        least: u32,
    },
}

/// A step of a policy: for values between two bounds, as offsets from the
/// alarm's threshold (SAS-17).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// From here, or from minus infinity.
    pub lower: Option<f64>,
    /// To here, or to infinity.
    pub upper: Option<f64>,
    /// What is done.
    pub adjustment: Adjustment,
}

/// A fraction of an instance becomes whole: above 1 down, between 0 and 1 to
/// 1, between 0 and -1 to -1, below -1 toward zero (SAS-18).
pub fn whole(change: f64) -> i64 {
    // A cast of a float stays within the type's range.
    if !(-1.0..=1.0).contains(&change) {
        change.trunc() as i64
    } else if change > 0.0 {
        1
    } else if change < 0.0 {
        -1
    } else {
        0
    }
}

/// The size that a group of this size gets, before its limits.
pub fn adjusted(size: u32, adjustment: Adjustment) -> u32 {
    let change = match adjustment {
        Adjustment::Exact(exact) => return exact,
        Adjustment::Change(change) => i64::from(change),
        Adjustment::Percent { percent, least } => {
            let product = f64::from(size) * f64::from(percent);
            let change = whole(product / 100.0);
            let least = i64::from(least);
            if change.abs() >= least {
                change
            } else if percent > 0 {
                least
            } else if percent < 0 {
                -least
            } else {
                0
            }
        }
    };
    u32::try_from((i64::from(size) + change).max(0)).unwrap_or(u32::MAX)
}

/// The adjustment for a value. At or above the threshold a step has its lower
/// bound and lacks its upper one; below it is the other way round (SAS-17).
pub fn step(steps: &[Step], threshold: f64, value: f64) -> Option<Adjustment> {
    let offset = value - threshold;
    let is_in = |it: &&Step| {
        let (lower, upper) = (
            it.lower.unwrap_or(f64::NEG_INFINITY),
            it.upper.unwrap_or(f64::INFINITY),
        );
        if offset >= 0.0 {
            lower <= offset && offset < upper
        } else {
            lower < offset && offset <= upper
        }
    };
    steps.iter().find(is_in).map(|it| it.adjustment)
}

/// The size at which a metric that falls as the group grows would meet its
/// target, rounded up (SAS-23).
pub fn tracked(size: u32, value: f64, target: f64) -> u32 {
    if target <= 0.0 {
        return size;
    }
    // What is a whole number but for the last bits is one.
    let wanted = f64::from(size) * value / target - 1e-9;
    // A cast of a float stays within the type's range.
    wanted.ceil().max(0.0) as u32
}

/// Below which value a group tracked at a target shrinks: 70 % of it, as seen
/// for CPU in groups of EC2 (SAS-22).
pub fn low_threshold(target: f64) -> f64 {
    target * 7.0 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(percent: i32) -> Adjustment {
        Adjustment::Percent { percent, least: 0 }
    }

    fn steps(of: &[(Option<f64>, Option<f64>, i32)]) -> Vec<Step> {
        of.iter()
            .map(|&(lower, upper, change)| Step {
                lower,
                upper,
                adjustment: percent(change),
            })
            .collect()
    }

    fn out() -> Vec<Step> {
        steps(&[
            (Some(0.0), Some(10.0), 0),
            (Some(10.0), Some(20.0), 10),
            (Some(20.0), None, 30),
        ])
    }

    fn inward() -> Vec<Step> {
        steps(&[
            (Some(-10.0), Some(0.0), 0),
            (Some(-20.0), Some(-10.0), -10),
            (None, Some(-20.0), -30),
        ])
    }

    fn after(size: u32, steps: &[Step], value: f64) -> u32 {
        adjusted(size, step(steps, 50.0, value).expect("a step"))
    }

    #[test]
    fn tv_15_percent_results_become_whole() {
        assert_eq!([12.7, 0.67, -0.58, -6.67].map(whole), [12, 1, -1, -6]);
        assert_eq!([1.0, 0.0, -1.0].map(whole), [1, 0, -1]);
    }

    #[test]
    fn tv_16_a_group_of_ten_grows() {
        let first = after(10, &out(), 60.0);
        assert_eq!((first, after(first, &out(), 70.0)), (11, 14));
    }

    #[test]
    fn tv_17_a_group_of_fourteen_shrinks() {
        let first = after(14, &inward(), 40.0);
        assert_eq!((first, after(first, &inward(), 30.0)), (13, 10));
    }

    #[test]
    fn tv_18_the_edges_of_steps() {
        let of = |steps: &[Step], value| step(steps, 50.0, value);
        let up: Vec<_> = [59.999, 60.0, 69.999, 70.0]
            .map(|it| of(&out(), it))
            .to_vec();
        assert_eq!(up, [0, 10, 10, 30].map(|it| Some(percent(it))));
        let down: Vec<_> = [40.001, 40.0, 30.0].map(|it| of(&inward(), it)).to_vec();
        assert_eq!(down, [0, -10, -30].map(|it| Some(percent(it))));
        assert_eq!(of(&out(), 49.0), None);
    }

    #[test]
    fn tv_19_a_small_percentage_is_raised() {
        let it = Adjustment::Percent {
            percent: 25,
            least: 2,
        };
        assert_eq!(adjusted(4, it), 6);
        let it = Adjustment::Percent {
            percent: -25,
            least: 2,
        };
        assert_eq!((adjusted(4, it), adjusted(1, it)), (2, 0));
    }

    #[test]
    fn tv_20_change_and_exact() {
        assert_eq!(adjusted(3, Adjustment::Change(5)), 8);
        assert_eq!(adjusted(3, Adjustment::Exact(5)), 5);
        // The maximum is the group's affair.
        assert_eq!(adjusted(3, Adjustment::Change(5)).min(6), 6);
        assert_eq!(adjusted(3, Adjustment::Change(-5)), 0);
    }

    #[test]
    fn tv_21_the_larger_of_two() {
        let two = [Adjustment::Change(3), percent(200)];
        assert_eq!(two.map(|it| adjusted(10, it)).iter().max(), Some(&30));
    }

    #[test]
    fn tv_23_target_tracking() {
        assert_eq!((tracked(2, 80.0, 50.0), tracked(4, 30.0, 50.0)), (4, 3));
        assert_eq!(low_threshold(50.0), 35.0);
        // SAS-22, as seen: 40→28, 75→52.5, 90→63, 30→21.
        assert_eq!(
            [40.0, 75.0, 90.0, 30.0].map(low_threshold),
            [28.0, 52.5, 63.0, 21.0]
        );
        assert_eq!(tracked(3, 40.0, 60.0), 2);
        assert_eq!(tracked(3, 40.0, 0.0), 3);
    }
}
