//! A lab as one file or one text, and back: bounded, and read to the end before anybody is
//! told that it is a lab.

use serde_json::{Value, json};

use super::{NUMBER, zip};
use crate::course::lesson::{Files, Lesson};
use crate::course::read::json as read_json;

/// The bytes of a lab at most.
pub const MOST_BYTES: usize = 6 * 1024 * 1024;

/// What a lab may hold at most.
const MOST: zip::Bounds = zip::Bounds {
    files: 48,
    bytes: MOST_BYTES,
};

/// So many tasks may a lab have.
const MOST_TASKS: usize = 60;

/// The version of the text.
const VERSION: u64 = 1;

/// The files of a lab as a zip file, in a folder of this name; or why that cannot be.
pub fn to_zip(files: &Files, folder: &str) -> Result<Vec<u8>, String> {
    let entries = files
        .iter()
        .map(|(name, text)| (format!("{folder}/{name}"), text.clone().into_bytes()));
    zip::write(&entries.collect::<Vec<_>>())
}

/// The files in a zip file; or why there is no lab in it.
pub fn from_zip(bytes: &[u8]) -> Result<Files, String> {
    let entries = zip::read(bytes, MOST)?;
    let mut found: Vec<(String, String)> = Vec::new();
    for (name, bytes) in entries {
        let is_ours = name.ends_with(".json") || name.ends_with(".md");
        // What systems leave beside is none of ours.
        let hidden = name
            .split('/')
            .any(|it| it.starts_with('.') || it == "__MACOSX");
        if !is_ours || hidden {
            continue;
        }
        let text = String::from_utf8(bytes).map_err(|_| format!("{name} in it is no text"))?;
        found.push((name, text));
    }
    // The folder may be whichever the settings stand in.
    let root = found
        .iter()
        .filter_map(|(name, _)| name.strip_suffix("chapter.json"))
        .min_by_key(|it| it.len())
        .map(str::to_owned)
        .ok_or("there is no chapter.json in it, so it is no lab")?;
    let inside = found.into_iter();
    Ok(inside
        .filter_map(|(name, text)| Some((name.strip_prefix(&root)?.to_owned(), text)))
        .collect())
}

/// The files of a lab as one text.
pub fn to_text(files: &Files) -> String {
    json!({ "lab": VERSION, "files": files }).to_string()
}

/// Whether a text is one of a lab.
pub fn is_lab(text: &str) -> bool {
    text.trim_start().starts_with('{') && text.contains("\"lab\"") && text.contains("chapter.json")
}

/// The files in a text; or why it is no lab.
pub fn from_text(text: &str) -> Result<Files, String> {
    if text.len() > MOST.bytes {
        return Err(format!("it is larger than {} KiB", MOST.bytes / 1024));
    }
    let value = read_json(text).map_err(|fault| fault.why)?;
    match value.get("lab").and_then(Value::as_u64) {
        Some(version) if version <= VERSION => {}
        Some(_) => return Err("it was made by a newer Cloud Campus".to_owned()),
        None => return Err("it is no lab".to_owned()),
    }
    let files = value.get("files").and_then(Value::as_object);
    let files = files.ok_or("it is no lab: it has no files")?;
    if files.len() > MOST.files {
        return Err(format!(
            "it holds {} files, at most {}",
            files.len(),
            MOST.files
        ));
    }
    let text = |(name, text): (&String, &Value)| Some((name.clone(), text.as_str()?.to_owned()));
    files
        .iter()
        .map(text)
        .collect::<Option<Files>>()
        .ok_or_else(|| "one of its files is no text".to_owned())
}

/// What the lab in files is called, without reading more of it.
pub fn title(files: &Files) -> Option<String> {
    let settings: Value = serde_json::from_str(files.get("chapter.json")?).ok()?;
    settings.get("title")?.as_str().map(str::to_owned)
}

/// The lab that files are; or why they are none, as the end of a sentence.
pub fn lesson(files: &Files) -> Result<Lesson, String> {
    let bytes: usize = files.values().map(String::len).sum();
    if bytes > MOST.bytes || files.len() > MOST.files {
        return Err("it is too large".to_owned());
    }
    let lesson = Lesson::read(files).map_err(|faults| {
        let first = faults.first().map(ToString::to_string);
        first.unwrap_or_default()
    })?;
    let chapter = &lesson.chapter;
    if chapter.number != NUMBER {
        return Err(format!(
            "it is chapter {} of the course, and no lab (a lab has the number {NUMBER})",
            chapter.number
        ));
    }
    if chapter.tasks.is_empty() {
        return Err("it has no task".to_owned());
    }
    if chapter.tasks.len() > MOST_TASKS {
        return Err(format!("it has more than {MOST_TASKS} tasks"));
    }
    Ok(lesson)
}
