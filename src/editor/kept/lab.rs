//! Labs as the page keeps them: drafts of instructors and labs that were opened, each under
//! a number of its own, and the numbers under which their documents are kept.
//!
//! The numbers stand below those of chapters ([`super::lesson`]), above what the older
//! storage ever counted to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::lesson::Slots;

/// How many labs there may be in a browser.
pub const LABS: u32 = 120;

/// The number of the text of the first lab; the others follow.
const TEXTS: u32 = 261_888;

/// The first number of their documents.
const FIRST: u32 = 262_144;

/// How many people there may be, as for chapters.
const PEOPLE: u32 = 8;

/// What a lab is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabPage {
    /// To be solved.
    Learn,
    /// To be tried by whoever makes it.
    Try,
    /// To be made.
    Build,
}

impl LabPage {
    /// As addresses call it; nothing for the first.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Learn => "",
            Self::Try => "/try",
            Self::Build => "/build",
        }
    }
}

/// Whether a number belongs to a lab.
pub const fn holds(slot: u32) -> bool {
    slot >= TEXTS && slot < FIRST + LABS * (PEOPLE + 2) * super::lesson::EACH
}

/// The number under which the text of a lab is kept.
pub const fn text(lab: u32) -> u32 {
    TEXTS + lab % LABS
}

/// The numbers of the texts of all labs: the first, and the first that is none.
pub const fn texts() -> (u32, u32) {
    (TEXTS, TEXTS + LABS)
}

/// The lab whose text is kept under a number.
pub const fn lab_of(slot: u32) -> u32 {
    slot - TEXTS
}

/// The numbers of the documents of a lab, as one person sees it.
pub const fn slots(person: u32, lab: u32, page: LabPage) -> Slots {
    let place = match page {
        LabPage::Learn if person == 0 => 0,
        LabPage::Learn => 1 + person % (PEOPLE - 1),
        LabPage::Try => PEOPLE,
        LabPage::Build => PEOPLE + 1,
    };
    Slots::at(FIRST + (lab % LABS * (PEOPLE + 2) + place) * super::lesson::EACH)
}

/// The numbers of all documents of a lab: the first, and the first that is none.
pub const fn documents(lab: u32) -> (u32, u32) {
    let each = (PEOPLE + 2) * super::lesson::EACH;
    let first = FIRST + lab % LABS * each;
    (first, first + each)
}

/// A lab as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct KeptLab {
    /// Its title.
    pub title: String,
    /// When it was last written, in milliseconds since 1970.
    pub saved: f64,
    /// The draft, of labs that are made here.
    pub draft: Option<String>,
    /// What was done to the draft, to be taken back.
    pub history: Option<String>,
    /// The files, of labs that were opened.
    pub files: Option<BTreeMap<String, String>>,
}

impl KeptLab {
    /// As it is written.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what was written; nothing where it is none.
    pub fn from_json(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether it is made here.
    pub const fn is_draft(&self) -> bool {
        self.draft.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_document_of_a_lab_has_a_number_of_its_own() {
        let mut seen = BTreeSet::new();
        for lab in 0..LABS {
            assert!(seen.insert(text(lab)));
            assert_eq!(lab_of(text(lab)), lab);
            for (person, page) in [
                (0, LabPage::Learn),
                (7_000_001, LabPage::Learn),
                (0, LabPage::Try),
                (0, LabPage::Build),
            ] {
                let slots = slots(person, lab, page);
                for slot in [
                    slots.chapter(),
                    slots.task(0),
                    slots.task(59),
                    slots.notes(),
                ] {
                    assert!(holds(slot), "{slot}");
                    assert!(!super::super::lesson::holds(slot), "{slot}");
                    assert!(seen.insert(slot), "{slot} is there twice");
                }
            }
        }
        assert!(!holds(1) && !holds(FIRST - 257) && !holds(983_040));
    }

    #[test]
    fn a_lab_is_kept_and_read() {
        let lab = KeptLab {
            title: "Two faults".to_owned(),
            saved: 5.0,
            draft: Some("{}".to_owned()),
            history: Some("{}".to_owned()),
            files: None,
        };
        let older = KeptLab::from_json(r#"{"title":"Two faults","saved":5.0,"draft":"{}"}"#);
        assert_eq!(older.map(|it| it.history), Some(None));
        assert_eq!(KeptLab::from_json(&lab.to_json()), Some(lab));
        assert_eq!(KeptLab::from_json("["), None);
    }
}
