//! A page on which each component can be tried without a lesson around it: `#/answers`,
//! or one alone, such as `#/answers/t-dies`, and wide with `/wide` behind it. The released
//! page does not have it.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use super::{
    AskView, BreakItView, Glossary, InterviewView, PrintChapter, Quiz, SummaryView, TextSizeButton,
    WarmUp, restore_text_size,
};
use crate::analysis::Analysis;
use crate::architecture::Document;
use crate::course::lesson::{Chapter, Lesson, Task};
use crate::course::play;
use crate::course::search::glossary;

const START: &str = include_str!("../../../../tests/files/notebookly.campus.json");

/// Whether the address asks for it.
pub fn is_asked() -> bool {
    address().starts_with("#/answers")
}

fn address() -> String {
    window().location().hash().unwrap_or_default()
}

fn chapter() -> Result<Chapter, String> {
    let (settings, text) = (
        include_str!("try_out/chapter.json"),
        include_str!("try_out/chapter.md"),
    );
    Chapter::read(settings, text).map_err(|why| why.to_string())
}

fn document() -> Result<Document, String> {
    Document::from_json(START).map_err(|why| why.to_string())
}

/// All components, one below the other.
#[component]
pub fn TryOut() -> impl IntoView {
    restore_text_size();
    match (chapter(), document()) {
        (Ok(chapter), Ok(document)) => view! { <All chapter document /> }.into_any(),
        (Err(why), _) | (_, Err(why)) => view! { <p role="alert">{why}</p> }.into_any(),
    }
}

#[component]
fn All(chapter: Chapter, document: Document) -> impl IntoView {
    let address = address();
    let wanted = address.trim_start_matches("#/answers").trim_matches('/');
    let wide = wanted.ends_with("wide");
    let wanted = wanted.trim_end_matches("wide").trim_matches('/').to_owned();
    let shown = move |name: &str| wanted.is_empty() || wanted == name;
    let log = RwSignal::new(Vec::<String>::new());
    let note = move |text: String| log.update(|log| log.push(text));
    let lesson = Arc::new(Lesson {
        chapter: chapter.clone(),
        documents: BTreeMap::from([("start".to_owned(), document.clone())]),
    });
    let begun = |task: &Task| {
        let begun = play::begin(&lesson, task, &document, 0);
        Analysis::of(&begun.unwrap_or_else(|_| document.clone()).architecture)
    };
    let tasks = chapter.tasks.iter().filter(|it| shown(&it.id)).map(|task| {
        let id = task.id.clone();
        let analysis = RwSignal::new(begun(task));
        view! {
            <section class="try-part" id=task.id.clone()>
                <h2>{task.title.clone()}</h2>
                <AskView
                    asks=task.asks.clone()
                    analysis
                    seed=7
                    on_answer=Callback::new(move |it: super::Answer| {
                        let first = if it.first { "first" } else { "again" };
                        note(format!("{id} {} {first} {} {:?}", it.ask, it.right, it.confidence));
                    })
                    on_met=Callback::new(move |()| note("met".to_owned()))
                />
            </section>
        }
    });
    let tasks = tasks.collect_view();
    let part = |name: &'static str, what: AnyView| {
        shown(name).then(|| view! { <section class="try-part" id=name>{what}</section> })
    };
    let broken = RwSignal::new(None::<Analysis>);
    let break_it = chapter.break_it.clone().map(|it| {
        let mut damaged = document.clone();
        // The steps are tried by the test of the page; whole, it would be seen there.
        let _ = play::apply(&mut damaged, &it.apply);
        let damaged = Analysis::of(&damaged.architecture);
        view! {
            <BreakItView
                break_it=it
                analysis=broken
                on_break=Callback::new(move |()| broken.set(Some(damaged.clone())))
                on_answer=Callback::new(move |it: super::Answer| note(format!("break-it {}", it.right)))
                on_met=Callback::new(move |()| note("met".to_owned()))
            />
        }
        .into_any()
    });
    let quiz = view! {
        <Quiz
            questions=chapter.quiz.clone()
            seed=7
            on_answer=Callback::new(move |it: super::QuizAnswer| note(format!("quiz {} {}", it.question, it.right)))
            on_result=Callback::new(move |it: super::Score| note(format!("result {} of {}", it.right, it.of)))
        />
    };
    let warm_up = chapter
        .quiz
        .iter()
        .take(2)
        .map(|it| (4, it.clone()))
        .collect::<Vec<_>>();
    view! {
        <main class="try-out" class:wide=wide>
            <header class="row"><h1 class="grow">"Components for answering"</h1><TextSizeButton /></header>
            {part("warm-up", view! {
                <WarmUp
                    questions=warm_up
                    seed=3
                    on_answer=Callback::new(move |it: super::QuizAnswer| note(format!("warm-up {} {} {:?}", it.question, it.right, it.confidence)))
                    on_done=Callback::new(move |()| note("done".to_owned()))
                />
            }.into_any())}
            {tasks}
            {part("break-it", break_it.into_any())}
            {part("quiz", quiz.into_any())}
            {part("interview", view! {
                <InterviewView
                    questions=chapter.interview.clone()
                    on_keep=Callback::new(move |(number, it): (usize, super::InterviewKept)| note(format!("keep {number} {}", it.text)))
                />
            }.into_any())}
            {part("summary", view! {
                <SummaryView lines=chapter.summary.clone() on_keep=Callback::new(move |it| note(format!("keep {it}"))) />
            }.into_any())}
            {part("glossary", view! {
                <Glossary terms=glossary([&chapter]) on_open=Callback::new(move |it| note(format!("open {it}"))) />
            }.into_any())}
            {part("print", view! { <PrintChapter chapter=chapter.clone() /> }.into_any())}
            <ol class="try-log" aria-label="What was told">
                {move || log.get().into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}
            </ol>
        </main>
    }
}
