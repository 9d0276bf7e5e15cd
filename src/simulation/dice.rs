//! Chance, the same everywhere: a run with the same seed throws the same dice.
//!
//! SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
//! generators, 2014): whole numbers only, so that a browser and a machine
//! agree to the last bit. Every part of a run has dice of its own
//! ([`Dice::of`]), so that a throw in one moves no other.

use serde::{Deserialize, Serialize};

/// Dice with a state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dice(u64);

impl Dice {
    /// The dice of one part of a run.
    pub fn of(seed: u64, part: &str) -> Self {
        // FNV-1a, so that parts with like names are far apart.
        let mut state = 0xcbf2_9ce4_8422_2325_u64;
        for byte in part.bytes() {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
        let mut dice = Self(seed ^ state);
        dice.throw();
        dice
    }

    /// Any number.
    pub fn throw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    /// A number from `low` to `high`, both among them.
    pub fn between(&mut self, low: u32, high: u32) -> u32 {
        let many = u64::from(high.max(low) - low) + 1;
        // Less than a billionth of the numbers is more likely than others.
        low + u32::try_from(self.throw() % many).unwrap_or_default()
    }

    /// A number from 0 up to, but not, 1: 53 bits, exact in a float.
    pub fn unit(&mut self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
        let it = (self.throw() >> 11) as f64;
        it / 9_007_199_254_740_992.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let mut dice = Dice(0);
        // The published first values of SplitMix64 with seed 0.
        assert_eq!(dice.throw(), 0xe220_a839_7b1d_cdaf);
        assert_eq!(dice.throw(), 0x6e78_9e6a_a1b9_65f4);
        let throws = |part| {
            let mut dice = Dice::of(7, part);
            [dice.between(1, 6), dice.between(1, 6), dice.between(3, 3)]
        };
        assert_eq!(throws("load"), throws("load"));
        assert_eq!(throws("load")[2], 3);
        assert_ne!(Dice::of(7, "load"), Dice::of(7, "database"));
        assert_ne!(Dice::of(7, "load"), Dice::of(8, "load"));
    }

    #[test]
    fn a_share_is_below_one() {
        let mut dice = Dice::of(1, "unit");
        let throws: Vec<f64> = (0..1000).map(|_| dice.unit()).collect();
        assert!(throws.iter().all(|it| (0.0..1.0).contains(it)));
        let mean = throws.iter().sum::<f64>() / 1000.0;
        assert!((0.45..0.55).contains(&mean), "{mean}");
    }
}
