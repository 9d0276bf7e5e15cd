//! Whole requests over several takers: none is lost, none is invented, and
//! over time everybody gets the share that is meant (SLB-15).
//!
//! What a taker should have got and did not is carried to the next time, for
//! each class of requests apart: pages and calls that come in turns would
//! otherwise each find a server of their own.

/// How many classes of requests are carried apart.
pub const CLASSES: usize = 4;

/// A class of requests, below [`CLASSES`]; what is above counts as the last.
pub type Class = usize;

/// How much of the requests a taker gets, in proportion to the others'; 0 gets
/// nothing.
pub type Taker = f64;

/// What was carried, taker by taker.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spread {
    carried: Vec<[f64; CLASSES]>,
    /// Kept so that nothing is allocated each second.
    levels: Vec<u64>,
    turn: usize,
}

impl Spread {
    /// For so many takers.
    pub fn new(takers: usize) -> Self {
        let mut spread = Self::default();
        spread.fit(takers);
        spread
    }

    /// There are so many takers now; new ones are at the end.
    pub fn fit(&mut self, takers: usize) {
        self.carried.resize(takers, [0.0; CLASSES]);
        self.levels.resize(takers, 0);
    }

    /// The taker at this place is gone, those behind it move up.
    pub fn remove(&mut self, place: usize) {
        if place < self.carried.len() {
            self.carried.remove(place);
            self.levels.pop();
        }
    }

    /// Adds `requests` to `counts` in proportion to `weights`. `false` where
    /// nobody takes any; then nothing is added.
    pub fn in_turn(
        &mut self,
        class: Class,
        requests: u32,
        weights: &[Taker],
        counts: &mut [u32],
    ) -> bool {
        let class = class.min(CLASSES - 1);
        let takers = self.carried.len().min(weights.len()).min(counts.len());
        let (mut all, mut many, mut owed) = (0.0, 0.0, 0.0);
        for (weight, carried) in weights.iter().zip(&self.carried).take(takers) {
            if *weight > 0.0 {
                all += weight;
                many += 1.0;
                owed += carried[class];
            }
        }
        if all <= 0.0 {
            return false;
        }
        if requests == 0 {
            return true;
        }
        // Who came or went leaves a debt that nobody has, so what is carried
        // is brought back to a sum of nothing.
        let excess = owed / many;
        let each = f64::from(requests) / all;
        let mut left = requests;
        let places = weights.iter().zip(&mut self.carried).zip(&mut *counts);
        for ((weight, carried), count) in places.take(takers) {
            let carried = &mut carried[class];
            if *weight <= 0.0 {
                *carried = 0.0;
                continue;
            }
            let share = each * weight + *carried - excess;
            // Below nothing it is nothing, and above all it is all.
            let take = (share.floor().max(0.0) as u32).min(left);
            *carried = share - f64::from(take);
            *count += take;
            left -= take;
        }
        while left > 0 {
            let mut best: Option<usize> = None;
            for (place, weight) in weights.iter().enumerate().take(takers) {
                let more = |best: usize| self.carried[place][class] > self.carried[best][class];
                if *weight > 0.0 && best.is_none_or(more) {
                    best = Some(place);
                }
            }
            let Some(place) = best else {
                return false;
            };
            self.carried[place][class] -= 1.0;
            counts[place] += 1;
            left -= 1;
        }
        true
    }

    /// Adds each of `requests` to whoever has the fewest open ones, those
    /// added before among them. `open` is what each has already.
    pub fn fewest_open(
        &mut self,
        requests: u32,
        weights: &[Taker],
        open: &[u32],
        counts: &mut [u32],
    ) -> bool {
        let takers = self.levels.len().min(weights.len()).min(counts.len());
        let mut any = false;
        for (place, level) in self.levels.iter_mut().enumerate().take(takers) {
            *level = u64::from(open.get(place).copied().unwrap_or_default());
            any |= weights[place] > 0.0;
        }
        if !any {
            return false;
        }
        let mut left = u64::from(requests);
        while left > 0 {
            // The lowest level, how many stand on it, and the next one.
            let (mut lowest, mut many, mut next) = (u64::MAX, 0, u64::MAX);
            for place in (0..takers).filter(|it| weights[*it] > 0.0) {
                let level = self.levels[place];
                if level < lowest {
                    (next, lowest, many) = (lowest, level, 1);
                } else if level == lowest {
                    many += 1;
                } else {
                    next = next.min(level);
                }
            }
            let each = (next - lowest).min(left / many);
            let mut odd = if each == 0 { left.min(many) } else { 0 };
            left -= each * many + odd;
            let start = self.turn % takers;
            for step in 0..takers {
                let place = (start + step) % takers;
                if weights[place] <= 0.0 || self.levels[place] != lowest {
                    continue;
                }
                let mut more = each;
                if odd > 0 {
                    odd -= 1;
                    more += 1;
                    self.turn = place + 1;
                }
                self.levels[place] += more;
                // Never more than there are requests.
                counts[place] += u32::try_from(more).unwrap_or(u32::MAX);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn share(spread: &mut Spread, requests: u32, weights: &[f64]) -> Vec<u32> {
        let mut counts = vec![0; weights.len()];
        assert!(spread.in_turn(0, requests, weights, &mut counts));
        counts
    }

    #[test]
    fn one_request_a_second_goes_round() {
        let mut spread = Spread::new(3);
        let turns: Vec<_> = (0..6).map(|_| share(&mut spread, 1, &[1.0; 3])).collect();
        assert_eq!(turns[0], [1, 0, 0]);
        assert_eq!(turns[1], [0, 1, 0]);
        assert_eq!(turns[2], [0, 0, 1]);
        assert_eq!(turns[3..], turns[..3]);
    }

    #[test]
    fn classes_in_turns_do_not_find_servers_of_their_own() {
        let mut spread = Spread::new(2);
        let (mut pages, mut calls) = ([0; 2], [0; 2]);
        for _ in 0..100 {
            spread.in_turn(0, 1, &[1.0; 2], &mut pages);
            spread.in_turn(1, 1, &[1.0; 2], &mut calls);
        }
        assert_eq!((pages, calls), ([50; 2], [50; 2]));
    }

    #[test]
    fn who_comes_back_is_not_given_what_it_missed() {
        let mut spread = Spread::new(2);
        share(&mut spread, 1, &[1.0, 1.0]);
        for _ in 0..10 {
            assert_eq!(share(&mut spread, 7, &[1.0, 0.0]), [7, 0]);
        }
        assert_eq!(share(&mut spread, 10, &[1.0, 1.0]), [5, 5]);
    }

    #[test]
    fn the_fewest_open_requests_are_filled_up_first() {
        let mut spread = Spread::new(3);
        let mut counts = [0; 3];
        assert!(spread.fewest_open(10, &[1.0; 3], &[0, 4, 20], &mut counts));
        assert_eq!(counts, [7, 3, 0]);
        // Among equals they go round.
        let mut counts = [0; 3];
        for _ in 0..3 {
            spread.fewest_open(1, &[1.0; 3], &[5, 5, 5], &mut counts);
        }
        assert_eq!(counts, [1, 1, 1]);
        assert!(!spread.fewest_open(1, &[0.0; 3], &[0; 3], &mut counts));
    }

    proptest! {
        /// Nothing is lost, nothing invented, nothing given to who takes none.
        #[test]
        fn requests_are_conserved(
            rounds in vec((0..500u32, vec((0..4u32, 0..9u32), 1..6)), 1..30),
        ) {
            let mut spread = Spread::new(0);
            for (requests, takers) in rounds {
                spread.fit(takers.len());
                let weights: Vec<f64> = takers.iter().map(|it| f64::from(it.0) / 3.0).collect();
                let open: Vec<u32> = takers.iter().map(|it| it.1).collect();
                let any = weights.iter().any(|it| *it > 0.0);
                let (mut turns, mut fewest) = (vec![0; weights.len()], vec![0; weights.len()]);
                prop_assert_eq!(spread.in_turn(0, requests, &weights, &mut turns), any);
                prop_assert_eq!(spread.fewest_open(requests, &weights, &open, &mut fewest), any);
                for counts in [turns, fewest] {
                    let given: u32 = counts.iter().sum();
                    prop_assert_eq!(given, if any { requests } else { 0 });
                    for (count, weight) in counts.iter().zip(&weights) {
                        prop_assert!(*weight > 0.0 || *count == 0);
                    }
                }
            }
        }

        /// Over time everybody gets the share that is meant, to the request.
        #[test]
        fn shares_are_kept_over_time(
            requests in vec(0..20u32, 1..300),
            weights in vec(1..10u32, 1..6),
        ) {
            let weights: Vec<f64> = weights.into_iter().map(f64::from).collect();
            let mut spread = Spread::new(weights.len());
            let mut counts = vec![0; weights.len()];
            for requests in &requests {
                spread.in_turn(2, *requests, &weights, &mut counts);
            }
            let all: f64 = weights.iter().sum();
            let sum = f64::from(requests.iter().sum::<u32>());
            for (count, weight) in counts.iter().zip(&weights) {
                let meant = sum * weight / all;
                // A taker may be one request ahead for each of the others.
                let off = (f64::from(*count) - meant).abs();
                prop_assert!(off < weights.len() as f64, "{off}");
            }
        }

        /// Where one has fewer open requests at the end, it has got none that
        /// another should have had.
        #[test]
        fn levels_end_even(requests in 0..400u32, open in vec(0..50u32, 1..6)) {
            let mut spread = Spread::new(open.len());
            let (weights, mut counts) = (vec![1.0; open.len()], vec![0; open.len()]);
            spread.fewest_open(requests, &weights, &open, &mut counts);
            let levels: Vec<u32> = open.iter().zip(&counts).map(|(a, b)| a + b).collect();
            let lowest = levels.iter().min().copied().unwrap_or_default();
            for (level, count) in levels.iter().zip(&counts) {
                prop_assert!(*count == 0 || *level <= lowest + 1);
            }
        }
    }
}
