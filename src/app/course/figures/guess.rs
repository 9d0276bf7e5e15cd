//! A guess before the figure moves: the foot holds the answers, and afterwards each of them
//! has its sentence. Whether one is right was computed by whoever asks.

use leptos::prelude::*;

use super::Handle;
use crate::app::parts::Ui;

/// One answer that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuessOption {
    /// Its words.
    pub text: String,
    /// Why it is right or is not.
    pub why: String,
    /// Whether it is right.
    pub right: bool,
}

/// How one answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// By choosing one of several.
    Options(Vec<GuessOption>),
    /// By writing a number.
    Number {
        /// What is counted: "servers".
        unit: String,
        /// What is right.
        truth: f64,
        /// How far off is right still.
        tolerance: f64,
        /// Why it is so much.
        why: String,
        /// Numbers that people come to, and what went wrong there.
        wrong: Vec<(f64, String)>,
    },
}

/// A question that a figure asks before it moves.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// How one answers.
    pub question: Question,
    /// What was answered: the place of the option, or the number; nothing yet.
    pub chosen: Option<f64>,
}

impl Guess {
    /// The sentence that an answered number gets, and whether it was right.
    fn of_number(&self) -> Option<(bool, String)> {
        let Question::Number {
            truth,
            tolerance,
            why,
            wrong,
            ..
        } = &self.question
        else {
            return None;
        };
        let said = self.chosen?;
        let right = (said - truth).abs() <= tolerance.max(1e-9);
        let known = wrong.iter().find(|(value, _)| (value - said).abs() < 1e-9);
        let why = match known.filter(|_| !right) {
            Some((_, slip)) => format!("{slip} {why}"),
            None => why.clone(),
        };
        Some((right, why))
    }
}

/// The answers at the foot of a figure.
#[component]
pub fn GuessFoot(guess: RwSignal<Guess>, handle: Handle) -> impl IntoView {
    let whys = handle.html_id("whys");
    let choose = move |answer: f64| {
        guess.update(|it| it.chosen = Some(answer));
        // What was pressed is gone, so the focus goes to what is said of it.
        let foot = document().get_element_by_id(&handle.html_id("whys"));
        super::shared::focus_in(
            foot.and_then(|it| it.parent_element()),
            ".figure-whys".to_owned(),
        );
    };
    move || match guess.with(|it| it.question.clone()) {
        Question::Options(options) => view! {
            <Options options guess id=whys.clone() choose=Callback::new(choose) />
        }
        .into_any(),
        Question::Number { unit, .. } => view! {
            <Number unit guess handle id=whys.clone() choose=Callback::new(choose) />
        }
        .into_any(),
    }
}

#[component]
fn Options(
    options: Vec<GuessOption>,
    guess: RwSignal<Guess>,
    id: String,
    choose: Callback<f64>,
) -> impl IntoView {
    let short = options.iter().all(|it| it.text.chars().count() <= 10);
    let answers = options.clone();
    let waits = move || guess.with(|it| it.chosen.is_none());
    view! {
        <div class="figure-answers" class:short=short role="group" aria-label="Your guess" hidden=move || !waits()>
            {options.into_iter().enumerate().map(|(place, option)| view! {
                <button class="btn" on:click=move |_| choose.run(place as f64)>{option.text}</button>
            }).collect_view()}
        </div>
        <ul class="figure-whys" id=id tabindex="-1" hidden=waits>
            {move || guess.with(|it| it.chosen).map(|chosen| {
                // What was said comes first, then what is right, then the rest.
                let mut order: Vec<(usize, GuessOption)> = answers.iter().cloned().enumerate().collect();
                order.sort_by_key(|(place, option)| (*place as f64 != chosen, !option.right, *place));
                order.into_iter().map(|(place, option)| view! {
                    <Why right=option.right said={place as f64 == chosen} text=option.text why=option.why />
                }).collect_view()
            })}
        </ul>
    }
}

#[component]
fn Why(right: bool, said: bool, text: String, why: String) -> impl IntoView {
    let state = if right { "Right" } else { "Not so" };
    view! {
        <li class:answer-right=right class:answer-said=said>
            <Ui name=if right { "check" } else { "close" } />
            <p>
                <span class="visually-hidden">{state}": "</span>
                <b>{text}</b>
                {said.then(|| view! { <span class="muted small">" you said "</span> })}
                " "{why}
            </p>
        </li>
    }
}

#[component]
fn Number(
    unit: String,
    guess: RwSignal<Guess>,
    handle: Handle,
    id: String,
    choose: Callback<f64>,
) -> impl IntoView {
    let draft = RwSignal::new(String::new());
    let field = handle.html_id("guess");
    let label_for = field.clone();
    let shown = unit.clone();
    let number = move || draft.with(|it| it.trim().replace(',', "").parse::<f64>().ok());
    view! {
        <form
            class="figure-answers number"
            hidden=move || guess.with(|it| it.chosen.is_some())
            on:submit=move |event| {
                event.prevent_default();
                if let Some(number) = number() {
                    choose.run(number);
                }
            }
        >
            <label class="visually-hidden" for=label_for>"Your guess, in "{unit.clone()}</label>
            <input
                class="input mono"
                id=field
                inputmode="decimal"
                autocomplete="off"
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            />
            <span class="muted">{shown}</span>
            <button class="btn" disabled=move || number().is_none()>"Answer"</button>
        </form>
        <ul class="figure-whys" id=id tabindex="-1" hidden=move || guess.with(|it| it.chosen.is_none())>
            {move || guess.with(|it| it.of_number().zip(it.chosen)).map(|((right, why), said)| view! {
                <Why right said=true text=format!("{said} {unit}") why />
            })}
        </ul>
    }
}
