//! Sums over the ten seconds that a run counted.

use super::super::clock::Second;
use super::super::record::{CAUSES, TALLY, Tally, WAIT_ENDS, WAITS};

/// From when to when, in seconds of the run; the end is not among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// From here.
    pub from: Second,
    /// To there.
    pub to: Second,
}

impl Span {
    /// The whole run.
    pub const ALL: Self = Self {
        from: 0,
        to: Second::MAX,
    };

    /// Whether a moment lies in it.
    pub const fn has(self, at: Second) -> bool {
        self.from <= at && at < self.to
    }

    /// The tallies that begin in it. One that it cuts counts where it begins.
    pub fn of(self, tallies: &[Tally]) -> &[Tally] {
        let place = |at: Second| (at.div_ceil(TALLY) as usize).min(tallies.len());
        let (from, to) = (place(self.from), place(self.to));
        tallies.get(from..to).unwrap_or_default()
    }
}

/// Requests asked, answered, failed by cause.
pub fn requests(tallies: &[Tally]) -> (u64, u64, [u64; CAUSES]) {
    let (mut asked, mut answered, mut failed) = (0, 0, [0; CAUSES]);
    for tally in tallies {
        asked += u64::from(tally.asked);
        answered += u64::from(tally.answered);
        for (sum, part) in failed.iter_mut().zip(tally.failed) {
            *sum += u64::from(part);
        }
    }
    (asked, answered, failed)
}

/// The share of requests that came to an end and were answered well; none
/// where none came to an end.
pub fn share(tallies: &[Tally]) -> Option<f64> {
    let (_, answered, failed) = requests(tallies);
    let ended = answered + failed.iter().sum::<u64>();
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 requests")]
    let share = (ended > 0).then(|| answered as f64 / ended as f64);
    share
}

/// Below this share the shop counts as dark. It lies below a half, because
/// with one of two servers dead about half of the requests are answered: that
/// is a bad minute and no outage, whichever way the dice fall.
pub const DARK: f64 = 0.4;

/// The longest time in a row in which fewer than two of five requests that
/// came to an end were answered well: where it begins and how long it is. Ten
/// seconds without any request belong to it when it goes on after them.
pub fn outage(tallies: &[Tally]) -> Option<(Second, Second)> {
    let mut longest: Option<(usize, usize)> = None;
    // Where it begins, and where the last dark tally ends.
    let mut now: Option<(usize, usize)> = None;
    for (place, tally) in tallies.iter().enumerate() {
        match share(std::slice::from_ref(tally)) {
            None => continue,
            Some(share) if share < DARK => {
                now = Some((now.map_or(place, |(from, _)| from), place + 1));
            }
            Some(_) => now = None,
        }
        if let Some((from, to)) = now
            && longest.is_none_or(|(a, b)| b - a < to - from)
        {
            longest = now;
        }
    }
    let seconds = |places: usize| {
        Second::try_from(places)
            .unwrap_or(Second::MAX)
            .saturating_mul(TALLY)
    };
    longest.map(|(from, to)| (seconds(from), seconds(to - from)))
}

/// The waiting time, in milliseconds, that this share of the answers keeps:
/// between two boundaries it is drawn as a straight line.
pub fn wait(tallies: &[Tally], share: f64) -> Option<f64> {
    let mut counts = [0_u64; WAITS];
    for tally in tallies {
        for (sum, part) in counts.iter_mut().zip(tally.waits) {
            *sum += u64::from(part);
        }
    }
    let all: u64 = counts.iter().sum();
    if all == 0 {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 answers")]
    let rank = share * all as f64;
    let (mut below, mut low) = (0.0, 0.0);
    for (count, end) in counts.into_iter().zip(WAIT_ENDS) {
        #[expect(clippy::cast_precision_loss, reason = "far fewer than 2^53 answers")]
        let count = count as f64;
        // Of the last class only its beginning is known.
        let high = if end == u32::MAX { low } else { f64::from(end) };
        if count > 0.0 && below + count >= rank {
            return Some(low + (high - low) * ((rank - below) / count).clamp(0.0, 1.0));
        }
        below += count;
        low = high;
    }
    Some(low)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(answered: u32, failed: u32) -> Tally {
        let mut tally = Tally {
            asked: answered + failed,
            answered,
            ..Tally::default()
        };
        tally.failed[0] = failed;
        tally
    }

    #[test]
    fn an_outage_is_a_row_of_dark_tallies() {
        let dark = || tally(39, 61);
        let half = || tally(40, 60);
        assert_eq!(outage(&[half(), half()]), None);
        assert_eq!(
            outage(&[half(), dark(), dark(), half(), dark()]),
            Some((10, 20))
        );
        // Nobody asked in between, and it was still dark afterwards.
        let silent = Tally::default;
        assert_eq!(outage(&[dark(), silent(), dark(), silent()]), Some((0, 30)));
    }

    #[test]
    fn a_percentile_lies_between_the_boundaries() {
        let mut one = tally(100, 0);
        one.waits[2] = 50;
        one.waits[3] = 50;
        let [low, high] = [WAIT_ENDS[2], WAIT_ENDS[3]].map(f64::from);
        assert_eq!(wait(std::slice::from_ref(&one), 0.5), Some(low));
        assert_eq!(
            wait(std::slice::from_ref(&one), 0.75),
            Some(f64::midpoint(low, high))
        );
        one.waits = [0; WAITS];
        one.waits[WAITS - 1] = 1;
        let open = f64::from(WAIT_ENDS[WAITS - 2]);
        assert_eq!(wait(&[one], 0.5), Some(open));
        assert_eq!(wait(&[Tally::default()], 0.5), None);
    }

    #[test]
    fn a_span_takes_the_tallies_that_begin_in_it() {
        let all = vec![Tally::default(); 6];
        assert_eq!(Span { from: 5, to: 30 }.of(&all).len(), 2);
        assert_eq!(Span { from: 50, to: 900 }.of(&all).len(), 1);
        assert_eq!(
            Span {
                from: 900,
                to: 1000
            }
            .of(&all)
            .len(),
            0
        );
        assert_eq!(Span::ALL.of(&all).len(), 6);
    }
}
