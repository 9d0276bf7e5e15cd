//! Two questions of earlier chapters, before anything new.

use leptos::prelude::*;

use super::QuizAnswer;
use super::quiz::QuestionView;
use crate::course::lesson::QuizQuestion;
use crate::course::quiz::seed_of;

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
    let count = questions.len();
    let answered = RwSignal::new(0_usize);
    let all = questions
        .into_iter()
        .enumerate()
        .map(|(number, (chapter, question))| {
            let on_answer = Callback::new(move |(option, right, confidence)| {
                on_answer.run(QuizAnswer {
                    question: number,
                    option,
                    right,
                    confidence,
                });
                answered.update(|it| *it += 1);
                if answered.get_untracked() == count
                    && let Some(on_done) = on_done
                {
                    on_done.run(());
                }
            });
            view! {
                <QuestionView
                    question
                    seed=seed_of(seed, number)
                    from=Some(chapter)
                    sure=true
                    next_word=""
                    on_answer
                    on_next=Callback::new(|()| ())
                />
            }
        });
    let title = match count {
        1 => "Warm-up: one question from before",
        _ => "Warm-up: two questions from before",
    };
    (count > 0).then(|| {
        view! {
            <section class="warm-up" aria-label="Warm-up">
                <p class="warm-up-title"><b>{title}</b></p>
                {all.collect_view()}
            </section>
        }
    })
}
