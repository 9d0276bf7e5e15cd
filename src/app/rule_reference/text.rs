//! The text of one rule, and where its findings are.

use leptos::prelude::*;

use super::{Marked, Reader, focus_search};
use crate::app::commands::{self, Page};
use crate::app::findings::{class_of, icon_of};
use crate::app::parts::modal::close;
use crate::app::parts::{Ui, in_next_frame};
use crate::app::state::{DockTab, Sheet};
use crate::editor::rule_reference::{findings_of, topic_of};
use crate::rules::{Rule, Severity, sources};

/// The documentation of a rule.
#[component]
pub fn Text(rule: &'static Rule, reader: Reader) -> impl IntoView {
    let back = move |_| {
        reader.reading.set(false);
        in_next_frame(reader.node, |dialog| focus_search(&dialog));
    };
    let pill = match rule.severity {
        Severity::Info => "accent",
        other => class_of(other),
    };
    // A rule that follows from logic alone has no source to name.
    let sections = rule
        .sections()
        .into_iter()
        .filter(|(heading, body)| *heading != "Source" || !sources::read(body).is_empty());
    view! {
        <button class="btn quiet small reference-back" on:click=back><Ui name="chevron-left" />"All rules"</button>
        <p class="muted small">{topic_of(rule.code)}</p>
        <h3><Marked text=rule.title reader /></h3>
        <p class="row reference-names">
            <span class=format!("pill {pill}")><Ui name=icon_of(rule.severity) />{rule.severity.label()}</span>
            <code><Marked text=rule.code reader /></code>
        </p>
        <Here rule reader />
        {sections.map(|(heading, body)| view! {
            <section>
                <h4>{heading}</h4>
                {if heading == "Source" {
                    view! { <Sources text=body /> }.into_any()
                } else {
                    view! { <p><Marked text=body reader /></p> }.into_any()
                }}
                {(heading == "How AWS reacts" && !rule.aws_error.is_empty()).then(|| view! {
                    <p class="reference-error"><span class="muted">"Error code"</span><code><Marked text=rule.aws_error reader /></code></p>
                })}
            </section>
        }).collect_view()}
    }
}

/// Where the rule is written, each source by its full name.
#[component]
fn Sources(text: &'static str) -> impl IntoView {
    let all = sources::read(text)
        .into_iter()
        .map(|source| match source.url {
            Some(url) => view! {
                <li><a href=url target="_blank" rel="noopener noreferrer">{source.title}</a></li>
            }
            .into_any(),
            None => view! { <li>{source.title}</li> }.into_any(),
        });
    view! { <ul class="sources">{all.collect_view()}</ul> }
}

/// How many findings of the rule the open document has.
#[component]
fn Here(rule: &'static Rule, reader: Reader) -> impl IntoView {
    let page = commands::use_page();
    let code = rule.code;
    let count = move || {
        let counts = reader.here.get()?;
        Some(counts.get(code).copied().unwrap_or(0))
    };
    move || {
        count().map(|count| match count {
            0 => view! {
                <p class="reference-here all-clear"><Ui name="check-circle" />"No finding of this rule in the open architecture."</p>
            }
            .into_any(),
            _ => view! {
                <div class=format!("reference-here why {}", class_of(rule.severity))>
                    <p class="grow">
                        <b>{if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") }}</b>
                        " of this rule in the open architecture."
                    </p>
                    <button class="btn small" on:click=move |_| go_to_first(page, reader, code)>
                        {if count == 1 { "Go to it" } else { "Go to the first" }}
                    </button>
                </div>
            }
            .into_any(),
        })
    }
}

/// Closes the reference and shows the first finding of a rule where it is.
fn go_to_first(page: Page, reader: Reader, code: &str) {
    let store = page.store;
    close(reader.node);
    store.reference.set(None);
    let analysis = store.peek_analysis();
    let first = findings_of(analysis.findings(), code).next();
    match first.and_then(|finding| finding.resources.first()) {
        Some(id) => {
            store.select_one(id);
            store.sheet.set(Some(Sheet::Right));
            page.canvas.reveal(id);
        }
        None => store.show(DockTab::Findings),
    }
}
