//! What no template can do.

use leptos::prelude::*;

use super::act::{Apply, Read, See};
use super::checklist::Mark;
use super::reckoning::Reckoning;
use crate::review::Answer;

/// Findings that somebody has accepted, where there are any.
#[component]
pub fn Accepted() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    move || {
        reckoning.read(|it| {
            (!it.accepted.is_empty()).then(|| {
                let rows = it.accepted.iter().cloned().enumerate().map(|(place, it)| view! {
                    <li class="step">
                        <Mark answer=Answer::Stated />
                        <div class="todo-head">
                            <b><See id=format!("see-accepted-{place}") words=it.title.to_owned() things=it.resources /></b>
                        </div>
                        <p>{it.sentence}" "{it.reason}</p>
                    </li>
                });
                view! {
                    <section class="review-card" aria-labelledby="review-accepted">
                        <div class="review-card-head"><h3 id="review-accepted">"Accepted"</h3><span>"findings with a reason"</span></div>
                        <ul class="steps">{rows.collect_view()}</ul>
                    </section>
                }
            })
        })
    }
}

/// The steps that a person does.
#[component]
pub fn Manual() -> impl IntoView {
    let reckoning = expect_context::<Reckoning>();
    view! {
        <section class="review-card" aria-labelledby="review-manual">
            <div class="review-card-head"><h3 id="review-manual">"By hand"</h3><span>"no template does these"</span></div>
            {move || reckoning.read(|it| {
                if it.manual.is_empty() {
                    return view! { <p class="review-none">"Nothing in this drawing has to be done by hand."</p> }.into_any();
                }
                let rows = it.manual.iter().cloned().map(|step| {
                    let code = step.code;
                    let answer = if step.stated { Answer::Stated } else { Answer::StatementNeeded };
                    let said = step.said.filter(|it| !it.trim().is_empty());
                    view! {
                        <li class="step">
                            <Mark answer />
                            <div class="todo-head">
                                <b><See id=format!("see-step-{code}") words=step.title.to_owned() things=step.resources /></b>
                                {step.state.map(|remedy| view! { <Apply id=format!("state-{code}") word="It is done" remedy /> })}
                            </div>
                            <p>
                                {step.stated.then(|| view! { <span class="tag">"your word"</span>" " })}
                                {step.sentence}
                                {said.map(|it| format!(" You say: “{it}”"))}
                            </p>
                            <p><Read chapter=step.chapter /></p>
                        </li>
                    }
                });
                view! { <ul class="steps">{rows.collect_view()}</ul> }.into_any()
            })}
        </section>
    }
}
