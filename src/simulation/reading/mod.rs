//! What is read from a run: charts, lists and sums, as a page or a terminal
//! shows them. Nothing here changes a run, and nothing knows a screen.
//!
//! | file | what |
//! |---|---|
//! | [`chart`] | axes, paths and values of the control room's charts |
//! | [`words`] | numbers and times as people read them |
//! | [`story`] | what follows from what, and what is seen at a moment |
//! | [`summary`] | a finished run in a few numbers |
//! | [`finished`] | a finished run as it is kept |

pub mod chart;
pub mod finished;
pub mod story;
pub mod summary;
pub mod words;
