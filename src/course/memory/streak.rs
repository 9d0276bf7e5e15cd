//! The mornings on which the bell was answered, in a row. A missed day pauses the row, it
//! never breaks it, and one day of rest in a week is part of it.

use super::Bell;

/// A day of rest counts when there was none in the six days before.
const WEEK: u32 = 7;

/// Mornings in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Streak {
    /// How many days it is long.
    pub days: u32,
    /// Whether it rests since more than a day.
    pub paused: bool,
}

impl Bell {
    /// The mornings in a row, as of today.
    pub fn streak(&self, today: u32) -> Streak {
        let mut days = 0;
        let mut before: Option<u32> = None;
        let mut rest: Option<u32> = None;
        let may_rest = |rest: Option<u32>, day: u32| rest.is_none_or(|it| day >= it + WEEK);
        for day in self.mornings.keys().copied().filter(|day| *day <= today) {
            if let Some(before) = before
                && day - before == 2
                && may_rest(rest, day - 1)
            {
                rest = Some(day - 1);
                days += 1;
            }
            days += 1;
            before = Some(day);
        }
        let missed = before.map_or(0, |before| today.saturating_sub(before + 1));
        let paused = match missed {
            0 => false,
            1 => !may_rest(rest, today - 1),
            _ => true,
        };
        Streak { days, paused }
    }
}
