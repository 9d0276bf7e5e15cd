//! A request that is played: the way that it takes and the packet on it.

use std::sync::Arc;

use leptos::html::Div;
use leptos::prelude::*;

use super::follow;
use super::tools::{CanvasTools, use_canvas};
use crate::app::parts::in_next_frame;
use crate::app::theme;
use crate::editor::scene::{Leg, drawn_path, first_part, in_sight, legs, position};
use crate::editor::{Point, Rect, Way, note_at};
use crate::explain;

/// The way, the packet, and the note where it is dropped.
#[component]
pub fn Playback() -> impl IntoView {
    let tools = use_canvas();
    let way = way(tools);
    follow::keep_in_view(tools, way);
    view! {
        <Trail way />
        <Packet way />
    }
}

/// The stretches of the way of the request that is shown.
fn way(tools: CanvasTools) -> Memo<Arc<Vec<Leg>>> {
    let shown = Memo::new(move |_| tools.store.request_is_shown());
    // The player changes with every frame, the stops only with the question.
    let stops = Memo::new(move |_| {
        if !shown.get() {
            return Vec::new();
        }
        // The places are those of the very network that was asked.
        let scenario = tools.store.request.of.get();
        tools.store.playback.with(|player| {
            player
                .as_ref()
                .zip(scenario)
                .map_or(Vec::new(), |(player, scenario)| {
                    crate::editor::stops(player, scenario.network())
                })
        })
    });
    Memo::new(move |_| {
        let stops = stops.get();
        if stops.is_empty() {
            return Arc::default();
        }
        Arc::new(tools.scene.with(|scene| legs(scene, &stops)))
    })
}

/// How far the packet is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Progress {
    stop: usize,
    dropped: Option<usize>,
    turn: usize,
}

fn progress(tools: CanvasTools) -> Memo<Progress> {
    Memo::new(move |_| {
        tools.store.playback.with(|player| {
            player
                .as_ref()
                .map_or(Progress::default(), |player| Progress {
                    stop: player.stop(),
                    dropped: player.dropped_at(),
                    turn: player.stops_of(Way::Response).start,
                })
        })
    })
}

/// The way, as far as it was gone and where it is gone now.
#[component]
fn Trail(
    /// The stretches of the way.
    way: Memo<Arc<Vec<Leg>>>,
) -> impl IntoView {
    let tools = use_canvas();
    let progress = progress(tools);
    // The stretch on which the packet is; not where on it, which changes with every frame.
    let here = Memo::new(move |_| {
        let stops = along_now(tools);
        way.with(|way| position(way, stops)).map(|(leg, _)| leg)
    });
    // What of the drawing is in sight, by pages as large as the view, so that it changes rarely.
    let area = Memo::new(move |_| {
        let seen = tools.view.with(|view| view.visible(tools.size.get()));
        let (w, h) = (page(seen.w), page(seen.h));
        let corner = Point::new((seen.x / w).floor() * w, (seen.y / h).floor() * h);
        Rect::new(corner.x - w, corner.y - h, 3.0 * w, 3.0 * h)
    });
    let path = move |points: &[Point]| {
        drawn_path(points, in_sight(points, &[area.get()], MARCH).as_deref())
    };
    let paths = move || {
        let now = progress.get();
        let stops = now.stop as f64;
        let here = here.get().unwrap_or_default();
        let way = way.get();
        let gone = way.iter().enumerate().take(here + 1);
        gone.map(|(number, leg)| {
            let (class, points) = if now.dropped == Some(now.stop) && leg.stop > stops {
                ("line dropped", first_part(&leg.points, leg.done(stops)))
            } else if number < here || leg.stop <= stops {
                ("line walked", leg.points.clone())
            } else {
                ("line active", leg.points.clone())
            };
            view! { <path class=class class:lookup=leg.looks_up d=path(&points) /> }
        })
        .collect_view()
    };
    view! { <svg class="lines trail" aria-hidden="true">{paths}</svg> }
}

/// The next power of two: as large a page holds all that is seen, and it stays as large while
/// one zooms a little.
fn page(seen: f64) -> f64 {
    seen.max(1.0).log2().ceil().exp2()
}

/// After how many pixels of the drawing the dashes of a way have begun anew, those of a question
/// too: what the lengths of both patterns in the stylesheet, 13 and 7, go into.
const MARCH: f64 = 91.0;

/// How many stops the packet is along its way.
fn along_now(tools: CanvasTools) -> f64 {
    tools.store.playback.with(|player| {
        player
            .as_ref()
            .map_or(0.0, |player| player.stop() as f64 + player.progress())
    })
}

/// The packet, and the note beside the place where it is dropped. Both have one size,
/// however far the drawing is away.
#[component]
fn Packet(
    /// The stretches of the way.
    way: Memo<Arc<Vec<Leg>>>,
) -> impl IntoView {
    let tools = use_canvas();
    let still = wants_stillness();
    let at = Memo::new(move |_| {
        let stops = match still {
            true => along_now(tools).floor(),
            false => along_now(tools),
        };
        way.with(|way| position(way, stops)).map(|(_, at)| at)
    });
    let progress = progress(tools);
    let shrink = Memo::new(move |_| 1.0 / tools.view.with(|view| view.zoom));
    let packet = move || {
        let point = at.get()?;
        let now = progress.get();
        let class = if now.dropped == Some(now.stop) {
            "packet dropped"
        } else if now.stop >= now.turn {
            "packet back"
        } else {
            "packet"
        };
        Some(view! { <div class=class style:transform=at_point(point, shrink.get())></div> })
    };
    let dropped = Memo::new(move |_| {
        let now = progress.get();
        (now.dropped == Some(now.stop) && at.get().is_some())
            .then(|| {
                let of = tools.store.request.of.get()?;
                tools.store.playback.with(|player| {
                    let hop = player.as_ref()?.hop(now.stop)?;
                    Some(explain::drop_note(hop, of.architecture()))
                })
            })
            .flatten()
    });
    let note = NodeRef::<Div>::new();
    // How large the note is, is known once it is drawn.
    let size = RwSignal::new(Point::new(220.0, 56.0));
    Effect::new(move || {
        dropped.track();
        in_next_frame(note, move |note| {
            let now = Point::new(
                f64::from(note.offset_width()),
                f64::from(note.offset_height()),
            );
            size.maybe_update(|size| {
                let changed = *size != now;
                *size = now;
                changed
            });
        });
    });
    let lies = Memo::new(move |_| {
        let is_there = dropped.with(Option::is_some);
        let point = at.get().filter(|_| is_there)?;
        let (on_screen, size) = (tools.view.get().to_screen(point), size.get());
        let about = Rect::new(on_screen.x, on_screen.y, 0.0, 0.0).grown(ABOUT);
        let corner = note_at(about, size, follow::free(tools));
        Some(Rect::new(corner.x, corner.y, size.x, size.y))
    });
    let told = tools.store.request.noted;
    Effect::new(move || told.set(lies.get()));
    on_cleanup(move || {
        told.try_set(None);
    });
    let noted = move || {
        let (head, why) = dropped.get()?;
        let place = move || {
            let corner = lies.get().map(|it| Point::new(it.x, it.y))?;
            Some(at_point(tools.view.get().to_world(corner), shrink.get()))
        };
        Some(view! {
            <div class="drop-note" node_ref=note style:transform=move || place().unwrap_or_default()>
                <b>{head}</b>
                <span>{why}</span>
            </div>
        })
    };
    view! {
        {packet}
        {noted}
    }
}

/// How far around the packet, in pixels of the screen, the note leaves everything free.
const ABOUT: f64 = 26.0;

fn at_point(point: Point, scale: f64) -> String {
    format!("translate({}px, {}px) scale({scale})", point.x, point.y)
}

/// Whether somebody asked their system for less motion: the packet then jumps
/// from stop to stop.
fn wants_stillness() -> bool {
    theme::prefers("(prefers-reduced-motion: reduce)")
}
