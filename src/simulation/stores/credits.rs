//! CPU credits of a database class of the families t3 and t4g, which run in
//! unlimited mode (SRD-16).
//!
//! A credit is one vCPU for a minute (SEC-8). Counted are thousandths of a
//! vCPU for a second, in which what each size earns is a whole number: a
//! db.t3.micro earns 12 credits an hour, which is 200 a second.

use crate::pricing::Amount;

/// A credit in thousandths of a vCPU for a second.
pub const CREDIT: u64 = 60_000;

/// The seconds of a day.
const DAY: u64 = 86_400;

/// The credits of one database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Credits {
    /// What is earned each second; 0 for classes without credits.
    earns: u64,
    balance: u64,
    surplus: u64,
    charged: u64,
}

impl Credits {
    /// A new one, without any: T3 and T4g get no launch credits (SEC-11).
    pub const fn new(earns: u64) -> Self {
        Self {
            earns,
            balance: 0,
            surplus: 0,
            charged: 0,
        }
    }

    /// The same after a quiet day: as many as can be kept (SEC-10).
    #[must_use]
    pub const fn rested(self) -> Self {
        Self {
            balance: self.earns * DAY,
            ..self
        }
    }

    /// One second in which so many thousandths of a vCPU worked. Beyond the
    /// balance surplus credits are spent; later earnings repay them first
    /// (SEC-13), and what is above a day's earnings is charged (SEC-14).
    pub fn spend(&mut self, worked: u64) {
        if self.earns == 0 {
            return;
        }
        let most = self.earns * DAY;
        if worked <= self.earns {
            let earned = self.earns - worked;
            let repaid = earned.min(self.surplus);
            self.surplus -= repaid;
            self.balance = (self.balance + earned - repaid).min(most);
        } else {
            let needed = worked - self.earns;
            let taken = needed.min(self.balance);
            self.balance -= taken;
            self.surplus += needed - taken;
            let beyond = self.surplus.saturating_sub(most);
            self.surplus -= beyond;
            self.charged += beyond;
        }
    }

    /// The metric `CPUCreditBalance`, in credits.
    pub fn balance(&self) -> f64 {
        in_credits(self.balance)
    }

    /// The metric `CPUSurplusCreditBalance`, in credits.
    pub fn surplus(&self) -> f64 {
        in_credits(self.surplus)
    }

    /// The metric `CPUSurplusCreditsCharged` from the beginning, in credits.
    pub fn charged(&self) -> f64 {
        in_credits(self.charged)
    }

    /// What was charged so far, in vCPU hours.
    pub fn charged_hours(&self) -> Amount {
        hours(self.charged)
    }

    /// What is charged when it is deleted or stopped now: the surplus too
    /// (SEC-14).
    pub fn charged_hours_if_ended(&self) -> Amount {
        hours(self.charged + self.surplus)
    }
}

#[expect(clippy::cast_precision_loss, reason = "below 2^53 for centuries")]
fn in_credits(thousandths: u64) -> f64 {
    thousandths as f64 / CREDIT as f64
}

fn hours(thousandths: u64) -> Amount {
    Amount::whole(i64::try_from(thousandths).unwrap_or(i64::MAX)).over(3_600_000)
}

/// What an hour of a vCPU in surplus credits costs in USD, for MySQL and
/// PostgreSQL (SRD-16); `None` where we found no source: of the Regions that
/// have prices here only us-east-1 has one.
pub fn surplus_price(region: &str) -> Option<Amount> {
    (region == "us-east-1").then(|| Amount::raw(750_000_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of TV-33 to TV-35, which a database of the same size shares.
    #[test]
    fn credits_are_those_of_the_instance_type() {
        let run = |mut it: Credits, seconds: u64, worked: u64| {
            (0..seconds).for_each(|_| it.spend(worked));
            it
        };
        let micro = Credits::new(200);
        assert!((run(micro, 36_000, 100).balance() - 60.0).abs() < 1e-9);
        assert!((run(micro, 108_000, 0).balance() - 288.0).abs() < 1e-9);
        let rested = micro.rested();
        assert!((rested.balance() - 288.0).abs() < 1e-9);
        assert_eq!(run(rested, 3_600, 200), rested);
        let busy = run(micro, 86_400, 2_000);
        assert!((busy.surplus() - 288.0).abs() < 1e-9);
        assert!((busy.charged() - 2_304.0).abs() < 1e-9);
        assert_eq!(busy.charged_hours().plain(), "38.4");
        assert_eq!(busy.charged_hours_if_ended().plain(), "43.2");
        let price = surplus_price("us-east-1").unwrap();
        assert_eq!(busy.charged_hours().times(price).plain(), "2.88");
        assert_eq!(surplus_price("ap-south-1"), None);
    }

    #[test]
    fn earnings_repay_the_surplus_first() {
        let mut it = Credits::new(200);
        it.spend(1_000);
        assert!((it.surplus() - 800.0 / 60_000.0).abs() < 1e-12);
        (0..4).for_each(|_| it.spend(0));
        assert!(it.surplus().abs() < 1e-12 && it.balance().abs() < 1e-12);
        it.spend(0);
        assert!(it.balance() > 0.0);
        let mut none = Credits::new(0);
        none.spend(9_000);
        assert!(none.surplus().abs() < 1e-12);
    }
}
