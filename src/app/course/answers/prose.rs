//! Prose as plain elements.

use leptos::prelude::*;

use crate::app::parts::unbroken;
use crate::course::lesson::prose::{Inline, Node, line};

/// A line of Markdown, such as the text of an option.
#[component]
pub fn Said(
    /// The Markdown.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    inlines(line(&text))
}

/// Prose, without links to terms: they are plain words here.
#[component]
pub fn Prose(
    /// The pieces.
    nodes: Vec<Node>,
) -> impl IntoView {
    nodes.into_iter().map(node).collect_view()
}

fn node(node: Node) -> AnyView {
    match node {
        Node::Heading(2, line) => view! { <h3>{inlines(line)}</h3> }.into_any(),
        Node::Heading(_, line) => view! { <h4>{inlines(line)}</h4> }.into_any(),
        Node::Paragraph(line) => view! { <p>{inlines(line)}</p> }.into_any(),
        Node::List(numbered, items) => {
            let items = items.into_iter().map(|item| {
                view! { <li>{item.into_iter().map(self::node).collect_view()}</li> }
            });
            let items = items.collect_view();
            match numbered {
                true => view! { <ol>{items}</ol> }.into_any(),
                false => view! { <ul>{items}</ul> }.into_any(),
            }
        }
        Node::Table(head, rows) => {
            let head = head
                .into_iter()
                .map(|cell| view! { <th>{inlines(cell)}</th> });
            let rows = rows.into_iter().map(|row| {
                let cells = row
                    .into_iter()
                    .map(|cell| view! { <td>{inlines(cell)}</td> });
                view! { <tr>{cells.collect_view()}</tr> }
            });
            view! {
                <table class="table">
                    <thead><tr>{head.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            }
            .into_any()
        }
        Node::Code(code) => view! { <pre>{code}</pre> }.into_any(),
    }
}

fn inlines(line: Vec<Inline>) -> AnyView {
    line.into_iter().map(inline).collect_view().into_any()
}

fn inline(inline: Inline) -> AnyView {
    match inline {
        Inline::Text(text) => unbroken(&text),
        Inline::Strong(line) => view! { <b>{inlines(line)}</b> }.into_any(),
        Inline::Emphasis(line) => view! { <em>{inlines(line)}</em> }.into_any(),
        Inline::Code(text) => view! { <code>{text}</code> }.into_any(),
        Inline::Link(_, line) | Inline::Term { text: line, .. } => inlines(line),
        Inline::Source(id) => {
            view! { <span class="source-id">{format!(" [{id}]")}</span> }.into_any()
        }
    }
}
