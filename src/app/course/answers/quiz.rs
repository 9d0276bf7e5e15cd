//! The questions at the end of a chapter, one after the other.

use leptos::html;
use leptos::prelude::*;

use super::Said;
use super::asked::{Confident, Verdict, focus};
use crate::app::parts::Ui;
use crate::course::lesson::QuizQuestion;
use crate::course::quiz::{Confidence, PASS, Score, seed_of, shuffled};

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
    let of = questions.len();
    let questions = StoredValue::new(questions);
    let round = RwSignal::new(0_usize);
    // Whether each answer of this round was right, in the order of the round.
    let marks = RwSignal::new(Vec::<bool>::new());
    let at = RwSignal::new(0_usize);
    let best = RwSignal::new(best);
    let order = Memo::new(move |_| shuffled(of, seed_of(seed, round.get())));
    let score = Memo::new(move |_| Score {
        right: marks.with(|it| it.iter().filter(|it| **it).count()),
        of,
    });
    let title = NodeRef::<html::P>::new();
    let next = move |()| {
        at.update(|it| *it += 1);
        if at.get_untracked() == of {
            let score = score.get_untracked();
            best.update(|best| {
                if best.is_none_or(|it| it.right < score.right) {
                    *best = Some(score);
                }
            });
            on_result.run(score);
        }
        focus(title);
    };
    let retake = move |_| {
        round.update(|it| *it += 1);
        marks.set(Vec::new());
        at.set(0);
        focus(title);
    };
    let needed = (of * PASS).div_ceil(6);
    view! {
        <section class="quiz" aria-label="Quiz">
            <div class="quiz-head">
                <p class="quiz-title" tabindex="-1" node_ref=title>
                    <b>{move || match at.get() {
                        done if done == of => "The quiz is over".to_owned(),
                        at => format!("Question {} of {of}", at + 1),
                    }}</b>
                </p>
                <ol class="quiz-dots" aria-hidden="true">
                    {(0..of).map(|place| view! {
                        <li
                            class:is-right=move || marks.with(|it| it.get(place) == Some(&true))
                            class:wrong=move || marks.with(|it| it.get(place) == Some(&false))
                            class:here=move || at.get() == place
                        ></li>
                    }).collect_view()}
                </ol>
            </div>
            {move || (at.get() == 0 && marks.with(Vec::is_empty)).then(|| {
                let best = best.get().map(|it| format!(" Your best so far: {} of {}.", it.right, it.of));
                view! { <p class="muted small">{format!("{needed} of {of} right answers pass. You can take it again as often as you like.")}{best}</p> }
            })}
            {move || {
                let place = at.get();
                if place == of {
                    return view! { <Result score=score.get() on_retake=Callback::new(retake) /> }.into_any();
                }
                let number = order.with(|it| it.get(place).copied().unwrap_or_default());
                let question = questions.with_value(|it| it.get(number).cloned());
                question.map(|question| {
                    let seed = seed_of(seed_of(seed, round.get_untracked()), number + 1);
                    let last = place + 1 == of;
                    view! {
                        <QuestionView
                            from=question.from
                            question
                            seed
                            sure=false
                            next_word=if last { "See the result" } else { "Next question" }
                            on_answer=Callback::new(move |(option, right, confidence)| {
                                marks.update(|it| it.push(right));
                                on_answer.run(QuizAnswer { question: number, option, right, confidence });
                            })
                            on_next=Callback::new(next)
                        />
                    }
                }).into_any()
            }}
        </section>
    }
}

/// How a round ended.
#[component]
fn Result(score: Score, on_retake: Callback<web_sys::MouseEvent>) -> impl IntoView {
    let passed = score.passed();
    let words = match passed {
        true => "passed",
        false => "not passed yet",
    };
    view! {
        <div class="quiz-result" class:ok=passed role="status">
            <Ui name=if passed { "check-circle" } else { "restart" } />
            <p>
                <b>{format!("{} of {}: {words}", score.right, score.of)}</b>
                <span>{if passed {
                    "What you missed comes back on one of the next mornings."
                } else {
                    "Read the sentences of what you missed, then take it again. The order will be another."
                }}</span>
            </p>
        </div>
        <div class="ask-do">
            <button class="btn" class:primary=!passed on:click=move |event| on_retake.run(event)>
                <Ui name="restart" />"Take it again"
            </button>
        </div>
    }
}

/// A question with its options in an order of their own, every one explained afterwards.
#[component]
pub(super) fn QuestionView(
    /// The question.
    question: QuizQuestion,
    /// The order of the options.
    seed: u64,
    /// The earlier chapter that it comes from.
    from: Option<u32>,
    /// Whether it is asked how sure somebody is.
    sure: bool,
    /// What the button says that goes on; nothing where there is none.
    next_word: &'static str,
    /// Told of the answer: option, whether it is right, how sure.
    on_answer: Callback<(usize, bool, Option<Confidence>)>,
    /// Told when one goes on.
    on_next: Callback<()>,
) -> impl IntoView {
    let order = shuffled(question.options.len(), seed);
    let chosen = RwSignal::new(None::<usize>);
    let told = RwSignal::new(false);
    let confidence = RwSignal::new(Confidence::ThinkSo);
    let verdict = NodeRef::<html::P>::new();
    let right = question.right();
    let group = format!("quiz-{seed}");
    let answer = move |_| {
        let Some(option) = chosen.get_untracked() else {
            return;
        };
        told.set(true);
        on_answer.run((
            option,
            option == right,
            sure.then(|| confidence.get_untracked()),
        ));
        focus(verdict);
    };
    let options = StoredValue::new(question.options);
    let listed = StoredValue::new(order);
    view! {
        <div class="quiz-question">
            <p class="ask-question"><Said text=question.question.clone() /></p>
            {from.map(|it| view! { <p class="muted small">{format!("From chapter {it}")}</p> })}
            <fieldset class="ask-list" hidden=move || told.get()>
                <legend class="visually-hidden">{question.question}</legend>
                {listed.get_value().into_iter().map(|number| {
                    let text = options.with_value(|it| it.get(number).map(|it| it.text.clone()).unwrap_or_default());
                    view! {
                        <label class="ask-option">
                            <input
                                type="radio"
                                name=group.clone()
                                prop:checked=move || chosen.get() == Some(number)
                                on:change=move |_| chosen.set(Some(number))
                            />
                            <i class="letter dot-only" aria-hidden="true"></i>
                            <span><Said text /></span>
                        </label>
                    }
                }).collect_view()}
            </fieldset>
            <Show when=move || !told.get()>
                <div class="ask-do">
                    {sure.then(|| view! { <Confident sure=confidence /> })}
                    <span class="grow"></span>
                    <button class="btn primary" disabled=move || chosen.get().is_none() on:click=answer>"Answer"</button>
                </div>
            </Show>
            {move || told.get().then(|| {
                let own = chosen.get_untracked().unwrap_or_default();
                view! {
                    <p class="ask-head" tabindex="-1" role="status" node_ref=verdict><Verdict right=own == right /></p>
                    <Explanations options listed own right />
                    {(!next_word.is_empty()).then(|| view! {
                        <div class="ask-do"><button class="btn primary" on:click=move |_| on_next.run(())>{next_word}</button></div>
                    })}
                }
            })}
        </div>
    }
}

/// Every option with its sentence: the learner's own, the right one, the rest.
#[component]
fn Explanations(
    options: StoredValue<Vec<crate::course::lesson::QuizOption>>,
    listed: StoredValue<Vec<usize>>,
    own: usize,
    right: usize,
) -> impl IntoView {
    let mut order = listed.get_value();
    order.sort_by_key(|it| (*it != own, *it != right));
    let lines = order.into_iter().filter_map(|number| {
        let option = options.with_value(|it| it.get(number).cloned())?;
        let (mine, right) = (number == own, number == right);
        let said = match (mine, right) {
            (true, true) => "You said, and it is right: ",
            (true, false) => "You said: ",
            (false, true) => "Right: ",
            (false, false) => "",
        };
        // The belief behind a wrong answer is named only to whoever may hold it.
        let mix_up = option.mix_up.filter(|_| mine && !right);
        Some(view! {
            <li class:own=mine class:is-right=right>
                <i class="letter" class:said=mine && !right class:is-right=right aria-hidden="true"></i>
                <p>
                    <span class="visually-hidden">{said}</span>
                    <b><Said text=option.text /></b>" "
                    {(mine && !right).then(|| view! { <span class="tag" aria-hidden="true">"you said"</span>" " })}
                    <span class="ask-why"><Said text=option.why /></span>
                    {mix_up.map(|it| view! { <span class="ask-mix-up">{format!("The thought behind it: {it}.")}</span> })}
                </p>
            </li>
        })
    });
    view! { <ol class="ask-reasons">{lines.collect_view()}</ol> }
}
