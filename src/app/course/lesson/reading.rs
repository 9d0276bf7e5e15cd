//! The text of a chapter, unit by unit, with all that stands in it.

use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::closed::Closed;
use super::compared::Compared;
use super::figure_place::FigurePlace;
use super::prose::{marked, nodes};
use super::shop::ShopList;
use super::study::{Page, Study, use_study};
use crate::app::course::answers::{
    BreakItView, InterviewKept, InterviewView, Quiz, QuizAnswer, SummaryView, WarmUp,
};
use crate::app::parts::Ui;
use crate::architecture::ResourceId;
use crate::course::lesson::{Block, BoxKind};
use crate::course::memory::{self, Given};
use crate::course::notes::Said;
use crate::course::quiz::Score;

/// How much of the text above stays in sight where one is led to.
const MARGIN: i32 = 12;

/// The text.
#[component]
pub fn Reading() -> impl IntoView {
    let study = use_study();
    let element = NodeRef::<Div>::new();
    let unit = Memo::new(move |_| study.with_notes(|it| it.unit));
    // Where one was; what leads elsewhere comes later.
    let begun = study.peek_notes(|it| it.scroll);
    Effect::new(move |before: Option<()>| {
        let (Some(element), None) = (element.get(), before) else {
            return;
        };
        request_animation_frame(move || element.set_scroll_top(begun as i32));
    });
    Effect::new(move || {
        if let Some(block) = study.wanted.get() {
            study.wanted.set(None);
            // The unit may just be coming.
            request_animation_frame(move || lead(element, block));
        }
    });
    let closed = Memo::new(move |_| study.is_closed(unit.get()));
    let fold_card = move || {
        if !super::fetch::is_phone() {
            study.card_folded.set(true);
        }
    };
    view! {
        <div
            class="reading"
            id="reading"
            node_ref=element
            tabindex="0"
            role="region"
            aria-label="Text"
            on:scroll=move |_| if let Some(element) = element.get_untracked() {
                study.scrolled(f64::from(element.scroll_top()));
                // Who comes to a term by Tab scrolls the text, and is to read what it means.
                if !at_a_word() {
                    study.aside.set(None);
                }
            }
            on:wheel=move |event| {
                let down = event.delta_y() > 0.0;
                if down {
                    fold_card();
                }
            }
        >
            {move || match study.compared.get() {
                true => view! { <Compared /> }.into_any(),
                false if study.is_shop() => view! { <ShopList /> }.into_any(),
                false if closed.get() => view! { <Closed /> }.into_any(),
                false => view! { <UnitView unit=unit.get() /> }.into_any(),
            }}
        </div>
    }
}

/// Whether the focus is on a word that says something.
fn at_a_word() -> bool {
    let active = document().active_element();
    active.is_some_and(|it| it.matches(".term, .source").unwrap_or(false))
}

/// Scrolls a block of the text to the top.
fn lead(element: NodeRef<Div>, block: usize) {
    let Some(element) = element.get_untracked() else {
        return;
    };
    let found = document().get_element_by_id(&format!("block-{block}"));
    let top = match found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        Some(found) if block > 0 => (found.offset_top() - MARGIN).max(0),
        _ => 0,
    };
    element.set_scroll_top(top);
}

/// A unit.
#[component]
fn UnitView(
    /// Its number, from 0.
    unit: usize,
) -> impl IntoView {
    let study = use_study();
    let number = study.number();
    let (title, blocks, next) = study.chapter(|chapter| {
        let it = chapter.units.get(unit);
        let next = chapter.units.get(unit + 1).map(|it| it.title.clone());
        (
            it.map(|it| it.title.clone()).unwrap_or_default(),
            it.map(|it| it.blocks.clone()).unwrap_or_default(),
            next,
        )
    });
    let promise = (unit == 0).then(|| study.chapter(|it| it.promise.clone()));
    let promise = promise.filter(|it| !it.is_empty());
    let begins = (unit == 0).then(|| study.chapter(|it| it.begins.clone()));
    let begins = begins.filter(|it| !it.is_empty());
    let last = next.is_none();
    view! {
        <article class="unit" aria-label=title.clone()>
            <h2 class="unit-name">
                {(unit > 0).then(|| view! {
                    <button class="btn quiet square small" aria-label="To the unit before" title="To the unit before" on:click=move |_| study.read(unit - 1, 0)>
                        <Ui name="chevron-left" />
                    </button>
                })}
                {title.clone()}
            </h2>
            {promise.map(|lines| view! {
                <div class="promise">
                    <p>"After this chapter you can"</p>
                    <ul>{lines.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}</ul>
                </div>
            })}
            {begins.map(|it| view! { <p class="muted small">{it}</p> })}
            {blocks.into_iter().enumerate().map(|(place, block)| view! {
                <div class="block" id=format!("block-{place}")>{view_block(study, block)}</div>
            }).collect_view()}
            {next.map(|title| view! {
                <button class="btn next-unit" on:click=move |_| study.begin_unit(unit + 1)>
                    <span><b>"Next unit: "</b>{title}</span><Ui name="arrow-right" />
                </button>
            })}
            {last.then(|| view! { <End number /> })}
        </article>
    }
}

fn view_block(study: Study, block: Block) -> AnyView {
    match block {
        Block::Prose(it) => nodes(study, &it),
        // Instructors have a view of their own.
        Block::Box(BoxKind::Instructor, _) => ().into_any(),
        Block::Box(kind, it) => view! {
            <section class="text-box" data-kind=kind.key() aria-label=study.box_name(kind)>
                <p class="text-box-name">{study.box_name(kind)}</p>
                {nodes(study, &it)}
            </section>
        }
        .into_any(),
        Block::Figure(name) => view! { <FigurePlace name /> }.into_any(),
        Block::Task(id) => view! { <TaskMark id /> }.into_any(),
        Block::WarmUp if study.fetched().warm_up.is_empty() => ().into_any(),
        Block::WarmUp => titled("Before you begin", view! { <WarmUpView /> }.into_any()),
        Block::BreakIt => titled("Break it", view! { <Broken /> }.into_any()),
        Block::Quiz => titled("Questions", view! { <QuizView /> }.into_any()),
        Block::Interview => titled("Interview", view! { <Interviewed /> }.into_any()),
        Block::Summary => titled("What stays", view! { <Summed /> }.into_any()),
    }
}

/// A part of the text that is no prose. It shows a title of its own; its heading is for those
/// who go through the page by headings.
fn titled(name: &'static str, part: AnyView) -> AnyView {
    view! { <h3 class="visually-hidden">{name}</h3>{part} }.into_any()
}

/// Where a task stands in the text: it leads to the card.
#[component]
fn TaskMark(
    /// The task's id.
    id: String,
) -> impl IntoView {
    let study = use_study();
    let place = study.chapter(|it| it.tasks.iter().position(|task| task.id == id));
    let task = place.and_then(|it| study.task(it))?;
    let place = place?;
    let met = Memo::new(move |_| study.with_notes(|it| it.is_met(&id)));
    let here = Memo::new(move |_| study.place() == place);
    Some(view! {
        <button
            class="task-mark"
            data-met=move || met.get().then_some("")
            aria-current=move || here.get().then_some("step")
            on:click=move |_| study.press(place)
        >
            <i class="check-dot" aria-hidden="true"><Show when=move || met.get()><Ui name="check" /></Show></i>
            <span class="grow">
                <span class="task-kind">{format!("{} · Task {}", task.kind.label(), place + 1)}</span>
                <b>{task.title}</b>
            </span>
            <span class="visually-hidden">{move || if met.get() { "done" } else { "open" }}</span>
            <Ui name="chevron-right" />
        </button>
    })
}

/// Another number for each chapter, and the same whenever one comes back.
fn seed(study: Study) -> u64 {
    u64::from(study.number()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

#[component]
fn WarmUpView() -> impl IntoView {
    let study = use_study();
    let questions = study.fetched().warm_up.clone();
    (!questions.is_empty()).then(|| {
        view! { <WarmUp questions seed=seed(study) on_answer=Callback::new(|_| ()) /> }
    })
}

#[component]
fn QuizView() -> impl IntoView {
    let study = use_study();
    let questions = study.chapter(|it| it.quiz.clone());
    let best = study.peek_notes(|it| it.quiz.map(|(right, of)| Score { right, of }));
    let seed = seed(study);
    let given = StoredValue::new(Vec::<Given>::new());
    let answered = Callback::new(move |it: QuizAnswer| {
        given.update_value(|all| {
            all.push(Given {
                question: it.question as u32,
                option: it.option as u32,
                confidence: memory::Confidence::ThinkSo,
                right: it.right,
            });
        });
    });
    let ended = Callback::new(move |score: Score| {
        let round = given.try_update_value(std::mem::take).unwrap_or_default();
        study.learner.note_quiz(study.number(), round);
        study.note(|notes| {
            let before = notes.quiz.map_or(0, |it| it.0);
            notes.quiz = Some((before.max(score.right), score.of));
            notes.quiz_passed |= score.passed();
        });
    });
    match best {
        Some(best) => {
            view! { <Quiz questions seed on_answer=answered on_result=ended best /> }.into_any()
        }
        None => view! { <Quiz questions seed on_answer=answered on_result=ended /> }.into_any(),
    }
}

#[component]
fn Interviewed() -> impl IntoView {
    let study = use_study();
    let questions = study.chapter(|it| it.interview.clone());
    let kept = study.peek_notes(|it| {
        let all = it.interview.iter().map(|it| InterviewKept {
            text: it.text.clone(),
            shown: it.shown,
            had: it.had.clone(),
        });
        all.collect::<Vec<_>>()
    });
    let keep = Callback::new(move |(place, it): (usize, InterviewKept)| {
        study.note(|notes| {
            if notes.interview.len() <= place {
                notes.interview.resize(place + 1, Said::default());
            }
            notes.interview[place] = Said {
                text: it.text,
                shown: it.shown,
                had: it.had,
            };
        });
    });
    view! { <InterviewView questions kept on_keep=keep /> }
}

#[component]
fn Summed() -> impl IntoView {
    let study = use_study();
    let lines = study.chapter(|it| it.summary.clone());
    let (kept, shown) = study.peek_notes(|it| (it.summary.clone(), it.summary_shown));
    view! {
        <SummaryView
            lines
            kept
            shown
            on_keep=Callback::new(move |text: String| {
                study.learner.note_summary(study.number(), text.clone());
                study.note(|notes| notes.summary = text);
            })
            on_shown=Callback::new(move |()| study.note(|notes| notes.summary_shown = true))
        />
    }
}

#[component]
fn Broken() -> impl IntoView {
    let study = use_study();
    let break_it = study.chapter(|it| it.break_it.clone())?;
    let figures = study.chapter(|it| it.figures.clone());
    let done = study.peek_notes(|it| it.broken);
    let analysis = Signal::derive(move || study.broken.get().then(|| study.store.analysis()));
    Some(view! {
        <BreakItView
            break_it
            analysis
            figures
            done
            on_break=Callback::new(move |()| study.break_it())
            on_answer=Callback::new(|_| ())
            on_met=Callback::new(move |()| study.note(|notes| notes.broken = true))
            on_light=Callback::new(move |ids: Vec<ResourceId>| study.light(ids))
        />
        <Show when=move || study.broken.get()>
            <button class="btn" on:click=move |_| study.mend()>"Back to your own design"</button>
        </Show>
    })
}

/// The end of a chapter: what is deleted in which order, and the way on.
#[component]
fn End(
    /// The number of the chapter.
    number: u32,
) -> impl IntoView {
    let study = use_study();
    let clean_up = study.chapter(|it| it.clean_up.clone());
    let next = study.fetched().next;
    view! {
        {(!clean_up.is_empty()).then(|| view! {
            <section class="text-box" data-kind="cost" aria-label="Clean up">
                <p class="text-box-name">"Clean up, in this order"</p>
                <ol>{clean_up.iter().map(|it| view! { <li>{marked(study, it)}</li> }).collect_view()}</ol>
            </section>
        })}
        <div class="row chapter-end">
            <button class="btn" on:click=move |_| study.keeper.leave()>"To the campus"</button>
            {next.map(|next| view! {
                <button class="btn next-unit" on:click=move |_| study.keeper.open_chapter(next)>
                    {match next == number + 1 {
                        true => "Next chapter".to_owned(),
                        false => format!("Chapter {next}"),
                    }}
                    <Ui name="arrow-right" />
                </button>
            })}
        </div>
    }
}

/// The two pages of a phone, and how to come from one to the other.
#[component]
pub fn PageSwitch() -> impl IntoView {
    let study = use_study();
    // What is left to be built; figures and questions are not done on the canvas.
    let left = Memo::new(move |_| {
        let task = study.task(study.place());
        let builds = task.is_some_and(|task| {
            let met = study.with_notes(|it| it.is_met(&task.id));
            task.check.is_some() && task.figure.is_none() && !met
        });
        let (done, of) = study.judging.done();
        if builds { of - done } else { 0 }
    });
    let button = move |page: Page, icon: &'static str, word: &'static str| {
        view! {
            <button
                aria-pressed=move || (study.page.get() == page).to_string()
                on:click=move |_| study.turn(page)
            >
                <Ui name=icon />{word}
                {(page == Page::Canvas).then(|| view! {
                    <Show when=move || { left.get() > 0 }>
                        <span class="badge count">{move || left.get()}<span class="visually-hidden">" still to do"</span></span>
                    </Show>
                })}
            </button>
        }
    };
    view! {
        <div class="page-switch segments" role="group" aria-label="Page">
            {button(Page::Read, "book", "Read")}
            {button(Page::Canvas, "build", "Canvas")}
        </div>
    }
}
