//! The drawing and its lines, kept up to date: what an edit did not touch is
//! neither arranged nor routed again.

use std::collections::BTreeSet;
use std::ops::Deref;
use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::Store;
use crate::app::timing::measured;
use crate::architecture::ResourceId;
use crate::editor::scene::{self, Change, Changes, Line, LineKind, Links, Scene, Shape};
use crate::editor::{SceneFacts, Session};

/// The drawing of the document as it is now.
#[derive(Clone, Debug)]
pub struct Drawing {
    scene: Arc<Scene>,
    facts: Arc<SceneFacts>,
    opened: u64,
    revision: u64,
    /// Another number whenever anything is drawn otherwise, one higher if the
    /// [changes](Drawing::changes_since) are all that is different.
    serial: u64,
    changes: Changes,
}

impl Drawing {
    /// The drawing, as a memo that changes it in place as long as nobody else
    /// holds it.
    pub fn keep(store: Store, facts: Memo<Arc<SceneFacts>>) -> Memo<Self> {
        Memo::new_owning(move |before: Option<Self>| {
            // Reading, not `track`: a memo that is only tracked never runs.
            let (opened, facts) = (store.opened(), facts.get());
            let revision = store.with_held(Session::changed);
            measured("campus:scene", || {
                store.peek(|session| match before {
                    Some(drawing) if drawing.opened == opened => {
                        drawing.updated(session, facts, revision)
                    }
                    _ => {
                        let serial = before.map_or(0, |drawing| drawing.serial + 2);
                        let scene = Arc::new(scene::scene(session.document(), &facts));
                        let drawing = Self {
                            scene,
                            facts,
                            opened,
                            revision,
                            serial,
                            changes: Changes::default(),
                        };
                        (drawing, true)
                    }
                })
            })
        })
    }

    fn updated(mut self, session: &Session, facts: Arc<SceneFacts>, revision: u64) -> (Self, bool) {
        let mut change = if self.revision == revision {
            Change::default()
        } else {
            session.changes_since(self.revision)
        };
        change.facts |= !Arc::ptr_eq(&self.facts, &facts);
        self.revision = revision;
        if change.is_nothing() {
            return (self, false);
        }
        // A gesture keeps the drawing that it began with, so the first move of
        // one copies it.
        let scene = Arc::make_mut(&mut self.scene);
        self.changes = scene.update(session.document(), &facts, &change);
        self.facts = facts;
        let changed = !self.changes.is_empty();
        self.serial += u64::from(changed);
        (self, changed)
    }

    /// The scene, to be kept.
    pub fn scene(&self) -> Arc<Scene> {
        Arc::clone(&self.scene)
    }

    /// What it was drawn with.
    pub fn facts(&self) -> Arc<SceneFacts> {
        Arc::clone(&self.facts)
    }

    /// Another number whenever anything is drawn otherwise.
    pub fn serial(&self) -> u64 {
        self.serial
    }

    /// What is different from the drawing with that number, if it was the one
    /// before this one.
    pub fn changes_since(&self, serial: u64) -> Option<&Changes> {
        (serial + 1 == self.serial).then_some(&self.changes)
    }
}

impl Deref for Drawing {
    type Target = Scene;

    fn deref(&self) -> &Scene {
        &self.scene
    }
}

/// The lines of the layer that is shown.
#[derive(Clone, Debug)]
pub struct Routed {
    lines: Vec<Line>,
    links: Arc<Links>,
    /// What is selected, where that decides which lines are drawn.
    selected: BTreeSet<ResourceId>,
    /// The number of the drawing that they run through.
    drawn: u64,
    /// Whether only the lines of what moves have been routed.
    partial: bool,
    serial: u64,
}

impl Routed {
    /// The lines, as a memo: while a gesture lasts only those of what it moves
    /// are routed anew, and all of them when it is over.
    pub fn keep(store: Store, drawing: Memo<Drawing>, links: Memo<Arc<Links>>) -> Memo<Self> {
        let gesture = Memo::new(move |_| store.with(Session::in_gesture));
        Memo::new_owning(move |before: Option<Self>| {
            let (links, gesture) = (links.get(), gesture.get());
            let selected = store.selection().get();
            drawing.with(|drawing| {
                measured("campus:lines", || match before {
                    Some(lines) => lines.updated(drawing, links, selected, gesture),
                    None => (Self::all(drawing, links, selected, 0), true),
                })
            })
        })
    }

    fn all(
        drawing: &Drawing,
        links: Arc<Links>,
        selected: BTreeSet<ResourceId>,
        serial: u64,
    ) -> Self {
        Self {
            lines: drawing.lines(&links, &|id| selected.contains(id)),
            links,
            selected,
            drawn: drawing.serial,
            partial: false,
            serial,
        }
    }

    fn updated(
        mut self,
        drawing: &Drawing,
        links: Arc<Links>,
        selected: BTreeSet<ResourceId>,
        gesture: bool,
    ) -> (Self, bool) {
        let same_links = Arc::ptr_eq(&links, &self.links) || links == self.links;
        let same_selected = selected == self.selected
            || !links
                .all()
                .iter()
                .any(|link| link.kind == LineKind::Association);
        let changes = if drawing.serial == self.drawn {
            Some(&NOTHING)
        } else {
            drawing.changes_since(self.drawn)
        };
        let (true, true, Some(changes)) = (same_links, same_selected, changes) else {
            let serial = self.serial + 1;
            return (Self::all(drawing, links, selected, serial), true);
        };
        let stays = is_where_it_was(drawing, changes);
        if stays && (gesture || !self.partial) {
            self.drawn = drawing.serial;
            return (self, false);
        }
        let serial = self.serial + 1;
        if !gesture {
            return (Self::all(drawing, links, selected, serial), true);
        }
        let moved: Vec<ResourceId> = [&changes.moved, &changes.reseated, &changes.entered]
            .into_iter()
            .flatten()
            .cloned()
            .collect();
        for line in drawing.lines_of(&links, &moved, &|id| selected.contains(id)) {
            let same =
                |it: &&mut Line| it.from == line.from && it.to == line.to && it.kind == line.kind;
            match self.lines.iter_mut().find(same) {
                Some(place) => *place = line,
                None => self.lines.push(line),
            }
        }
        self.lines
            .retain(|line| drawing.get(&line.from).is_some() && drawing.get(&line.to).is_some());
        self.drawn = drawing.serial;
        self.partial = true;
        self.serial = serial;
        (self, true)
    }

    /// The lines.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Another number whenever any of them is another one or elsewhere.
    pub fn serial(&self) -> u64 {
        self.serial
    }
}

/// No changes.
static NOTHING: Changes = Changes {
    left: Vec::new(),
    entered: Vec::new(),
    reseated: Vec::new(),
    moved: Vec::new(),
    repainted: Vec::new(),
    zones: Vec::new(),
    shelves: Vec::new(),
    pieces: Vec::new(),
};

/// Whether these changes leave everything where it was, names of boxes and
/// frames included, which lines run around.
fn is_where_it_was(drawing: &Drawing, changes: &Changes) -> bool {
    let small = |id: &ResourceId| {
        drawing
            .get(id)
            .is_some_and(|thing| matches!(thing.shape, Shape::Node | Shape::Chip))
    };
    changes.left.is_empty()
        && changes.entered.is_empty()
        && changes.reseated.is_empty()
        && changes.moved.is_empty()
        && changes.zones.is_empty()
        && changes.pieces.is_empty()
        && changes.repainted.iter().all(small)
}
