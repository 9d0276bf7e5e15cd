//! Searching the course: chapters by title, terms and text, and the glossary of all terms.

use super::lesson::Chapter;

/// A term of the glossary, with the chapter that defines it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlossaryTerm {
    /// The term.
    pub term: String,
    /// What it means.
    pub means: String,
    /// The number of its chapter.
    pub chapter: u32,
    /// The title of its chapter.
    pub title: String,
}

/// All terms of these chapters, by the alphabet. A term that two chapters define stands
/// once, as the earlier one has it.
pub fn glossary<'c>(chapters: impl IntoIterator<Item = &'c Chapter>) -> Vec<GlossaryTerm> {
    let mut all: Vec<GlossaryTerm> = Vec::new();
    for chapter in chapters {
        all.extend(chapter.terms.iter().map(|it| GlossaryTerm {
            term: it.term.clone(),
            means: it.means.clone(),
            chapter: chapter.number,
            title: chapter.title.clone(),
        }));
    }
    all.sort_by_cached_key(|it| (it.term.to_lowercase(), it.chapter));
    all.dedup_by_key(|it| it.term.to_lowercase());
    all
}
