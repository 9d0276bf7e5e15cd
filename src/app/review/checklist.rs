//! The twenty points of the checklist.

use leptos::prelude::*;

use super::act::{Apply, Read, See};
use super::answer_key;
use super::reckoning::Reckoning;
use crate::app::parts::Ui;
use crate::review::report::decides;
use crate::review::{Answer, Line};

/// The checklist.
#[component]
pub fn Checklist() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    view! {
        <section class="review-card" aria-labelledby="review-checklist">
            <div class="review-card-head"><h3 id="review-checklist">"Checklist"</h3><span>"evidence from the drawing; press a line to see the thing"</span></div>
            {move || reckoning.read(|it| view! {
                <ol class="points">{it.checklist.iter().cloned().map(|line| view! { <Point line /> }).collect_view()}</ol>
            })}
        </section>
    }
}

#[component]
fn Point(line: Line) -> impl IntoView {
    let told = decides(&line);
    let code = line.code;
    let answer = line.answer;
    let things: Vec<_> = line.proofs.iter().map(|it| it.resource.clone()).collect();
    let word = match answer {
        Answer::StatementNeeded => "It is so",
        _ => "Fix",
    };
    view! {
        <li class="point" data-answer=answer_key(answer) data-code=code>
            <span class="point-number" aria-hidden="true">{line.number}</span>
            <Mark answer />
            <span class="visually-hidden">{answer.word()}": "</span>
            <b><See id=format!("see-{code}") words=line.title.to_owned() things /></b>
            <p>
                {(answer == Answer::Stated).then(|| view! { <span class="tag">"your word"</span>" " })}
                {told}
                {(!answer.is_met()).then(|| view! { <span class="point-read"><Read chapter=line.chapter /></span> })}
            </p>
            {line.fix.filter(|_| !answer.is_met()).map(|remedy| view! { <Apply id=format!("fix-{code}") word remedy /> })}
        </li>
    }
}

/// The mark of an answer: its shape differs as well as its colour.
#[component]
pub fn Mark(
    /// The answer.
    answer: Answer,
) -> impl IntoView {
    let sign = match answer {
        Answer::Met | Answer::Stated => view! { <Ui name="check" /> }.into_any(),
        Answer::NotMet => view! { <Ui name="close" /> }.into_any(),
        Answer::StatementNeeded => "?".into_any(),
    };
    view! { <i class="mark-of" data-answer=answer_key(answer) aria-hidden="true">{sign}</i> }
}
