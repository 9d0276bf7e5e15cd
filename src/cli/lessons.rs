//! The lessons that a command is about: their folder, its map, a chapter with its files.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::BadInput;
use crate::course::catalogue::{Catalogue, Room};
use crate::course::lesson::{Files, Lesson};
use crate::course::read::Fault;

/// Where the lessons are.
#[derive(Args)]
pub struct LessonsFlag {
    /// The folder of the lessons.
    #[arg(
        long = "lessons",
        global = true,
        value_name = "DIR",
        default_value = "lessons"
    )]
    pub lessons_dir: PathBuf,
}

impl LessonsFlag {
    /// The map of the course.
    pub fn catalogue(&self) -> Result<Catalogue, BadInput> {
        let path = self.lessons_dir.join("course.json");
        let text = fs::read_to_string(&path).map_err(|error| {
            let path = path.display();
            BadInput(format!(
                "{path} cannot be read ({error}); name the folder of the lessons with --lessons DIR"
            ))
        })?;
        Catalogue::from_json(&text)
            .map_err(|fault| BadInput(format!("{}: {fault}", path.display())))
    }

    /// A chapter of the map, which may be in preparation.
    pub fn room(&self, number: u32) -> Result<Room, BadInput> {
        let catalogue = self.catalogue()?;
        let count = catalogue.rooms.len();
        catalogue.room(number).cloned().ok_or_else(|| {
            BadInput(format!(
                "there is no chapter {number}; there are 1 to {count}"
            ))
        })
    }

    /// The lesson of a chapter, read whole.
    pub fn lesson(&self, number: u32) -> Result<Lesson, BadInput> {
        let room = self.room(number)?;
        if !room.open {
            return Err(BadInput(format!(
                "chapter {number}, {}, is in preparation",
                room.service
            )));
        }
        let folder = self.lessons_dir.join(&room.folder);
        lesson(&folder).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            BadInput(format!("{}: {}", folder.display(), lines.join("\n")))
        })
    }
}

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
