//! A chapter on paper.

use leptos::prelude::*;

use crate::course::lesson::Chapter;

/// A chapter for the printer: text, tasks, quiz without its answers, sources. It is not
/// to be seen on the screen; while it is on the page, nothing else is printed.
#[component]
pub fn PrintChapter(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let _ = chapter;
}
