//! What of a session outlives the page: the document as the last finished
//! gesture left it, the steps to take back and to do again, and the audit log.
//!
//! A gesture under way is left out everywhere here. A drag that is still held
//! has not happened yet, and nobody may come back to its middle.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{AuditEvent, MAX_STEPS, Session, Step};
use crate::architecture::Document;
use crate::architecture::file::VERSION as FILE_VERSION;
use crate::editor::revisions::Revisions;

/// The value of `format` in every history.
const FORMAT: &str = "cloud-campus-history";

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// How many bytes the steps of one direction may take. The latest are kept:
/// a document must be written within a frame or two, whatever was done to it.
const MAX_BYTES: usize = 512 * 1024;

/// How many of the latest API calls are kept.
const MAX_EVENTS: usize = 1_000;

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
struct Written {
    format: String,
    version: u64,
    file: u64,
    undo: Vec<Step>,
    redo: Vec<Step>,
    audit: Vec<AuditEvent>,
}

impl Session {
    /// Opens a document with what could be taken back when it was written.
    /// A history that cannot be used is left aside, and the second value says
    /// why; the document is opened all the same.
    pub fn reopen(document: Document, history: &str) -> (Self, Option<HistoryError>) {
        let mut session = Self::open(document);
        match session.remember(history) {
            Ok(()) => (session, None),
            Err(why) => (session, Some(why)),
        }
    }

    fn remember(&mut self, history: &str) -> Result<(), HistoryError> {
        let written: Written =
            serde_json::from_str(history).map_err(|_| HistoryError::Unreadable)?;
        if written.format != FORMAT || written.version != VERSION {
            return Err(HistoryError::Unreadable);
        }
        if written.file != FILE_VERSION {
            return Err(HistoryError::OtherFileVersion);
        }
        for steps in [&written.undo, &written.redo] {
            if steps.len() > MAX_STEPS || !fits(steps, self.document.clone()) {
                return Err(HistoryError::DoesNotFit);
            }
        }
        self.undo = written.undo;
        self.redo = written.redo;
        self.audit = written.audit;
        self.committed_events = self.audit.len();
        Ok(())
    }

    /// Goes on with another state of the same document, such as another tab
    /// has written. What is selected stays so, as far as it still exists.
    pub fn follow(&mut self, newer: Self) {
        let selection = std::mem::take(&mut self.selection);
        *self = Self {
            built: self.built + 1,
            changed: self.changed + 1,
            settled: self.settled + 1,
            // Anything may have changed, which an empty log says.
            revisions: Revisions::default(),
            ..newer
        };
        self.select(selection);
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

    /// The steps and the audit log as JSON, without the gesture under way.
    pub fn history_json(&self) -> String {
        let first = self.committed_events.saturating_sub(MAX_EVENTS);
        let audit = &self.audit[first..self.committed_events];
        format!(
            r#"{{"format":"{FORMAT}","version":{VERSION},"file":{FILE_VERSION},"undo":[{}],"redo":[{}],"audit":{}}}"#,
            latest(&self.undo),
            latest(&self.redo),
            json(&audit),
        )
    }
}

/// As many of the last steps as there is room for, as the items of a list.
fn latest(steps: &[Step]) -> String {
    let mut room = MAX_BYTES;
    let mut written: Vec<String> = steps
        .iter()
        .rev()
        .map(json)
        .take_while(|text| {
            let fits = text.len() <= room;
            room = room.saturating_sub(text.len());
            fits
        })
        .collect();
    written.reverse();
    written.join(",")
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
        let (session, why) = Session::reopen(document, &session.history_json());
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
        let good = session.history_json();
        for (text, expected) in [
            ("", HistoryError::Unreadable),
            ("{}", HistoryError::Unreadable),
            (
                &good.replace("cloud-campus-history", "diary"),
                HistoryError::Unreadable,
            ),
            (
                &good.replace("\"version\":1", "\"version\":2"),
                HistoryError::Unreadable,
            ),
            (
                &good.replace("\"delete\"", "\"explode\""),
                HistoryError::Unreadable,
            ),
            (
                &good.replace("\"file\":", "\"file\":9"),
                HistoryError::OtherFileVersion,
            ),
            (
                &good.replace("\"id\":\"vpc-1\"", "\"id\":\"vpc-7\""),
                HistoryError::DoesNotFit,
            ),
        ] {
            let (read, why) = Session::reopen(session.document().clone(), text);
            assert_eq!(why, Some(expected), "{text}");
            assert_eq!(read.document(), session.document());
            assert_eq!(read.undo_label(), None);
        }
    }

    #[test]
    fn the_oldest_steps_make_room() {
        let (mut session, vpc) = with_vpc();
        for letter in ["a", "b", "c"] {
            let name = letter.repeat(MAX_BYTES / 2 - 200);
            let edit = Edit::Rename {
                id: vpc.clone(),
                name,
            };
            session.perform(letter, vec![edit]).unwrap();
        }
        // The step called `a` takes back to a short name.
        let mut read = again(&session);
        for label in ["c", "b"] {
            assert_eq!(read.undo_label(), Some(label));
            read.undo();
        }
        assert!(session.history_json().len() < 2 * MAX_BYTES);
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
