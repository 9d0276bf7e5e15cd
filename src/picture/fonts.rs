//! The letters that a picture carries with it, so that it looks the same on
//! every machine: Inter, under the SIL Open Font License (see NOTICE), as WOFF2,
//! with the signs of Latin scripts. Other scripts are written in the letters of
//! whoever looks at the picture.

use crate::base64;

/// What the letters are called in a picture.
const NAME: &str = "Inter";

/// The letters in the two weights that a picture is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fonts {
    /// Weight 400.
    pub regular: Vec<u8>,
    /// Weight 600.
    pub semibold: Vec<u8>,
}

/// The files of the letters, as the page serves them.
pub const FILES: [&str; 2] = ["inter-400.woff2", "inter-600.woff2"];

impl Fonts {
    /// The style sheet that brings them along.
    pub(super) fn sheet(&self) -> String {
        let face = |weight: u16, bytes: &[u8]| {
            let data = base64::standard(bytes);
            format!(
                "@font-face{{font-family:{NAME};font-weight:{weight};src:url(data:font/woff2;base64,{data}) format('woff2')}}"
            )
        };
        face(400, &self.regular) + &face(600, &self.semibold)
    }

    /// The letters to write in, before those that a machine has.
    pub(super) fn family(others: &str) -> String {
        format!("{NAME}, {others}")
    }
}
