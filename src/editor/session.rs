//! One open document with its history and selection.

mod calls;
mod difference;
mod event;
mod history;
mod house;
#[cfg(test)]
mod moment_tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::revisions::Revisions;
use super::scene::Change;
use crate::architecture::{AppliedAll, Document, Edit, EditError, ResourceId};
use crate::rules::moment::{Fresh, Known};

pub use difference::difference;
pub use event::AuditEvent;
pub use history::{HistoryError, Stack, Steps, Written};

/// A step that can be taken back or done again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Step {
    /// What it was, such as "Move web-1".
    label: String,
    /// The edits that take it back (or do it again), in order.
    edits: Vec<Edit>,
    /// Its number in this session, by which whoever writes steps down knows it
    /// again; each step has another.
    #[serde(skip)]
    serial: u64,
}

/// A gesture under way, such as a drag: its edits show at once, but count as
/// one step, and none at all if it is aborted.
#[derive(Clone, Debug)]
struct Gesture {
    label: String,
    /// What it has done so far.
    edits: Vec<Edit>,
    /// Taking the gesture back, in order.
    inverses: Vec<Edit>,
    rebuilt: bool,
}

/// An open document.
#[derive(Clone, Debug, Default)]
pub struct Session {
    document: Document,
    selection: BTreeSet<ResourceId>,
    collapsed: BTreeSet<ResourceId>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    /// The number of the latest step.
    serial: u64,
    gesture: Option<Gesture>,
    audit: Vec<AuditEvent>,
    /// How many events of the audit log no gesture can take back any more.
    committed_events: usize,
    built: u64,
    changed: u64,
    settled: u64,
    revisions: Revisions,
    /// What has just been added and not been left yet.
    fresh: Fresh,
    /// The time, as the door last told it.
    now: Option<u64>,
    /// What AWS would refuse of the design, and how many calls had been made
    /// when that was found out.
    refused: BTreeSet<(ResourceId, &'static str)>,
    answered: usize,
    /// What was found in the design when somebody last looked.
    known: Option<Arc<Known>>,
}

impl Session {
    /// Opens a document, with nothing to take back.
    pub fn open(document: Document) -> Self {
        Self {
            document,
            ..Self::default()
        }
    }

    /// The document as it is now.
    pub fn document(&self) -> &Document {
        &self.document
    }

    /// Grows with every change to what was built; analyses hang on it. A
    /// gesture counts once it is done, so that nothing is analysed meanwhile.
    pub fn built(&self) -> u64 {
        self.built
    }

    /// Grows by one with every change at all; the drawing hangs on it.
    pub fn changed(&self) -> u64 {
        self.changed
    }

    /// What may have changed since [`Session::changed`] was `revision`.
    pub fn changes_since(&self, revision: u64) -> Change {
        self.revisions.since(revision, self.changed)
    }

    /// What is selected, in order of ids.
    pub fn selection(&self) -> &BTreeSet<ResourceId> {
        &self.selection
    }

    /// The one selected resource, if it is exactly one.
    pub fn selected(&self) -> Option<&ResourceId> {
        match self.selection.len() {
            1 => self.selection.first(),
            _ => None,
        }
    }

    /// Selects these resources and no others. Members of a group (`asg-1/2`)
    /// can be selected as long as their owner exists.
    pub fn select(&mut self, ids: impl IntoIterator<Item = ResourceId>) {
        self.selection = ids.into_iter().collect();
        self.drop_dead_selection();
        self.fresh.attend(&self.selection);
    }

    /// Adds a resource to the selection, or takes it out.
    pub fn toggle(&mut self, id: &ResourceId) {
        if !self.selection.remove(id) {
            self.selection.insert(id.clone());
        }
        self.drop_dead_selection();
        self.fresh.attend(&self.selection);
    }

    /// The boxes that are drawn collapsed: a way to look at the document, which
    /// no step takes back.
    pub fn collapsed(&self) -> &BTreeSet<ResourceId> {
        &self.collapsed
    }

    /// Collapses these boxes, or opens them.
    pub fn collapse(&mut self, ids: impl IntoIterator<Item = ResourceId>, is_collapsed: bool) {
        for id in ids {
            match is_collapsed {
                true => self.collapsed.insert(id),
                false => self.collapsed.remove(&id),
            };
        }
        self.drop_dead_selection();
    }

    /// Applies edits as one step called `label`. Either all of them are applied
    /// or none. A gesture under way is committed first.
    pub fn perform(&mut self, label: impl Into<String>, edits: Vec<Edit>) -> Result<(), EditError> {
        self.commit();
        self.begin(label);
        let edits = house::moved(&self.document, edits);
        match self.amend(edits) {
            Ok(()) => {
                self.commit();
                Ok(())
            }
            Err(error) => {
                self.abort();
                Err(error)
            }
        }
    }

    /// Begins a gesture.
    pub fn begin(&mut self, label: impl Into<String>) {
        self.commit();
        self.gesture = Some(Gesture {
            label: label.into(),
            edits: Vec::new(),
            inverses: Vec::new(),
            rebuilt: false,
        });
    }

    /// Takes back what the gesture did so far and applies these edits instead,
    /// as a drag does with every move of the pointer. Without a gesture, or
    /// when an edit does not apply, the document is as before the gesture.
    pub fn amend(&mut self, edits: Vec<Edit>) -> Result<(), EditError> {
        let Some(mut gesture) = self.gesture.take() else {
            return Ok(());
        };
        // A pointer that trembles asks for the same again and again.
        if gesture.edits == edits {
            self.gesture = Some(gesture);
            return Ok(());
        }
        gesture.edits.clone_from(&edits);
        let mut touched = self.replay(std::mem::take(&mut gesture.inverses));
        gesture.rebuilt = edits.iter().any(|edit| !is_drawing(edit));
        let events = self.events(&edits);
        let result = self.document.apply_all(edits);
        if let Ok(applied) = &result {
            touched.built.extend(applied.built.iter().cloned());
            touched.placed.extend(applied.placed.iter().cloned());
        }
        self.note(&touched);
        match result {
            Ok(applied) => {
                gesture.inverses = applied.inverses;
                self.gesture = Some(gesture);
                // Events of a gesture under way are replaced with its edits;
                // only a commit keeps them.
                self.audit.truncate(self.committed_events);
                self.audit.extend(events);
                self.drop_dead_selection();
                Ok(())
            }
            Err(error) => {
                gesture.rebuilt = false;
                gesture.edits.clear();
                self.gesture = Some(gesture);
                self.drop_dead_selection();
                Err(error)
            }
        }
    }

    /// Ends the gesture and keeps what it did as one step.
    pub fn commit(&mut self) {
        let Some(gesture) = self.gesture.take() else {
            return;
        };
        self.committed_events = self.audit.len();
        if gesture.inverses.is_empty() {
            return;
        }
        if gesture.rebuilt {
            self.built += 1;
            self.fresh.note(&gesture.edits, self.known.as_ref());
        }
        self.settled += 1;
        self.redo.clear();
        let step = self.step(gesture.label, gesture.inverses);
        self.undo.push(step);
    }

    /// A step with a number of its own.
    fn step(&mut self, label: String, edits: Vec<Edit>) -> Step {
        self.serial += 1;
        Step {
            label,
            edits,
            serial: self.serial,
        }
    }

    /// Makes one step of the last two, so that what was played edit by edit is taken back
    /// at once.
    pub fn join_last(&mut self) {
        if let (Some(last), Some(earlier)) = (self.undo.pop(), self.undo.pop()) {
            // Taking back begins with what was done last.
            let mut edits = last.edits;
            edits.extend(earlier.edits);
            let step = self.step(earlier.label, edits);
            self.undo.push(step);
            self.settled += 1;
        }
    }

    /// Ends the gesture as if it had never begun.
    pub fn abort(&mut self) {
        if let Some(gesture) = self.gesture.take() {
            let touched = self.replay(gesture.inverses);
            self.note(&touched);
            self.audit.truncate(self.committed_events);
            self.drop_dead_selection();
        }
    }

    /// Whether a gesture is under way.
    pub fn in_gesture(&self) -> bool {
        self.gesture.is_some()
    }

    /// What takes the finished steps back, the last first, each with what it was called.
    pub fn steps_back(&self) -> impl Iterator<Item = (&str, &[Edit])> {
        let all = self.undo.iter().rev();
        all.map(|step| (step.label.as_str(), step.edits.as_slice()))
    }

    /// What the next undo takes back, such as "Move web-1".
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// What the next redo does again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }

    /// Takes the last step back; says whether there was one. A gesture under
    /// way is aborted first and counts as that step.
    pub fn undo(&mut self) -> bool {
        if self.gesture.is_some() {
            self.abort();
            return true;
        }
        let Some(step) = self.undo.pop() else {
            return false;
        };
        let back = self.play(step);
        self.redo.push(back);
        true
    }

    /// Does the last undone step again; says whether there was one.
    pub fn redo(&mut self) -> bool {
        self.commit();
        let Some(step) = self.redo.pop() else {
            return false;
        };
        let back = self.play(step);
        self.undo.push(back);
        true
    }

    /// Plays a step of the history and yields the step that takes it back.
    fn play(&mut self, step: Step) -> Step {
        if step.edits.iter().any(|edit| !is_drawing(edit)) {
            self.built += 1;
            // Nobody is in the middle of what history brings back.
            self.fresh.leave();
        }
        self.settled += 1;
        let events = self.events(&step.edits);
        self.audit.extend(events);
        self.committed_events = self.audit.len();
        let applied = self.replay(step.edits);
        self.note(&applied);
        self.drop_dead_selection();
        self.step(step.label, applied.inverses)
    }

    /// Applies edits of the history, which always apply: nothing else changes
    /// the document in between.
    fn replay(&mut self, edits: Vec<Edit>) -> AppliedAll {
        let result = self.document.apply_all(edits);
        debug_assert!(result.is_ok(), "the history always applies: {result:?}");
        result.unwrap_or_default()
    }

    /// The document has changed in this way.
    fn note(&mut self, applied: &AppliedAll) {
        self.changed += 1;
        self.revisions.note(self.changed, applied);
    }

    fn drop_dead_selection(&mut self) {
        let architecture = &self.document.architecture;
        self.selection
            .retain(|id| architecture.get(&id.owner()).is_some());
        // Something new may be called as what is gone was.
        self.collapsed.retain(|id| architecture.get(id).is_some());
    }
}

/// Whether an edit changes only how things are drawn or titled.
fn is_drawing(edit: &Edit) -> bool {
    matches!(edit, Edit::Arrange { .. } | Edit::Retitle { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Kind;
    use crate::architecture::layout::Spot;
    use crate::building::placement::{create, deletion};

    fn with_region() -> (Session, ResourceId) {
        let mut session = Session::default();
        let (id, edits) = create(session.document(), Kind::Region, None, None).unwrap();
        session.perform("Add Region", edits).unwrap();
        (session, id)
    }

    fn arrange(id: &ResourceId, x: f64) -> Vec<Edit> {
        vec![Edit::Arrange {
            id: id.clone(),
            spot: Some(Spot::at(x, 0.0)),
        }]
    }

    #[test]
    fn a_drag_is_one_step() {
        let (mut session, region) = with_region();
        session.begin("Move Region");
        for x in [1.0, 2.0, 3.0] {
            session.amend(arrange(&region, x)).unwrap();
        }
        session.commit();
        assert_eq!(
            session.document().layout.get(&region),
            Some(Spot::at(3.0, 0.0))
        );
        assert_eq!(session.undo_label(), Some("Move Region"));
        session.undo();
        assert_eq!(session.document().layout.get(&region), None);
        assert_eq!(session.undo_label(), Some("Add Region"));
    }

    #[test]
    fn escape_restores() {
        let (mut session, region) = with_region();
        let before = session.document().clone();
        session.begin("Move Region");
        session.amend(arrange(&region, 5.0)).unwrap();
        session.abort();
        assert_eq!(session.document(), &before);
        assert_eq!(session.undo_label(), Some("Add Region"));
    }

    #[test]
    fn what_a_setting_moves_into_another_box_forgets_its_old_place() {
        let (mut session, region) = with_region();
        let mut add = |kind, target: &ResourceId| {
            let (id, edits) = create(session.document(), kind, Some(target), None).unwrap();
            session.perform("Add", edits).unwrap();
            id
        };
        let vpc = add(Kind::Vpc, &region);
        let (one, two) = (add(Kind::Subnet, &vpc), add(Kind::Subnet, &vpc));
        let nat = add(Kind::NatGateway, &one);
        session.perform("Move", arrange(&nat, 150.0)).unwrap();
        let change = |id: &ResourceId| vec![Edit::set(&nat, "subnet", id)];
        session.perform("Change", change(&one)).unwrap();
        assert!(session.document().layout.get(&nat).is_some());
        session.perform("Change", change(&two)).unwrap();
        assert_eq!(session.document().layout.get(&nat), None);
        session.undo();
        assert_eq!(
            session.document().layout.get(&nat),
            Some(Spot::at(150.0, 0.0))
        );
    }

    #[test]
    fn drawing_does_not_count_as_building() {
        let (mut session, region) = with_region();
        let built = session.built();
        session.perform("Move", arrange(&region, 5.0)).unwrap();
        assert_eq!(session.built(), built);
        session
            .perform("Delete", deletion(session.document(), &[region]))
            .unwrap();
        assert!(session.built() > built);
    }

    #[test]
    fn nothing_is_analysed_while_a_gesture_lasts() {
        let (mut session, region) = with_region();
        let built = session.built();
        let rename = |name: &str| {
            vec![Edit::Rename {
                id: region.clone(),
                name: name.to_owned(),
            }]
        };
        session.begin("Rename Region");
        session.amend(rename("one")).unwrap();
        session.abort();
        session.begin("Rename Region");
        session.amend(rename("one")).unwrap();
        let changed = session.changed();
        session.amend(rename("one")).unwrap();
        assert_eq!(session.changed(), changed, "the same again is no change");
        session.amend(rename("other")).unwrap();
        assert_eq!(session.built(), built);
        session.commit();
        assert_eq!(session.built(), built + 1);
    }

    #[test]
    fn who_follows_learns_what_was_touched_or_that_it_was_too_long_ago() {
        let (mut session, region) = with_region();
        let start = session.changed();
        assert!(session.changes_since(start).is_nothing());
        session.begin("Move Region");
        session.amend(arrange(&region, 1.0)).unwrap();
        session.amend(arrange(&region, 2.0)).unwrap();
        session.abort();
        let change = session.changes_since(start);
        assert!(change.placed.contains(&region) && change.built.is_empty());
        assert!(!change.everything);
        for x in 0..1000 {
            let edits = arrange(&region, f64::from(x));
            session.perform("Move Region", edits).unwrap();
        }
        assert!(session.changes_since(start).everything);
        assert!(!session.changes_since(session.changed() - 5).everything);
    }

    #[test]
    fn steps_that_belong_together_are_taken_back_as_one() {
        let (mut session, region) = with_region();
        let before = session.document().clone();
        for x in [5.0, 9.0, 13.0] {
            session.perform("Show", arrange(&region, x)).unwrap();
            if x > 5.0 {
                session.join_last();
            }
        }
        let shown = session.document().clone();
        assert!(session.undo());
        assert_eq!(session.undo_label(), Some("Add Region"));
        assert_eq!(session.document(), &before);
        assert!(session.redo());
        assert_eq!(session.document(), &shown);
    }

    #[test]
    fn what_is_gone_is_not_selected() {
        let (mut session, region) = with_region();
        session.select([region.clone(), "nobody".into()]);
        assert_eq!(session.selected(), Some(&region));
        session.undo();
        assert_eq!(session.selected(), None);
        session.redo();
        assert!(session.document().architecture.get(&region).is_some());
    }

    #[test]
    fn the_audit_log_speaks_in_api_calls() {
        let (mut session, region) = with_region();
        let (_, edits) = create(session.document(), Kind::Vpc, Some(&region), None).unwrap();
        session.perform("Add VPC", edits).unwrap();
        session.undo();
        let calls: Vec<_> = session.audit().iter().map(|event| &*event.call).collect();
        assert_eq!(calls, ["EnableRegion", "CreateVpc", "DeleteVpc"]);
    }
}
