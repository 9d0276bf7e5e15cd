//! The lessons of the course, as they stand in the folder.

use std::fs;
use std::path::Path;

use cloud_campus::course::lesson::Files;

/// The folder of the lessons.
pub fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lessons")
}

/// The texts of a chapter's folder.
pub fn files_of(chapter: &str) -> Files {
    let mut files = Files::new();
    collect(&folder().join(chapter), "", &mut files);
    files
}

fn collect(folder: &Path, inside: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("there is a folder") {
        let entry = entry.expect("it can be listed");
        let name = format!("{inside}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{name}/"), files);
        } else {
            let text = fs::read_to_string(entry.path()).expect("it is a text");
            files.insert(name, text);
        }
    }
}
