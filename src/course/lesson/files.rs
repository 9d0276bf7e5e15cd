//! A chapter with its documents, read from texts that a door has fetched.

use std::collections::BTreeMap;

use super::Chapter;
use crate::architecture::Document;
use crate::course::read::Fault;

/// The texts of a chapter's folder, by the names of their files.
pub type Files = BTreeMap<String, String>;

/// A chapter with its documents.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// The chapter.
    pub chapter: Chapter,
    /// The documents by the way to their file, without its ending: `start`,
    /// `variants/farhan`.
    pub documents: BTreeMap<String, Document>,
}

impl Lesson {
    /// Reads a chapter with all of its documents. Every file that cannot be read is told.
    pub fn read(files: &Files) -> Result<Self, Vec<Fault>> {
        let text = |name: &str| {
            let missing = || Fault::new("", "this file is missing").in_file(name);
            files.get(name).ok_or_else(missing)
        };
        let chapter = text("chapter.json")
            .and_then(|settings| Chapter::read(settings, text("chapter.md")?))
            .map_err(|fault| vec![fault])?;
        let mut faults = Vec::new();
        let mut documents = BTreeMap::new();
        for name in chapter.documents() {
            let file = format!("{name}.campus.json");
            let read = text(&file).and_then(|text| {
                Document::from_json(text)
                    .map_err(|why| Fault::new("", why.to_string()).in_file(&file))
            });
            match read {
                Ok(document) => {
                    documents.insert(name, document);
                }
                Err(fault) => faults.push(fault),
            }
        }
        match faults.is_empty() {
            true => Ok(Self { chapter, documents }),
            false => Err(faults),
        }
    }
}
