//! What the engine says of an ask, under the names that the components use.

use std::collections::BTreeSet;

/// What a learner said.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// One option.
    Option(usize),
    /// Several options.
    Options(BTreeSet<usize>),
    /// A number.
    Number(f64),
    /// Rows, a set for each question.
    Rows(Vec<BTreeSet<usize>>),
    /// The pile of each card.
    Piles(Vec<usize>),
    /// The cards in their order.
    Order(Vec<usize>),
}
