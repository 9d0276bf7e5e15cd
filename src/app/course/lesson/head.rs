//! The head of the panel: the way back, the chapter, a dot for each task.

use leptos::prelude::*;

use super::Which;
use super::study::{Page, Study, use_study};
use crate::app::course::answers::TextSizeButton;
use crate::app::parts::Ui;
use crate::app::parts::menu::{MenuButton, MenuItem};
use crate::app::state::LabPage;
use crate::course::lesson::Block;
use crate::course::shop::SHOP;

/// The head.
#[component]
pub fn Head() -> impl IntoView {
    let study = use_study();
    let of = study.fetched().of;
    let title = study.chapter(|it| it.title.clone());
    let units = study.chapter(|it| it.units.len());
    let unit = move || study.with_notes(|it| it.unit + 1);
    let is_shop = study.is_shop();
    let which = study.which();
    let back = match which {
        Which::Lab(_, LabPage::Try) => "The builder".to_owned(),
        Which::Lab(..) | Which::Chapter(SHOP) => "The campus".to_owned(),
        Which::Chapter(number) => format!("Chapter {number} of {of}"),
    };
    let leave = move || match which {
        Which::Lab(lab, LabPage::Try) => study.keeper.open_lab(lab, LabPage::Build),
        _ => study.keeper.leave(),
    };
    view! {
        <div class="course-head">
            <div class="course-bar">
                <a class="btn quiet course-back" href="#/" aria-label=match which {
                    Which::Lab(_, LabPage::Try) => "Back to the builder",
                    _ => "Back to the campus",
                } on:click=move |event| {
                    event.prevent_default();
                    leave();
                }><Ui name="chevron-left" /><span>{back}</span></a>
                <div class="course-tools">
                    <TextSizeButton />
                    <button
                        class="btn quiet square phone-hidden"
                        aria-label="Wide text"
                        title="Wide text"
                        aria-pressed=move || study.wide.get().to_string()
                        on:click=move |_| study.wide.update(|it| *it = !*it)
                    ><Ui name="wide" /></button>
                    <More />
                    <button
                        class="btn quiet square phone-hidden"
                        aria-label="Fold the text"
                        title="Fold the text ([)"
                        on:click=move |_| fold(study)
                    ><Ui name="chevron-left" /></button>
                </div>
            </div>
            <h1>{title}</h1>
            // The shop's list says itself what is mended.
            {(!is_shop).then(|| view! {
                <div class="course-dots">
                    <Dots />
                    {(units > 1).then(|| view! { <span class="course-unit">{move || format!("Unit {} of {units}", unit())}</span> })}
                </div>
            })}
        </div>
    }
}

/// Folds the panel away, or brings it back. The focus stays where there is something.
pub fn fold(study: Study) {
    study.folded.update(|it| *it = !*it);
    study.wide.set(false);
    if study.folded.get_untracked() {
        crate::app::parts::focus_element(super::CARD);
    }
}

/// What else can be done with the lesson.
#[component]
fn More() -> impl IntoView {
    let study = use_study();
    let item = |icon, text: &str, run: Callback<()>| MenuItem::new(icon, text, run);
    let items = Callback::new(move |()| {
        let solution = study.lesson(|it| it.documents.contains_key("solution"));
        let library = Callback::new(move |()| study.library.set(true));
        let print = Callback::new(move |()| study.printing.set(true));
        let mut items = vec![item("book", "Glossary and search", library)];
        if !study.is_shop() && !study.is_lab() {
            items.push(item("download", "Print this chapter", print));
        }
        if !study.is_shop() && !study.is_lab() {
            let class = Callback::new(move |()| study.keeper.open_class(study.number()));
            items.push(item("present", "Show to a class", class));
        }
        if solution && !untrack(|| study.remembers()) {
            let compare = Callback::new(move |()| {
                study.compared.set(true);
                study.wanted.set(Some(0));
                study.turn(Page::Read);
            });
            items.push(item("map", "Compare with the solution", compare));
        }
        let copy = Callback::new(move |()| study.copy_freely());
        items.push(item("duplicate", "Open a copy freely", copy));
        let again = Callback::new(move |()| {
            let sure =
                "Start this task again? What you have built is kept as a copy in My architectures.";
            if asked(sure) {
                study.task_again();
            }
        });
        items.push(item("restart", "Start this task again", again));
        let all = Callback::new(move |()| {
            let sure = "Start the whole chapter again? What you have built is kept as a copy in My architectures.";
            if asked(sure) {
                study.chapter_again();
            }
        });
        if !study.is_shop() {
            items.push(item("restart", "Start the chapter again", all));
        }
        items
    });
    view! { <MenuButton class="btn quiet square" icon="more" label="More of this chapter" items=items /> }
}

fn asked(words: &str) -> bool {
    window().confirm_with_message(words).unwrap_or(false)
}

/// A dot for each task, unit by unit, and a square for the questions at the end.
#[component]
fn Dots() -> impl IntoView {
    let study = use_study();
    let units = study.chapter(|chapter| {
        let unit = |blocks: &[Block]| -> Vec<Dot> {
            let dots = blocks
                .iter()
                .enumerate()
                .filter_map(|(block, it)| match it {
                    Block::Task(id) => {
                        let place = chapter.tasks.iter().position(|it| it.id == *id)?;
                        let title = chapter.tasks[place].title.clone();
                        Some(Dot::Task(place, id.clone(), title))
                    }
                    Block::Quiz => Some(Dot::Quiz(block)),
                    _ => None,
                });
            dots.collect()
        };
        let units = chapter.units.iter();
        units
            .map(|it| (it.title.clone(), unit(&it.blocks)))
            .collect::<Vec<_>>()
    });
    view! {
        <nav class="dots-nav" aria-label="Tasks of this chapter">
            <ol>
                {units.into_iter().enumerate().map(|(unit, (title, dots))| view! {
                    <li class="dots-unit">
                        <span class="visually-hidden">{format!("Unit {}: {title}", unit + 1)}</span>
                        <ol>
                            {dots.into_iter().map(|dot| view! { <li><DotView dot unit /></li> }).collect_view()}
                        </ol>
                    </li>
                }).collect_view()}
            </ol>
        </nav>
    }
}

/// What a dot stands for.
#[derive(Clone)]
enum Dot {
    Task(usize, String, String),
    Quiz(usize),
}

#[component]
fn DotView(dot: Dot, unit: usize) -> impl IntoView {
    let study = use_study();
    match dot {
        Dot::Task(place, id, title) => {
            let met = Memo::new(move |_| study.with_notes(|it| it.is_met(&id)));
            let here = Memo::new(move |_| study.place() == place);
            let name = move || {
                let state = if met.get() { "done" } else { "open" };
                format!("Task {}, {title}, {state}", place + 1)
            };
            view! {
                <button
                    class="dot-task"
                    data-met=move || met.get().then_some("")
                    aria-current=move || here.get().then_some("step")
                    aria-label=name.clone()
                    title=name
                    on:click=move |_| study.go(place)
                ></button>
            }
            .into_any()
        }
        Dot::Quiz(block) => {
            let passed = Memo::new(move |_| study.with_notes(|it| it.quiz_passed));
            view! {
                <button
                    class="dot-task square"
                    data-met=move || passed.get().then_some("")
                    aria-label="Questions at the end"
                    title="Questions at the end"
                    on:click=move |_| study.read(unit, block)
                ></button>
            }
            .into_any()
        }
    }
}
