//! The spotlight: all but what is spoken of lies under a wash.

use leptos::prelude::*;

use super::state::Class;
use crate::app::canvas::Placed;
use crate::editor::{Point, Rect};

/// Above this zoom the small words of the drawing are read from the last row.
pub const NEAR: f64 = 1.45;
/// Below this one not even the names of the drawing are read from the last row: what is lit
/// has its name beside the light.
pub const FAR: f64 = 0.7;
/// How far the light reaches beyond a box, in pixels of the screen that sizes are given for.
const AROUND_BOX: f64 = 6.0;
/// How far beyond an icon with its name.
const AROUND_NODE: f64 = 14.0;

/// The wash, with a hole for each thing.
#[component]
pub fn Spotlight(
    /// The class.
    class: Class,
) -> impl IntoView {
    let holes = Memo::new(move |_| {
        let focus = class.focus();
        let scale = class.scale.get();
        let all = class.canvas.placed(&focus);
        all.into_iter()
            .map(|it| Hole::of(&it, scale))
            .collect::<Vec<_>>()
    });
    let names = Memo::new(move |_| {
        let focus = class.focus();
        let zoom = class.canvas.zoom_now() / class.scale.get();
        let placed = class.canvas.placed(&focus);
        let named = placed
            .into_iter()
            .filter(|it| (it.is_node && zoom < FAR) || (it.is_chip && zoom <= NEAR));
        named
            .map(|it| {
                let name = class.store.with(|session| {
                    let architecture = &session.document().architecture;
                    architecture.name_of(&it.id)
                });
                (name, Hole::of(&it, class.scale.get_untracked()).rect)
            })
            .collect::<Vec<_>>()
    });
    let size = move || class.canvas.size();
    // Why a packet is dropped is read beside the light.
    let noted = move || {
        let rect = class.store.request.noted.get()?;
        Some(Hole { rect, round: 8.0 }.drawn(""))
    };
    view! {
        <div class="class-over" aria-hidden="true">
            {move || (!holes.with(Vec::is_empty)).then(|| view! {
                <svg class="class-light">
                    <mask id="class-mask">
                        <rect width="100%" height="100%" fill="white" />
                        {holes.get().into_iter().map(|hole| hole.drawn("")).collect_view()}
                        {noted}
                    </mask>
                    // The light's rim does not cross what is read beside it.
                    <mask id="class-rim">
                        <rect width="100%" height="100%" fill="white" />
                        {noted}
                    </mask>
                    <rect class="class-wash" width="100%" height="100%" mask="url(#class-mask)" />
                    <g mask="url(#class-rim)">
                        {holes.get().into_iter().map(|hole| hole.drawn("class-halo")).collect_view()}
                        {holes.get().into_iter().map(|hole| hole.drawn("class-ring")).collect_view()}
                    </g>
                </svg>
            })}
            {move || names.get().into_iter().map(|(name, hole)| {
                let Point { y: bottom, .. } = size();
                // Below the hole, or above it where it would lie beneath the caption.
                let below = hole.bottom() + 40.0 < bottom;
                view! {
                    <b
                        class="class-name"
                        class:above=!below
                        style:left=format!("{}px", hole.centre().x)
                        style:top=format!("{}px", if below { hole.bottom() } else { hole.y })
                    >{name}</b>
                }
            }).collect_view()}
        </div>
    }
}

/// A hole in the wash.
#[derive(Clone, Debug, PartialEq)]
struct Hole {
    rect: Rect,
    round: f64,
}

impl Hole {
    fn of(placed: &Placed, scale: f64) -> Self {
        let rect = placed.rect;
        if !placed.is_node {
            return Self {
                rect: rect.grown(AROUND_BOX * scale),
                round: 14.0 * scale,
            };
        }
        // A circle around icon and name.
        let radius = rect.w.max(rect.h) / 2.0 + AROUND_NODE * scale;
        let centre = rect.centre();
        Self {
            rect: Rect::new(
                centre.x - radius,
                centre.y - radius,
                radius * 2.0,
                radius * 2.0,
            ),
            round: radius,
        }
    }

    fn drawn(&self, class: &'static str) -> AnyView {
        let Self { rect, round } = self;
        view! {
            <rect
                class=class
                x=rect.x.to_string()
                y=rect.y.to_string()
                width=rect.w.max(0.0).to_string()
                height=rect.h.max(0.0).to_string()
                rx=round.to_string()
            />
        }
        .into_any()
    }
}
