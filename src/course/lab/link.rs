//! A lab as the end of an address, so that it can be handed out without a server that keeps
//! it: `#/lab/z1.…`, its files as one text, packed as every link is ([`crate::share`]).
//!
//! A link may come from anybody: what it unpacks to is bounded while it is unpacked, and its
//! sum must agree. Whether it is a lab is read when it is opened.

use super::pack;
use crate::course::lesson::Files;
use crate::share::{self, LinkError};

/// Where a lab begins in an address.
const PATH: &str = "#/lab/z";

/// A lab as the part of an address from its `#` on; or why it does not fit into one.
pub fn write(files: &Files) -> Result<String, String> {
    share::write(PATH, &pack::to_text(files)).map_err(|why| match why {
        LinkError::TooLarge | LinkError::TooLong { .. } => {
            "the lab is too large for a link: save it as a file instead".to_owned()
        }
        other => other.to_string(),
    })
}

/// Reads the files of a lab out of an address; or why there are none, as the end of a
/// sentence.
pub fn read(address: &str) -> Result<Files, String> {
    let text = share::read(PATH, address).map_err(|why| match why {
        LinkError::NotALink => "there is no lab in it".to_owned(),
        other => other.to_string(),
    })?;
    pack::from_text(&text)
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
    fn what_does_not_fit_is_saved_as_a_file_instead() {
        let large = [("chapter.json".to_owned(), "x".repeat(3 * 1024 * 1024))];
        let why = write(&large.into_iter().collect()).unwrap_err();
        assert!(why.contains("save it as a file"), "{why}");
    }
}
