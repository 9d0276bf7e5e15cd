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

/// Names as people sort them: web-2 before web-10, whatever is written in capitals; what
/// differs in capitals alone, or in zeros before a number, by its signs.
pub fn by_name(one: &str, other: &str) -> Ordering {
    as_said(one, other).then_with(|| one.cmp(other))
}

/// The order of two names without what nobody says.
fn as_said(mut one: &str, mut other: &str) -> Ordering {
    loop {
        let (Some(mine), Some(its)) = (one.chars().next(), other.chars().next()) else {
            return one.len().cmp(&other.len());
        };
        let order = if mine.is_ascii_digit() && its.is_ascii_digit() {
            let (number, behind) = leading_number(one);
            let (against, after) = leading_number(other);
            (one, other) = (behind, after);
            (number.len().cmp(&against.len())).then(number.cmp(against))
        } else {
            (one, other) = (&one[mine.len_utf8()..], &other[its.len_utf8()..]);
            mine.to_lowercase().cmp(its.to_lowercase())
        };
        if order.is_ne() {
            return order;
        }
    }
}

/// The digits that a name begins with, without the zeros before them, and what follows. As
/// text, since a name may hold a number that no integer does.
fn leading_number(name: &str) -> (&str, &str) {
    let end = name.find(|it: char| !it.is_ascii_digit());
    let (digits, behind) = name.split_at(end.unwrap_or(name.len()));
    (digits.trim_start_matches('0'), behind)
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

    #[test]
    fn names_are_sorted_as_people_sort_them() {
        let sorted = [
            "", "7", "A1", "a1b2", "A1b10", "web", "web-2", "Web-10", "web-10a",
        ];
        for (place, one) in sorted.iter().enumerate() {
            for (at, other) in sorted.iter().enumerate() {
                assert_eq!(by_name(one, other), place.cmp(&at), "{one} and {other}");
            }
        }
        assert!(as_said("Web-2", "web-02").is_eq());
        assert!(by_name("Web-2", "web-2").is_lt());
        let long = "99999999999999999999999";
        assert!(by_name(long, "b").is_lt());
        assert!(by_name(long, "100000000000000000000000").is_lt());
        assert!(by_name("Ä-1", "ä-2").is_lt());
    }

    proptest! {
        #[test]
        fn the_order_of_names_is_one(one in "[a-bA-B0-2é-]{0,6}", other in "[a-bA-B0-2é-]{0,6}", third in "[a-bA-B0-2é-]{0,6}") {
            prop_assert_eq!(by_name(&one, &other), by_name(&other, &one).reverse());
            if by_name(&one, &other).is_le() && by_name(&other, &third).is_le() {
                prop_assert!(by_name(&one, &third).is_le());
            }
        }

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
