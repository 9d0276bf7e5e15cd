//! The verdict: statements are moved, turned and made wider; the one that decides is marked,
//! by the figure or first by the learner.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::shared::Grip;
use super::{Handle, state};
use crate::app::parts::Ui;
use crate::course::figures::{Laid, Paper, Verdict};
use crate::explain::permission::seen;

/// The body of the figure.
#[component]
pub fn VerdictBody(handle: Handle) -> impl IntoView {
    let verdict = state!(handle, Verdict);
    let chosen = Memo::new(move |_| verdict.with(Verdict::chosen));
    let requests = Memo::new(move |_| verdict.with(|it| it.requests().to_vec()));
    let list = move |paper: Paper| {
        verdict.with(|it| {
            let pile: Vec<Laid> = it.pile().into_iter().filter(|it| it.paper == paper).collect();
            let title = match paper {
                Paper::Identity => format!("Policy of {}", it.who()),
                Paper::Bucket => "Policy of the bucket".to_owned(),
            };
            let len = pile.len();
            (len > 0).then(|| view! {
                <p class="verdict-title">{title}</p>
                <ol class="verdict-rows" data-list=paper.name()>
                    {pile.into_iter().map(|laid| view! { <Row handle verdict laid len /> }).collect_view()}
                </ol>
            })
        })
    };
    view! {
        <div class="verdict-asked">
            <p>{move || verdict.with(|it| format!("{} asks", it.who()))}</p>
            <div class="figure-chips" role="group" aria-label="Request">
                {move || requests.get().into_iter().enumerate().map(|(place, request)| view! {
                    <button
                        type="button"
                        class="figure-chip mono"
                        aria-pressed=move || (chosen.get() == place).to_string()
                        on:click=move |_| handle.put("request", json!(place + 1))
                    >{request.text()}</button>
                }).collect_view()}
            </div>
        </div>
        {move || list(Paper::Identity)}
        {move || list(Paper::Bucket)}
        {move || verdict.with(Verdict::asks).then(|| {
            let marked = verdict.with(|it| it.marked() == Some(0));
            view! {
                <button
                    type="button"
                    class="figure-chip"
                    aria-pressed=marked.to_string()
                    on:click=move |_| handle.put("mark", json!({ "statement": 0 }))
                >"None of them"</button>
            }
        })}
    }
}

#[component]
fn Row(handle: Handle, verdict: Memo<Verdict>, laid: Laid, len: usize) -> impl IntoView {
    let (asks, open, marked) = verdict.with_untracked(|it| (it.asks(), it.is_open(), it.marked()));
    let open = open && !handle.waits();
    let (list, place, number) = (laid.paper.name(), laid.place, laid.number);
    let at = move || json!({ "list": list, "place": place });
    let text = laid.clause.text();
    let word = match (open, laid.decides) {
        (false, _) => String::new(),
        (true, true) => "decides".to_owned(),
        (true, false) => seen(&laid.seen),
    };
    let gesture =
        move |name: &'static str, icon: &'static str, label: String, value: Value, done: String| {
            let title = label.clone();
            view! {
                <button
                    type="button"
                    class="btn quiet square"
                    aria-label=label
                    title=title
                    on:click=move |_| {
                        if handle.set(name, value.clone()).is_ok() {
                            handle.say(done.clone());
                        }
                    }
                ><Ui name=icon /></button>
            }
        };
    let controls = match asks {
        true => view! {
            <button
                type="button"
                class="figure-chip"
                aria-pressed=(marked == Some(number)).to_string()
                aria-label=format!("Statement {number} decides")
                on:click=move |_| handle.put("mark", json!({ "statement": number }))
            >"This one"</button>
        }
        .into_any(),
        false => view! {
            <span class="verdict-tools">
                {gesture("turn", "swap", format!("Turn statement {number} round"), at(), format!("Statement {number} is turned round."))}
                {gesture("narrow", "minus", format!("Make statement {number} narrower"), at(), format!("Statement {number} is narrower."))}
                {gesture("widen", "plus", format!("Make statement {number} wider"), at(), format!("Statement {number} is wider."))}
            </span>
        }
        .into_any(),
    };
    view! {
        <li
            class="verdict-row"
            class:allows={open && laid.decides && laid.clause.word() == "allow"}
            class:denies={open && laid.decides && laid.clause.word() == "deny"}
            data-line=place.to_string()
        >
            {match asks {
                true => view! { <b class="verdict-number">{number}</b> }.into_any(),
                false => view! {
                    <Grip
                        label=format!("Move statement {number} of {len}")
                        place len holder=".verdict-rows"
                        on_move=Callback::new(move |to: usize| {
                            handle.put("move", json!({ "list": list, "from": place, "to": to }));
                            handle.say(format!("The statement stands at place {} of {len} now.", to + 1));
                        })
                    />
                }.into_any(),
            }}
            <span class="verdict-text mono">{text}</span>
            {controls}
            <span class="verdict-word">{word}</span>
        </li>
    }
}
