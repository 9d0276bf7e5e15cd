//! A number: guessed first, then told, with the thought behind a wrong one.

use leptos::html;
use leptos::prelude::*;

use super::Said;
use super::asked::{Asked, Confident, NoKey, Verdict, focus};
use super::engine::{Given, Key};
use crate::app::parts::in_next_frame;
use crate::course::lesson::{AskKind, Wrong};
use crate::course::quiz::Confidence;
use crate::text::number as number_said;

/// What was said of a number.
#[derive(Clone)]
struct Told {
    given: f64,
    truth: f64,
    right: bool,
    why: Option<String>,
}

/// A number with its unit.
#[component]
pub(super) fn NumberAsk(
    /// What is asked.
    asked: Asked,
) -> impl IntoView {
    let AskKind::Number {
        unit, why, wrong, ..
    } = asked.ask.kind.clone()
    else {
        return ().into_any();
    };
    let typed = RwSignal::new(String::new());
    let sure = RwSignal::new(Confidence::ThinkSo);
    let told = RwSignal::new(None::<Told>);
    // The right number is told with the second wrong one: the first leaves room to think.
    let wrongs = RwSignal::new(0_u32);
    let no_key = RwSignal::new(None::<String>);
    let bad = RwSignal::new(false);
    let verdict = NodeRef::<html::P>::new();
    let field = NodeRef::<html::Input>::new();
    let answer = {
        let asked = asked.clone();
        move || {
            let Some(given) = typed.with_untracked(|it| read(it)) else {
                bad.set(true);
                return;
            };
            bad.set(false);
            match asked.judge(Given::Number(given), Some(sure.get_untracked())) {
                Ok((Key::Number(truth), right)) => {
                    no_key.set(None);
                    wrongs.update(|it| *it += u32::from(!right));
                    told.set(Some(Told {
                        given,
                        truth,
                        right,
                        why: known(&wrong, given, right),
                    }));
                    asked.settle.run(right);
                    focus(verdict);
                }
                Ok(_) => {}
                Err(why) => no_key.set(Some(why)),
            }
        }
    };
    let again = move |_| {
        told.set(None);
        typed.set(String::new());
        in_next_frame(field, |field| {
            let _ = field.focus();
        });
    };
    let unit_words = unit.clone();
    let label = match asked.ask.question.is_empty() {
        true => "Your number".to_owned(),
        false => asked.ask.question.clone(),
    };
    view! {
        <form class="ask-number" on:submit=move |event| {
            event.prevent_default();
            if told.with_untracked(Option::is_none) {
                answer();
            }
        }>
            <div class="ask-field">
                <input
                    class="input mono"
                    inputmode="decimal"
                    autocomplete="off"
                    aria-label=label
                    aria-invalid=move || bad.get().then_some("true")
                    node_ref=field
                    prop:value=move || typed.get()
                    readonly=move || told.with(Option::is_some)
                    on:input=move |event| typed.set(event_target_value(&event))
                />
                <span>{unit_words}</span>
            </div>
            <div role="alert">
                {move || bad.get().then(|| view! { <p class="field-error">"Type a number, such as 251."</p> })}
            </div>
            <NoKey why=no_key.into() />
            <Show when=move || told.with(Option::is_none)>
                <div class="ask-do">
                    <Confident sure />
                    <button class="btn primary" type="submit" disabled=move || typed.with(|it| it.trim().is_empty())>"Answer"</button>
                </div>
            </Show>
        </form>
        {move || told.get().map(|told| {
            let why = why.clone();
            let number = format!("{} {unit}", number_said(told.truth, 2));
            view! {
                <div class="ask-told">
                    <p class="ask-head" tabindex="-1" node_ref=verdict>
                        <Verdict right=told.right />
                        {(!told.right).then(|| format!("You said {}.", number_said(told.given, 2)))}
                    </p>
                    {told.why.map(|why| view! { <p class="ask-own"><Said text=why /></p> })}
                    {(told.right || wrongs.get_untracked() > 1).then(|| view! {
                        <p class="ask-truth"><b>{number}</b>" "<Said text=why /></p>
                    })}
                </div>
                {(!told.right).then(|| view! {
                    <div class="ask-do"><button class="btn" on:click=again>"Try again"</button></div>
                })}
            }
        })}
    }
    .into_any()
}

/// A number as people type it: spaces and commas between thousands are no part of it.
fn read(text: &str) -> Option<f64> {
    let plain: String = text
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != ',' && *sign != '\u{2009}')
        .collect();
    let plain = plain.trim_end_matches('%');
    plain.parse::<f64>().ok().filter(|it| it.is_finite())
}

/// What is said of this very number, if somebody thought of it.
fn known(wrong: &[Wrong], given: f64, right: bool) -> Option<String> {
    if right {
        return None;
    }
    let same = |it: &&Wrong| (it.value - given).abs() < 1e-9;
    wrong.iter().find(same).map(|it| it.why.clone())
}
