//! An exact amount: of dollars, hours, gigabytes.
//!
//! Money is counted in whole numbers of 10⁻¹⁰, so that a sum is the same
//! whatever the order of its lines, and the lines of a bill add up to its
//! total. Ten digits are what the finest price needs (Lambda's is
//! 0.0000166667 a GB-second).

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use crate::text;

/// A decimal number with ten digits behind the point. Sums and products that
/// would not fit stay at the largest number there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(i128);

const ONE: i128 = 10_000_000_000;

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// One.
    pub const ONE: Self = Self(ONE);

    /// A whole number.
    pub const fn whole(number: i64) -> Self {
        Self(number as i128 * ONE)
    }

    /// So many of 10⁻¹⁰.
    pub const fn raw(number: i128) -> Self {
        Self(number)
    }

    /// A decimal number as it is written, such as `0.0112`.
    pub fn parse(text: &str) -> Option<Self> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let is_number = |part: &str| part.bytes().all(|it| it.is_ascii_digit());
        if rest.len() > 10 || whole.is_empty() || !is_number(whole) || !is_number(rest) {
            return None;
        }
        let whole: i128 = whole.parse().ok()?;
        let rest: i128 = format!("{rest:0<10}").parse().ok()?;
        let value = whole.checked_mul(ONE)?.checked_add(rest)?;
        Some(Self(if negative { -value } else { value }))
    }

    /// The product, rounded to the nearest, half away from zero.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        // Cut in two, because the whole product need not fit.
        let (whole, rest) = (self.0 / ONE, self.0 % ONE);
        let low = rounded(rest.saturating_mul(other.0), ONE);
        Self(whole.saturating_mul(other.0).saturating_add(low))
    }

    /// So many times as much.
    #[must_use]
    pub const fn by(self, number: i64) -> Self {
        Self(self.0.saturating_mul(number as i128))
    }

    /// The quotient by a whole number, rounded to the nearest.
    #[must_use]
    pub fn over(self, number: i64) -> Self {
        match number {
            0 => Self::ZERO,
            _ => Self(rounded(self.0, i128::from(number))),
        }
    }

    /// The part of this that `share` is of `all`, rounded to the nearest.
    #[must_use]
    pub fn part(self, share: Self, all: Self) -> Self {
        if all.0 == 0 {
            return Self::ZERO;
        }
        if share == all {
            return self;
        }
        match self.0.checked_mul(share.0) {
            Some(product) => Self(rounded(product, all.0)),
            None => Self((self.0 / all.0).saturating_mul(share.0)),
        }
    }

    /// The same with so many digits behind the point, half away from zero, as
    /// bills are rounded.
    #[must_use]
    pub fn to_digits(self, digits: u32) -> Self {
        let unit = 10_i128.pow(10_u32.saturating_sub(digits));
        Self(rounded(self.0, unit).saturating_mul(unit))
    }

    /// In cents, as a total is told.
    #[must_use]
    pub fn cents(self) -> Self {
        self.to_digits(2)
    }

    /// What is left after taking away; never below nothing.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0).max(0))
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is below nothing.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Without its sign.
    #[must_use]
    pub const fn size(self) -> Self {
        Self(self.0.saturating_abs())
    }

    /// As a number for comparisons with what somebody typed; never for sums.
    pub fn approximate(self) -> f64 {
        self.0 as f64 / ONE as f64
    }

    /// With exactly so many digits behind the point, thousands apart.
    pub fn fixed(self, digits: u32) -> String {
        let value = self.to_digits(digits);
        let size = value.0.unsigned_abs();
        let (whole, rest) = (size / ONE as u128, size % ONE as u128);
        let sign = if value.0 < 0 { "-" } else { "" };
        let whole = text::grouped(whole);
        if digits == 0 {
            return format!("{sign}{whole}");
        }
        let rest = format!("{rest:010}");
        format!("{sign}{whole}.{}", &rest[..(digits as usize).min(10)])
    }

    /// Whole rupees as they are written in India: the last three digits apart,
    /// then every two. The sign is left to whoever shows it.
    pub fn rupees(self) -> String {
        let digits = (self.to_digits(0).0.unsigned_abs() / ONE as u128).to_string();
        let (front, last) = digits.split_at(digits.len().saturating_sub(3));
        let mut text = String::new();
        for (place, digit) in front.chars().enumerate() {
            if place > 0 && (front.len() - place).is_multiple_of(2) {
                text.push(',');
            }
            text.push(digit);
        }
        if !text.is_empty() {
            text.push(',');
        }
        text + last
    }

    /// With the digits that it needs, thousands apart.
    pub fn short(self) -> String {
        let text = self.fixed(10);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// The same without anything between thousands, for machines.
    pub fn plain(self) -> String {
        self.short().replace(',', "")
    }
}

/// The quotient, half away from zero.
fn rounded(number: i128, by: i128) -> i128 {
    let half = by.saturating_abs() / 2;
    number.saturating_add(number.signum().saturating_mul(half)) / by
}

impl Add for Amount {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(self.0.saturating_neg())
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Self::add)
    }
}

impl From<u32> for Amount {
    fn from(number: u32) -> Self {
        Self::whole(i64::from(number))
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.plain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Amount {
        Amount::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_what_is_read() {
        for text in ["0", "0.0112", "1.5", "-3.25", "0.0000166667", "30.4166667"] {
            assert_eq!(of(text).plain(), text);
        }
        for text in ["", ".5", "1,000", "1.2.3", "x", "0.00000000001", "-"] {
            assert_eq!(Amount::parse(text), None, "{text}");
        }
        assert_eq!(of("1234567.891").short(), "1,234,567.891");
        assert_eq!(of("-1234.5").fixed(2), "-1,234.50");
    }

    #[test]
    fn rupees_are_written_as_in_india() {
        for (amount, written) in [
            ("0", "0"),
            ("999.4", "999"),
            ("-1505.2", "1,505"),
            ("21676", "21,676"),
            ("216760", "2,16,760"),
            ("12345678", "1,23,45,678"),
        ] {
            assert_eq!(of(amount).rupees(), written);
        }
    }

    #[test]
    fn halves_are_rounded_away_from_zero_as_on_a_bill() {
        assert_eq!(of("13.475").cents(), of("13.48"));
        assert_eq!(of("-13.475").cents(), of("-13.48"));
        assert_eq!(of("0.00005").to_digits(4), of("0.0001"));
        assert_eq!(of("0.00004").to_digits(4), Amount::ZERO);
        assert_eq!(of("7").over(2), of("3.5"));
        assert_eq!(of("1").over(3), of("0.3333333333"));
        assert_eq!(of("2").over(3), of("0.6666666667"));
    }

    #[test]
    fn products_are_exact_and_never_too_large_to_hold() {
        assert_eq!(of("1460").times(of("0.056")), of("81.76"));
        assert_eq!(of("-2").times(of("0.5")), of("-1"));
        let most = Amount::raw(i128::MAX);
        assert!(most.times(of("1000")) >= most);
        assert_eq!(of("10").part(of("1"), of("4")), of("2.5"));
        assert_eq!(of("10").part(of("1"), Amount::ZERO), Amount::ZERO);
    }
}
