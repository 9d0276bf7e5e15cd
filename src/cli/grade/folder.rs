//! The submissions in a folder.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::BadInput;
use crate::architecture::file::{FileError, MAX_BYTES};
use crate::order::{InOrder, by_name};
use crate::text::count;

/// A file that was handed in.
pub struct Submission {
    /// Where it is.
    pub path: PathBuf,
    /// Its way from the folder, with `/` on every system.
    pub name: String,
}

/// What a folder holds.
pub struct Found {
    /// The submissions, by their names.
    pub submissions: Vec<Submission>,
    /// What was left out, in sentences.
    pub notes: Vec<String>,
}

/// Folders in folders in folders are looked into so deep: systems that collect submissions
/// make one or two for each person.
const DEEP: usize = 4;

/// The submissions in a folder. Hidden files, links and what does not end in `.json` are
/// none.
pub fn submissions(folder: &Path) -> Result<Found, BadInput> {
    let mut found = Found {
        submissions: Vec::new(),
        notes: Vec::new(),
    };
    let mut others = 0;
    collect(folder, "", DEEP, &mut found, &mut others).map_err(|error| {
        BadInput(format!(
            "{} cannot be read ({error}): name a folder with submissions",
            folder.display()
        ))
    })?;
    if others > 0 {
        let left = count(others, "file", "files");
        let why = "submissions end in .json and are no links";
        found.notes.push(format!("{left} left out: {why}"));
    }
    found
        .submissions
        .order_by(|one, other| by_name(&one.name, &other.name));
    Ok(found)
}

fn collect(
    folder: &Path,
    inside: &str,
    deep: usize,
    found: &mut Found,
    others: &mut usize,
) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let own = entry.file_name().to_string_lossy().into_owned();
        // What systems leave beside: .DS_Store, and the twins of __MACOSX.
        if own.starts_with('.') || own == "__MACOSX" {
            continue;
        }
        let name = format!("{inside}{own}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            let inner = match deep {
                0 => Err("it lies too deep".to_owned()),
                _ => collect(&entry.path(), &format!("{name}/"), deep - 1, found, others)
                    .map_err(|error| error.to_string()),
            };
            if let Err(why) = inner {
                found
                    .notes
                    .push(format!("{name} was not looked into: {why}"));
            }
        } else if kind.is_file() && own.to_lowercase().ends_with(".json") {
            let path = entry.path();
            found.submissions.push(Submission { path, name });
        } else {
            *others += 1;
        }
    }
    Ok(())
}

/// The bytes of a file. What is too large is not read at all.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let cannot = |error: std::io::Error| format!("the file cannot be read: {error}");
    let file = File::open(path).map_err(cannot)?;
    let size = file.metadata().map_err(cannot)?.len();
    if size > MAX_BYTES as u64 {
        let bytes = usize::try_from(size).unwrap_or(usize::MAX);
        return Err(FileError::TooLarge { bytes }.to_string());
    }
    let mut bytes = Vec::new();
    // It may grow meanwhile.
    let mut bounded = file.take(MAX_BYTES as u64 + 1);
    bounded.read_to_end(&mut bytes).map_err(cannot)?;
    Ok(bytes)
}
