//! The check lines of a task: sentences with slots, each with its state.

use leptos::prelude::*;

use super::judging::state_word;
use super::prose::coded;
use super::study::{Study, use_study};
use crate::app::parts::Ui;
use crate::course::judge::{CardLine, LineState, Piece};

/// How a state is called in the sheet.
const fn state_key(state: LineState) -> &'static str {
    match state {
        LineState::Met => "met",
        LineState::Next => "next",
        LineState::Waits => "waits",
        LineState::Contrary => "contrary",
        LineState::Unclear => "unclear",
    }
}

/// All lines of the task under way. Each keeps its element, so that whoever stands on a
/// line stays there while it changes.
#[component]
pub fn Lines() -> impl IntoView {
    let study = use_study();
    let count = Memo::new(move |_| study.judging.with(|it| it.map_or(0, |it| it.lines.len())));
    view! {
        <ul class="check-lines">
            {move || {
                let lines = 0..count.get();
                lines.map(|place| view! { <LineView place /> }).collect_view()
            }}
        </ul>
    }
}

fn line_at(study: Study, place: usize) -> Memo<Option<CardLine>> {
    Memo::new(move |_| {
        study
            .judging
            .with(|it| it.and_then(|it| it.lines.get(place).cloned()))
    })
}

/// One line.
#[component]
fn LineView(
    /// Its place.
    place: usize,
) -> impl IntoView {
    let study = use_study();
    let line = line_at(study, place);
    let state = Memo::new(move |_| line.with(|it| it.as_ref().map(|it| it.state)));
    let light = move || {
        let marks = line.with_untracked(|it| it.as_ref().map(|it| it.marks.clone()));
        study.light(marks.unwrap_or_default());
    };
    let told = move || {
        let line = line.get()?;
        let tells = matches!(
            line.state,
            LineState::Next | LineState::Contrary | LineState::Unclear
        );
        (tells && !line.sentence.is_empty()).then_some(line.sentence)
    };
    view! {
        <li class="check-line" data-state=move || state.get().map(state_key)>
            <button
                on:pointerenter=move |_| light()
                on:pointerleave=move |_| study.unlight()
                on:focus=move |_| light()
                on:blur=move |_| study.unlight()
                on:click=move |_| {
                    let marks = line.with_untracked(|it| it.as_ref().map(|it| it.marks.clone()));
                    study.show(&marks.unwrap_or_default());
                }
            >
                <StateDot state=state />
                <span class="check-aim">{move || line.get().map(|it| aim(&it))}</span>
            </button>
            {move || told().map(|text| view! { <p class="check-told">{coded(&text)}</p> })}
        </li>
    }
}

/// The circle of a line, and its state in words.
#[component]
fn StateDot(
    /// The state.
    state: Memo<Option<LineState>>,
) -> impl IntoView {
    view! {
        <i class="check-dot" aria-hidden="true">
            {move || match state.get() {
                Some(LineState::Met) => view! { <Ui name="check" /> }.into_any(),
                Some(LineState::Contrary) => "!".into_any(),
                Some(LineState::Unclear) => "?".into_any(),
                _ => ().into_any(),
            }}
        </i>
        <span class="visually-hidden">{move || state.get().map(|it| format!("{}: ", state_word(it)))}</span>
    }
}

/// What a line asks, with what stands there now.
pub fn aim(line: &CardLine) -> AnyView {
    let pieces = line.aim.iter().map(|piece| match piece {
        Piece::Text(text) => coded(text),
        Piece::Slot(Some(text)) => view! { <span class="slot">{text.clone()}</span> }.into_any(),
        Piece::Slot(None) => {
            view! { <span class="slot" data-empty>"nothing yet"</span> }.into_any()
        }
    });
    pieces.collect_view().into_any()
}

/// The line to do next, in short: for the card that is folded.
#[component]
pub fn CurrentLine() -> impl IntoView {
    let study = use_study();
    let line = Memo::new(move |_| {
        let lines = study.judging.lines();
        let of = |state: LineState| lines.iter().find(|it| it.state == state).cloned();
        of(LineState::Next)
            .or_else(|| of(LineState::Contrary))
            .or_else(|| of(LineState::Unclear))
    });
    let state = Memo::new(move |_| line.with(|it| it.as_ref().map(|it| it.state)));
    view! {
        {move || line.get().map(|it| view! {
            <p class="check-line current" data-state=state_key(it.state)>
                <StateDot state=state />
                <span class="check-aim">{aim(&it)}</span>
            </p>
        })}
    }
}

/// How much is done, as a bar of as many parts as there are lines.
#[component]
pub fn Steps() -> impl IntoView {
    let study = use_study();
    view! {
        <div class="task-steps" aria-hidden="true">
            {move || {
                let lines = study.judging.lines();
                lines.into_iter().map(|it| view! { <i data-state=state_key(it.state)></i> }).collect_view()
            }}
        </div>
    }
}
