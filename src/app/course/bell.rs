//! The morning bell: what comes back today, one question at a time, with every option
//! explained. It comes as a part of its own, when it is asked for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::learner::{now, use_learner};
use super::lessons::use_lessons;
use super::map::spoken;
use crate::app::late::late;
use crate::app::parts::moment::day_name;
use crate::app::parts::segments::Segments;
use crate::app::parts::{Ui, focus_element, icon_path};
use crate::app::storage::use_keeper;
use crate::course::glance::{Choice, Glance, Question};
use crate::course::memory::{Confidence, chapter_of, question_of};
use crate::text;

late!(
    bell,
    load,
    fn page() -> AnyView {
        view! { <BellPage /> }.into_any()
    }
);

/// What stands where a question will be.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// Its lesson is on the way.
    Coming,
    /// It did not come; why.
    Failed(String),
    /// A question of a quiz.
    Question(Question),
    /// A prediction, which belongs to a task of its chapter.
    Task,
}

/// The page of the bell.
#[component]
fn BellPage() -> impl IntoView {
    let (learner, lessons, keeper) = (use_learner(), use_lessons(), use_keeper());
    document().set_title("Morning bell – Cloud Campus");
    lessons.fetch();
    let today = now().day;
    // What waits is read once it is known who learns: answers change it meanwhile.
    let items = RwSignal::new(None::<Vec<String>>);
    Effect::new(move |_| {
        if learner.is_here.get() && items.with_untracked(Option::is_none) {
            let due = learner.progress.with_untracked(|it| {
                let due = it.bell.due(today);
                due.into_iter().map(str::to_owned).collect::<Vec<_>>()
            });
            items.set(Some(due));
        }
    });
    let at = RwSignal::new(0_usize);
    let right = RwSignal::new((0_usize, 0_usize));
    let asked = RwSignal::new(Asked::Coming);
    let item = Memo::new(move |_| items.with(|it| it.as_ref()?.get(at.get()).cloned()));
    let attempt = RwSignal::new(0_u32);
    let go_on = move || {
        at.update(|it| *it += 1);
        focus_element("bell-title");
    };
    Effect::new(move |_| {
        attempt.track();
        asked.set(Asked::Coming);
        let (Some(item), Some(map)) = (item.get(), lessons.map.get()) else {
            return;
        };
        let Some((chapter, number)) = question_of(&item) else {
            asked.set(Asked::Task);
            return;
        };
        if let Err(why) = map {
            asked.set(Asked::Failed(why));
            return;
        }
        let asked_for = at.get_untracked();
        spawn_local(async move {
            let json = lessons.of_chapter(chapter, "chapter.json").await;
            // By then somebody may have gone on.
            if at.try_get_untracked() != Some(asked_for) {
                return;
            }
            let found = json.map(|json| {
                let shift = today.wrapping_add(number);
                Glance::from_json(&json).and_then(|it| it.question(number, shift))
            });
            match found {
                Ok(Some(question)) => asked.set(Asked::Question(question)),
                // A newer lesson no longer asks it.
                Ok(None) => go_on(),
                Err(why) => asked.set(Asked::Failed(why)),
            }
        });
    });
    let count = move || items.with(|it| it.as_ref().map_or(0, Vec::len));
    let service = move || {
        let map = lessons.map.get()?.ok()?;
        map.room(chapter_of(&item.get()?)?).cloned()
    };
    view! {
        <div class="start bell-screen">
            <header class="start-bar">
                <button class="btn quiet" on:click=move |_| keeper.leave()><Ui name="chevron-left" />"The campus"</button>
                <span class="brand"><Ui name="bell" /><span>"Morning bell"</span></span>
            </header>
            <main class="bell-page">
                <h1 id="bell-title" tabindex="-1">
                    {move || match (items.with(Option::is_some), count(), item.get().is_some()) {
                        (false, ..) => "Morning bell".to_owned(),
                        (_, 0, _) => "Nothing to repeat today".to_owned(),
                        (_, count, true) => format!("Question {} of {count}", at.get() + 1),
                        (_, _, false) => "That was all for today".to_owned(),
                    }}
                </h1>
                {move || item.get().and(service()).map(|room| view! {
                    <p class="bell-about"><img class="icon" src=icon_path(&room.icon) alt="" />{format!("Chapter {} · {}", room.number, room.service)}</p>
                })}
                {move || match (item.get(), asked.get()) {
                    (None, _) => view! { <End right today /> }.into_any(),
                    (Some(_), Asked::Coming) => view! { <p class="muted" role="status">"The question is on its way…"</p> }.into_any(),
                    (Some(_), Asked::Failed(why)) => view! {
                        <div class="why error" role="alert">
                            <p>{format!("The question did not come: {why}.")}</p>
                            <div class="row">
                                <button class="btn small" on:click=move |_| {
                                    lessons.fetch();
                                    attempt.update(|it| *it += 1);
                                }>"Try again"</button>
                                <button class="btn small" on:click=move |_| go_on()>"Later"</button>
                            </div>
                        </div>
                    }.into_any(),
                    (Some(item), Asked::Task) => {
                        let chapter = chapter_of(&item).unwrap_or(1);
                        view! {
                            <p>"This is a prediction of the lesson. It is made where the drawing is, and then you come back."</p>
                            <div class="row">
                                <button class="btn primary" on:click=move |_| {
                                    learner.recalled.set(Some(item.clone()));
                                    keeper.open_chapter(chapter);
                                }>"Predict again"</button>
                                <button class="btn" on:click=move |_| go_on()>"Later"</button>
                            </div>
                        }.into_any()
                    }
                    (Some(item), Asked::Question(question)) => view! {
                        <Ask item question today right next=Callback::new(move |()| go_on()) />
                    }.into_any(),
                }}
            </main>
        </div>
    }
}

/// A question, then all of its options explained.
#[component]
fn Ask(
    item: String,
    question: Question,
    today: u32,
    /// How many were right, of how many.
    right: RwSignal<(usize, usize)>,
    next: Callback<()>,
) -> impl IntoView {
    let learner = use_learner();
    let chosen = RwSignal::new(None::<u32>);
    let sure = RwSignal::new(None::<Confidence>);
    let done = RwSignal::new(false);
    let back = RwSignal::new(String::new());
    let is_right = {
        let right = question.choices.iter().find(|it| it.right);
        let number = right.map(|it| it.number);
        move || chosen.get().is_some() && chosen.get() == number
    };
    let ready = move || chosen.get().is_some() && sure.get().is_some();
    let answer = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let Some(confidence) = sure
            .get_untracked()
            .filter(|_| chosen.get_untracked().is_some())
        else {
            return;
        };
        if done.get_untracked() {
            next.run(());
            return;
        }
        let was_right = untrack(is_right);
        learner.note_bell(&item, confidence, was_right);
        right.update(|(right, all)| {
            *right += usize::from(was_right);
            *all += 1;
        });
        let day = learner
            .progress
            .with_untracked(|it| it.bell.comes_back(&item));
        back.set(day.map_or_else(String::new, |day| {
            format!("It comes back {}.", day_name(day, today))
        }));
        done.set(true);
    };
    let letters = ["A", "B", "C", "D", "E", "F"];
    view! {
        <form class="ask" on:submit=answer>
            <fieldset disabled=move || done.get()>
                <legend>{spoken(&question.text)}</legend>
                {question.choices.into_iter().enumerate().map(|(at, choice)| {
                    let Choice { number, text, right: is_the_one, why } = choice;
                    let mark = move || match (done.get(), is_the_one, chosen.get() == Some(number)) {
                        (false, _, true) => "choice chosen",
                        (false, ..) => "choice",
                        (true, true, _) => "choice is-right",
                        (true, false, true) => "choice is-wrong",
                        (true, false, false) => "choice is-rest",
                    };
                    let letter = letters.get(at).copied().unwrap_or("?");
                    view! {
                        <div class=mark>
                            <label>
                                <input type="radio" name="answer" on:change=move |_| chosen.set(Some(number)) />
                                <i aria-hidden="true">{letter}</i>
                                <span>{spoken(&text)}</span>
                            </label>
                            {move || done.get().then(|| view! {
                                <p>
                                    <b>{match (is_the_one, chosen.get() == Some(number)) {
                                        (true, true) => "Right, and your answer. ",
                                        (true, false) => "Right. ",
                                        (false, true) => "Your answer. ",
                                        (false, false) => "",
                                    }}</b>
                                    {spoken(&why)}
                                </p>
                            })}
                        </div>
                    }
                }).collect_view()}
            </fieldset>
            <div class="ask-foot">
                {move || (!done.get()).then(|| view! {
                    <span class="ask-sure">
                        <span>"How sure are you?"</span>
                        <Segments
                            label="How sure are you?"
                            choices=vec![
                                (Some(Confidence::Guess), "Guess"),
                                (Some(Confidence::ThinkSo), "I think so"),
                                (Some(Confidence::Sure), "Sure"),
                            ]
                            value=sure
                            on_change=Callback::new(move |it| sure.set(it))
                        />
                    </span>
                })}
                <p role="status">{move || done.get().then(|| {
                    let words = if is_right() { "Right." } else { "Not this time." };
                    format!("{words} {}", back.get())
                })}</p>
                <button class="btn primary" type="submit" aria-disabled=move || (!ready()).then_some("true")>
                    {move || if done.get() { "Next" } else { "Answer" }}
                </button>
            </div>
        </form>
    }
}

/// When all is answered, or nothing was to be.
#[component]
fn End(right: RwSignal<(usize, usize)>, today: u32) -> impl IntoView {
    let (learner, keeper) = (use_learner(), use_keeper());
    let told = move || {
        let (right, all) = right.get();
        (all > 0).then(|| {
            format!(
                "{right} of {} right.",
                text::count(all, "answer", "answers")
            )
        })
    };
    let next = move || {
        let next = learner.progress.with(|it| it.bell.next(today));
        next.map_or_else(
            || "Questions come back the day after you answer them in a quiz.".to_owned(),
            |next| {
                let questions = text::count(next.count, "question", "questions");
                let day = day_name(next.day, today);
                format!("Next time: {questions}, {day}.")
            },
        )
    };
    view! {
        <div class="stack">
            <p role="status">{told}" "{next}</p>
            <div class="row"><button class="btn primary" on:click=move |_| keeper.leave()>"Back to the campus"</button></div>
        </div>
    }
}
