//! How many of those that a question speaks of.

use std::fmt;

use serde::{Serialize, Serializer};

/// A part of a whole, in millionths. Nobody and everybody are exact: as long
/// as somebody is left out it is less than the whole, and as long as somebody
/// is in it more than nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Share(u32);

const WHOLE: u32 = 1_000_000;

impl Share {
    /// Nobody.
    pub const NONE: Self = Self(0);
    /// Everybody.
    pub const ALL: Self = Self(WHOLE);

    /// `part` out of `whole`; everybody where there is nobody.
    pub fn of(part: u64, whole: u64) -> Self {
        if part >= whole {
            return Self::ALL;
        }
        let exact = u128::from(part) * u128::from(WHOLE) / u128::from(whole);
        Self::some(u32::try_from(exact).unwrap_or(WHOLE), part > 0)
    }

    /// The share of what is left of this share.
    pub fn and(self, other: Self) -> Self {
        let both = u64::from(self.0) * u64::from(other.0) / u64::from(WHOLE);
        let all = self == Self::ALL && other == Self::ALL;
        let any = self != Self::NONE && other != Self::NONE;
        if all {
            return Self::ALL;
        }
        Self::some(u32::try_from(both).unwrap_or(WHOLE), any)
    }

    /// The mean of shares, each with its weight; everybody where there is
    /// nobody.
    pub fn mean(shares: impl IntoIterator<Item = (Self, u64)>) -> Self {
        let (mut sum, mut whole, mut all, mut any) = (0_u128, 0_u128, true, false);
        for (share, weight) in shares {
            sum += u128::from(share.0) * u128::from(weight);
            whole += u128::from(weight);
            all &= share == Self::ALL;
            any |= share != Self::NONE;
        }
        if all {
            return Self::ALL;
        }
        let mean = u32::try_from(sum / whole.max(1)).unwrap_or(WHOLE);
        Self::some(mean, any)
    }

    /// Those that are not among these.
    pub const fn rest(self) -> Self {
        Self(WHOLE - self.0)
    }

    /// Whether it is neither nobody nor everybody.
    pub fn is_part(self) -> bool {
        self != Self::NONE && self != Self::ALL
    }

    fn some(millionths: u32, any: bool) -> Self {
        Self(millionths.clamp(u32::from(any), WHOLE - 1))
    }

    /// In millionths, to weigh with.
    pub fn millionths(self) -> u64 {
        self.0.into()
    }

    /// Between 0 and 1.
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / f64::from(WHOLE)
    }
}

/// In per cent, as exactly as people need it: `50 %`, `3.1 %`, `under 0.01 %`.
impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let percent = self.fraction() * 100.0;
        if self.is_part() && percent < 0.01 {
            return f.write_str("under 0.01 %");
        }
        if self.is_part() && percent > 99.99 {
            return f.write_str("over 99.99 %");
        }
        let digits = match percent.min(100.0 - percent) {
            _ if self.0.is_multiple_of(WHOLE / 100) => 0,
            rest if rest >= 10.0 => 0,
            rest if rest >= 1.0 => 1,
            _ => 2,
        };
        write!(f, "{percent:.digits$} %")
    }
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.fraction())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_and_everybody_are_exact() {
        assert_eq!(Share::of(0, 7), Share::NONE);
        assert_eq!(Share::of(7, 7), Share::ALL);
        assert!(Share::of(1, u64::from(u32::MAX)).is_part());
        assert!(Share::of(u64::from(u32::MAX) - 1, u64::from(u32::MAX)).is_part());
        let most = Share::of(999_999, 1_000_000);
        assert!(Share::mean([(Share::ALL, 1_000_000_000), (most, 1)]).is_part());
        assert_eq!(
            Share::mean([(Share::NONE, 3), (Share::NONE, 1)]),
            Share::NONE
        );
        assert_eq!(Share::ALL.and(Share::ALL), Share::ALL);
        assert!(most.and(most).is_part());
    }

    #[test]
    fn it_is_said_in_per_cent() {
        let said = |part, whole| Share::of(part, whole).to_string();
        assert_eq!(said(1, 2), "50 %");
        assert_eq!(said(2_000, 64_512), "3.1 %");
        assert_eq!(said(1, 64_512), "under 0.01 %");
        assert_eq!(said(2, 3), "67 %");
        assert_eq!(said(64_511, 64_512), "over 99.99 %");
    }
}
