//! The school on the page: the map of the campus, the lesson beside the canvas, the figures.
//!
//! - `learner`: who is learning and what they have done, kept by the browser.
//! - `lessons`: the files under `lessons/`, fetched when they are wanted.

pub mod answers;
pub mod bell;
pub mod figures;
pub mod first_minute;
pub mod lab;
pub mod learner;
pub mod lesson;
pub mod lessons;
pub mod map;
