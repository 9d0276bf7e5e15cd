//! What a gesture shows while it lasts: what follows the pointer, why it may
//! not be dropped here, what things are aligned with, the area being selected.

use leptos::prelude::*;

use super::thing::place;
use super::tools::use_canvas;
use crate::app::parts::icon_path;

/// The marquee and the guides, in the drawing.
#[component]
pub fn Guides() -> impl IntoView {
    let tools = use_canvas();
    let marquee = Memo::new(move |_| tools.overlay.with(|overlay| overlay.marquee));
    let guides = Memo::new(move |_| tools.overlay.with(|overlay| overlay.guides.clone()));
    let width = move || tools.view.with(|view| 1.0 / view.zoom);
    view! {
        {move || marquee.get().map(|area| view! { <div class="marquee" prop:style=place(area)></div> })}
        {move || {
            guides.get().into_iter().map(|guide| {
                let mut rect = guide.0;
                rect.w = rect.w.max(width());
                rect.h = rect.h.max(width());
                view! { <div class="guide" prop:style=place(rect)></div> }
            }).collect_view()
        }}
    }
}

/// The ghost under the pointer and the word beside it, in the window.
#[component]
pub fn Ghost() -> impl IntoView {
    let tools = use_canvas();
    let at = move |point: crate::editor::Point| {
        let corner = tools.corner();
        format!("--x:{}px;--y:{}px", corner.x + point.x, corner.y + point.y)
    };
    let ghost = move || {
        let overlay = tools.overlay.read();
        overlay.ghost.as_ref().map(|ghost| {
            view! {
                <div class="ghost" prop:style=at(ghost.at)>
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
        Some(view! { <div class=class role="status" prop:style=at(point)>{text}</div> })
    };
    view! {
        {ghost}
        {word}
    }
}
