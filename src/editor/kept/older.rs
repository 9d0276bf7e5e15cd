//! Documents that an older version has kept in another storage of the
//! browser, and how they come over.
//!
//! What has come over is recorded as it was. The older storage may give back
//! what was taken out of it (it is written to disk late), and a tab with the
//! older version may go on writing there: the first comes with the recorded
//! text and is done with, the second is a document of its own. Neither ever
//! lies over anything that was kept since.

use std::collections::BTreeMap;

use super::{Row, Texts};
use crate::architecture::Document;
use crate::architecture::file::FileError;

/// A document as the older version kept it.
#[derive(Clone, Debug, PartialEq)]
pub struct Older {
    /// Its number there.
    pub slot: u32,
    /// Its text.
    pub text: String,
    /// When it was kept, in milliseconds since 1970; 0 where that is lost.
    pub saved: f64,
}

/// What becomes of an older document.
#[derive(Clone, Debug, PartialEq)]
pub enum Move {
    /// It is written, under its own number.
    Over(Texts),
    /// It is written as another document: its number has come over before,
    /// with another text.
    Beside(Texts),
    /// It has come over before, word for word.
    Done,
    /// It stays where it is, because it cannot be read.
    Stays(FileError),
}

/// What becomes of each older document, given the texts that have come over
/// before, by number.
pub fn plan(older: &[Older], before: &BTreeMap<u32, String>) -> Vec<Move> {
    older
        .iter()
        .map(|it| {
            let recorded = before.get(&it.slot);
            if recorded == Some(&it.text) {
                return Move::Done;
            }
            let document = match Document::from_json(&it.text) {
                Ok(document) => document,
                Err(why) => return Move::Stays(why),
            };
            let row = Row {
                title: document.title.clone(),
                resources: document.architecture.len(),
                saved: it.saved,
                revision: 1,
                glance: None,
                origin: None,
            };
            let texts = Texts {
                row: row.to_json(),
                document: it.text.clone(),
                ..Texts::default()
            };
            match recorded {
                None => Move::Over(texts),
                Some(_) => Move::Beside(texts),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::editor::actions::blank;

    fn older(slot: u32, text: &str) -> Older {
        Older {
            slot,
            text: text.to_owned(),
            saved: 12.0,
        }
    }

    #[test]
    fn every_readable_document_comes_over_once() {
        let text = blank().to_json();
        let all = [
            older(1, &text),
            older(2, "no document"),
            older(3, &text),
            older(4, &text),
        ];
        let before = BTreeMap::from([(3, text.clone()), (4, "as it was then".to_owned())]);
        let moves = plan(&all, &before);
        let Move::Over(texts) = &moves[0] else {
            panic!("{:?}", moves[0]);
        };
        assert_eq!(texts.document, text);
        let row = Row::from_json(&texts.row).unwrap();
        assert_eq!((row.resources, row.saved, row.revision), (2, 12.0, 1));
        assert!(matches!(moves[1], Move::Stays(FileError::NotJson { .. })));
        assert_eq!(moves[2], Move::Done);
        assert!(matches!(moves[3], Move::Beside(_)));
        assert!(texts.open().is_ok());
    }
}
