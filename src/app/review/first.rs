//! What to do first.

use leptos::prelude::*;

use super::act::{Apply, Read, See};
use super::reckoning::{FIRST, Gain, Reckoning};
use crate::review::Todo;
use crate::text::list;

/// What to do first, and what it gains.
#[component]
pub fn First() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let about = move || {
        reckoning.read(|it| match it.first.len() {
            0 => String::new(),
            all if all > FIRST => format!("{FIRST} of {all}"),
            _ => String::new(),
        })
    };
    view! {
        <section class="review-card" aria-labelledby="review-first">
            <div class="review-card-head"><h3 id="review-first">"Do this first"</h3><span>{about}</span></div>
            {move || reckoning.read(|it| {
                if it.first.is_empty() {
                    return view! { <p class="review-none">"Every point that the drawing can show is met. What is left is done by hand."</p> }.into_any();
                }
                let rows = it.first.iter().take(FIRST).cloned().enumerate();
                view! { <ol class="todos">{rows.map(|(place, todo)| view! { <Row place todo /> }).collect_view()}</ol> }.into_any()
            })}
        </section>
    }
}

#[component]
fn Row(place: usize, todo: Todo) -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    let cost = todo.cost;
    let gain = move || {
        let gain = reckoning
            .gains
            .with(|all| all.get(place).cloned().flatten());
        gain.map(|it| words(&it, cost)).filter(|it| !it.is_empty())
    };
    let title = format!("todo-{place}");
    view! {
        <li class="todo">
            <span class="todo-number" aria-hidden="true">{place + 1}</span>
            <div class="todo-head">
                <b><See id=title words=todo.title things=todo.resources /></b>
                {todo.fix.map(|remedy| view! { <Apply id=format!("do-{place}") word="Do it" remedy strong=true /> })}
            </div>
            <p>{todo.sentence}</p>
            <p class="todo-gain">{gain}</p>
            <details class="todo-why"><summary>"Why here"</summary>
                <p>{todo.why}</p>
                {todo.chapter.map(|chapter| view! { <p><Read chapter /></p> })}
            </details>
        </li>
    }
}

/// What a thing to do gains, in a few words.
fn words(gain: &Gain, cost: Option<f64>) -> String {
    let mut parts = Vec::new();
    if !gain.points.is_empty() {
        parts.push(format!("{} met", points(&gain.points)));
    }
    for (pillar, more) in &gain.pillars {
        parts.push(match more {
            0.. => format!("{pillar} +{more}"),
            _ => format!("{pillar} −{}", more.unsigned_abs()),
        });
    }
    if !gain.lost.is_empty() {
        parts.push(format!("{} not met any more", points(&gain.lost)));
    }
    match cost {
        Some(cost) if cost <= -0.005 => parts.push(format!("$ {:.2} a month less", -cost)),
        Some(cost) if cost >= 0.005 => parts.push(format!("$ {cost:.2} a month more")),
        Some(_) => parts.push("free".to_owned()),
        None => {}
    }
    let text = parts.join(" · ");
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// Points of the checklist by their numbers.
pub fn points(numbers: &[u8]) -> String {
    let word = if numbers.len() == 1 {
        "point"
    } else {
        "points"
    };
    format!("{word} {}", list(numbers.iter().map(u8::to_string)))
}
