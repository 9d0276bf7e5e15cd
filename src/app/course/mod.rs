//! The school on the page: the map of the campus, the lesson beside the canvas, the figures.

pub mod answers;
pub mod figures;
pub mod lesson;
pub mod lessons;
pub mod map;
