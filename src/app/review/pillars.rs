//! The four pillars: their scores, and the lines that they are made of.

use leptos::prelude::*;

use super::act::{Apply, Read, See, Unfold};
use super::answer_key;
use super::reckoning::Reckoning;
use crate::review::report::decides;
use crate::review::{Answer, Pillar, PracticeLine};
use crate::text::count;

/// The pillars.
#[component]
pub fn Pillars() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    view! {
        <section class="review-card" aria-labelledby="review-pillars">
            <div class="review-card-head"><h3 id="review-pillars">"Four pillars"</h3><span>"of 100"</span></div>
            {move || reckoning.read(|it| it.pillars.iter().cloned().map(|pillar| view! { <One pillar /> }).collect_view())}
        </section>
    }
}

#[component]
fn One(pillar: Pillar) -> impl IntoView {
    let Pillar {
        code,
        title,
        score,
        lines,
    } = pillar;
    let (met, open): (Vec<_>, Vec<_>) = lines.into_iter().partition(|it| it.line.answer.is_met());
    let summary = match open.is_empty() {
        true => "Every line is met".to_owned(),
        false => format!("{} met", count(met.len(), "line is", "lines are")),
    };
    view! {
        <section class="pillar" aria-label=title>
            <h4><span>{title}</span><b>{score}</b></h4>
            <div class="pillar-bar" role="img" aria-label=format!("{score} of 100")><i style:--part=format!("{score}%")></i></div>
            {open.into_iter().map(|line| view! { <Practice line /> }).collect_view()}
            {(!met.is_empty()).then(|| view! {
                <Unfold key=format!("met-{code}") class="practices" summary=summary.into_any()>
                    {met.into_iter().map(|line| view! { <Practice line /> }).collect_view()}
                </Unfold>
            })}
        </section>
    }
}

#[component]
fn Practice(line: PracticeLine) -> impl IntoView {
    let PracticeLine { line, weight, why } = line;
    let answer = line.answer;
    let sign = if answer.is_met() { "" } else { "−" };
    let code = line.code;
    let told = decides(&line);
    let things: Vec<_> = line.proofs.iter().map(|it| it.resource.clone()).collect();
    let word = if answer == Answer::StatementNeeded {
        "It is so"
    } else {
        "Fix"
    };
    let summary = view! {
        <span class="weight" data-answer=answer_key(answer)>{format!("{sign}{weight}")}</span>
        <span class="visually-hidden">{answer.word()}": "</span>
        <span class="grow">{line.title}</span>
    };
    view! {
        <Unfold key=format!("practice-{code}") class="practice" summary=summary.into_any()>
            <div class="practice-body">
                <p>{told}</p>
                <p class="muted">{format!("Why it weighs {weight}: {why}")}</p>
                <div class="row wrap">
                    {line.fix.map(|remedy| view! { <Apply id=format!("fix-practice-{code}") word remedy /> })}
                    {(!things.is_empty()).then(|| view! { <See id=format!("see-practice-{code}") words="Show it".to_owned() things /> })}
                    <Read chapter=line.chapter />
                </div>
            </div>
        </Unfold>
    }
}
