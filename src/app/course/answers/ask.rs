//! The asks of a task, one after the other.

use std::collections::BTreeMap;

use leptos::prelude::*;

use super::Answer;
use crate::analysis::Analysis;
use crate::architecture::ResourceId;
use crate::course::lesson::{Ask, FigureSpec};

/// The asks of a task, one after the other: the next opens once one is answered rightly.
#[component]
pub fn AskView(
    /// What is asked (`task.asks`).
    asks: Vec<Ask>,
    /// The state that it is asked of: the document of the task.
    #[prop(into)]
    analysis: Signal<Analysis>,
    /// The figures of the chapter, out of which some truths come.
    #[prop(optional)]
    figures: BTreeMap<String, FigureSpec>,
    /// In which order cards first lie.
    #[prop(optional)]
    seed: u64,
    /// Which asks were answered rightly before, so that a reload goes on behind them.
    #[prop(optional)]
    answered: Vec<usize>,
    /// Told of every answer.
    #[prop(into)]
    on_answer: Callback<Answer>,
    /// Told once all asks are answered rightly.
    #[prop(into, optional)]
    on_met: Option<Callback<()>>,
    /// Told which things on the canvas the answer speaks of just now.
    #[prop(into, optional)]
    on_light: Option<Callback<Vec<ResourceId>>>,
) -> impl IntoView {
    let _ = (
        asks, analysis, figures, seed, answered, on_answer, on_met, on_light,
    );
}
