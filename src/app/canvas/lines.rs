//! The lines of the layer that is shown.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::architecture::ResourceId;
use crate::editor::scene::{Line, LineKind, beside, svg_path};

type Key = (ResourceId, ResourceId, LineKind);

fn key(line: &Line) -> Key {
    (line.from.clone(), line.to.clone(), line.kind)
}

/// The lines.
#[component]
pub fn Lines() -> impl IntoView {
    let tools = use_canvas();
    let keys = Memo::new(move |_| {
        tools
            .lines
            .with(|lines| lines.iter().map(key).collect::<Vec<_>>())
    });
    let pending = move || {
        let overlay = tools.overlay.read();
        (!overlay.pending.is_empty()).then(|| {
            view! { <path class="line pending" d=svg_path(&overlay.pending) /> }
        })
    };
    view! {
        <svg class="lines" aria-hidden="true">
            <For each=move || keys.get() key=Clone::clone let(key)>
                <LineView of=key />
            </For>
        </svg>
        <svg class="lines above" aria-hidden="true">{pending}</svg>
    }
}

#[component]
fn LineView(of: Key) -> impl IntoView {
    let tools = use_canvas();
    let (from, to, kind) = of.clone();
    let line = Memo::new(move |_| {
        let of = of.clone();
        tools
            .lines
            .with(|lines| lines.iter().find(|line| key(line) == of).cloned())
    });
    let ends = (from.clone(), to.clone());
    let selected = Memo::new(move |_| {
        tools
            .store
            .selection()
            .with(|ids| ids.contains(&ends.0) || ends.0 != ends.1 && ids.contains(&ends.1))
    });
    let path = move || line.with(|line| line.as_ref().map(|line| svg_path(&line.points)));
    let note = move || {
        line.with(|line| {
            let line = line.as_ref().filter(|line| !line.note.is_empty())?;
            let (at, upright) = beside(&line.points)?;
            Some(view! {
                <text class=format!("line-note {}", kind.class()) class:upright=upright x=at.x y=at.y>{line.note.clone()}</text>
            })
        })
    };
    let title = move || line.with(|line| line.as_ref().map(|line| line.label.clone()));
    view! {
        <path
            class=format!("line {}", kind.class())
            class:selected=selected
            data-from=from.to_string()
            data-to=to.to_string()
            d=path
        >
            <title>{title}</title>
        </path>
        {note}
    }
}
