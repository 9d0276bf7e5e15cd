//! What the palette offers, group by group, what a search in it finds, and
//! which groups are folded.

use std::collections::BTreeSet;
use std::fmt;

use crate::architecture::{Category, Kind, Look};

/// What can be built of a group, in order.
pub fn kinds_of(category: Category) -> impl Iterator<Item = Kind> {
    Kind::ALL.iter().copied().filter(move |kind| {
        let info = kind.info();
        info.category == category && info.look != Look::Unseen
    })
}

/// Whether a search finds a kind: every word of it stands in the kind's
/// title, its CloudFormation type or its keywords.
pub fn finds(query: &str, kind: Kind) -> bool {
    let info = kind.info();
    let text = format!("{} {} {}", info.title, info.keywords, info.aws).to_lowercase();
    query
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// Which groups are folded: what somebody turned the other way than it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folds {
    turned: BTreeSet<Category>,
}

impl Folds {
    /// Whether a group begins folded. Networks, servers, databases and stores
    /// fill a palette; the rest shows its name and how much is in it.
    const fn begins_folded(category: Category) -> bool {
        use Category::{Compute, Database, Networking, Storage};
        !matches!(category, Networking | Compute | Database | Storage)
    }

    /// Whether a group is folded now.
    pub fn is_folded(&self, category: Category) -> bool {
        Self::begins_folded(category) != self.turned.contains(&category)
    }

    /// Folds or unfolds a group.
    pub fn turn(&mut self, category: Category) {
        if !self.turned.remove(&category) {
            self.turned.insert(category);
        }
    }

    /// Reads what [`Folds`] writes; names of no group say nothing.
    pub fn read(text: &str) -> Self {
        let named = |name: &str| {
            let mut all = Category::ALL.into_iter();
            all.find(|it| it.title() == name)
        };
        Self {
            turned: text.split(',').filter_map(named).collect(),
        }
    }
}

impl fmt::Display for Folds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let titles: Vec<&str> = self.turned.iter().map(|it| it.title()).collect();
        f.write_str(&titles.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_are_kept_as_text() {
        let mut folds = Folds::default();
        assert!(!folds.is_folded(Category::Networking));
        assert!(folds.is_folded(Category::Management));
        folds.turn(Category::Management);
        folds.turn(Category::Outside);
        assert!(!folds.is_folded(Category::Management));
        assert_eq!(Folds::read(&folds.to_string()), folds);
        assert_eq!(Folds::read("Gardening,"), Folds::default());
        folds.turn(Category::Management);
        assert!(folds.is_folded(Category::Management));
    }

    #[test]
    fn everything_that_is_drawn_is_offered_once() {
        let offered: Vec<Kind> = Category::ALL.into_iter().flat_map(kinds_of).collect();
        assert_eq!(offered.len() + 2, Kind::ALL.len());
        assert!(!offered.contains(&Kind::Intent));
        assert!(!offered.contains(&Kind::Workload));
    }

    #[test]
    fn a_search_finds_titles_types_and_keywords() {
        assert!(finds("NAT gate", Kind::NatGateway));
        assert!(finds("rds::db", Kind::Database));
        assert!(finds("signboard", Kind::RouteTable));
        assert!(!finds("nat table", Kind::RouteTable));
    }
}
