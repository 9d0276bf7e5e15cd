//! Time inside a run: whole seconds since it began (SIM-1), and the day that
//! it began on.

use serde::{Deserialize, Serialize};

/// Seconds since the run began.
pub type Second = u32;

/// A minute.
pub const MINUTE: Second = 60;

/// An hour.
pub const HOUR: Second = 3_600;

/// A day.
pub const DAY: Second = 86_400;

/// India's clocks are five and a half hours ahead of UTC all year (SIM-1).
const INDIA: i64 = 19_800;

/// When a run begins. Inside it is UTC, on labels it is India's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Clock {
    /// Seconds since 1 January 1970, UTC.
    begins: i64,
}

/// A moment of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// The year.
    pub year: i64,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month, from 1.
    pub day: u32,
    /// The hour.
    pub hour: u32,
    /// The minute.
    pub minute: u32,
    /// The second.
    pub second: u32,
}

/// The names of the months.
pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Default for Clock {
    /// Tuesday, 24 November 2026, 20:00 in India.
    fn default() -> Self {
        Self::india(2026, 11, 24, 20, 0)
    }
}

impl Clock {
    /// A run that begins at this moment in UTC.
    pub fn utc(begins: i64) -> Self {
        Self { begins }
    }

    /// A run that begins at this time of India.
    pub fn india(year: i64, month: u32, day: u32, hour: u32, minute: u32) -> Self {
        let days = days_since_1970(year, month, day);
        Self {
            begins: days * i64::from(DAY) + i64::from(hour * HOUR + minute * MINUTE) - INDIA,
        }
    }

    /// Seconds since 1970 at a second of the run.
    pub fn unix(self, at: Second) -> i64 {
        self.begins + i64::from(at)
    }

    /// The moment in UTC.
    pub fn in_utc(self, at: Second) -> Moment {
        Moment::of(self.unix(at))
    }

    /// The moment in India.
    pub fn in_india(self, at: Second) -> Moment {
        Moment::of(self.unix(at) + INDIA)
    }

    /// As AWS writes it in its records: 2026-11-24T14:30:00Z.
    pub fn iso(self, at: Second) -> String {
        let it = self.in_utc(at);
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z",
            it.year, it.month, it.day, it.hour, it.minute, it.second
        )
    }

    /// The time of day in India: 20:12:36.
    pub fn time(self, at: Second) -> String {
        let it = self.in_india(at);
        format!("{:02}:{:02}:{:02}", it.hour, it.minute, it.second)
    }

    /// The day in India: 24 November 2026.
    pub fn day(self, at: Second) -> String {
        let it = self.in_india(at);
        let month = MONTHS[it.month as usize - 1];
        format!("{} {month} {}", it.day, it.year)
    }

    /// The day in UTC: 24 November 2026.
    pub fn utc_day(self, at: Second) -> String {
        let it = self.in_utc(at);
        let month = MONTHS[it.month as usize - 1];
        format!("{} {month} {}", it.day, it.year)
    }

    /// So many seconds after the run began, or before it, as a field for date
    /// and time holds it, in India: 2026-11-24T20:12:36.
    pub fn field(self, after: i64) -> String {
        let it = Moment::of(self.begins + after + INDIA);
        format!(
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            it.year, it.month, it.day, it.hour, it.minute, it.second
        )
    }

    /// The other way round; browsers leave out seconds that are zero.
    pub fn of_field(self, text: &str) -> Option<i64> {
        let (day, time) = text.split_once('T')?;
        let numbers = |text: &str, by: char| -> Option<Vec<u32>> {
            text.split(by).map(|it| it.parse().ok()).collect()
        };
        let (day, time) = (numbers(day, '-')?, numbers(time, ':')?);
        let (&[year, month @ 1..=12, day @ 1..=31], [hour @ 0..=23, minute @ 0..=59, rest @ ..]) =
            (&day[..], &time[..])
        else {
            return None;
        };
        let second = match rest {
            [] => 0,
            [second @ 0..=59] => *second,
            [..] => return None,
        };
        let days = days_since_1970(i64::from(year), month, day);
        let of_day = hour * HOUR + minute * MINUTE + second;
        Some(days * i64::from(DAY) + i64::from(of_day) - INDIA - self.begins)
    }

    /// How many seconds of the day have passed in India.
    pub fn of_day(self, at: Second) -> Second {
        // The remainder is smaller than a day.
        Second::try_from((self.unix(at) + INDIA).rem_euclid(i64::from(DAY))).unwrap_or_default()
    }
}

impl Moment {
    fn of(unix: i64) -> Self {
        let (days, rest) = (unix.div_euclid(86_400), unix.rem_euclid(86_400));
        let (year, month, day) = date(days);
        let rest = u32::try_from(rest).unwrap_or_default();
        Self {
            year,
            month,
            day,
            hour: rest / HOUR,
            minute: rest % HOUR / MINUTE,
            second: rest % MINUTE,
        }
    }
}

/// Days from 1 January 1970 to a day of the Gregorian calendar. Years are
/// counted from March, so that the leap day is the last one.
fn days_since_1970(year: i64, month: u32, day: u32) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let month = i64::from((month + 9) % 12);
    let of_year = (153 * month + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The other way round.
fn date(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let small = |it: i64| u32::try_from(it).unwrap_or_default();
    (
        year + era * 400 + i64::from(month <= 2),
        small(month),
        small(day),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_begins_in_the_evening_in_india() {
        let clock = Clock::default();
        assert_eq!(clock.iso(0), "2026-11-24T14:30:00Z");
        assert_eq!(clock.time(756), "20:12:36");
        assert_eq!(clock.day(0), "24 November 2026");
        assert_eq!(clock.utc_day(4 * HOUR), "24 November 2026");
        assert_eq!(clock.day(4 * HOUR), "25 November 2026");
        assert_eq!(clock.of_day(0), 20 * HOUR);
    }

    #[test]
    fn a_field_for_date_and_time_is_read_as_it_is_written() {
        let clock = Clock::default();
        assert_eq!(clock.field(756), "2026-11-24T20:12:36");
        assert_eq!(clock.field(-20 * 3_600 - 1), "2026-11-23T23:59:59");
        for after in [0, 756, -1, -7 * 86_400, 4 * 3_600] {
            assert_eq!(clock.of_field(&clock.field(after)), Some(after));
        }
        assert_eq!(clock.of_field("2026-11-24T20:10"), Some(600));
        for wrong in [
            "",
            "20:10",
            "2026-11-24T20",
            "2026-13-24T20:10",
            "2026-11-24T24:10",
        ] {
            assert_eq!(clock.of_field(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_calendar_knows_leap_years() {
        for (days, wanted) in [
            (0, (1970, 1, 1)),
            (11_016, (2000, 2, 29)),
            (20_781, (2026, 11, 24)),
            (-1, (1969, 12, 31)),
        ] {
            assert_eq!(date(days), wanted);
            let (year, month, day) = wanted;
            assert_eq!(days_since_1970(year, month, day), days);
        }
    }
}
