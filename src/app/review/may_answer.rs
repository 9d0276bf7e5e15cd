//! What IAM answers, and all that it rests on.

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::app::parts::Ui;
use crate::explain::permission::{asker_sentence, decision_sentence, looked_at, seen};
use crate::iam::{Iam, NOT_MODELLED, Outcome, Question};
use crate::text::list;

/// The answer.
#[component]
pub fn Told(
    /// What was asked.
    question: Question,
    /// The design that it is asked of.
    analysis: Analysis,
) -> impl IntoView {
    let architecture = analysis.architecture();
    let indexed = analysis.calm().network().relations().indexed();
    let decision = Iam::over(indexed).decide(&question);
    let (class, icon, word) = match decision.outcome {
        Outcome::Allowed => ("pill ok", "check", "Allowed"),
        Outcome::ImplicitDeny => ("pill error", "close", "Denied: nothing allows it"),
        Outcome::ExplicitDeny => ("pill error", "close", "Denied by a statement"),
        Outcome::NotKnown => ("pill warn", "info", "Not known"),
    };
    let looked = decision.looked_at.iter().map(|it| {
        let statements = it.statements.iter().enumerate().map(|(place, (sid, effect, how))| {
            let name = if sid.is_empty() { String::new() } else { format!(" {sid}") };
            view! { <li>{format!("{}. {}{name}: {}", place + 1, effect.text(), seen(how))}</li> }
        });
        view! {
            <li>
                <b>{looked_at(it, architecture)}</b>
                {it.does_not_count.clone().map(|why| view! { <p class="muted">{format!("Does not count: {why}")}</p> })}
                <ul>{statements.collect_view()}</ul>
            </li>
        }
    });
    let looked = if decision.looked_at.is_empty() {
        view! { <p>"No policy: none is attached to who asks or to what is asked for."</p> }
            .into_any()
    } else {
        view! { <ul class="may-looked">{looked.collect_view()}</ul> }.into_any()
    };
    let hangs = decision
        .hangs_on
        .iter()
        .cloned()
        .map(|it| view! { <li>{it}</li> });
    view! {
        <div class="may-answer">
            <p><span class=class><Ui name=icon />{word}</span></p>
            <p><b>{decision_sentence(&decision, &question, architecture)}</b></p>
            <p>{asker_sentence(&decision, architecture)}</p>
            {decision.notes.iter().cloned().map(|it| view! { <p>{it}</p> }).collect_view()}
            {(!decision.hangs_on.is_empty()).then(|| view! { <h4>"It hangs on"</h4><ul class="may-hangs">{hangs.collect_view()}</ul> })}
            {decision.deciding.as_ref().map(|it| view! {
                <h4>"The statement that decides"</h4>
                <pre class="codeblock" tabindex="0" role="region" aria-label="The statement that decides">{it.text.clone()}</pre>
            })}
            <h4>"What was looked at"</h4>
            {looked}
            <p class="muted">{format!("Not modelled: {}.", list(NOT_MODELLED))}</p>
        </div>
    }
}
