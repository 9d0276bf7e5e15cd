//! Questions of an interview: the learner speaks first, then sees the points.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::Said;
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
    let all = questions.into_iter().enumerate().map(|(number, question)| {
        let kept = kept.get(number).cloned().unwrap_or_default();
        view! { <OneQuestion number question kept on_keep /> }
    });
    view! {
        <section class="interview" aria-label="Interview">
            <p class="muted">"Say your answer aloud, or type it. Then look at the points of a good answer."</p>
            {all.collect_view()}
        </section>
    }
}

#[component]
fn OneQuestion(
    number: usize,
    question: Interview,
    kept: InterviewKept,
    on_keep: Callback<(usize, InterviewKept)>,
) -> impl IntoView {
    let now = RwSignal::new(kept);
    let change = move |change: &dyn Fn(&mut InterviewKept)| {
        now.update(|it| change(it));
        on_keep.run((number, now.get_untracked()));
    };
    let all = question.points.len();
    let points = StoredValue::new(question.points);
    view! {
        <div class="interview-question">
            <p class="ask-question"><Said text=question.question.clone() /></p>
            <textarea
                class="input"
                aria-label=format!("Your answer: {}", question.question)
                prop:value=now.with_untracked(|it| it.text.clone())
                on:input=move |event| change(&|it| it.text = event_target_value(&event))
            ></textarea>
            <Show
                when=move || now.with(|it| it.shown)
                fallback=move || view! {
                    <div class="ask-do">
                        <button class="btn" on:click=move |_| change(&|it| it.shown = true)>"Show the points"</button>
                    </div>
                }
            >
                <fieldset class="interview-points">
                    <legend>"Tick what you had"</legend>
                    {points.get_value().into_iter().enumerate().map(|(point, text)| view! {
                        <label class="check">
                            <input
                                type="checkbox"
                                prop:checked=move || now.with(|it| it.had.contains(&point))
                                on:change=move |_| change(&|it| {
                                    if !it.had.remove(&point) {
                                        it.had.insert(point);
                                    }
                                })
                            />
                            <span><Said text /></span>
                        </label>
                    }).collect_view()}
                </fieldset>
                <p class="muted small" role="status">{move || format!("{} of {all} points", now.with(|it| it.had.len()))}</p>
            </Show>
        </div>
    }
}
