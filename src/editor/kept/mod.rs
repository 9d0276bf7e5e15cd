//! What the page keeps in the browser, as text: which parts a kept document
//! has, how a line of the list is written, where a reload leads back to, and
//! what becomes of documents that an older version has kept.
//!
//! The page moves these texts in and out of the browser's storage; what they
//! mean stands here, where it is tested without a browser.

mod address;
mod glance;
pub mod habits;
pub mod lab;
pub mod lesson;
mod older;
mod row;
mod view;

pub use address::{Address, LINK};
pub use glance::{Glance, Picture};
pub use habits::Habits;
pub use older::{Move, Older, plan};
pub use row::{Row, RowError};
pub use view::View;

use super::{HistoryError, Session, Steps, Written};
use crate::architecture::Document;
use crate::architecture::file::FileError;

/// What a copy of a document is called.
pub fn copy_title(title: &str) -> String {
    let (stem, number) = match title
        .strip_suffix(')')
        .and_then(|it| it.rsplit_once(" (copy"))
    {
        Some((stem, "")) => (stem, 2),
        Some((stem, number)) => match number.trim().parse::<u32>() {
            Ok(number) => (stem, number.saturating_add(1)),
            Err(_) => (title, 1),
        },
        None => (title, 1),
    };
    match number {
        1 => format!("{stem} (copy)"),
        more => format!("{stem} (copy {more})"),
    }
}

/// The texts of a kept document, written together or not at all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Texts {
    /// Its line in the list of kept documents.
    pub row: String,
    /// The document, as in files.
    pub document: String,
    /// How much can be taken back, and the audit log.
    pub history: String,
    /// The steps of the history, one by one: when they are written, those that
    /// differ from what was written before.
    pub steps: Steps,
    /// Which part of the drawing was seen and what was selected, if that is
    /// known.
    pub view: Option<String>,
}

impl Texts {
    /// What is to be kept of a session, without a gesture under way. Steps that
    /// were written before are left out.
    pub fn of(session: &Session, before: &Written, line: Line) -> Self {
        let Line {
            revision,
            saved,
            glance,
            origin,
        } = line;
        let (history, steps) = session.history(before);
        let document = session.settled_document();
        let row = Row {
            title: document.title.clone(),
            resources: document.architecture.len(),
            saved,
            revision,
            glance,
            origin,
        };
        Self {
            row: row.to_json(),
            document: document.to_value().to_string(),
            history,
            steps,
            view: None,
        }
    }

    /// Opens what was kept. The document is all that must be right: a history
    /// that cannot be used is left aside, which is told, and so is a view.
    pub fn open(&self) -> Result<Opened, FileError> {
        let document = Document::from_json(&self.document)?;
        let (mut session, lost) = if self.history.is_empty() {
            (Session::open(document), None)
        } else {
            Session::reopen(document, &self.history, &self.steps)
        };
        let seen = self.view.as_deref();
        session.select(seen.map(View::selected).unwrap_or_default());
        session.collapse(seen.map(View::collapsed).unwrap_or_default(), true);
        // The first version of histories had no steps beside it.
        let is_beside = self.steps != Steps::default();
        Ok(Opened {
            written: if is_beside {
                session.written()
            } else {
                Default::default()
            },
            session,
            lost,
            view: seen.and_then(View::from_json),
        })
    }
}

/// What the line of the list says beside what the document says itself.
#[derive(Clone, Debug, Default)]
pub struct Line {
    /// How often it has been written.
    pub revision: u64,
    /// When, in milliseconds since 1970.
    pub saved: f64,
    /// What is seen of it at a glance.
    pub glance: Option<Glance>,
    /// Where it came from.
    pub origin: Option<String>,
}

impl Line {
    /// The line of a document that is written for the first time.
    pub fn first(saved: f64) -> Self {
        Self {
            revision: 1,
            saved,
            ..Self::default()
        }
    }
}

/// A kept document that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The document with its history.
    pub session: Session,
    /// Which of the steps are written down where it is kept.
    pub written: Written,
    /// Why its history was left aside, if it was.
    pub lost: Option<HistoryError>,
    /// What was seen of it.
    pub view: Option<View>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Edit;
    use crate::editor::actions::blank;

    fn third() -> Line {
        Line {
            revision: 3,
            ..Line::first(5.0)
        }
    }

    #[test]
    fn a_kept_session_comes_back_with_its_history() {
        let mut session = Session::open(blank());
        let title = "Shop".to_owned();
        session
            .perform("Rename", vec![Edit::Retitle { title }])
            .unwrap();
        let texts = Texts::of(&session, &Written::default(), third());
        let row = Row::from_json(&texts.row).unwrap();
        assert_eq!(
            (row.title.as_str(), row.resources, row.revision),
            ("Shop", 2, 3)
        );
        let opened = texts.open().unwrap();
        assert_eq!((opened.lost, opened.view), (None, None));
        let mut read = opened.session;
        assert_eq!(read.document(), session.document());
        // What is written down is not written again.
        let (_, steps) = read.history(&opened.written);
        assert!(steps.undo.steps.is_empty() && steps.undo.from == 1);
        assert!(read.undo());
        assert_eq!(read.document(), &blank());
    }

    #[test]
    fn steps_that_an_older_version_kept_elsewhere_are_written_anew() {
        let mut session = Session::open(blank());
        let title = "Shop".to_owned();
        session
            .perform("Rename", vec![Edit::Retitle { title }])
            .unwrap();
        let mut texts = Texts::of(&session, &Written::default(), third());
        let steps = std::mem::take(&mut texts.steps);
        texts.history = texts
            .history
            .replace("\"version\":2", "\"version\":1")
            .replace("\"undo\":1", &format!("\"undo\":[{}]", steps.undo.steps[0]))
            .replace("\"redo\":0", "\"redo\":[]");
        let opened = texts.open().unwrap();
        assert_eq!(opened.lost, None);
        let (_, again) = opened.session.history(&opened.written);
        assert_eq!(again, steps);
    }

    #[test]
    fn a_copy_is_called_so_and_its_copy_is_counted() {
        for (title, copy) in [
            ("Shop", "Shop (copy)"),
            ("Shop (copy)", "Shop (copy 2)"),
            ("Shop (copy 2)", "Shop (copy 3)"),
            ("Shop (copy of mine)", "Shop (copy of mine) (copy)"),
            ("", " (copy)"),
        ] {
            assert_eq!(copy_title(title), copy);
        }
    }

    #[test]
    fn only_the_document_must_be_right() {
        let mut texts = Texts::of(
            &Session::open(blank()),
            &Written::default(),
            Line::first(0.0),
        );
        texts.history = "ash".to_owned();
        texts.view = Some("smoke".to_owned());
        let read = texts.open().unwrap();
        assert_eq!(read.session.document(), &blank());
        assert_eq!(
            (read.lost, read.view),
            (Some(HistoryError::Unreadable), None)
        );
        texts.document.truncate(20);
        assert!(matches!(texts.open(), Err(FileError::NotJson { .. })));
    }
}
