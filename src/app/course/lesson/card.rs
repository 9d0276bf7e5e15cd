//! The task card, which never leaves: what is asked, how far it is, what helps.

use leptos::prelude::*;

use super::CARD;
use super::hints::HintsView;
use super::lines::{CurrentLine, Lines, Steps};
use super::prose::marked;
use super::rounds::Rounds;
use super::runs::Runs;
use super::study::{Page, Study, use_study};
use crate::app::course::answers::{Answer, AskView};
use crate::app::dock::request;
use crate::app::parts::Ui;
use crate::architecture::ResourceId;
use crate::course::attempt::Attempt;
use crate::course::judge::{Moment, answer};
use crate::course::lesson::{Task, TaskKind};
use crate::course::play;
use crate::editor::Player;

/// The card.
#[component]
pub fn TaskCard() -> impl IntoView {
    let study = use_study();
    let place = Memo::new(move |_| study.place());
    let met = Memo::new(move |_| {
        let id = study.task_id();
        study.with_notes(|it| it.is_met(&id))
    });
    // A sheet on a phone needs the room of the card, and the canvas what is left.
    Effect::new(move |_| {
        if study.store.sheet.get().is_some() && untrack(|| study.card_covers()) {
            study.card_folded.set(true);
        }
    });
    view! {
        <section
            class="task-card"
            id=CARD
            tabindex="-1"
            aria-label="Task"
            data-folded=move || study.card_folded.get().then_some("")
            data-met=move || met.get().then_some("")
        >
            {move || {
                let task = study.task(place.get());
                task.map(|task| view! { <Card task met /> })
            }}
        </section>
    }
}

/// The card of one task.
#[component]
fn Card(
    /// The task.
    task: Task,
    /// Whether it is met.
    met: Memo<bool>,
) -> impl IntoView {
    let study = use_study();
    let place = study.peek_place();
    let of = study.chapter(|it| it.tasks.len());
    let kind = task.kind.label();
    let id = StoredValue::new(task.id.clone());
    let edits = Memo::new(move |_| study.with_notes(|it| it.work(&id.get_value()).edits));
    let asks = !task.asks.is_empty();
    let par = task.par;
    let count = move || {
        let (mut done, mut of) = study.judging.done();
        // The questions are one thing more that is to be done.
        if asks && of > 0 {
            of += 1;
            done += usize::from(study.with_notes(|it| it.work(&id.get_value()).answered));
        }
        match met.get() {
            true => match par.filter(|_| study.is_shop()) {
                Some(par) => format!("{}, par {par}", result(study, &id.get_value(), edits.get())),
                None => result(study, &id.get_value(), edits.get()),
            },
            false if of > 0 => format!("{done} of {of} done"),
            false => String::new(),
        }
    };
    let here = Memo::new(move |_| study.judging.at() == Some(place));
    let task_for_body = task.clone();
    let title = task.title.clone();
    let lot = study.peek_notes(|it| it.work(&task.id).lot);
    let symptom = task.symptom.on(play::drawn(&task, lot)).cloned();
    view! {
        <div class="task-head">
            <span class="task-kind">
                <Show when=move || met.get() fallback=move || kind><Ui name="check-circle" />"Done"</Show>
            </span>
            <span class="task-number">{format!("Task {} of {of}", place + 1)}</span>
            <span class="task-count">{count}</span>
            <button
                class="btn quiet square small task-fold"
                aria-label=move || if study.card_folded.get() { "Unfold the task" } else { "Fold the task" }
                aria-expanded=move || (!study.card_folded.get()).to_string()
                on:click=move |_| study.card_folded.update(|it| *it = !*it)
            ><Ui name="chevron-down" /></button>
        </div>
        <h2 class="task-title">{title}</h2>
        <Steps />
        <div class="task-short"><CurrentLine /></div>
        <div class="task-body" tabindex="0" role="group" aria-label="What to do">
            <p class="task-text">{marked(study, &task.text)}</p>
            {symptom.map(|text| view! { <p class="task-symptom">{marked(study, &text)}</p> })}
            {task.stands_alone().then(|| view! {
                <p class="muted small">"This task has a drawing of its own. Yours is kept, and comes back with the next task."</p>
            })}
            {move || study.trouble.get().map(|why| view! {
                <div class="why warn" role="alert"><p>{why}</p></div>
            })}
            <Show when=move || here.get() fallback=move || match study.broken.get() {
                true => view! {
                    <p class="muted">"The broken copy is on the canvas. Your own design waits unharmed."</p>
                    <button class="btn small" on:click=move |_| study.mend()>"Back to my design"</button>
                }.into_any(),
                false => view! { <p class="muted" role="status">"The canvas is being laid out…"</p> }.into_any(),
            }>
                <Body task=task_for_body.clone() met />
            </Show>
        </div>
        <Foot task met />
    }
}

/// How a task was done, told and not scored.
fn result(study: Study, id: &str, edits: u32) -> String {
    let hints = study.with_notes(|it| it.work(id).hints);
    let plural = |count: u32, word: &str| match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    };
    match (edits, hints) {
        (0, 0) => String::new(),
        (0, hints) => plural(hints, "hint"),
        (edits, 0) => plural(edits, "edit"),
        (edits, hints) => format!("{}, {}", plural(edits, "edit"), plural(hints, "hint")),
    }
}

/// Lines, questions, hints; what it means once it is met.
#[component]
fn Body(
    /// The task.
    task: Task,
    /// Whether it is met.
    met: Memo<bool>,
) -> impl IntoView {
    let study = use_study();
    let has_lines = task.check.is_some();
    let asks = (!task.asks.is_empty()).then(|| view! { <Questions task=task.clone() met /> });
    let say = task.after.as_ref().map(|it| it.say.clone());
    let runs = task
        .check
        .as_ref()
        .map(|check| view! { <Runs check=check.clone() /> });
    let rebuilt = (task.kind == TaskKind::Rebuild).then(|| view! { <Rounds task=task.clone() /> });
    // A question that comes before anything is built stands before what is built, and as
    // long as it is open no line says how it stands.
    let (first, last) = match task.asks_first() {
        true => (asks, None),
        false => (None, asks),
    };
    let held_back = Memo::new({
        let task = task.clone();
        move |_| task.holds_back(study.with_notes(|it| it.work(&task.id).answered))
    });
    let hints = StoredValue::new(task);
    view! {
        {first}
        <Show when=move || held_back.get()>
            <p class="muted small">"Once you have answered, each line says how it stands."</p>
        </Show>
        {has_lines.then(|| view! { <Lines /> })}
        {runs}
        {rebuilt}
        {last}
        <Show
            when=move || met.get()
            fallback=move || view! { <HintsView task=hints.get_value() /> }
        >
            {say.clone().map(|say| view! { <p class="task-say">{marked(study, &say)}</p> })}
        </Show>
    }
}

/// The questions of a task, which begin anew where too many were answered wrongly at first.
#[component]
fn Questions(
    /// The task.
    task: Task,
    /// Whether it is met.
    met: Memo<bool>,
) -> impl IntoView {
    let study = use_study();
    let rounds = RwSignal::new(0_u32);
    let id = StoredValue::new(task.id.clone());
    let most = task.most_wrong;
    let of = task.asks.len();
    let work = Memo::new(move |_| {
        study.with_notes(|it| {
            let work = it.tasks.get(&id.get_value());
            work.map_or((false, 0), |it| (it.answered, it.missed))
        })
    });
    let failed = Memo::new(move |_| {
        let (answered, missed) = work.get();
        !met.get() && answered && most.is_some_and(|most| missed > most)
    });
    let task = StoredValue::new(task);
    view! {
        {most.map(|most| view! {
            <Show when=move || !met.get()>
                <p class="muted small" role="status">{move || format!(
                    "Wrong at the first try: {} of {of}. At most {most} may be.", work.get().1,
                )}</p>
            </Show>
        })}
        <Show when=move || failed.get()>
            <div class="why warn" role="alert">
                <p>{move || format!(
                    "All are answered, and {} were wrong at the first try. At most {} may be: go the way once more.",
                    work.get().1, most.unwrap_or_default(),
                )}</p>
                <button class="btn small" on:click=move |_| {
                    study.ask_again(&id.get_value());
                    rounds.update(|it| *it += 1);
                }>"Begin the questions anew"</button>
            </div>
        </Show>
        {move || {
            rounds.track();
            view! { <Asks task=task.get_value() /> }
        }}
    }
}

/// The questions of a task.
#[component]
fn Asks(
    /// The task.
    task: Task,
) -> impl IntoView {
    let study = use_study();
    let id = StoredValue::new(task.id.clone());
    let whole = StoredValue::new(task.clone());
    let answered = match study.peek_notes(|it| it.work(&task.id).answered) {
        true => (0..task.asks.len()).collect(),
        false => Vec::new(),
    };
    let analysis = Signal::derive(move || study.store.analysis());
    let figures = study.chapter(|it| it.figures.clone());
    // The same order whenever one comes back, and another one for each task.
    let seed = task.id.bytes().fold(7_u64, |seed, it| {
        seed.wrapping_mul(31).wrapping_add(u64::from(it))
    });
    view! {
        <AskView
            asks=task.asks
            analysis=analysis
            figures=figures
            seed=seed
            answered=answered
            on_answer=Callback::new(move |answer: Answer| whole.with_value(|it| study.judging.answer(study, it, &answer)))
            on_met=Callback::new(move |()| study.answered(&id.get_value()))
            on_light=Callback::new(move |ids: Vec<ResourceId>| study.light(ids))
            on_letters=Callback::new(move |pills| {
                // The card may outlive the canvas.
                study.store.letters.try_set(pills);
            })
        />
    }
}

/// The buttons at the foot: what comes next.
#[component]
fn Foot(
    /// The task.
    task: Task,
    /// Whether it is met.
    met: Memo<bool>,
) -> impl IntoView {
    let study = use_study();
    let trace = task.after.as_ref().and_then(|it| it.trace.clone());
    let watch = trace.map(StoredValue::new);
    let next = study.task(study.peek_place() + 1).map(|it| it.title);
    // Behind the last task come the questions at the end, and behind the last task of a
    // unit the rest of its text, which nobody should jump over.
    let rest = next.is_none() || study.chapter(|it| it.leaves_text(&task.id));
    let go_on = move |_| {
        let place = study.peek_place();
        if rest {
            let id = study.task_id();
            let (unit, block) = study.chapter(|it| (it.unit_of(&id), it.behind(&id)));
            study.read(unit, block);
            study.card_folded.set(true);
        } else {
            study.go(place + 1);
        }
        study.turn(Page::Read);
    };
    let next = StoredValue::new(next);
    let (asks, figure) = (
        !task.asks.is_empty(),
        study.chapter(|it| it.figure_of(&task.id)),
    );
    let id = StoredValue::new(task.id.clone());
    // What is to be done now: a question is answered on the card, a figure is turned in the
    // text, and only what is built is built on the canvas.
    let now = Memo::new(move |_| {
        let asked = asks && !study.with_notes(|it| it.work(&id.get_value()).answered);
        match (study.page.get(), study.card_folded.get()) {
            (_, true) if asked => Now::Answer,
            (Page::Read, _) if figure.is_some() => Now::Figure,
            (Page::Read, _) => Now::Canvas,
            (Page::Canvas, _) => Now::Text,
        }
    });
    // Whether a prediction that the bell wanted has been made.
    let recalled = Memo::new(move |_| {
        let id = id.get_value();
        let is_this = study.learner.recalled.with(|it| it.as_ref() == Some(&id));
        is_this.then(|| study.with_notes(|it| it.work(&id).answered))
    });
    let turn = move |_| match now.get_untracked() {
        Now::Answer => study.card_folded.set(false),
        Now::Figure => {
            study.card_folded.set(true);
            study.wanted.set(figure);
        }
        Now::Canvas => study.turn(Page::Canvas),
        Now::Text => study.turn(Page::Read),
    };
    view! {
        <div class="task-foot">
            <Show when=move || recalled.get() == Some(true)>
                <button class="btn primary grow task-next" on:click=move |_| {
                    study.learner.recalled.set(None);
                    study.keeper.open_bell();
                }><Ui name="bell" />"Back to the morning bell"</button>
            </Show>
            <Show when=move || recalled.get().is_none() && met.get() fallback=move || view! {
                <button class="btn phone-only hint-button" on:click=move |_| study.card_folded.set(false)>
                    <Ui name="bulb" />"Hint"
                </button>
                <button class="btn primary phone-only grow" on:click=turn>
                    {move || match now.get() {
                        Now::Answer => "Answer the question",
                        Now::Figure => "To the figure",
                        Now::Canvas if asks => "Look at the canvas",
                        Now::Canvas => "Go on building",
                        Now::Text => "Back to the text",
                    }}
                </button>
            }>
                {watch.map(|flow| view! {
                    <button class="btn" on:click=move |_| watch_flow(study, flow)><Ui name="restart" />"Watch"</button>
                })}
                <button class="btn primary grow task-next" on:click=go_on>
                    <span>{move || match next.get_value() {
                        Some(title) if !rest => format!("Next: {title}"),
                        _ => "Read on".to_owned(),
                    }}</span>
                    <Ui name="arrow-right" />
                </button>
            </Show>
        </div>
    }
}

/// What a phone's first button leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Now {
    Answer,
    Figure,
    Canvas,
    Text,
}

/// Plays the flow that a task ends with, on canvas and request panel.
fn watch_flow(study: Study, flow: StoredValue<crate::course::condition::FlowText>) {
    let analysis = study.store.peek_analysis();
    let attempt = Attempt::new(&analysis);
    let trace = flow.with_value(|it| answer::traced(it, &Moment::new(&analysis, &attempt)));
    match trace {
        Ok(trace) => {
            study.turn(Page::Canvas);
            request::watch(study.store, Player::new(trace));
        }
        Err(why) => study
            .trouble
            .set(Some(format!("There is nothing to watch: {why}."))),
    }
}
