//! The loads that a run can be begun with by hand.

use super::clock::MINUTE;
use super::scenario::{Load, Shape, Step};

/// A load to begin a run with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Crowd {
    /// The customers of an ordinary day, hour by hour.
    Day,
    /// Its busiest hour.
    Evening,
    /// Ten times that.
    Festival,
    /// The busiest hour, and after five minutes twenty times as many for ten.
    Sudden,
    /// The busiest hour, so many times.
    Own(f64),
}

impl Crowd {
    /// Those that need no number.
    pub const NAMED: [Self; 4] = [Self::Day, Self::Evening, Self::Festival, Self::Sudden];

    /// What it is called.
    pub fn title(self) -> String {
        match self {
            Self::Day => "Ordinary day".to_owned(),
            Self::Evening => "Evening peak".to_owned(),
            Self::Festival => "Festival load ×10".to_owned(),
            Self::Sudden => "Sudden crowd ×20".to_owned(),
            Self::Own(factor) => format!("Evening peak ×{factor}"),
        }
    }

    /// The load of the run.
    pub fn load(self) -> Load {
        let of = |shape, factor| Load {
            shape,
            factor,
            ..Load::default()
        };
        match self {
            Self::Day => of(Shape::Day, 1.0),
            Self::Evening => of(Shape::Peak, 1.0),
            Self::Festival => of(Shape::Peak, 10.0),
            Self::Own(factor) => of(Shape::Peak, factor),
            Self::Sudden => Load {
                steps: vec![
                    Step {
                        at: 5 * MINUTE,
                        over: 0,
                        factor: 20.0,
                    },
                    Step {
                        at: 15 * MINUTE,
                        over: 0,
                        factor: 1.0,
                    },
                ],
                ..of(Shape::Peak, 1.0)
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sudden_crowd_goes_again() {
        let load = Crowd::Sudden.load();
        assert!(load.steps[0].factor > 1.0 && load.steps[1].factor == 1.0);
        assert_eq!(Crowd::Own(3.0).load().factor, 3.0);
    }
}
