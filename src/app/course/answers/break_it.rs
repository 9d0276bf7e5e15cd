//! The damage at the end of a chapter: what is broken, what the customer sees, what it means.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Answer;
use crate::analysis::Analysis;
use crate::architecture::ResourceId;
use crate::course::lesson::{BreakIt, FigureSpec};

/// The damage: a button that makes it, the question, the meaning.
#[component]
pub fn BreakItView(
    /// What is broken and asked.
    break_it: BreakIt,
    /// The broken document, while it is open; nothing before "Break it".
    #[prop(into)]
    analysis: Signal<Option<Analysis>>,
    /// The figures of the chapter.
    #[prop(optional)]
    figures: BTreeMap<String, FigureSpec>,
    /// Whether it was answered before.
    #[prop(optional)]
    done: bool,
    /// Opens the broken document beside the learner's own.
    #[prop(into)]
    on_break: Callback<()>,
    /// Told of every answer; `ask` is 0.
    #[prop(into)]
    on_answer: Callback<Answer>,
    /// Told once it is answered rightly, or its answer was read.
    #[prop(into, optional)]
    on_met: Option<Callback<()>>,
    /// Told which things on the canvas the answer speaks of just now.
    #[prop(into, optional)]
    on_light: Option<Callback<Vec<ResourceId>>>,
) -> impl IntoView {
    let _ = (
        break_it, analysis, figures, done, on_break, on_answer, on_met, on_light,
    );
}
