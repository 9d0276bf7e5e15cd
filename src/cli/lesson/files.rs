//! The files of a chapter's folder.

use std::fs;
use std::path::Path;

use crate::course::lesson::{Files, Lesson};
use crate::course::read::Fault;

/// Reads a chapter from its folder.
pub fn lesson(folder: &Path) -> Result<Lesson, Vec<Fault>> {
    Lesson::read(&texts(folder)?)
}

/// The texts of a folder.
pub fn texts(folder: &Path) -> Result<Files, Vec<Fault>> {
    let mut files = Files::new();
    collect(folder, "", &mut files).map_err(|error| {
        let why = format!("the folder cannot be read: {error}");
        vec![Fault::new("", why).in_file(&folder.display().to_string())]
    })?;
    Ok(files)
}

/// Every text of a folder and of those in it, by its way from the outermost one.
fn collect(folder: &Path, inside: &str, files: &mut Files) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else if name.ends_with(".json") || name.ends_with(".md") {
            files.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
