//! The prose of a chapter as elements: terms lead to their definition, numbers to sources.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::study::{Aside, Study};
use crate::app::parts::unbroken;
use crate::architecture::{Kind, ResourceId};
use crate::course::lesson::prose::{Inline, Node, line};

/// A piece of prose.
pub fn nodes(study: Study, nodes: &[Node]) -> AnyView {
    let all = nodes.iter().map(|it| node(study, it));
    all.collect_view().into_any()
}

/// A line of Markdown, such as the instruction of a task.
pub fn marked(study: Study, text: &str) -> AnyView {
    inlines(study, &line(text))
}

fn node(study: Study, node: &Node) -> AnyView {
    match node {
        Node::Heading(2, line) => view! { <h3>{inlines(study, line)}</h3> }.into_any(),
        Node::Heading(_, line) => view! { <h4>{inlines(study, line)}</h4> }.into_any(),
        Node::Paragraph(line) => view! { <p>{inlines(study, line)}</p> }.into_any(),
        Node::List(numbered, items) => {
            let items = items
                .iter()
                .map(|item| view! { <li>{nodes(study, item)}</li> });
            let items = items.collect_view();
            match numbered {
                true => view! { <ol>{items}</ol> }.into_any(),
                false => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Node::Table(head, rows) => table(study, head, rows),
        Node::Code(code) => view! { <pre tabindex="0">{code.clone()}</pre> }.into_any(),
    }
}

fn table(study: Study, head: &[Vec<Inline>], rows: &[Vec<Vec<Inline>>]) -> AnyView {
    let head = head.iter().map(|cell| match cell.is_empty() {
        true => view! { <td></td> }.into_any(),
        false => view! { <th scope="col">{inlines(study, cell)}</th> }.into_any(),
    });
    let rows = rows.iter().map(|row| {
        let cells = row
            .iter()
            .map(|cell| view! { <td>{inlines(study, cell)}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="text-table" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inlines(study: Study, line: &[Inline]) -> AnyView {
    let all = line
        .iter()
        .enumerate()
        .map(|(place, it)| match (it, line.get(place + 1)) {
            // The number of a source stays with the word before it.
            (Inline::Text(text), Some(Inline::Source(_))) => {
                let text = format!("{}\u{2060}", text.trim_end());
                unbroken(&text)
            }
            _ => inline(study, it),
        });
    all.collect_view().into_any()
}

fn inline(study: Study, inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => unbroken(text),
        Inline::Strong(inner) => view! { <strong>{inlines(study, inner)}</strong> }.into_any(),
        Inline::Emphasis(inner) => view! { <em>{inlines(study, inner)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text.clone()}</code> }.into_any(),
        Inline::Link(to, inner) => {
            let inner = inlines(study, inner);
            view! { <a href=to.clone() target="_blank" rel="noreferrer">{inner}</a> }.into_any()
        }
        Inline::Term { term, text } => view_term(study, term, inlines(study, text)),
        Inline::Source(id) => view_source(study, id),
    }
}

/// What a term means, in this chapter's words or else in those of the kind that it names.
fn meaning(study: Study, term: &str) -> Option<String> {
    let ours = study.chapter(|chapter| {
        let found = chapter
            .terms
            .iter()
            .find(|it| it.term.eq_ignore_ascii_case(term));
        found.map(|it| it.means.clone())
    });
    ours.or_else(|| {
        let docs = kind(term)?.info().docs;
        let text = docs.split_whitespace().collect::<Vec<_>>().join(" ");
        let end = text.find(". ").map_or(text.len(), |at| at + 1);
        Some(text[..end].to_owned())
    })
}

/// The kind that a term names, in one or several.
fn kind(term: &str) -> Option<Kind> {
    let plain = term.trim_end_matches('s');
    Kind::ALL.iter().copied().find(|kind| {
        let info = kind.info();
        let is = |word: &str| word.eq_ignore_ascii_case(term) || word.eq_ignore_ascii_case(plain);
        is(info.title) || is(info.noun)
    })
}

fn things(study: Study, term: &str) -> Vec<ResourceId> {
    kind(term).map_or_else(Vec::new, |kind| {
        study.store.peek(|session| {
            let all = &session.document().architecture;
            all.ids_of(kind).cloned().collect()
        })
    })
}

fn view_term(study: Study, term: &str, text: AnyView) -> AnyView {
    // A term that nobody defines reads as a word.
    let Some(text_of) = meaning(study, term) else {
        return text;
    };
    let aside = StoredValue::new((term.to_owned(), text_of));
    let lights = StoredValue::new(term.to_owned());
    let show = move |target: &web_sys::EventTarget| {
        let (title, text) = aside.get_value();
        open(study, target, title, text);
        study.light(things(study, &lights.get_value()));
    };
    word(study, "term", "", text, show)
}

fn view_source(study: Study, id: &str) -> AnyView {
    let number = study.source_number(id);
    let name = study.chapter(|it| it.sources.get(id).cloned());
    let aside = StoredValue::new((id.to_owned(), name.unwrap_or_default()));
    let show = move |target: &web_sys::EventTarget| {
        let (title, text) = aside.get_value();
        open(study, target, title, text);
    };
    word(
        study,
        "source",
        "Source ",
        number.to_string().into_any(),
        show,
    )
}

/// A word of the text that has something to say.
fn word(
    study: Study,
    class: &'static str,
    spoken: &'static str,
    text: AnyView,
    show: impl Fn(&web_sys::EventTarget) + Copy + Send + Sync + 'static,
) -> AnyView {
    let shown = move |event: &web_sys::Event| {
        if let Some(target) = event.current_target() {
            show(&target);
        }
    };
    let hide = move || {
        study.aside.set(None);
        study.unlight();
    };
    view! {
        <button
            class=class
            aria-describedby="aside"
            on:pointerenter=move |event| if event.pointer_type() == "mouse" {
                shown(&event);
            }
            on:pointerleave=move |event| if event.pointer_type() == "mouse" {
                hide();
            }
            on:focus=move |event| shown(&event)
            on:blur=move |_| hide()
            on:click=move |event| shown(&event)
            on:keydown=move |event| if event.key() == "Escape" {
                hide();
            }
        >
            {(!spoken.is_empty()).then(|| view! { <span class="visually-hidden">{spoken}</span> })}
            {text}
        </button>
    }
    .into_any()
}

fn open(study: Study, target: &web_sys::EventTarget, title: String, text: String) {
    let Some(element) = target.dyn_ref::<web_sys::Element>() else {
        return;
    };
    let rect = element.get_bounding_client_rect();
    study.aside.set(Some(Aside {
        title,
        text,
        at: (rect.left(), rect.top(), rect.bottom()),
    }));
}

/// Words in which addresses and blocks are set as code.
pub fn coded(text: &str) -> AnyView {
    let mut pieces: Vec<AnyView> = Vec::new();
    for (place, word) in text.split(' ').enumerate() {
        if place > 0 {
            pieces.push(" ".into_any());
        }
        let core = word.trim_end_matches([':', ',', ';', '.']);
        let is_address = core.starts_with(|it: char| it.is_ascii_digit())
            && core.contains('.')
            && core
                .chars()
                .all(|it| it.is_ascii_digit() || matches!(it, '.' | '/' | ':'));
        if is_address {
            let rest = word[core.len()..].to_owned();
            pieces.push(view! { <code>{core.to_owned()}</code>{rest} }.into_any());
        } else {
            pieces.push(word.to_owned().into_any());
        }
    }
    pieces.collect_view().into_any()
}
