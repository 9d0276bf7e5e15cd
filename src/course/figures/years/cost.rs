//! What it costs that objects lie in classes for so many days.

use super::{REGION, STANDARD, YEAR};
use crate::aws::storage_classes::least_days;
use crate::pricing::{Amount, HOURS, storage_class, table};

/// A class and the ages at which objects lie in it: from the first on, and until the second,
/// where that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// The class, as the API calls it.
    pub class: &'static str,
    /// The first age, in days.
    pub from: u64,
    /// The age at which they leave.
    pub until: Option<u64>,
}

impl Stay {
    /// How many days' objects lie in it at the end of a day, the first being 0.
    pub fn holds(self, day: u64) -> u64 {
        let written = day + 1;
        let oldest = self.until.map_or(written, |it| it.min(written));
        oldest.saturating_sub(self.from)
    }

    /// The days that are charged when its objects leave, and are not over.
    pub fn missing(self) -> u64 {
        let stayed = self.until.map(|it| it - self.from);
        stayed.map_or(0, |it| u64::from(least_days(self.class)).saturating_sub(it))
    }
}

/// What a year costs; `None` where a price is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// For what is stored.
    pub stored: Option<Amount>,
    /// For days that are charged in any case.
    pub early: Option<Amount>,
    /// For moving objects.
    pub moving: Option<Amount>,
}

impl Cost {
    /// All of it.
    pub fn sum(self) -> Option<Amount> {
        Some(self.stored? + self.early? + self.moving?)
    }
}

/// What stays in classes cost in a year.
pub fn cost(stays: &[Stay], gb: u64, objects: u64, year: u64) -> Cost {
    let days = year * YEAR..(year + 1) * YEAR;
    let mut all = Cost {
        stored: Some(Amount::ZERO),
        early: Some(Amount::ZERO),
        moving: Some(Amount::ZERO),
    };
    for stay in stays {
        let stored: u64 = days.clone().map(|day| stay.holds(day)).sum();
        // A day's objects leave when they are as old as that.
        let leaving = |age: u64| days.end.saturating_sub(age.max(days.start));
        let left = stay.until.map_or(0, leaving);
        let came = if stay.from == 0 && stay.class == STANDARD {
            0
        } else {
            leaving(stay.from)
        };
        let key = storage_class(stay.class).map_or("", |it| it.1);
        all.stored = plus(all.stored, key, stored * gb, month);
        all.early = plus(all.early, key, left * stay.missing() * gb, month);
        let key = format!("{key}.transition");
        all.moving = plus(all.moving, &key, came * objects, |price, many| {
            price.by(many).over(1_000)
        });
    }
    all
}

/// The price of gigabytes for days: it is told for a month of 730 hours.
fn month(price: Amount, gb_days: i64) -> Amount {
    price.by(gb_days * 24).part(Amount::ONE, HOURS)
}

/// What so many more cost. Of nothing no price is needed.
fn plus(
    sum: Option<Amount>,
    key: &str,
    many: u64,
    of: impl Fn(Amount, i64) -> Amount,
) -> Option<Amount> {
    if many == 0 {
        return sum;
    }
    let price = table().price(key, REGION)?;
    Some(sum? + of(price.usd, i64::try_from(many).unwrap_or(i64::MAX)))
}

/// Dollars, or that nobody knows.
pub fn dollars(amount: Option<Amount>) -> String {
    amount.map_or("not known".to_owned(), |it| format!("US${}", it.fixed(2)))
}
