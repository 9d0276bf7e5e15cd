//! What a gesture shows while it lasts: what follows the pointer, why it may
//! not be dropped here, what things are aligned with, the area being selected.

use leptos::prelude::*;

use super::tools::use_canvas;
use crate::app::parts::icon_path;
use crate::editor::scene::svg_path;
use crate::editor::{Point, Rect};

/// The line under way.
#[component]
pub fn Pending() -> impl IntoView {
    let tools = use_canvas();
    let path = move || {
        let overlay = tools.overlay.read();
        (!overlay.pending.is_empty()).then(|| {
            view! { <path class="line pending" d=svg_path(&overlay.pending) /> }
        })
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

/// The ghost under the pointer and the word beside it, in the window.
#[component]
pub fn Ghost() -> impl IntoView {
    let tools = use_canvas();
    let at = move |point: Point| {
        let at = tools.corner.get_value() + point;
        (format!("{}px", at.x), format!("{}px", at.y))
    };
    let ghost = move || {
        let overlay = tools.overlay.read();
        overlay.ghost.as_ref().map(|ghost| {
            let (left, top) = at(ghost.at);
            view! {
                <div class="ghost" style:left=left style:top=top>
                    <img class="icon" src=icon_path(ghost.kind.info().icon) alt="" />
                    {ghost.name.clone()}
                </div>
            }
        })
    };
    let word = move || {
        let overlay = tools.overlay.read();
        let (text, class) = match (&overlay.reason, &overlay.caption) {
            (Some(reason), _) => (reason.clone(), "bubble pinned error"),
            (None, Some(caption)) => (caption.clone(), "bubble pinned ok"),
            (None, None) => return None,
        };
        let end = overlay
            .pending
            .last()
            .map(|end| tools.view.get_untracked().to_screen(*end));
        let point = overlay.ghost.as_ref().map(|ghost| ghost.at).or(end)?;
        let (left, top) = at(point);
        Some(view! { <div class=class role="status" style:left=left style:top=top>{text}</div> })
    };
    view! {
        {ghost}
        {word}
    }
}
