//! What was copied, as text: written for the system's clipboard, and read from
//! it, where anything may lie.
//!
//! It is JSON with a mark of its own around a document as it stands in a file,
//! so a file's text can be pasted as well. What is read is as untrusted as any
//! file, goes through the same reading, and is bounded.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value, json};

use super::{Clip, MOST};
use crate::architecture::file::{FORMAT as DOCUMENT, FileError, MAX_BYTES};
use crate::architecture::{Document, Kind, ResourceId};
use crate::building::placement::container_of;
use crate::editor::geometry::Rect;

/// The mark of what was copied here.
const FORMAT: &str = "cloud-campus-clipboard";

/// The version that is written, and the newest that is read.
const VERSION: u64 = 1;

/// How far from the origin things are drawn at most, as in files.
const FAR: f64 = 1e6;

/// Why a text cannot be pasted.
#[derive(Clone, Debug, PartialEq)]
pub enum Unreadable {
    /// There is none.
    Empty,
    /// It was copied elsewhere.
    NotOurs,
    /// A newer version copied it.
    TooNew,
    /// It is longer than any document.
    TooLong,
    /// It holds more resources than are pasted at once.
    TooMany(usize),
    /// It was copied here and is no longer whole.
    Broken(FileError),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("There is nothing to paste yet: copy something first."),
            Self::NotOurs => f.write_str(
                "The clipboard holds something that was not copied in Cloud Campus, so nothing was pasted.",
            ),
            Self::TooNew => f.write_str(
                "This was copied with a newer Cloud Campus. Reload the page, then paste it again.",
            ),
            Self::TooLong => f.write_str("The text in the clipboard is too long to be pasted."),
            Self::TooMany(count) => {
                write!(f, "The clipboard holds {count} resources; at most {MOST} are pasted at once.")
            }
            Self::Broken(why) => write!(f, "What was copied is no longer whole, so nothing was pasted. {why}"),
        }
    }
}

impl Clip {
    /// The text for the clipboard.
    pub fn to_text(&self) -> String {
        let outside: Map<String, Value> = self
            .outside
            .iter()
            .map(|(id, (kind, name))| {
                let told = json!({ "kind": kind.info().key, "name": name });
                (id.as_str().to_owned(), told)
            })
            .collect();
        let places: Map<String, Value> = self
            .places
            .iter()
            .map(|(id, rect)| {
                (
                    id.as_str().to_owned(),
                    json!([rect.x, rect.y, rect.w, rect.h]),
                )
            })
            .collect();
        let value = json!({
            "format": FORMAT,
            "version": VERSION,
            "roots": self.roots,
            "outside": outside,
            "places": places,
            "document": self.document.to_value(),
        });
        // Plain data always has a JSON form.
        serde_json::to_string_pretty(&value).unwrap_or_default()
    }

    /// Reads a text from the clipboard.
    pub fn from_text(text: &str) -> Result<Self, Unreadable> {
        if text.trim().is_empty() {
            return Err(Unreadable::Empty);
        }
        if text.len() > MAX_BYTES {
            return Err(Unreadable::TooLong);
        }
        let value: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|_| Unreadable::NotOurs)?;
        let clip = match value.get("format").and_then(Value::as_str) {
            Some(FORMAT) => Self::from_value(&value)?,
            // A whole document, as it stands in a file.
            Some(DOCUMENT) => Self {
                document: Document::from_value(value).map_err(Unreadable::Broken)?,
                ..Self::default()
            },
            _ => return Err(Unreadable::NotOurs),
        };
        let count = clip.document.architecture.len();
        match count {
            0 => Err(Unreadable::Empty),
            _ if count > MOST => Err(Unreadable::TooMany(count)),
            _ => Ok(clip.with_roots()),
        }
    }

    fn from_value(value: &Value) -> Result<Self, Unreadable> {
        match value.get("version").and_then(Value::as_u64) {
            Some(1..=VERSION) => {}
            Some(version) if version > VERSION => return Err(Unreadable::TooNew),
            // Whatever wrote that, it was no copying here.
            _ => return Err(Unreadable::NotOurs),
        }
        let document = value.get("document").cloned().unwrap_or_default();
        let document = Document::from_value(document).map_err(Unreadable::Broken)?;
        let there = |id: &ResourceId| document.architecture.get(id).is_some();
        let places = members(value, "places");
        let places = places.filter_map(|(id, rect)| Some((id, rect_of(rect)?)));
        let outside = members(value, "outside").filter_map(|(id, told)| {
            let kind = Kind::from_key(told.get("kind")?.as_str()?)?;
            Some((id, (kind, told.get("name")?.as_str()?.to_owned())))
        });
        Ok(Self {
            places: places.filter(|(id, _)| there(id)).collect(),
            outside: outside.filter(|(id, _)| !there(id)).collect(),
            roots: Vec::new(),
            document,
        })
    }

    /// What stands in nothing else is found again rather than believed.
    fn with_roots(mut self) -> Self {
        let architecture = &self.document.architecture;
        let is_inside = |id: &ResourceId| container_of(architecture, id).is_some();
        let ids = architecture.resources().map(|(id, _)| id);
        self.roots = ids.filter(|id| !is_inside(id)).cloned().collect();
        self
    }
}

fn members<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = (ResourceId, &'a Value)> {
    let members = value.get(key).and_then(Value::as_object);
    let members = members.into_iter().flatten().take(4 * MOST);
    let members: BTreeMap<_, _> = members
        .filter(|(id, _)| ResourceId::is_well_formed(id))
        .map(|(id, value)| (ResourceId::new(id), value))
        .collect();
    members.into_iter()
}

/// Four numbers within what can be drawn.
fn rect_of(value: &Value) -> Option<Rect> {
    let numbers: Vec<f64> = value.as_array()?.iter().filter_map(Value::as_f64).collect();
    let [x, y, w, h] = numbers[..] else {
        return None;
    };
    let tame = |number: f64, least: f64| number.clamp(least, FAR);
    Some(Rect::new(
        tame(x, -FAR),
        tame(y, -FAR),
        tame(w, 0.0),
        tame(h, 0.0),
    ))
}
