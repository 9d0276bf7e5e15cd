//! A lab as the end of an address, so that it can be handed out without a server that keeps
//! it.
//!
//! ```text
//! https://somewhere/#/lab/z1.eNqrVkrLL8pNLFGyUkrOyS9N0U1OzC0oVtJRKk…
//!                          │ └ the files: JSON, zlib [RFC 1950], base64url [RFC 4648 §5]
//!                          └ the version of this encoding
//! ```
//!
//! A link may come from anybody: what it unpacks to is bounded while it is unpacked, and its
//! sum must agree. Whether it is a lab is read when it is opened.

use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::decompress_to_vec_zlib_with_limit;

use super::pack::{self, MOST_BYTES};
use crate::course::lesson::Files;

/// Where a lab begins in an address.
const PATH: &str = "#/lab/z";

/// The version of the encoding.
const VERSION: &str = "1";

/// The longest link that is made and read, in characters. Chromium goes to no longer address
/// than 2 MB [Chromium docs: "URL display guidelines", kMaxURLChars].
const MOST_CHARS: usize = 1024 * 1024;

/// How hard the text is pressed, of 10.
const LEVEL: u8 = 9;

/// The signs of base64url [RFC 4648 §5].
const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A lab as the part of an address from its `#` on; or why it does not fit into one.
pub fn write(files: &Files) -> Result<String, String> {
    let packed = compress_to_vec_zlib(pack::to_text(files).as_bytes(), LEVEL);
    let link = format!("{PATH}{VERSION}.{}", encode(&packed));
    match link.len() <= MOST_CHARS {
        true => Ok(link),
        false => Err("the lab is too large for a link: save it as a file instead".to_owned()),
    }
}

/// Reads the files of a lab out of an address; or why there are none, as the end of a
/// sentence.
pub fn read(address: &str) -> Result<Files, String> {
    let cut = || "it was cut off or changed on its way; ask for the file instead".to_owned();
    if address.len() > MOST_CHARS {
        return Err("it is longer than any that this page makes".to_owned());
    }
    let (_, rest) = address.trim().split_once(PATH).ok_or_else(cut)?;
    let (version, packed) = rest.split_once('.').ok_or_else(cut)?;
    if version != VERSION {
        return Err("it was made by a newer Cloud Campus".to_owned());
    }
    let bytes = decode(packed).ok_or_else(cut)?;
    let text = decompress_to_vec_zlib_with_limit(&bytes, MOST_BYTES).map_err(|_| cut())?;
    pack::from_text(&String::from_utf8(text).map_err(|_| cut())?)
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 4 / 3 + 2);
    for three in bytes.chunks(3) {
        let mut bits = 0_u32;
        for place in 0..3 {
            bits = bits << 8 | u32::from(three.get(place).copied().unwrap_or(0));
        }
        for sign in 0..=three.len() {
            let six = (bits >> (18 - 6 * sign)) & 63;
            text.push(char::from(SIGNS[six as usize]));
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for four in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for sign in four {
            let six = SIGNS.iter().position(|it| it == sign)?;
            bits = bits << 6 | u32::try_from(six).ok()?;
        }
        bits <<= 6 * (4 - four.len());
        // One sign alone holds no byte.
        let count = four.len().checked_sub(1).filter(|it| *it > 0)?;
        bytes.extend(&bits.to_be_bytes()[1..=count]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Files {
        let settings = "{\"number\": 90, \"title\": \"Grüße\"}".to_owned();
        [("chapter.json".to_owned(), settings)]
            .into_iter()
            .collect()
    }

    #[test]
    fn bytes_come_back() {
        for length in 0..40_u8 {
            let bytes: Vec<u8> = (0..length).map(|it| it.wrapping_mul(37)).collect();
            assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }
        // Of the standard's own examples [RFC 4648 §10].
        assert_eq!(encode(b"foobar"), "Zm9vYmFy");
        assert_eq!(encode(b"fo"), "Zm8");
        assert_eq!(decode("Zm9vYg"), Some(b"foob".to_vec()));
        assert_eq!(decode("Z"), None);
        assert_eq!(decode("Zm9v YmFy"), None);
    }

    #[test]
    fn a_lab_comes_back_out_of_its_link() {
        let link = write(&files()).unwrap();
        assert!(link.starts_with("#/lab/z1."));
        assert_eq!(read(&format!("https://somewhere/{link}")), Ok(files()));
        for length in 0..link.len() {
            assert!(read(&link[..length]).is_err(), "{length}");
        }
        assert!(read("#/lab/z2.AAAA").unwrap_err().contains("newer"));
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused() {
        let bomb = compress_to_vec_zlib(&vec![b' '; MOST_BYTES + 1], 9);
        let why = read(&format!("{PATH}{VERSION}.{}", encode(&bomb))).unwrap_err();
        assert!(why.contains("cut off or changed"), "{why}");
    }
}
