//! Route 53's health checks (SR5-2, SR5-3). Which records are given out by
//! them is asked of the network engine; how long clients keep an answer is
//! `load::names`.
//!
//! Checkers ask from many places, each at its own time [R53 DG: How Route 53
//! determines whether a health check is healthy]. Each changes its mind after
//! so many results in a row, and the endpoint is healthy while more than 18 of
//! a hundred checkers say so. Places that can be chosen, checks of other
//! checks and of alarms, and search strings are not in the drawing.

use super::super::clock::Second;
use super::super::dice::Dice;
use crate::architecture::HealthCheck as Drawn;
use crate::aws::route53::{CHECKERS, ENOUGH};

/// How many places ask.
const PLACES: usize = CHECKERS.len();

/// How an endpoint answers a checker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Probe {
    /// It accepts no connection: it refuses, or nothing comes back.
    NoConnection,
    /// It accepts a connection after so many seconds, and answers so many
    /// seconds after that with a status.
    Answer {
        /// Seconds to the connection.
        connected: f64,
        /// Seconds from there to the answer.
        answered: f64,
        /// The status of HTTP.
        status: u16,
    },
}

/// How a check asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// By HTTP or HTTPS. Certificates are not looked at.
    Page,
    /// By a connection alone.
    Connection,
}

impl Asks {
    /// Whether a probe passes: connected within 4 seconds, and 2xx or 3xx
    /// within 2 more (SR5-3); a connection alone within 10. [R53 DG:
    /// Determining health]
    pub fn passes(self, probe: Probe) -> bool {
        match (self, probe) {
            (_, Probe::NoConnection) => false,
            (
                Self::Page,
                Probe::Answer {
                    connected,
                    answered,
                    status,
                },
            ) => connected <= 4.0 && answered <= 2.0 && (200..400).contains(&status),
            (Self::Connection, Probe::Answer { connected, .. }) => connected <= 10.0,
        }
    }
}

/// What a checker thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Checker {
    /// At which second of the interval it asks.
    asks_at: Second,
    healthy: bool,
    /// How many results in a row say otherwise.
    against: u8,
}

/// A health check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HealthCheck {
    asks: Asks,
    interval: Second,
    threshold: u8,
    checkers: [Checker; PLACES],
    healthy: bool,
}

impl HealthCheck {
    /// What the drawing says. A new check counts as healthy (SR5-2).
    pub fn new(drawn: &Drawn, dice: Dice) -> Self {
        let asks = match drawn.protocol.as_str() {
            "TCP" => Asks::Connection,
            _ => Asks::Page,
        };
        let interval = match drawn.interval.as_str() {
            "10" => 10,
            _ => 30,
        };
        Self::with(asks, interval, drawn.failure_threshold, dice)
    }

    /// One that asks in this way, every so many seconds.
    pub fn with(asks: Asks, interval: Second, threshold: u8, mut dice: Dice) -> Self {
        let interval = interval.max(1);
        let checkers = std::array::from_fn(|_| Checker {
            asks_at: dice.between(0, interval - 1),
            healthy: true,
            against: 0,
        });
        Self {
            asks,
            interval,
            threshold: threshold.clamp(1, 10),
            checkers,
            healthy: true,
        }
    }

    /// Whether the endpoint counts as healthy.
    pub const fn is_healthy(&self) -> bool {
        self.healthy
    }

    /// The metric `HealthCheckStatus`: 1 or 0.
    pub const fn status(&self) -> f64 {
        if self.healthy { 1.0 } else { 0.0 }
    }

    /// The metric `HealthCheckPercentageHealthy`.
    #[expect(clippy::cast_precision_loss, reason = "seventeen places")]
    pub fn percentage(&self) -> f64 {
        self.good() as f64 * 100.0 / PLACES as f64
    }

    fn good(&self) -> usize {
        self.checkers.iter().filter(|it| it.healthy).count()
    }

    /// How long a failure takes to be detected at most: TV-38.
    pub fn detects_within(&self) -> Second {
        self.interval * Second::from(self.threshold)
    }

    /// It has been asking for long: every checker has made up its mind.
    /// `probe` says how the endpoint answers the checker of each place.
    pub fn settle(&mut self, probe: impl Fn(usize) -> Probe) {
        for (place, checker) in self.checkers.iter_mut().enumerate() {
            checker.healthy = self.asks.passes(probe(place));
            checker.against = 0;
        }
        self.healthy = self.good() * 100 > ENOUGH * PLACES;
    }

    /// One second; `probe` says how the endpoint answers the checker of each
    /// place. The new state where it changed.
    pub fn step(&mut self, now: Second, probe: impl Fn(usize) -> Probe) -> Option<bool> {
        let phase = now % self.interval;
        let mut changed = false;
        for (place, checker) in self.checkers.iter_mut().enumerate() {
            if checker.asks_at != phase {
                continue;
            }
            if self.asks.passes(probe(place)) == checker.healthy {
                checker.against = 0;
                continue;
            }
            checker.against += 1;
            if checker.against >= self.threshold {
                checker.healthy = !checker.healthy;
                checker.against = 0;
                changed = true;
            }
        }
        if !changed {
            return None;
        }
        let healthy = self.good() * 100 > ENOUGH * PLACES;
        let was = std::mem::replace(&mut self.healthy, healthy);
        (was != healthy).then_some(healthy)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::load::names::Cached;

    const FINE: Probe = Probe::Answer {
        connected: 0.05,
        answered: 0.1,
        status: 200,
    };

    /// Seconds from a failure at `from` until the check says so, and until the
    /// last client has switched.
    fn detect(interval: Second, seed: u64, from: Second) -> (Second, Second) {
        let dice = Dice::of(seed, "health check");
        let mut check = HealthCheck::with(Asks::Page, interval, 3, dice);
        let mut name = Cached::new(&[1.0, 0.0], 60);
        let mut detected = None;
        for now in 0..from + 1_000 {
            let probe = if now < from {
                FINE
            } else {
                Probe::NoConnection
            };
            if let Some(healthy) = check.step(now, |_| probe) {
                assert!(!healthy && now >= from);
                detected = Some(now - from);
                name.change(now, &[0.0, 1.0]);
            }
            let mut shares = [0.0; 2];
            name.shares(now, &mut shares);
            if shares == [0.0, 1.0] {
                return (detected.expect("it was detected"), now - from);
            }
        }
        panic!("it was never detected");
    }

    #[test]
    fn tv_38_route_53_detects_and_switches_in_time() {
        for (interval, detects, switches) in [(30, 90, 150), (10, 30, 90)] {
            let check = HealthCheck::with(Asks::Page, interval, 3, Dice::of(0, "tv"));
            assert_eq!(check.detects_within(), detects);
            for seed in 0..500 {
                let from = 100 + Second::try_from(seed).unwrap() % 37;
                let (detected, switched) = detect(interval, seed, from);
                assert!(detected <= detects, "{detected}");
                // Fewer than two whole intervals are not three checks.
                assert!(detected > 2 * interval - interval, "{detected}");
                assert!(switched <= switches, "{switched}");
                assert_eq!(switched, detected + 60);
            }
        }
    }

    #[test]
    fn sr5_2_a_check_is_healthy_at_first_and_above_18_percent() {
        let mut check = HealthCheck::with(Asks::Page, 10, 3, Dice::of(4, "check"));
        assert!(check.is_healthy() && (check.percentage() - 100.0).abs() < 1e-9);
        // Three of seventeen are 17.6 %, four are 23.5 %.
        for (good, healthy) in [(4, true), (3, false)] {
            let mut it = check.clone();
            for (place, checker) in it.checkers.iter_mut().enumerate() {
                checker.healthy = place <= good;
                // The last of them gives up now.
                checker.against = if place == good { 2 } else { 0 };
            }
            let at = it.checkers[good].asks_at;
            for checker in &mut it.checkers[..good] {
                checker.asks_at = (at + 1) % 10;
            }
            it.step(at, |_| Probe::NoConnection);
            assert_eq!(it.good(), good);
            assert_eq!(it.is_healthy(), healthy);
        }
        check.step(0, |_| FINE);
        assert!((check.status() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn sr5_2_one_good_answer_starts_the_count_anew() {
        let mut check = HealthCheck::with(Asks::Page, 10, 3, Dice::of(4, "check"));
        for now in 0..1_000 {
            // Two bad answers, one good.
            let bad = now / 10 % 3 < 2;
            check.step(now, |_| if bad { Probe::NoConnection } else { FINE });
        }
        assert!(check.is_healthy() && check.good() == PLACES);
    }

    #[test]
    fn sr5_3_what_an_answer_must_be() {
        let answer = |connected, answered, status| Probe::Answer {
            connected,
            answered,
            status,
        };
        let page = |probe| Asks::Page.passes(probe);
        assert!(page(answer(4.0, 2.0, 200)) && page(answer(0.1, 0.1, 301)));
        assert!(!page(answer(4.1, 0.1, 200)) && !page(answer(0.1, 2.1, 200)));
        assert!(!page(answer(0.1, 0.1, 404)) && !page(answer(0.1, 0.1, 503)));
        assert!(!page(answer(0.1, 0.1, 199)) && !page(Probe::NoConnection));
        assert!(Asks::Connection.passes(answer(9.9, 60.0, 500)));
        assert!(!Asks::Connection.passes(answer(10.1, 0.0, 200)));
    }

    #[test]
    fn a_minority_of_checkers_shut_out_changes_nothing() {
        let mut it = HealthCheck::with(Asks::Page, 10, 3, Dice::of(4, "check"));
        let few = |place: usize| if place < 4 { FINE } else { Probe::NoConnection };
        let fewer = |place: usize| if place < 3 { FINE } else { Probe::NoConnection };
        assert!((0..1_000).all(|now| it.step(now, few).is_none()));
        assert_eq!(
            (1_000..1_100).find_map(|now| it.step(now, fewer)),
            Some(false)
        );
        it.settle(few);
        assert!(it.is_healthy() && it.good() == 4);
    }

    #[test]
    fn the_drawing_is_read() {
        let drawn = Drawn {
            protocol: "TCP".to_owned(),
            interval: "10".to_owned(),
            failure_threshold: 2,
            ..Drawn::default()
        };
        let check = HealthCheck::new(&drawn, Dice::of(1, "check"));
        assert_eq!((check.asks, check.detects_within()), (Asks::Connection, 20));
        assert_eq!(
            HealthCheck::new(&Drawn::default(), Dice::of(1, "c")).detects_within(),
            90
        );
    }
}
