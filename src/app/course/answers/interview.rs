//! Questions of an interview: the learner speaks first, then sees the points.

use std::collections::BTreeSet;

use leptos::prelude::*;

use crate::course::lesson::Interview;

/// What is kept of one interview question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterviewKept {
    /// What was typed.
    pub text: String,
    /// Whether the points have been shown.
    pub shown: bool,
    /// The points that the learner had.
    pub had: BTreeSet<usize>,
}

/// The interview.
#[component]
pub fn InterviewView(
    /// The questions.
    questions: Vec<Interview>,
    /// What was kept of each; may be shorter.
    #[prop(optional)]
    kept: Vec<InterviewKept>,
    /// Told of what is to be kept of a question, by its number.
    #[prop(into)]
    on_keep: Callback<(usize, InterviewKept)>,
) -> impl IntoView {
    let _ = (questions, kept, on_keep);
}
