//! The map of the course, as it stands in the folder of the lessons.

use std::fs;

use cloud_campus::course::catalogue::Catalogue;

use crate::lessons::folder;

/// The map of the course.
pub fn catalogue() -> Catalogue {
    let text = fs::read_to_string(folder().join("course.json")).expect("there is a map");
    Catalogue::from_json(&text).expect("the map can be read")
}
