//! Any list of edits, applied to Notebookly: what applies can be taken back.
#![no_main]

use cloud_campus::architecture::{Document, Edit};
use libfuzzer_sys::fuzz_target;

const NOTEBOOKLY: &str = include_str!("../../tests/files/notebookly.campus.json");

fuzz_target!(|text: &str| {
    let Ok(edits) = serde_json::from_str::<Vec<Edit>>(text) else {
        return;
    };
    let Ok(before) = Document::from_json(NOTEBOOKLY) else {
        return;
    };
    let mut document = before.clone();
    let mut inverses = Vec::new();
    for edit in edits {
        if let Ok(applied) = document.apply(edit) {
            inverses.push(applied.inverse);
        }
    }
    let _ = cloud_campus::rules::findings(&document.architecture);
    for inverse in inverses.into_iter().rev() {
        document.apply(inverse).expect("an inverse applies");
    }
    assert_eq!(document, before);
});
