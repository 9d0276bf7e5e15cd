//! The glossary: every term of the chapters so far, to search and to go back to.

use leptos::prelude::*;

use crate::course::search::GlossaryTerm;

/// The terms by the alphabet, with their chapters.
#[component]
pub fn Glossary(
    /// The terms, as [`crate::course::search::glossary`] puts them.
    terms: Vec<GlossaryTerm>,
    /// Opens a chapter, by its number.
    #[prop(into)]
    on_open: Callback<u32>,
) -> impl IntoView {
    let _ = (terms, on_open);
}
