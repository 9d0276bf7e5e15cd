//! Putting lists in order with one sort for the whole program.
//!
//! Rust makes a copy of its sort for every type that is sorted, three to five
//! kilobytes each, and the page would carry forty of them. Here places are sorted, and
//! the list is then rearranged by swaps: what is made for each type is a comparison
//! and a loop.

use std::cmp::Ordering;

/// Puts a list in order; what compares equal stays as it was.
pub trait InOrder<T> {
    /// As `compare` says.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// By what `key` makes of each; it may be asked more than once.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|one, other| key(one).cmp(&key(other)));
    }

    /// By itself.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> InOrder<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let places = places(self.len(), &|one, other| compare(&self[one], &self[other]));
        rearrange(self, places);
    }
}

/// The places in order: at each the place of what belongs there. The one sort.
fn places(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Brings to each place what `places` names, along the cycles in which they lie.
fn rearrange<T>(list: &mut [T], mut places: Vec<usize>) {
    for start in 0..list.len() {
        let mut place = start;
        loop {
            let from = std::mem::replace(&mut places[place], place);
            if from == start {
                break;
            }
            list.swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(list in prop::collection::vec((0_u8..8, 0_u8..8), 0..64)) {
            let mut expected = list.clone();
            expected.sort_by_key(|it| it.0);
            let mut ours = list.clone();
            ours.order_by_key(|it| it.0);
            prop_assert_eq!(&ours, &expected, "equal keys keep their order");

            expected.sort();
            ours.order();
            prop_assert_eq!(ours, expected);
        }
    }
}
