//! The submissions in a folder.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use super::BadInput;
use crate::architecture::file::MAX_BYTES;
use crate::order::InOrder;
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
        let left = count(others, "file that does", "files that do");
        found
            .notes
            .push(format!("{left} not end in .json, or a link, left out"));
    }
    found.submissions.order_by(|one, other| one.name.cmp(&other.name));
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
                found.notes.push(format!("{name} was not looked into: {why}"));
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

/// The bytes of a file; not many more than are ever read.
pub fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    let read = File::open(path).and_then(|file| {
        let mut bytes = Vec::new();
        file.take(MAX_BYTES as u64 + 1).read_to_end(&mut bytes)?;
        Ok(bytes)
    });
    read.map_err(|error| format!("the file cannot be read: {error}"))
}
