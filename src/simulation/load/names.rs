//! Names and their caches: what customers still believe after an answer has
//! changed.
//!
//! A customer asks again when the TTL of its answer is over. Who asked when is
//! spread evenly, so at any moment the answers that are believed are those of
//! the last TTL seconds, each for as many customers as the seconds that it was
//! given (SR5-1, SLB-13, the assumption `name-cache`). A changed answer so
//! reaches customers linearly, and two changes in one TTL overlap as they do
//! in reality.

use super::super::clock::Second;

/// How long a change of a record takes until all name servers of Route 53 give
/// the new answer (SR5-6). The addresses of a load balancer that an alias
/// answers with are no change of a record.
pub const PROPAGATION: Second = 60;

/// The TTL of the addresses of a load balancer (SR5-1, SLB-13).
pub const BALANCER_TTL: Second = 60;

/// An answer: the share of the customers who go to each place after it.
#[derive(Clone, Debug, PartialEq)]
struct Version {
    since: Second,
    shares: Vec<f64>,
}

/// A name and what customers believe it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Cached {
    ttl: Second,
    /// The answers of the last TTL seconds and later, oldest first; never
    /// empty.
    versions: Vec<Version>,
    /// The share of the customers that never ask again, and what they believe.
    forever: f64,
    first: Vec<f64>,
}

impl Cached {
    /// A name whose answer was the same for long. `shares` are those of each
    /// place; they add up to 1, or to less where some customers get no answer.
    pub fn new(shares: &[f64], ttl: Second) -> Self {
        Self {
            ttl,
            versions: vec![Version {
                since: 0,
                shares: shares.to_vec(),
            }],
            forever: 0.0,
            first: shares.to_vec(),
        }
    }

    /// With customers that never ask again, such as a program that resolves
    /// names once when it starts.
    #[must_use]
    pub fn with_forever(mut self, share: f64) -> Self {
        self.forever = share.clamp(0.0, 1.0);
        self
    }

    /// The answer changes at a second, now or later. `false` where it is no
    /// other than before.
    pub fn change(&mut self, at: Second, shares: &[f64]) -> bool {
        let last = self.versions.last();
        if last.is_some_and(|last| last.shares == shares) {
            return false;
        }
        // An answer that is still to come is not overtaken.
        let at = last.map_or(at, |last| at.max(last.since));
        self.forget(at);
        self.versions.push(Version {
            since: at,
            shares: shares.to_vec(),
        });
        true
    }

    /// The TTL of the record is another. Counted from the next question on;
    /// what is believed longer than that by who asked before is not followed.
    pub fn set_ttl(&mut self, ttl: Second) {
        self.ttl = ttl;
    }

    /// Drops the answers that nobody believes any more.
    fn forget(&mut self, now: Second) {
        let Some(oldest) = now.checked_sub(self.ttl) else {
            return;
        };
        let over = self
            .versions
            .iter()
            .skip(1)
            .take_while(|it| it.since <= oldest);
        let over = over.count();
        self.versions.drain(..over);
    }

    /// The answer that is given now, to who asks.
    pub fn answer(&self, now: Second) -> &[f64] {
        let given = self.versions.iter().rev().find(|it| it.since <= now);
        given
            .or(self.versions.first())
            .map_or(&[], |it| it.shares.as_slice())
    }

    /// Whether everybody who asks at all believes the newest answer.
    pub fn settled(&self, now: Second) -> bool {
        self.versions
            .last()
            .is_none_or(|it| self.versions.len() == 1 || it.since + self.ttl <= now)
    }

    /// Writes the share of the customers who go to each place now.
    pub fn shares(&self, now: Second, into: &mut [f64]) {
        into.fill(0.0);
        let asking = 1.0 - self.forever;
        if self.settled(now) || self.ttl == 0 {
            add(into, self.answer(now), asking);
        } else {
            // The seconds in which those asked whose answer is still good, and
            // before them the answer of long ago.
            let mut end = now;
            let mut left = self.ttl;
            for version in self.versions.iter().rev() {
                if version.since >= end {
                    continue;
                }
                let seconds = (end - version.since).min(left);
                add(
                    into,
                    &version.shares,
                    asking * f64::from(seconds) / f64::from(self.ttl),
                );
                left -= seconds;
                end = version.since;
            }
            if let Some(oldest) = self.versions.first().filter(|_| left > 0) {
                let share = asking * f64::from(left) / f64::from(self.ttl);
                add(into, &oldest.shares, share);
            }
        }
        if self.forever > 0.0 {
            add(into, &self.first, self.forever);
        }
    }
}

fn add(into: &mut [f64], shares: &[f64], times: f64) {
    for (sum, share) in into.iter_mut().zip(shares) {
        *sum += share * times;
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn shares(cached: &Cached, now: Second) -> [f64; 2] {
        let mut shares = [0.0; 2];
        cached.shares(now, &mut shares);
        shares
    }

    /// SLB-13, SAZ-3: half of the customers use the dead address, and linearly
    /// fewer over 60 seconds.
    #[test]
    fn a_changed_answer_reaches_customers_linearly() {
        let mut cached = Cached::new(&[0.5, 0.5], BALANCER_TTL);
        assert!(cached.settled(0));
        assert!(!cached.change(10, &[0.5, 0.5]));
        assert!(cached.change(100, &[1.0, 0.0]));
        assert_eq!(shares(&cached, 99), [0.5, 0.5]);
        assert_eq!(shares(&cached, 100), [0.5, 0.5]);
        assert_eq!(shares(&cached, 130), [0.75, 0.25]);
        assert_eq!(cached.answer(130), [1.0, 0.0]);
        assert!(!cached.settled(159));
        assert_eq!(shares(&cached, 160), [1.0, 0.0]);
        assert!(cached.settled(160));
    }

    /// It comes back while some have not even noticed.
    #[test]
    fn two_changes_in_one_ttl_overlap() {
        let mut cached = Cached::new(&[0.5, 0.5], 60);
        cached.change(100, &[1.0, 0.0]);
        cached.change(120, &[0.5, 0.5]);
        let dead = |now| shares(&cached, now)[1];
        assert!((dead(120) - 0.5 * 40.0 / 60.0).abs() < 1e-12);
        // Who asked in those 20 seconds does not believe in it.
        for now in 120..=160 {
            assert!((dead(now) - 0.5 * 40.0 / 60.0).abs() < 1e-12, "{now}");
        }
        assert!((dead(170) - 0.5 * 50.0 / 60.0).abs() < 1e-12);
        assert!((dead(180) - 0.5).abs() < 1e-12);
    }

    /// SR5-6: first the name servers, then the caches.
    #[test]
    fn a_changed_record_takes_a_minute_and_the_ttl() {
        let mut cached = Cached::new(&[1.0, 0.0], 300);
        cached.change(PROPAGATION, &[0.0, 1.0]);
        assert_eq!(cached.answer(59), [1.0, 0.0]);
        assert_eq!(shares(&cached, 60), [1.0, 0.0]);
        assert_eq!(shares(&cached, 210), [0.5, 0.5]);
        assert_eq!(shares(&cached, 360), [0.0, 1.0]);
    }

    #[test]
    fn some_never_ask_again() {
        let mut cached = Cached::new(&[1.0, 0.0], 60).with_forever(0.25);
        cached.change(10, &[0.0, 1.0]);
        assert_eq!(shares(&cached, 1_000), [0.25, 0.75]);
    }

    #[test]
    fn without_a_ttl_it_holds_at_once() {
        let mut cached = Cached::new(&[1.0, 0.0], 0);
        cached.change(10, &[0.0, 1.0]);
        assert_eq!(shares(&cached, 9), [1.0, 0.0]);
        assert_eq!(shares(&cached, 10), [0.0, 1.0]);
    }

    proptest! {
        /// Whatever changes when, all customers are somewhere; and the share
        /// of each place is what asking every second of the last TTL gives.
        #[test]
        fn everybody_believes_what_was_answered_in_the_last_ttl(
            changes in vec((0..40u32, 0..5u32), 0..8),
            ttl in 1..90u32,
        ) {
            let mut cached = Cached::new(&[0.5, 0.5], ttl);
            let mut answers = vec![0.5; 2_000];
            let mut now = 0;
            for (wait, fifths) in changes {
                now += wait;
                let first = f64::from(fifths) / 5.0;
                cached.change(now, &[first, 1.0 - first]);
                answers[now as usize..].fill(first);
                for at in now..now + 40 {
                    let [one, two] = shares(&cached, at);
                    prop_assert!((one + two - 1.0).abs() < 1e-9);
                    let asked = (0..ttl).map(|ago| {
                        at.checked_sub(ago + 1).map_or(0.5, |it| answers[it as usize])
                    });
                    let mean = asked.sum::<f64>() / f64::from(ttl);
                    prop_assert!((one - mean).abs() < 1e-9, "{one} {mean}");
                }
            }
        }
    }
}
