//! What the palette offers, group by group, and what a search in it finds.

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

#[cfg(test)]
mod tests {
    use super::*;

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
