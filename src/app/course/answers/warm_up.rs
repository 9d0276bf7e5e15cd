//! Two questions of earlier chapters, before anything new.

use leptos::prelude::*;

use super::QuizAnswer;
use crate::course::lesson::QuizQuestion;

/// The warm-up.
#[component]
pub fn WarmUp(
    /// The questions, each with the number of its chapter.
    questions: Vec<(u32, QuizQuestion)>,
    /// In which order options come.
    seed: u64,
    /// Told of every answer; `question` is the place in `questions`.
    #[prop(into)]
    on_answer: Callback<QuizAnswer>,
    /// Told once all are answered.
    #[prop(into, optional)]
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let _ = (questions, seed, on_answer, on_done);
}
