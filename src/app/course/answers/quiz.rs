//! The questions at the end of a chapter.

use leptos::prelude::*;

use crate::course::lesson::QuizQuestion;
use crate::course::quiz::{Confidence, Score};

/// One answer to a question of a quiz or of the warm-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuizAnswer {
    /// Which question, counted from 0 as the chapter has them.
    pub question: usize,
    /// Which option, counted as the chapter has them.
    pub option: usize,
    /// Whether it is right.
    pub right: bool,
    /// How sure the learner was; asked in the warm-up alone.
    pub confidence: Option<Confidence>,
}

/// A quiz: the questions one after the other, each option explained once it is answered.
#[component]
pub fn Quiz(
    /// The questions.
    questions: Vec<QuizQuestion>,
    /// In which order questions and options come; a retake takes another of its own.
    seed: u64,
    /// Told of every answer.
    #[prop(into)]
    on_answer: Callback<QuizAnswer>,
    /// Told how a round ended.
    #[prop(into)]
    on_result: Callback<Score>,
    /// The best result so far, told above the first question.
    #[prop(into, optional)]
    best: Option<Score>,
) -> impl IntoView {
    let _ = (questions, seed, on_answer, on_result, best);
}
