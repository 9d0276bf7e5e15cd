//! What the page keeps in the browser, as text: which parts a kept document
//! has, how a line of the list is written, where a reload leads back to, and
//! what becomes of documents that an older version has kept.
//!
//! The page moves these texts in and out of the browser's storage; what they
//! mean stands here, where it is tested without a browser.

mod address;
pub mod lab;
pub mod lesson;
mod older;
mod row;
mod view;

pub use address::{Address, LINK};
pub use older::{Move, Older, plan};
pub use row::{Row, RowError};
pub use view::View;

use super::{HistoryError, Session};
use crate::architecture::Document;
use crate::architecture::file::FileError;

/// The texts of a kept document, written together or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// Its line in the list of kept documents.
    pub row: String,
    /// The document, as in files.
    pub document: String,
    /// What can be taken back, and the audit log.
    pub history: String,
    /// Which part of the drawing was seen, if that is known.
    pub view: Option<String>,
}

impl Texts {
    /// What is to be kept of a session, without a gesture under way.
    pub fn of(session: &Session, revision: u64, saved: f64) -> Self {
        let document = session.settled_document();
        let row = Row {
            title: document.title.clone(),
            resources: document.architecture.len(),
            saved,
            revision,
        };
        Self {
            row: row.to_json(),
            document: document.to_value().to_string(),
            history: session.history_json(),
            view: None,
        }
    }

    /// Opens what was kept. The document is all that must be right: a history
    /// that cannot be used is left aside, which the second value tells, and so
    /// is a view.
    pub fn open(&self) -> Result<(Session, Option<HistoryError>, Option<View>), FileError> {
        let document = Document::from_json(&self.document)?;
        let view = self.view.as_deref().and_then(View::from_json);
        if self.history.is_empty() {
            return Ok((Session::open(document), None, view));
        }
        let (session, why) = Session::reopen(document, &self.history);
        Ok((session, why, view))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Edit;
    use crate::editor::actions::blank;

    #[test]
    fn a_kept_session_comes_back_with_its_history() {
        let mut session = Session::open(blank());
        let title = "Shop".to_owned();
        session
            .perform("Rename", vec![Edit::Retitle { title }])
            .unwrap();
        let texts = Texts::of(&session, 3, 5.0);
        let row = Row::from_json(&texts.row).unwrap();
        assert_eq!(
            (row.title.as_str(), row.resources, row.revision),
            ("Shop", 2, 3)
        );
        let (mut read, why, view) = texts.open().unwrap();
        assert_eq!((why, view), (None, None));
        assert_eq!(read.document(), session.document());
        assert!(read.undo());
        assert_eq!(read.document(), &blank());
    }

    #[test]
    fn only_the_document_must_be_right() {
        let mut texts = Texts::of(&Session::open(blank()), 1, 0.0);
        texts.history = "ash".to_owned();
        texts.view = Some("smoke".to_owned());
        let (read, why, view) = texts.open().unwrap();
        assert_eq!(read.document(), &blank());
        assert_eq!((why, view), (Some(HistoryError::Unreadable), None));
        texts.document.truncate(20);
        assert!(matches!(texts.open(), Err(FileError::NotJson { .. })));
    }
}
