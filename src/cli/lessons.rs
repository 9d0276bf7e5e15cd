//! The lessons that a command is about: their folder, its map, a chapter with its files.

use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::Args;

use super::BadInput;
use crate::course::catalogue::{Catalogue, Room};
use crate::course::lab::{pack, zip};
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

    /// A lesson that is named, read whole, with its number and title.
    pub fn named(&self, named: &Named) -> Result<(u32, String, Lesson), BadInput> {
        match named {
            Named::Chapter(number) => {
                let room = self.room(*number)?;
                Ok((*number, room.title, self.lesson(*number)?))
            }
            Named::Lab(path) => {
                let lesson = lab(path)?;
                Ok((lesson.chapter.number, lesson.chapter.title.clone(), lesson))
            }
        }
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

/// A lesson that is named: a chapter by its number, or a lab by its folder or file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Named {
    /// A chapter.
    Chapter(u32),
    /// A lab: its folder, its zip file, or its text.
    Lab(PathBuf),
}

impl FromStr for Named {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text.parse() {
            Ok(number) => Self::Chapter(number),
            Err(_) => Self::Lab(PathBuf::from(text)),
        })
    }
}

/// Reads a lab from its folder, from a zip file or from a text with all its files.
pub fn lab(path: &Path) -> Result<Lesson, BadInput> {
    let bad = |why: String| BadInput(format!("{}: {why}", path.display()));
    let about = fs::metadata(path).map_err(|error| bad(format!("it cannot be read ({error})")))?;
    let files = if about.is_dir() {
        texts(path).map_err(|faults| {
            let lines: Vec<String> = faults.iter().map(ToString::to_string).collect();
            bad(lines.join("\n"))
        })?
    } else {
        if about.len() > pack::MOST_BYTES as u64 {
            let most = pack::MOST_BYTES / 1024;
            return Err(bad(format!("a lab is at most {most} KiB")));
        }
        let bytes = fs::read(path).map_err(|error| bad(format!("it cannot be read ({error})")))?;
        let read = match zip::is_zip(&bytes) {
            true => pack::from_zip(&bytes),
            false => String::from_utf8(bytes)
                .map_err(|_| "it is neither a folder nor a lab".to_owned())
                .and_then(|text| pack::from_text(&text)),
        };
        read.map_err(bad)?
    };
    pack::lesson(&files).map_err(bad)
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
