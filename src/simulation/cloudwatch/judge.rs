//! The state of an alarm from the values of its last periods (SCW-2 to SCW-7).

use super::watch::Missing;

/// What a period says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Datum {
    /// A value on the good side of the threshold.
    Good,
    /// A value on the bad side.
    Bad,
    /// No value.
    Gap,
}

/// The state of an alarm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum State {
    /// All is well.
    #[serde(rename = "OK")]
    Ok,
    /// It rings.
    #[serde(rename = "ALARM")]
    Alarm,
    /// It does not know: a new alarm begins here (SCW-9).
    #[default]
    #[serde(rename = "INSUFFICIENT_DATA")]
    InsufficientData,
}

impl State {
    /// As CloudWatch writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Alarm => "ALARM",
            Self::InsufficientData => "INSUFFICIENT_DATA",
        }
    }
}

/// How many periods an alarm looks back over (SCW-3, assumption `eval-range`).
pub fn range(periods: u32) -> u32 {
    periods + 2
}

/// The state after looking at these periods, the oldest first: `n` are looked
/// at, `m` of them must be bad; `state` is the one before.
pub fn judge(points: &[Datum], n: u32, m: u32, missing: Missing, state: State) -> State {
    let n = n as usize;
    let m = m as usize;
    let ringing = |bad: usize| if bad >= m { State::Alarm } else { State::Ok };
    let real = points.iter().filter(|it| **it != Datum::Gap).count();
    if real >= n {
        // SCW-4: the newest real ones decide.
        let newest = points.iter().rev().filter(|it| **it != Datum::Gap);
        return ringing(newest.take(n).filter(|it| **it == Datum::Bad).count());
    }
    // SCW-5: as few gaps are filled as will do.
    let filled = n - real;
    let bad = points.iter().filter(|it| **it == Datum::Bad).count();
    match missing {
        Missing::Breaching => return ringing(bad + filled),
        Missing::NotBreaching => return ringing(bad),
        // SCW-6.
        Missing::Missing if real == 0 => return State::InsufficientData,
        Missing::Ignore if real == 0 => return state,
        Missing::Missing | Missing::Ignore => {}
    }
    if bad >= m || bad < real {
        return ringing(bad);
    }
    // SCW-7: only bad ones, and fewer than it takes.
    if missing == Missing::Ignore {
        return state;
    }
    let oldest = points.iter().position(|it| *it == Datum::Bad);
    match oldest {
        Some(place) if points.len() - place >= m => State::Alarm,
        _ => state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Missing; 4] = [
        Missing::Missing,
        Missing::Ignore,
        Missing::Breaching,
        Missing::NotBreaching,
    ];

    fn points(text: &str) -> Vec<Datum> {
        let words = text.split_whitespace();
        words
            .map(|it| match it {
                "0" => Datum::Good,
                "X" => Datum::Bad,
                _ => Datum::Gap,
            })
            .collect()
    }

    /// The states by the four ways to treat what is missing. That the state
    /// before is kept is seen by trying all three.
    fn row(text: &str, m: u32) -> String {
        let points = points(text);
        let states = ALL.map(|missing| {
            let after = |state| judge(&points, 3, m, missing, state);
            let all = [State::Ok, State::Alarm, State::InsufficientData];
            if all.iter().all(|it| after(*it) == *it) {
                "HOLD"
            } else {
                assert!(
                    all.iter().all(|it| after(*it) == after(State::Ok)),
                    "{text}"
                );
                after(State::Ok).name()
            }
        });
        states.join("/")
    }

    #[test]
    fn tv_1_three_real_points_decide() {
        assert_eq!(row("0 - X - X", 3), "OK/OK/OK/OK");
    }

    #[test]
    fn tv_2_one_good_point_is_good() {
        // Filled with bad ones there are two, and three are needed.
        assert_eq!(row("0 - - - -", 3), "OK/OK/OK/OK");
    }

    #[test]
    fn tv_3_nothing_at_all() {
        assert_eq!(row("- - - - -", 3), "INSUFFICIENT_DATA/HOLD/ALARM/OK");
    }

    #[test]
    fn tv_4_three_bad_with_a_gap() {
        assert_eq!(row("0 X X - X", 3), "ALARM/ALARM/ALARM/ALARM");
    }

    #[test]
    fn tv_5_one_old_bad_point() {
        assert_eq!(row("- - X - -", 3), "ALARM/HOLD/ALARM/OK");
    }

    #[test]
    fn tv_6_two_of_three_bad() {
        assert_eq!(row("0 - X - X", 2), "ALARM/ALARM/ALARM/ALARM");
    }

    #[test]
    fn tv_7_two_of_the_newest_three_bad() {
        assert_eq!(row("0 0 X 0 X", 2), "ALARM/ALARM/ALARM/ALARM");
    }

    #[test]
    fn tv_8_a_good_and_a_bad_one() {
        assert_eq!(row("0 - X - -", 2), "OK/OK/ALARM/OK");
    }

    #[test]
    fn tv_9_one_new_good_point() {
        assert_eq!(row("- - - - 0", 2), "OK/OK/ALARM/OK");
    }

    #[test]
    fn tv_10_one_bad_point_two_periods_old() {
        assert_eq!(row("- - - X -", 2), "ALARM/HOLD/ALARM/OK");
    }

    #[test]
    fn tv_11_one_bad_point_too_young() {
        for text in ["- - - - X", "- - - X -"] {
            let after = judge(&points(text), 3, 3, Missing::Missing, State::Ok);
            assert_eq!(after, State::Ok, "{text}");
        }
    }
}
