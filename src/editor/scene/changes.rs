//! What may have changed since a scene was drawn, and what has.

use std::collections::BTreeSet;

use super::Scene;
use crate::architecture::ResourceId;
use crate::order::InOrder;

/// What may have changed since a scene was last brought up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Anything may have: nobody kept count, or it is another document.
    pub everything: bool,
    /// What was built, deleted or set.
    pub built: BTreeSet<ResourceId>,
    /// What was only placed or resized.
    pub placed: BTreeSet<ResourceId>,
    /// Whether the facts are others than before.
    pub facts: bool,
}

impl Change {
    /// Anything may have changed.
    pub fn everything() -> Self {
        Self {
            everything: true,
            ..Self::default()
        }
    }

    /// The facts are others than before.
    pub fn facts() -> Self {
        Self {
            facts: true,
            ..Self::default()
        }
    }

    /// This and another change together.
    pub fn and(mut self, other: Self) -> Self {
        self.everything |= other.everything;
        self.facts |= other.facts;
        self.built.extend(other.built);
        self.placed.extend(other.placed);
        self
    }

    /// Whether nothing can have changed.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }
}

/// What has changed in a scene. Each list is in order of ids and names each
/// thing once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What is no longer drawn. Something of another kind may have entered
    /// under the same id, so this comes first.
    pub left: Vec<ResourceId>,
    /// What is drawn now and was not before.
    pub entered: Vec<ResourceId>,
    /// What stands in another box than before. Boxes move what is in them
    /// along, so nothing else is said of that.
    pub reseated: Vec<ResourceId>,
    /// What has another place in its box, or another size.
    pub moved: Vec<ResourceId>,
    /// What looks or is called other than before.
    pub repainted: Vec<ResourceId>,
    /// The VPCs whose zones are others, or elsewhere.
    pub zones: Vec<ResourceId>,
    /// The boxes whose shelf has come, gone or changed.
    pub shelves: Vec<ResourceId>,
    /// The groups whose further pieces have come, gone or changed.
    pub pieces: Vec<ResourceId>,
}

impl Changes {
    /// Whether nothing has changed.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The difference between two scenes.
    pub(super) fn between(before: &Scene, after: &Scene) -> Self {
        let mut changes = Self::default();
        let replaced = |scene: &Scene, other: &Scene| -> Vec<ResourceId> {
            let gone = |id: &ResourceId| match (scene.get(id), other.get(id)) {
                (Some(one), Some(another)) => one.kind != another.kind,
                _ => true,
            };
            let ids = scene.things().map(|thing| &thing.id);
            sorted(ids.filter(|id| gone(id)).cloned().collect())
        };
        changes.left = replaced(before, after);
        changes.entered = replaced(after, before);
        for thing in after.things() {
            let Some(was) = before.get(&thing.id).filter(|it| it.kind == thing.kind) else {
                continue;
            };
            if was.parent != thing.parent {
                changes.reseated.push(thing.id.clone());
            }
            if was.place != thing.place {
                changes.moved.push(thing.id.clone());
            }
            if !was.looks_like(thing) {
                changes.repainted.push(thing.id.clone());
            }
        }
        changes.zones = differing(&before.zones, &after.zones);
        changes.shelves = differing(&before.shelves, &after.shelves);
        changes.pieces = differing(&before.pieces, &after.pieces);
        for list in [
            &mut changes.reseated,
            &mut changes.moved,
            &mut changes.repainted,
        ] {
            list.order();
        }
        changes
    }
}

/// The keys under which two maps hold something different.
pub(super) fn differing<K: Ord + Clone, V: PartialEq>(
    one: &std::collections::BTreeMap<K, V>,
    other: &std::collections::BTreeMap<K, V>,
) -> Vec<K> {
    let mut keys = Vec::new();
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (ones.peek(), others.peek()) {
            (Some((key, _)), Some((another, _))) => key.cmp(another),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => return keys,
        };
        let mine = (order.is_le()).then(|| ones.next()).flatten();
        let theirs = (order.is_ge()).then(|| others.next()).flatten();
        if mine.map(|(_, value)| value) != theirs.map(|(_, value)| value) {
            keys.extend(mine.or(theirs).map(|(key, _)| key.clone()));
        }
    }
}

/// In order and each once.
pub(super) fn sorted(mut ids: Vec<ResourceId>) -> Vec<ResourceId> {
    ids.order();
    ids.dedup();
    ids
}
