//! What was handed in: bytes, and what they are.

use serde_json::Value;

use crate::architecture::Document;
use crate::architecture::file::{FileError, MAX_BYTES};
use crate::course::memory::{FORMAT, Kept};

/// Something that can be read.
#[derive(Clone, Debug)]
pub enum Handed {
    /// A document.
    Design(Box<Document>),
    /// An exported progress.
    Progress(Box<Kept>),
}

/// Reads what was handed in, or says why it cannot be read, in a sentence without its full
/// stop.
pub fn read(bytes: &[u8]) -> Result<Handed, String> {
    if bytes.len() > MAX_BYTES {
        return Err(FileError::TooLarge { bytes: bytes.len() }.to_string());
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let place = error.valid_up_to() + 1;
        format!("byte {place} is not UTF-8: it has to be saved as UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err("the file is empty".to_owned());
    }
    let value: Option<Value> = serde_json::from_str(text).ok();
    let format = value.as_ref().and_then(|it| it.get("format")?.as_str());
    if format == Some(FORMAT) {
        let kept = Kept::from_json(text).map_err(|why| why.to_string())?;
        return Ok(Handed::Progress(Box::new(kept)));
    }
    let document = match value {
        Some(value) => Document::from_value(value),
        // The reader of texts says where it goes wrong.
        None => Document::from_json(text),
    };
    let document = document.map_err(|why| why.to_string())?;
    Ok(Handed::Design(Box::new(document)))
}
