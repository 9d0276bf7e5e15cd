//! What a gesture shows while it lasts: what follows the pointer, why it may
//! not be dropped here, what things are aligned with, the area being selected.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::icon_path;
use crate::editor::Rect;
use crate::editor::scene::svg_path;

/// The line under way.
#[component]
pub fn Pending() -> impl IntoView {
    let tools = use_canvas();
    let pending = Memo::new(move |_| tools.overlay.with(|overlay| overlay.pending.clone()));
    let path = move || {
        let pending = pending.get();
        (!pending.is_empty()).then(|| view! { <path class="line pending" d=svg_path(&pending) /> })
    };
    view! { <svg class="lines above" aria-hidden="true">{path}</svg> }
}

/// The marquee and the guides, in the drawing.
#[component]
pub fn Guides() -> impl IntoView {
    let tools = use_canvas();
    let marquee = Memo::new(move |_| tools.overlay.with(|overlay| overlay.marquee));
    let guides = Memo::new(move |_| tools.overlay.with(|overlay| overlay.guides.clone()));
    let previews = Memo::new(move |_| tools.overlay.with(|overlay| overlay.previews.clone()));
    let width = move || tools.view.with(|view| 1.0 / view.zoom);
    let area = |class: &'static str, rect: Rect| {
        view! {
            <div
                class=class
                style:transform=format!("translate({}px, {}px)", rect.x, rect.y)
                style:width=format!("{}px", rect.w)
                style:height=format!("{}px", rect.h)
            ></div>
        }
    };
    view! {
        {move || previews.get().into_iter().map(|rect| area("preview", rect)).collect_view()}
        {move || marquee.get().map(|rect| area("marquee", rect))}
        {move || {
            guides.get().into_iter().map(|guide| {
                let mut rect = guide.0;
                rect.w = rect.w.max(width());
                rect.h = rect.h.max(width());
                area("guide", rect)
            }).collect_view()
        }}
    }
}

/// The ghost under the pointer and the word beside it, in a layer over the window that the
/// page is not laid out anew for. Both stay as long as they say the same: a move changes one
/// transform.
#[component]
pub fn Ghost() -> impl IntoView {
    let tools = use_canvas();
    let at = Memo::new(move |_| {
        let overlay = tools.overlay.read();
        let end = overlay.pending.last();
        let end = || end.map(|end| tools.view.get_untracked().to_screen(*end));
        let point = overlay.ghost.as_ref().map(|ghost| ghost.at).or_else(end)?;
        Some(tools.corner.get_value() + point)
    });
    let there = move || {
        at.get()
            .map(|at| format!("translate({}px, {}px)", at.x, at.y))
    };
    let carried = Memo::new(move |_| {
        let overlay = tools.overlay.read();
        let ghost = overlay.ghost.as_ref();
        ghost.map(|ghost| (ghost.kind, ghost.name.clone()))
    });
    let word = Memo::new(move |_| {
        let overlay = tools.overlay.read();
        let said = match (&overlay.reason, &overlay.caption) {
            (Some(reason), _) => Some((reason.clone(), "bubble pinned error")),
            (None, caption) => caption.clone().map(|it| (it, "bubble pinned ok")),
        };
        said.filter(|_| overlay.ghost.is_some() || !overlay.pending.is_empty())
    });
    let ghost = move || {
        carried.get().map(|(kind, name)| {
            view! {
                <div class="ghost" style:transform=there>
                    <img class="icon" src=icon_path(kind.info().icon) alt="" />
                    {name}
                </div>
            }
        })
    };
    let bubble = move || {
        word.get().map(|(text, class)| {
            view! { <div class=class role="status" style:transform=there>{text}</div> }
        })
    };
    view! {
        <div class="afloat">
            {ghost}
            {bubble}
        </div>
    }
}
