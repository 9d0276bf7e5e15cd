//! Splitting whole numbers by a share, exactly.

/// One part of a binary fraction: 2³².
const ONE: u64 = 1 << 32;

/// Takes the same share of numbers that come one after the other. What is less
/// than one is carried over, so that over time exactly the share is taken:
/// two of five of one request a second are two requests in five seconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Split(u64);

impl Split {
    /// The part of `many` that `part` is of `all`; never more than `many`.
    pub fn of(&mut self, many: u32, part: u64, all: u64) -> u32 {
        if all == 0 || part == 0 {
            return 0;
        }
        if part >= all {
            return many;
        }
        // Rounded up, so that what divides evenly is whole at once.
        let share = (u128::from(part) * u128::from(ONE)).div_ceil(u128::from(all));
        let share = u64::try_from(share).unwrap_or(ONE);
        let sum = u64::from(many) * share + self.0;
        self.0 = sum % ONE;
        u32::try_from(sum / ONE).unwrap_or(many).min(many)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_of_single_requests_is_exact_over_time() {
        let mut split = Split::default();
        let taken: u32 = (0..500).map(|_| split.of(1, 2, 5)).sum();
        assert_eq!(taken, 200);
        assert_eq!(split.of(7, 0, 5), 0);
        assert_eq!(split.of(7, 5, 5), 7);
        assert_eq!(split.of(7, 9, 5), 7);
        assert_eq!(split.of(7, 1, 0), 0);
    }

    #[test]
    fn no_share_is_more_than_the_whole() {
        let mut split = Split::default();
        for many in [0, 1, 2, 3, u32::MAX] {
            for part in [1, 2, 998, 999] {
                assert!(split.of(many, part, 999) <= many);
            }
        }
    }
}
