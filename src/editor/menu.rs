//! What the menu of a place on the canvas offers: the deeds that fit what is
//! selected there, and no others.

use std::collections::BTreeSet;

use super::scene::{Scene, can_collapse};
use crate::architecture::{Document, ResourceId};

/// Something that a menu offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// To the settings of what is selected.
    Inspect,
    /// Its name is written anew.
    Rename,
    /// It is copied and taken away.
    Cut,
    /// It is copied.
    Copy,
    /// What was copied is made anew here.
    Paste,
    /// Another of it is made.
    Duplicate,
    /// It is deleted.
    Delete,
    /// What stands in it is selected.
    SelectInside,
    /// Everything is selected.
    SelectAll,
    /// The boxes are drawn as cards, without what stands in them.
    Collapse,
    /// The boxes are drawn with what stands in them again.
    Expand,
    /// It is shown as large as fits.
    ShowIt,
    /// Everything is shown.
    ShowAll,
    /// The drawing is shown in its own size.
    ActualSize,
}

impl Deed {
    /// What it is called.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Inspect => "Inspect",
            Self::Rename => "Rename",
            Self::Cut => "Cut",
            Self::Copy => "Copy",
            Self::Paste => "Paste here",
            Self::Duplicate => "Duplicate",
            Self::Delete => "Delete",
            Self::SelectInside => "Select what is in it",
            Self::SelectAll => "Select everything",
            Self::Collapse => "Collapse",
            Self::Expand => "Expand",
            Self::ShowIt => "Zoom to it",
            Self::ShowAll => "Show everything",
            Self::ActualSize => "Zoom to 100 %",
        }
    }

    /// Its key, as the list of commands has it; empty for none.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Inspect => "Enter",
            Self::Rename => "F2",
            Self::Cut => "Ctrl+X",
            Self::Copy => "Ctrl+C",
            Self::Paste => "Ctrl+V",
            Self::Duplicate => "Ctrl+D",
            Self::Delete => "Delete",
            Self::SelectAll => "Ctrl+A",
            Self::ShowAll => "Shift+1",
            Self::ActualSize => "Shift+0",
            Self::Collapse => "Ctrl+Home",
            Self::Expand => "Ctrl+End",
            Self::SelectInside | Self::ShowIt => "",
        }
    }

    /// Its small icon.
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Inspect => "inspect",
            Self::Rename => "text-size",
            Self::Cut | Self::Copy => "copy",
            Self::Paste => "file",
            Self::Duplicate => "duplicate",
            Self::Delete => "trash",
            Self::SelectInside | Self::SelectAll => "cursor",
            Self::Collapse => "chevron-right",
            Self::Expand => "chevron-down",
            Self::ShowIt => "search",
            Self::ShowAll | Self::ActualSize => "fit",
        }
    }
}

/// The groups of what is offered for a selection.
pub fn offered(
    document: &Document,
    scene: &Scene,
    selection: &BTreeSet<ResourceId>,
) -> Vec<Vec<Deed>> {
    let one = match selection.len() {
        1 => selection.first(),
        _ => None,
    };
    if selection.is_empty() {
        return vec![
            vec![Deed::Paste],
            vec![Deed::SelectAll, Deed::ShowAll, Deed::ActualSize],
        ];
    }
    let mut first = Vec::new();
    if let Some(id) = one {
        first.push(Deed::Inspect);
        if document.architecture.get(&id.owner()).is_some() {
            first.push(Deed::Rename);
        }
    }
    let mut third = Vec::new();
    if one.is_some_and(|id| scene.in_box(Some(id)).next().is_some()) {
        third.push(Deed::SelectInside);
    }
    let boxes = |is_collapsed: bool| {
        (selection.iter().filter_map(|id| scene.get(id)))
            .any(|it| can_collapse(it.kind) && it.inside.is_some() == is_collapsed)
    };
    third.extend(boxes(false).then_some(Deed::Collapse));
    third.extend(boxes(true).then_some(Deed::Expand));
    third.push(Deed::ShowIt);
    let mut groups = vec![
        first,
        vec![Deed::Cut, Deed::Copy, Deed::Paste, Deed::Duplicate],
        third,
        vec![Deed::Delete],
    ];
    groups.retain(|group| !group.is_empty());
    groups
}

/// What stands in a box and can be selected.
pub fn inside(scene: &Scene, container: &ResourceId) -> Vec<ResourceId> {
    let things = scene.in_box(Some(container)).filter(|it| !it.is_member());
    things.map(|thing| thing.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::facts::SceneFacts;
    use crate::editor::scene::scene;

    #[test]
    fn a_menu_offers_what_fits() {
        let text = include_str!("../../tests/files/notebookly.campus.json");
        let document = Document::from_json(text).unwrap();
        let scene = scene(&document, &SceneFacts::default());
        let offer = |ids: &[&str]| {
            let ids = ids.iter().map(ResourceId::new).collect();
            offered(&document, &scene, &ids).concat()
        };
        assert!(offer(&[]).contains(&Deed::Paste) && !offer(&[]).contains(&Deed::Delete));
        let vpc = offer(&["vpc-1"]);
        assert!(vpc.contains(&Deed::SelectInside) && vpc.contains(&Deed::Rename));
        let several = offer(&["subnet-1", "subnet-2"]);
        assert!(several.contains(&Deed::Duplicate) && !several.contains(&Deed::Rename));
        let inner = inside(&scene, &ResourceId::new("vpc-1"));
        assert!(inner.contains(&ResourceId::new("subnet-1")));
    }
}
