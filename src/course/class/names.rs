//! What a sentence speaks of: things by their names, and things by their kind where there are
//! only one or two of them.

use crate::architecture::{Architecture, Kind, ResourceId};

/// So many of a kind are few enough to be meant by its name alone.
const FEW: usize = 2;
/// More than this nobody looks at together.
const MOST: usize = 4;

/// The things that a sentence names.
pub fn named(text: &str, architecture: &Architecture) -> Vec<ResourceId> {
    let mut found: Vec<(usize, ResourceId)> = architecture
        .resources()
        .filter(|(_, it)| it.name.chars().count() > 2)
        .filter_map(|(id, it)| Some((place_of(&it.name, text)?, id.clone())))
        .collect();
    if found.is_empty() {
        let lower = text.to_lowercase();
        let kinds = Kind::ALL.iter().filter_map(|kind| {
            let info = kind.info();
            let word = [info.title, info.noun].into_iter();
            let place = word
                .filter_map(|it| place_of(&it.to_lowercase(), &lower))
                .min()?;
            Some((place, *kind))
        });
        for (place, kind) in kinds {
            let ids: Vec<&ResourceId> = architecture.ids_of(kind).collect();
            if (1..=FEW).contains(&ids.len()) {
                found.extend(ids.into_iter().map(|id| (place, id.clone())));
            }
        }
    }
    found.sort();
    found.dedup_by(|one, other| one.1 == other.1);
    found.truncate(MOST);
    found.into_iter().map(|(_, id)| id).collect()
}

/// The things of these names or ids.
pub fn called(names: &[String], architecture: &Architecture) -> Vec<ResourceId> {
    let found = names.iter().filter_map(|it| architecture.called(it));
    found.take(MOST).cloned().collect()
}

/// Where a name stands in a text as words of its own.
fn place_of(name: &str, text: &str) -> Option<usize> {
    let inside = |it: char| it.is_alphanumeric() || it == '-' || it == '_';
    let mut all = text.match_indices(name);
    all.find_map(|(at, found)| {
        let before = text[..at].chars().next_back();
        let mut after = text[at + found.len()..].chars();
        let next = after.next();
        // One or several of a kind.
        let is_end = match next {
            Some('s') => !after.next().is_some_and(inside),
            other => !other.is_some_and(inside),
        };
        (!before.is_some_and(inside) && is_end).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_whole_words() {
        assert_eq!(place_of("web-1", "ask web-1."), Some(4));
        assert_eq!(place_of("web-1", "ask web-10"), None);
        assert_eq!(place_of("nat gateway", "two nat gateways"), Some(4));
        assert_eq!(place_of("subnet", "subnetting"), None);
    }
}
