//! Resources by the names that people give them.

use crate::architecture::{Architecture, Kind, ResourceId};

/// The first resource of some kinds that is called `name`; the case of its
/// letters matters only where two differ in nothing else.
pub(super) fn named(architecture: &Architecture, kinds: &[Kind], name: &str) -> Option<ResourceId> {
    let called = |same: &dyn Fn(&str) -> bool| {
        let mut all = architecture.resources();
        all.find(|(_, resource)| kinds.contains(&resource.kind()) && same(&resource.name))
            .map(|(id, _)| id.clone())
    };
    called(&|it| it == name).or_else(|| called(&|it| it.eq_ignore_ascii_case(name)))
}

/// The name that was most likely meant: one that holds the word, or one that
/// is a slip of the hand away.
pub(super) fn nearest(architecture: &Architecture, kind: Kind, word: &str) -> Option<String> {
    let word = word.to_lowercase();
    let names = || {
        let all = architecture.resources();
        all.filter(|(_, it)| it.kind() == kind)
            .map(|(_, it)| &it.name)
    };
    let holds = names().find(|name| name.to_lowercase().contains(&word));
    let slip = || {
        let sorted = |text: &str| {
            let mut letters: Vec<char> = text.to_lowercase().chars().collect();
            letters.sort_unstable();
            letters
        };
        let typed = sorted(&word);
        names().find(|name| {
            let meant = sorted(name);
            let missing = meant.iter().filter(|it| !typed.contains(it)).count();
            let odd = typed.iter().filter(|it| !meant.contains(it)).count();
            meant.len().abs_diff(typed.len()) <= 1 && missing + odd <= 1
        })
    };
    holds.or_else(slip).cloned()
}
