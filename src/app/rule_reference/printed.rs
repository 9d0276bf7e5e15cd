//! The rules on paper.

use leptos::prelude::*;

use crate::editor::rule_reference::count;
use crate::rules::topics;

/// All rules one after the other, for the printer alone.
#[component]
pub fn Printed() -> impl IntoView {
    view! {
        <div class="reference-print">
            <h1>"Cloud Campus: the rules"</h1>
            <p>{format!("{} rules by topic.", count(None))}</p>
            {topics().iter().map(|topic| view! {
                <h2>{topic.title}</h2>
                {topic.rules.iter().map(|rule| view! {
                    <section>
                        <h3>{rule.title}</h3>
                        <p><b>{rule.severity.label()}</b>" · "<code>{rule.code}</code>
                            {(!rule.aws_error.is_empty()).then(|| view! { " · AWS: "<code>{rule.aws_error}</code> })}
                        </p>
                        <dl>
                            {rule.sections().map(|(heading, body)| view! { <dt>{heading}</dt><dd>{body}</dd> }).collect_view()}
                        </dl>
                    </section>
                }).collect_view()}
            }).collect_view()}
        </div>
    }
}
