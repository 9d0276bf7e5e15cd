//! CPU credits of the T families (SEC-8 to SEC-15), by the second and in whole
//! numbers: a credit is one vCPU for a minute, so 60,000,000
//! vCPU-microseconds.

use serde::{Deserialize, Serialize};

use super::super::clock::Second;
use crate::aws::instance_sizes::Burst;

/// Vcpu-microseconds of a credit.
const CREDIT: u64 = 60_000_000;

/// In how many seconds a busy server without credits sinks to its baseline
/// (SEC-12, assumption `throttle-ramp`).
const RAMP: u64 = 900;

/// How long a stopped t3 keeps its credits (SEC-10).
const KEPT: Second = 7 * 86_400;

/// What the metrics of the last five minutes say, in credits (SEC-7).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// `CPUCreditUsage`.
    pub usage: f64,
    /// `CPUCreditBalance`.
    pub balance: f64,
    /// `CPUSurplusCreditBalance`.
    pub surplus: f64,
    /// `CPUSurplusCreditsCharged`.
    pub charged: f64,
}

/// The credits of one server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credits {
    vcpus: u32,
    /// Earned a second.
    earns: u64,
    /// The most that is kept.
    most: u64,
    launch_credits: u64,
    survives_a_stop: bool,
    unlimited: bool,
    /// What it was given at its launch and has not spent (t2, SEC-11). It is
    /// spent first, and does not count for the most. [EC2 UG: Standard mode:
    /// launch credits]
    gift: u64,
    balance: u64,
    surplus: u64,
    charged: u64,
    /// Since the last reading.
    used: u64,
    newly_charged: u64,
    stopped: Option<Second>,
}

impl Credits {
    /// Those of a server that is launched now.
    pub fn new(burst: Burst, unlimited: bool) -> Self {
        let earns = u64::from(burst.baseline) * u64::from(burst.vcpus) * 1_000;
        let launch_credits = u64::from(burst.launch_credits) * CREDIT;
        Self {
            vcpus: burst.vcpus,
            earns,
            most: earns * 86_400,
            launch_credits,
            survives_a_stop: burst.survives_a_stop,
            unlimited,
            gift: if unlimited { 0 } else { launch_credits },
            balance: 0,
            surplus: 0,
            charged: 0,
            used: 0,
            newly_charged: 0,
            stopped: None,
        }
    }

    /// The same with so many credits, at most what it can keep: of a server
    /// that has run before.
    pub fn with_balance(mut self, credits: f64) -> Self {
        // A cast of a float stays within the type's range.
        self.balance = ((credits.max(0.0) * CREDIT as f64).round() as u64).min(self.most);
        self
    }

    /// The most that it can use this second, in vCPU-microseconds. In standard
    /// mode the credits that are left decide: the last of them are spent ever
    /// slower, so that a busy server needs 15 minutes from full speed to its
    /// baseline (SEC-12).
    #[inline]
    pub fn allowed(&self) -> u64 {
        let full = u64::from(self.vcpus) * 1_000_000;
        if self.unlimited {
            return full;
        }
        let left = self.gift + self.balance;
        let over = full - self.earns.min(full);
        // What is spent above the baseline when the speed sinks in a line.
        let low = over * RAMP / 2;
        if left >= low {
            return full;
        }
        let share = (left as f64 / low as f64).sqrt();
        let more = (over as f64 * share) as u64;
        self.earns + more.min(left)
    }

    /// A second in which so many vCPU-microseconds were used.
    #[inline]
    pub fn tick(&mut self, used: u64) {
        self.used += used;
        if self.earns >= used {
            let more = self.earns - used;
            // What was borrowed is paid back first (SEC-13).
            let back = more.min(self.surplus);
            self.surplus -= back;
            self.balance = (self.balance + more - back).min(self.most);
            return;
        }
        let mut need = used - self.earns;
        for purse in [&mut self.gift, &mut self.balance] {
            let take = need.min(*purse);
            *purse -= take;
            need -= take;
        }
        if self.unlimited && need > 0 {
            self.surplus += need;
            if self.surplus > self.most {
                // Beyond a day's earning it is charged (SEC-14).
                self.charge(self.surplus - self.most);
            }
        }
    }

    fn charge(&mut self, much: u64) {
        self.surplus -= much;
        self.charged += much;
        self.newly_charged += much;
    }

    /// The server stops: what is borrowed is charged (SEC-14).
    pub fn stop(&mut self, now: Second) {
        self.charge(self.surplus);
        if self.stopped.is_none() {
            self.stopped = Some(now);
        }
    }

    /// It starts again, with its credits where they are kept (SEC-10).
    pub fn start(&mut self, now: Second) {
        let Some(since) = self.stopped.take() else {
            return;
        };
        if !self.survives_a_stop || now.saturating_sub(since) > KEPT {
            self.balance = 0;
        }
        if !self.survives_a_stop && !self.unlimited {
            self.gift = self.launch_credits;
        }
    }

    /// Somebody changes the mode. To standard, what is borrowed is charged
    /// (SEC-14).
    pub fn set_unlimited(&mut self, unlimited: bool) {
        if !unlimited {
            self.charge(self.surplus);
        }
        self.unlimited = unlimited;
    }

    /// Whether it may borrow.
    pub fn is_unlimited(&self) -> bool {
        self.unlimited
    }

    /// The credits that it has, those of its launch among them.
    pub fn balance(&self) -> f64 {
        credits(self.balance + self.gift)
    }

    /// What it has borrowed.
    pub fn surplus(&self) -> f64 {
        credits(self.surplus)
    }

    /// What was charged so far.
    pub fn charged(&self) -> f64 {
        credits(self.charged)
    }

    /// What the metrics say now; asked every five minutes.
    pub fn read(&mut self) -> Reading {
        Reading {
            usage: credits(std::mem::take(&mut self.used)),
            balance: self.balance(),
            surplus: self.surplus(),
            charged: credits(std::mem::take(&mut self.newly_charged)),
        }
    }
}

fn credits(it: u64) -> f64 {
    it as f64 / CREDIT as f64
}

/// What charged credits cost at a price of a vCPU-hour (SEC-14): 60 credits
/// are one.
pub fn price(credits: f64, per_vcpu_hour: f64) -> f64 {
    credits / 60.0 * per_vcpu_hour
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::aws::instance_sizes::burst;

    fn micro() -> Credits {
        let burst = burst("t3.micro").expect("a burstable type");
        Credits::new(burst, burst.unlimited)
    }

    fn run(mut it: Credits, percent: u64, seconds: u32) -> Credits {
        for _ in 0..seconds {
            it.tick(percent * 20_000);
        }
        it
    }

    #[test]
    fn tv_33_a_t3_micro_earns_and_spends() {
        assert_eq!(run(micro(), 5, 36_000).balance(), 60.0);
        assert_eq!(run(micro(), 0, 108_000).balance(), 288.0);
        assert_eq!(run(micro().with_balance(100.0), 10, 3_600).balance(), 100.0);
    }

    #[test]
    fn tv_34_surplus_after_an_empty_balance() {
        let it = run(micro().with_balance(60.0), 50, 75 * 60 - 1);
        assert!(it.balance() > 0.0 && it.surplus() == 0.0);
        let it = run(it, 50, 1);
        assert_eq!((it.balance(), it.surplus()), (0.0, 0.0));
        let mut it = run(it, 50, 3 * 3_600 - 75 * 60);
        assert_eq!((it.surplus(), it.charged()), (84.0, 0.0));
        it.stop(10_800);
        assert_eq!((it.surplus(), it.charged()), (0.0, 84.0));
        assert!((price(it.charged(), 0.05) - 0.07).abs() < 1e-12);
    }

    #[test]
    fn tv_35_a_day_at_full_load() {
        let it = run(micro(), 100, 86_400);
        assert_eq!((it.surplus(), it.charged()), (288.0, 2_304.0));
        assert!((price(it.charged(), 0.05) - 1.92).abs() < 1e-12);
    }

    #[test]
    fn earnings_pay_back_first() {
        // SEC-13
        let it = run(micro(), 100, 600);
        assert_eq!(it.surplus(), 18.0);
        let it = run(it, 0, 3_600);
        assert_eq!((it.surplus(), it.balance()), (6.0, 0.0));
        let it = run(it, 0, 3_600);
        assert_eq!((it.surplus(), it.balance(), it.charged()), (0.0, 6.0, 0.0));
    }

    #[test]
    fn standard_sinks_to_its_baseline_in_a_quarter_of_an_hour() {
        // SEC-12. The ramp begins with 13.5 credits.
        let mut it = Credits::new(burst("t3.micro").expect("a type"), false).with_balance(13.5);
        assert_eq!(it.allowed(), 2_000_000);
        let mut speeds = Vec::new();
        for _ in 0..900 {
            let used = it.allowed();
            speeds.push(used);
            it.tick(used);
        }
        assert!(speeds.is_sorted_by(|a, b| a >= b));
        assert!(
            (1_050_000..1_150_000).contains(&speeds[450]),
            "{}",
            speeds[450]
        );
        for _ in 0..60 {
            let used = it.allowed();
            it.tick(used);
        }
        assert!(it.allowed() < 210_000, "{}", it.allowed());
        assert!(it.balance() < 0.1);
        assert_eq!(it.surplus(), 0.0);
        // PERF-4: empty, it has 0.2 of a vCPU.
        let it = Credits::new(burst("t3.micro").expect("a type"), false);
        assert_eq!(it.allowed(), 200_000);
    }

    #[test]
    fn a_t2_is_given_something_and_loses_it_when_stopped() {
        // SEC-10, SEC-11
        let t2 = || Credits::new(burst("t2.micro").expect("a type"), false);
        assert_eq!((t2().balance(), micro().balance()), (30.0, 0.0));
        // The example of the guide: 30 of the launch and 144 earned.
        assert_eq!(run(t2(), 0, 86_400).balance(), 174.0);
        let mut it = run(t2(), 0, 7_200);
        assert_eq!(it.balance(), 42.0);
        it.tick(1_000_000);
        it.stop(0);
        it.start(10);
        assert_eq!(it.balance(), 30.0);
        let mut it = micro().with_balance(50.0);
        it.stop(0);
        it.start(KEPT);
        assert_eq!(it.balance(), 50.0);
        it.stop(0);
        it.start(KEPT + 1);
        assert_eq!(it.balance(), 0.0);
    }

    #[test]
    fn a_reading_tells_of_the_time_since_the_last() {
        let mut it = run(micro(), 50, 300);
        let first = it.read();
        assert_eq!((first.usage, first.surplus), (5.0, 4.0));
        assert_eq!(it.read().usage, 0.0);
        it.set_unlimited(false);
        assert_eq!((it.read().charged, it.is_unlimited()), (4.0, false));
        assert_eq!(it.read().charged, 0.0);
    }
}
