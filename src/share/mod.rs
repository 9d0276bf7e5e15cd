//! A link that holds a whole document, so that an architecture can be shown to
//! somebody without a server that keeps it.
//!
//! ```text
//! https://somewhere/#/open/1.eNqrVkrLL8pNLFGyUkrOyS9N0U1OzC0oVtJRKk…
//!                          │ └ the document: JSON, zlib [RFC 1950], base64url [RFC 4648 §5]
//!                          └ the version of this encoding
//! ```
//!
//! The part of an address behind its `#` is never sent to a server [RFC 3986 §3.5], so
//! whoever opens the link learns what is in it, and nobody else does.
//!
//! A link may come from anybody. What it unpacks to is bounded while it is unpacked, its
//! check sum must agree, and it is then read as any file is: whole, or not at all with a
//! reason.

mod error;
mod qr;

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use crate::architecture::Document;
use crate::base64;

pub use error::LinkError;
pub use qr::{MAX_QR, Qr};

/// Where the document begins in an address.
pub const PATH: &str = "#/open/";

/// The version of the encoding that is written, and the newest that is read.
pub const VERSION: u32 = 1;

/// The longest text of a document that a link may unpack to, in bytes. It is about four
/// thousand resources; a file may be four times as long.
pub const MAX_UNPACKED: usize = 2 * 1024 * 1024;

/// The longest link that is read, in characters. Chromium goes to no longer address than
/// 2 MB [Chromium docs: "URL display guidelines", kMaxURLChars].
pub const MAX_CHARS: usize = 1024 * 1024;

/// Some chats, mail programs and tools cut or refuse addresses that are longer.
pub const SAFE_CHARS: usize = 2_000;

/// How hard the text is pressed; 10 is the hardest and takes ten times as long.
const LEVEL: u8 = 9;

/// What of a title is kept when it comes with a link, in characters.
const MAX_TITLE: usize = 120;

/// The document as the part of an address from its `#` on. A document that no link can
/// hold is refused.
pub fn fragment(document: &Document) -> Result<String, LinkError> {
    write(PATH, &document.to_value().to_string())
}

/// Reads the document in a link: a whole address, or its part from the `#` on.
pub fn open(link: &str) -> Result<Document, LinkError> {
    let text = read(PATH, link)?;
    let mut document = Document::from_json(&text).map_err(LinkError::Document)?;
    document.title = plain(&document.title);
    Ok(document)
}

/// A text as the part of an address from its `#` on, behind this path.
pub fn write(path: &str, text: &str) -> Result<String, LinkError> {
    if text.len() > MAX_UNPACKED {
        return Err(LinkError::TooLarge);
    }
    let packed = base64::url(&compress_to_vec_zlib(text.as_bytes(), LEVEL));
    let fragment = format!("{path}{VERSION}.{packed}");
    match fragment.len() > MAX_CHARS {
        true => Err(LinkError::TooLong {
            chars: fragment.len(),
        }),
        false => Ok(fragment),
    }
}

/// Reads the text behind this path in a link.
pub fn read(path: &str, link: &str) -> Result<String, LinkError> {
    if link.len() > MAX_CHARS {
        return Err(LinkError::TooLong { chars: link.len() });
    }
    let (_, packed) = link.trim().split_once(path).ok_or(LinkError::NotALink)?;
    let (version, packed) = packed.split_once('.').ok_or(LinkError::NotALink)?;
    match version.parse::<u32>() {
        Ok(VERSION) => {}
        Ok(version) if version > VERSION => return Err(LinkError::TooNew { version }),
        _ => return Err(LinkError::NotALink),
    }
    let bytes = base64::from_url(packed)?;
    let text =
        decompress_to_vec_zlib_with_limit(&bytes, MAX_UNPACKED).map_err(|error| {
            match error.status {
                TINFLStatus::HasMoreOutput => LinkError::TooLarge,
                TINFLStatus::FailedCannotMakeProgress | TINFLStatus::NeedsMoreInput => {
                    LinkError::CutOff
                }
                _ => LinkError::Damaged,
            }
        })?;
    String::from_utf8(text).map_err(|_| LinkError::Damaged)
}

/// A title that somebody else has written, on one line, without signs that turn the
/// direction of a text, and of a length that fits.
fn plain(title: &str) -> String {
    let words = crate::text::without_turns(title);
    let words: Vec<&str> = words
        .split(|sign: char| sign.is_control() || sign.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    let title: String = words.join(" ").chars().take(MAX_TITLE).collect();
    if title.is_empty() {
        "Untitled".to_owned()
    } else {
        title
    }
}

#[cfg(test)]
mod tests;
