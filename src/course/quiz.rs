//! Quiz and cards: in which order they come, and what counts as passed.
//!
//! The core rolls no dice: whoever asks hands in a seed, and the same seed gives the same
//! order everywhere, so that a reload in the middle of a quiz shows it as it was.

use super::judge::answer::first_wrong;

pub use super::memory::{Confidence, PASS};

/// The numbers from 0 to `count`, in the order that a seed gives them.
pub fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = seed;
    // Fisher and Yates, from the back.
    for place in (1..count).rev() {
        let other = (next(&mut state) % (place as u64 + 1)) as usize;
        order.swap(place, other);
    }
    order
}

/// The seed of the `n`th thing under a seed: each question has an order of its own.
pub const fn seed_of(seed: u64, n: usize) -> u64 {
    seed.wrapping_add((n as u64 + 1).wrapping_mul(0xA24B_AED4_963E_E407))
}

/// The cards of an order question as they first lie there: never already in a right order.
pub fn mixed_up(count: usize, before: &[(usize, usize)], seed: u64) -> Vec<usize> {
    let mut order = shuffled(count, seed);
    if first_wrong(before, &order).is_none() {
        // Turned round, whatever came first comes last; a single pair is then wrong.
        order.reverse();
    }
    order
}

/// How a quiz ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// How many were right.
    pub right: usize,
    /// How many there were.
    pub of: usize,
}

impl Score {
    /// Whether that passes: five of six, or the same share of another number.
    pub const fn passed(self) -> bool {
        self.of > 0 && self.right * 6 >= self.of * PASS
    }
}

/// The next number of a small, well mixed sequence (SplitMix64).
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_order_and_another_seed_another() {
        assert_eq!(shuffled(6, 7), shuffled(6, 7));
        assert_ne!(shuffled(6, 7), shuffled(6, 8));
        let mut sorted = shuffled(6, 7);
        sorted.sort_unstable();
        assert_eq!(sorted, [0, 1, 2, 3, 4, 5]);
        assert_eq!(shuffled(0, 1), Vec::<usize>::new());
    }

    #[test]
    fn every_place_is_as_likely() {
        let mut firsts = [0; 4];
        for seed in 0..4_000 {
            firsts[shuffled(4, seed_of(1, seed))[0]] += 1;
        }
        for count in firsts {
            assert!((900..1_100).contains(&count), "{firsts:?}");
        }
    }

    #[test]
    fn five_of_six_pass() {
        let passed = |right, of| Score { right, of }.passed();
        assert!(passed(5, 6) && passed(6, 6) && !passed(4, 6));
        assert!(passed(2, 2) && !passed(1, 2) && !passed(0, 0));
    }

    #[test]
    fn cards_never_begin_in_a_right_order() {
        let before = [(0, 1), (1, 2)];
        for seed in 0..200 {
            let order = mixed_up(3, &before, seed);
            assert!(first_wrong(&before, &order).is_some(), "{order:?}");
        }
        assert_eq!(mixed_up(3, &[], 5), {
            let mut turned = shuffled(3, 5);
            turned.reverse();
            turned
        });
    }
}
