//! Reading a document from a file or from standard input.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::architecture::Document;
use crate::architecture::file::{FileError, MAX_BYTES};

/// Input that cannot be used: what is wrong, where, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub struct BadInput(pub String);

/// The text that somebody gave, and what its place is called.
pub struct Given {
    /// The text.
    pub text: String,
    place: String,
}

impl Given {
    /// What is wrong with it, with its place.
    pub fn bad(&self, problem: &str) -> BadInput {
        BadInput(format!("{}: {problem}", self.place))
    }

    /// The document that it is.
    pub fn document(&self) -> Result<Document, BadInput> {
        Document::from_json(&self.text).map_err(|error| self.bad(&error.to_string()))
    }
}

/// Reads the document at `path`; `-` is standard input.
pub fn read(path: &Path, stdin: &mut dyn Read) -> Result<Document, BadInput> {
    given(path, stdin)?.document()
}

/// Reads the text at `path`; `-` is standard input.
pub fn given(path: &Path, stdin: &mut dyn Read) -> Result<Given, BadInput> {
    let place = if path == Path::new("-") {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    };
    let bad = |problem: String| BadInput(format!("{place}: {problem}"));
    let bytes = match path == Path::new("-") {
        true => whole(bounded(stdin)),
        false => whole(opened(path)),
    }
    .map_err(bad)?;
    let text = String::from_utf8(bytes).map_err(|error| {
        bad(format!(
            "byte {} is not UTF-8: save the document as UTF-8",
            error.utf8_error().valid_up_to() + 1
        ))
    })?;
    Ok(Given { text, place })
}

/// Reads a file that is no document as text.
pub fn text(path: &Path) -> Result<String, BadInput> {
    let bad = |problem: String| BadInput(format!("{}: {problem}", path.display()));
    let bytes = whole(opened(path)).map_err(bad)?;
    String::from_utf8(bytes).map_err(|_| bad("it is not UTF-8: save it as UTF-8".to_owned()))
}

/// What was read, unless it failed or is too large to be used.
fn whole(read: std::io::Result<Vec<u8>>) -> Result<Vec<u8>, String> {
    let bytes = read.map_err(|error| plain(&error))?;
    match bytes.len() > MAX_BYTES {
        true => Err(FileError::TooLarge { bytes: bytes.len() }.to_string()),
        false => Ok(bytes),
    }
}

/// Reads a file.
fn opened(path: &Path) -> std::io::Result<Vec<u8>> {
    bounded(&mut File::open(path)?)
}

/// Reads everything, but not much more than a document may hold: an endless
/// pipe shall not fill the memory.
fn bounded(source: &mut dyn Read) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source
        .take(MAX_BYTES as u64 + 1)
        .read_to_end(&mut bytes)
        .map(|_| bytes)
}

/// What went wrong with the file, and what to do about it.
fn plain(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file: check the path".to_owned(),
        ErrorKind::PermissionDenied => "the file may not be read: check its permissions".to_owned(),
        ErrorKind::IsADirectory => {
            "this is a directory: name a *.campus.json file in it".to_owned()
        }
        _ => format!("it could not be read ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::{Expect, expect};

    fn refused(mut input: &[u8], expected: Expect) {
        let BadInput(problem) = read(Path::new("-"), &mut input).unwrap_err();
        expected.assert_eq(&problem);
    }

    #[test]
    fn an_endless_pipe_is_refused() {
        let problem = read(Path::new("-"), &mut std::io::repeat(b' ')).unwrap_err();
        assert!(
            problem
                .0
                .starts_with("standard input: the file is too large")
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        refused(
            b"{\"format\": \"\xff\"}",
            expect!["standard input: byte 13 is not UTF-8: save the document as UTF-8"],
        );
    }
}
