//! A chapter on paper.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::{Prose, Said};
use crate::course::lesson::prose::{self, Inline, Node};
use crate::course::lesson::{Block, BoxKind, Chapter};

/// A chapter for the printer: text, tasks, quiz without its answers, sources. It is not
/// to be seen on the screen; while it is on the page, nothing else is printed.
#[component]
pub fn PrintChapter(
    /// The chapter.
    chapter: Chapter,
) -> impl IntoView {
    let sources = sources(&chapter);
    let units = chapter.units.iter().enumerate().map(|(number, unit)| {
        let blocks = unit.blocks.iter().map(|it| block(it, &chapter));
        view! {
            <h2>{format!("{}. {}", number + 1, unit.title)}</h2>
            {blocks.collect_view()}
        }
    });
    let units = units.collect_view();
    view! {
        <article class="chapter-print">
            <p class="print-brand">{format!("Cloud Campus, chapter {}", chapter.number)}</p>
            <h1>{chapter.title.clone()}</h1>
            <p>"After this chapter you can:"</p>
            <ul>{chapter.promise.iter().map(|text| view! { <li><Said text=text.clone() /></li> }).collect_view()}</ul>
            {units}
            <h2>"Terms"</h2>
            <dl>
                {chapter.terms.iter().map(|term| view! {
                    <dt>{term.term.clone()}</dt><dd><Said text=term.means.clone() /></dd>
                }).collect_view()}
            </dl>
            <h2>"Sources"</h2>
            <ul class="print-sources">
                {sources.into_iter().map(|(id, text)| view! { <li><b>{id}</b>" "{text}</li> }).collect_view()}
            </ul>
            <p class="print-brand">"Made by Cloud Campus. Not made, checked or endorsed by Amazon Web Services."</p>
        </article>
    }
}

fn block(block: &Block, chapter: &Chapter) -> AnyView {
    match block {
        Block::Prose(nodes) => view! { <Prose nodes=nodes.clone() /> }.into_any(),
        // What only instructors read is not for what is handed out.
        Block::Box(BoxKind::Instructor, _) | Block::WarmUp => ().into_any(),
        Block::Box(kind, nodes) => view! {
            <section class="print-box"><h3>{kind.label()}</h3><Prose nodes=nodes.clone() /></section>
        }
        .into_any(),
        Block::Figure(_) => view! { <p class="print-note">"A figure to move stands here on the page."</p> }.into_any(),
        Block::Task(id) => match chapter.task(id) {
            Some(task) => view! {
                <section class="print-box">
                    <h3>{format!("Task {}: {}", task.id, task.title)}</h3>
                    <p class="print-note">{task.kind.label()}</p>
                    <p><Said text=task.text.clone() /></p>
                    {task.symptom.all().map(|text| view! { <p><Said text=text.clone() /></p> }).collect_view()}
                </section>
            }
            .into_any(),
            None => ().into_any(),
        },
        Block::BreakIt => match &chapter.break_it {
            Some(it) => view! { <section class="print-box"><h3>"Break it"</h3><p><Said text=it.text.clone() /></p></section> }.into_any(),
            None => ().into_any(),
        },
        Block::Quiz => quiz(chapter),
        Block::Interview => {
            let all = chapter.interview.iter().map(|it| view! { <li><Said text=it.question.clone() /></li> });
            view! { <h3>"Interview"</h3><ol>{all.collect_view()}</ol> }.into_any()
        }
        Block::Summary => {
            let all = chapter.summary.iter().map(|text| view! { <li><Said text=text.clone() /></li> });
            view! { <h3>"Summary"</h3><ul>{all.collect_view()}</ul> }.into_any()
        }
    }
}

/// The questions with boxes to tick; which is right is not on the paper.
fn quiz(chapter: &Chapter) -> AnyView {
    let all = chapter.quiz.iter().map(|question| {
        let options = question.options.iter();
        let options = options.map(|it| view! { <li><Said text=it.text.clone() /></li> });
        view! {
            <li>
                <p><b><Said text=question.question.clone() /></b></p>
                <ul class="print-options">{options.collect_view()}</ul>
            </li>
        }
    });
    view! { <h3>"Quiz"</h3><ol class="print-quiz">{all.collect_view()}</ol> }.into_any()
}

/// The sources that the text names, each once.
fn sources(chapter: &Chapter) -> Vec<(String, String)> {
    let mut named = BTreeSet::new();
    for unit in &chapter.units {
        for block in &unit.blocks {
            if let Block::Prose(nodes) | Block::Box(_, nodes) = block {
                note(nodes, &mut named);
            }
        }
    }
    let text = |id: &str| chapter.sources.get(id).cloned().unwrap_or_default();
    named
        .into_iter()
        .map(|id| (id.clone(), text(&id)))
        .collect()
}

fn note(nodes: &[Node], named: &mut BTreeSet<String>) {
    prose::lines(nodes, &mut |line, _| {
        for inline in line {
            if let Inline::Source(id) = inline {
                named.insert(id.clone());
            }
        }
    });
}
