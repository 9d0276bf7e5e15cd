//! What of a session outlives the page: the document as the last finished
//! gesture left it, the steps to take back and to do again, and the audit log.
//!
//! A gesture under way is left out everywhere here. A drag that is still held
//! has not happened yet, and nobody may come back to its middle.
//!
//! Every step is a text of its own, and there is no limit to how many there
//! are. They lie in two stacks, which change at their ends alone, so what is
//! written with a change is one step, however long the history has become:
//! [`Session::history`] says which texts differ from those written before.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AuditEvent, Session, Step, difference};
use crate::architecture::Document;
use crate::architecture::file::VERSION as FILE_VERSION;
use crate::editor::revisions::Revisions;

/// The value of `format` in every history.
const FORMAT: &str = "cloud-campus-history";

/// The version that is written, and the newest that is read. The first one held
/// the steps themselves.
const VERSION: u64 = 2;

/// How many of the latest API calls are kept.
const MAX_EVENTS: usize = 1_000;

/// The texts of a stack of steps, the oldest first, from a place on. What lies
/// beneath that place is as it was written before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// Where the first of the texts lies, 0 being the bottom.
    pub from: usize,
    /// The texts; above them lies nothing.
    pub steps: Vec<String>,
}

/// What can be taken back, and what can be done again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Steps {
    /// What can be taken back.
    pub undo: Stack,
    /// What can be done again.
    pub redo: Stack,
}

/// Which steps somebody has written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    undo: Vec<u64>,
    redo: Vec<u64>,
}

/// Why a history was left aside. The document is as good without it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HistoryError {
    /// The text is no history, or not one of this version.
    Unreadable,
    /// Its edits are written for another version of the file format.
    OtherFileVersion,
    /// Its steps cannot be taken back from this document.
    DoesNotFit,
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unreadable => "its history cannot be read",
            Self::OtherFileVersion => "its history was written by another version of Cloud Campus",
            Self::DoesNotFit => "its history does not belong to it",
        })
    }
}

impl std::error::Error for HistoryError {}

/// A history as JSON. Its edits carry values as files do, so they are worth
/// something only beside the same version of the file format.
#[derive(Deserialize)]
struct Read {
    format: String,
    version: u64,
    file: u64,
    undo: Held,
    redo: Held,
    audit: Vec<AuditEvent>,
}

/// How a history tells of a stack.
#[derive(Deserialize)]
#[serde(untagged)]
enum Held {
    /// How many steps lie beside it.
    Count(usize),
    /// The steps, as the first version has it.
    Inline(Vec<Step>),
}

impl Held {
    fn steps(self, version: u64, beside: &Stack) -> Result<Vec<Step>, HistoryError> {
        match (self, version) {
            (Self::Inline(steps), 1) => Ok(steps),
            (Self::Count(count), VERSION) => {
                if beside.from != 0 || beside.steps.len() != count {
                    return Err(HistoryError::DoesNotFit);
                }
                let read = |text: &String| serde_json::from_str(text);
                let steps: Result<Vec<Step>, _> = beside.steps.iter().map(read).collect();
                steps.map_err(|_| HistoryError::Unreadable)
            }
            _ => Err(HistoryError::Unreadable),
        }
    }
}

impl Session {
    /// Opens a document with what could be taken back when it was written.
    /// A history that cannot be used is left aside, and the second value says
    /// why; the document is opened all the same.
    pub fn reopen(
        document: Document,
        history: &str,
        steps: &Steps,
    ) -> (Self, Option<HistoryError>) {
        let mut session = Self::open(document);
        match session.remember(history, steps) {
            Ok(()) => (session, None),
            Err(why) => (session, Some(why)),
        }
    }

    fn remember(&mut self, history: &str, beside: &Steps) -> Result<(), HistoryError> {
        let read: Read = serde_json::from_str(history).map_err(|_| HistoryError::Unreadable)?;
        if read.format != FORMAT || read.version > VERSION {
            return Err(HistoryError::Unreadable);
        }
        if read.file != FILE_VERSION {
            return Err(HistoryError::OtherFileVersion);
        }
        let mut undo = read.undo.steps(read.version, &beside.undo)?;
        let mut redo = read.redo.steps(read.version, &beside.redo)?;
        if ![&undo, &redo]
            .iter()
            .all(|it| fits(it, self.document.clone()))
        {
            return Err(HistoryError::DoesNotFit);
        }
        for step in undo.iter_mut().chain(&mut redo) {
            self.serial += 1;
            step.serial = self.serial;
        }
        self.undo = undo;
        self.redo = redo;
        self.audit = read.audit;
        self.committed_events = self.audit.len();
        Ok(())
    }

    /// Goes on with another state of the same document, such as another tab
    /// has written. What is selected stays so, as far as it still exists.
    pub fn follow(&mut self, mut newer: Self) {
        let selection = std::mem::take(&mut self.selection);
        let collapsed = std::mem::take(&mut self.collapsed);
        // No step of the other is taken for one of this session.
        for step in newer.undo.iter_mut().chain(&mut newer.redo) {
            step.serial += self.serial;
        }
        newer.serial += self.serial;
        *self = Self {
            built: self.built + 1,
            changed: self.changed + 1,
            settled: self.settled + 1,
            // Anything may have changed, which an empty log says.
            revisions: Revisions::default(),
            ..newer
        };
        self.select(selection);
        self.collapse(collapsed, true);
    }

    /// Makes another state of the document reachable by taking a step back, such
    /// as the one that was given up for what another tab has written.
    pub fn keep_way_back(&mut self, label: impl Into<String>, other: &Document) {
        self.commit();
        let edits = difference(&self.document, other);
        if !edits.is_empty() {
            let step = self.step(label.into(), edits);
            self.undo.push(step);
            self.redo.clear();
            self.settled += 1;
        }
    }

    /// Grows with every finished change; saving hangs on it.
    pub fn settled(&self) -> u64 {
        self.settled
    }

    /// Whether the document shows something that only counts once the gesture
    /// under way has ended.
    pub fn is_unsettled(&self) -> bool {
        self.gesture
            .as_ref()
            .is_some_and(|gesture| !gesture.inverses.is_empty())
    }

    /// The document as the last finished gesture left it.
    pub fn settled_document(&self) -> Cow<'_, Document> {
        match &self.gesture {
            Some(gesture) if !gesture.inverses.is_empty() => {
                let mut document = self.document.clone();
                let result = document.apply_all(gesture.inverses.clone());
                debug_assert!(result.is_ok(), "a gesture can be taken back: {result:?}");
                Cow::Owned(document)
            }
            _ => Cow::Borrowed(&self.document),
        }
    }

    /// What is to be kept of the history, without the gesture under way: a text
    /// that says what there is, and the steps that differ from those that were
    /// written before.
    pub fn history(&self, before: &Written) -> (String, Steps) {
        let first = self.committed_events.saturating_sub(MAX_EVENTS);
        let audit = &self.audit[first..self.committed_events];
        let text = format!(
            r#"{{"format":"{FORMAT}","version":{VERSION},"file":{FILE_VERSION},"undo":{},"redo":{},"audit":{}}}"#,
            self.undo.len(),
            self.redo.len(),
            json(&audit),
        );
        let steps = Steps {
            undo: differing(&self.undo, &before.undo),
            redo: differing(&self.redo, &before.redo),
        };
        (text, steps)
    }

    /// Which steps there are, to be remembered by whoever writes them down.
    pub fn written(&self) -> Written {
        let serials = |steps: &[Step]| steps.iter().map(|it| it.serial).collect();
        Written {
            undo: serials(&self.undo),
            redo: serials(&self.redo),
        }
    }
}

/// The texts of the steps from the first on that was not written before.
fn differing(steps: &[Step], written: &[u64]) -> Stack {
    let same = |(step, serial): &(&Step, &u64)| step.serial == **serial;
    let from = steps.iter().zip(written).take_while(same).count();
    Stack {
        from,
        steps: steps[from..].iter().map(json).collect(),
    }
}

/// Steps and events are plain data, which always has a JSON form.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Whether the steps apply, from the last to the first, to this document.
fn fits(steps: &[Step], mut document: Document) -> bool {
    let mut latest_first = steps.iter().rev();
    latest_first.all(|step| document.apply_all(step.edits.clone()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::layout::Spot;
    use crate::architecture::{Edit, Kind, ResourceId};
    use crate::building::placement::create;

    fn with_vpc() -> (Session, ResourceId) {
        let mut session = Session::default();
        let (region, edits) = create(session.document(), Kind::Region, None, None).unwrap();
        session.perform("Add Region", edits).unwrap();
        let (vpc, edits) = create(session.document(), Kind::Vpc, Some(&region), None).unwrap();
        session.perform("Add VPC", edits).unwrap();
        (session, vpc)
    }

    fn away(id: &ResourceId) -> Vec<Edit> {
        vec![Edit::Arrange {
            id: id.clone(),
            spot: Some(Spot::at(400.0, 300.0)),
        }]
    }

    /// Writes a session down and opens it again.
    fn again(session: &Session) -> Session {
        let document = Document::from_json(&session.settled_document().to_json()).unwrap();
        let (history, steps) = session.history(&Written::default());
        let (session, why) = Session::reopen(document, &history, &steps);
        assert_eq!(why, None);
        session
    }

    #[test]
    fn steps_and_calls_outlive_the_page() {
        let (mut session, vpc) = with_vpc();
        session.perform("Move", away(&vpc)).unwrap();
        session.undo();
        let mut read = again(&session);
        assert_eq!(read.audit(), session.audit());
        assert_eq!(read.undo_label(), Some("Add VPC"));
        assert_eq!(read.redo_label(), Some("Move"));
        read.redo();
        assert_eq!(
            read.document().layout.get(&vpc),
            Some(Spot::at(400.0, 300.0))
        );
        while read.undo() {}
        assert_eq!(read.document(), &Document::default());
    }

    #[test]
    fn a_held_drag_has_not_happened() {
        let (mut session, vpc) = with_vpc();
        let before = session.document().clone();
        let settled = session.settled();
        session.begin("Move");
        session.amend(away(&vpc)).unwrap();
        assert!(session.is_unsettled());
        assert_eq!(session.settled(), settled);
        assert_eq!(session.settled_document().as_ref(), &before);
        assert_eq!(again(&session).undo_label(), Some("Add VPC"));

        session.commit();
        assert!(!session.is_unsettled());
        assert!(session.settled() > settled);
        assert_eq!(again(&session).undo_label(), Some("Move"));
    }

    #[test]
    fn a_deletion_under_way_leaves_no_call_in_the_log() {
        let (mut session, vpc) = with_vpc();
        session.begin("Delete");
        session.amend(vec![Edit::Delete { id: vpc }]).unwrap();
        let calls: Vec<_> = again(&session)
            .audit()
            .iter()
            .map(|it| it.call.to_string())
            .collect();
        assert_eq!(calls, ["EnableRegion", "CreateVpc"]);
    }

    #[test]
    fn a_history_that_cannot_be_used_leaves_the_document() {
        let (session, _) = with_vpc();
        let (good, steps) = session.history(&Written::default());
        let changed = |from: &str, to: &str| {
            let mut steps = steps.clone();
            for step in &mut steps.undo.steps {
                *step = step.replace(from, to);
            }
            steps
        };
        let missing = Steps {
            undo: Stack {
                from: 0,
                steps: steps.undo.steps[1..].to_vec(),
            },
            ..steps.clone()
        };
        for (text, steps, expected) in [
            ("", &steps, HistoryError::Unreadable),
            ("{}", &steps, HistoryError::Unreadable),
            (
                &good.replace("cloud-campus-history", "diary"),
                &steps,
                HistoryError::Unreadable,
            ),
            (
                &good.replace("\"version\":2", "\"version\":3"),
                &steps,
                HistoryError::Unreadable,
            ),
            (
                &good,
                &changed("\"delete\"", "\"explode\""),
                HistoryError::Unreadable,
            ),
            (
                &good.replace("\"file\":", "\"file\":9"),
                &steps,
                HistoryError::OtherFileVersion,
            ),
            (
                &good,
                &changed("\"id\":\"vpc-1\"", "\"id\":\"vpc-7\""),
                HistoryError::DoesNotFit,
            ),
            (&good, &missing, HistoryError::DoesNotFit),
        ] {
            let (read, why) = Session::reopen(session.document().clone(), text, steps);
            assert_eq!(why, Some(expected), "{text}");
            assert_eq!(read.document(), session.document());
            assert_eq!(read.undo_label(), None);
        }
    }

    #[test]
    fn a_history_of_the_first_version_is_read() {
        let (mut session, vpc) = with_vpc();
        session.perform("Move", away(&vpc)).unwrap();
        session.undo();
        let (_, steps) = session.history(&Written::default());
        let text = format!(
            r#"{{"format":"{FORMAT}","version":1,"file":{FILE_VERSION},"undo":[{}],"redo":[{}],"audit":[]}}"#,
            steps.undo.steps.join(","),
            steps.redo.steps.join(","),
        );
        let document = session.document().clone();
        let (mut read, why) = Session::reopen(document, &text, &Steps::default());
        assert_eq!(why, None);
        assert_eq!(read.redo_label(), Some("Move"));
        while read.undo() {}
        assert_eq!(read.document(), &Document::default());
    }

    /// Somebody who keeps the texts of a session as a store does.
    #[derive(Default)]
    struct Keeper {
        written: Written,
        history: String,
        steps: Steps,
    }

    impl Keeper {
        /// Writes what differs; yields how many steps that were.
        fn write(&mut self, session: &Session) -> usize {
            let (history, steps) = session.history(&self.written);
            self.written = session.written();
            self.history = history;
            for (kept, new) in [
                (&mut self.steps.undo, &steps.undo),
                (&mut self.steps.redo, &steps.redo),
            ] {
                kept.steps.truncate(new.from);
                assert_eq!(kept.steps.len(), new.from, "no step is left out");
                kept.steps.extend(new.steps.iter().cloned());
            }
            steps.undo.steps.len() + steps.redo.steps.len()
        }

        fn open(&self, session: &Session) -> Session {
            let document = session.settled_document().into_owned();
            let (session, why) = Session::reopen(document, &self.history, &self.steps);
            assert_eq!(why, None);
            session
        }
    }

    #[test]
    fn a_long_history_is_written_step_by_step_and_comes_back_whole() {
        let (mut session, vpc) = with_vpc();
        let mut keeper = Keeper::default();
        let at = |x: u32| {
            vec![Edit::Arrange {
                id: vpc.clone(),
                spot: Some(Spot::at(f64::from(x), 0.0)),
            }]
        };
        assert_eq!(keeper.write(&session), 2);
        for x in 0..3_000 {
            session.perform(format!("Move {x}"), at(x)).unwrap();
            assert_eq!(keeper.write(&session), 1);
        }
        let mut read = keeper.open(&session);
        let whole = read.document().clone();
        // From here on another session goes on, as after a reload.
        keeper.written = read.written();
        for _ in 0..1_000 {
            read.undo();
            assert_eq!(keeper.write(&read), 1, "one step goes from pile to pile");
        }
        let mut read = keeper.open(&read);
        assert_eq!(read.undo_label(), Some("Move 1999"));
        assert_eq!(read.redo_label(), Some("Move 2000"));
        while read.redo() {}
        assert_eq!(read.document(), &whole);
        let mut steps = 0;
        while read.undo() {
            steps += 1;
        }
        assert_eq!(steps, 3_002);
        assert_eq!(read.document(), &Document::default());
    }

    #[test]
    fn what_was_joined_or_done_otherwise_is_written_anew() {
        let (mut session, vpc) = with_vpc();
        let mut keeper = Keeper::default();
        session.perform("Move", away(&vpc)).unwrap();
        keeper.write(&session);
        session.join_last();
        keeper.write(&session);
        assert_eq!(keeper.open(&session).undo_label(), Some("Add VPC"));
        // Back and another way on: what lay above is gone.
        session.undo();
        session.perform("Other", Vec::new()).unwrap();
        let (region, edits) = create(session.document(), Kind::User, None, None).unwrap();
        session.perform("Add somebody", edits).unwrap();
        keeper.write(&session);
        let read = keeper.open(&session);
        assert_eq!(read.undo_label(), Some("Add somebody"));
        assert_eq!(read.redo_label(), None);
        assert!(read.document().architecture.get(&region).is_some());
        // Another tab's session is not taken for this one, though its numbers are alike.
        let (mut other, vpc) = with_vpc();
        other.perform("Move elsewhere", away(&vpc)).unwrap();
        session.follow(other.clone());
        keeper.write(&session);
        assert_eq!(keeper.open(&session).undo_label(), Some("Move elsewhere"));
    }

    #[test]
    fn what_was_given_up_is_one_step_away() {
        let (mut session, vpc) = with_vpc();
        let mut other = again(&session);
        other.perform("Move", away(&vpc)).unwrap();
        let name = "mine".to_owned();
        let rename = vec![Edit::Rename { id: vpc, name }];
        session.perform("Rename", rename).unwrap();
        let mine = session.document().clone();
        session.follow(again(&other));
        session.keep_way_back("Take theirs", &mine);
        assert_eq!(session.document(), other.document());
        let mut read = again(&session);
        assert_eq!(read.undo_label(), Some("Take theirs"));
        read.undo();
        assert_eq!(read.document(), &mine);
        read.redo();
        assert_eq!(read.document(), other.document());
        read.undo();
        read.undo();
        assert_eq!(read.undo_label(), Some("Add VPC"));
    }

    #[test]
    fn following_another_tab_keeps_what_is_selected() {
        let (mut session, vpc) = with_vpc();
        let mut other = again(&session);
        other.perform("Move", away(&vpc)).unwrap();
        session.select([vpc.clone()]);
        let (built, changed, settled) = (session.built(), session.changed(), session.settled());
        session.follow(again(&other));
        assert_eq!(session.document(), other.document());
        assert_eq!(session.selected(), Some(&vpc));
        assert_eq!(session.undo_label(), Some("Move"));
        assert!(session.changes_since(changed).everything);
        assert!(
            session.built() > built && session.changed() > changed && session.settled() > settled
        );
    }
}
