//! The canvas, where the architecture is drawn and built.
//!
//! It passes on what pointer and keys did to the tools of the editor and shows
//! the scene that comes back; what a gesture means stands in
//! [`crate::editor::tools`], where things are drawn in [`crate::editor::scene`].

mod controls;
mod empty;
mod keyboard;
mod lines;
mod overlay;
mod placing;
mod playback;
mod pointer;
mod thing;
mod tools;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use crate::architecture::{Kind, ResourceId};
use crate::editor::Point;
use crate::editor::scene::Shape;
use crate::editor::tools::Event;
use controls::Controls;
use empty::Empty;
use lines::Lines;
use overlay::{Ghost, Guides};
use playback::{Packet, Trail};
use pointer::Fingers;
use thing::ThingView;

pub use tools::{CanvasTools, use_canvas};

/// The zoom below which names are drawn larger and details step back.
const FAR: f64 = 0.6;

/// The canvas.
#[component]
pub fn Canvas() -> impl IntoView {
    let tools = use_canvas();
    let fingers = StoredValue::new(Fingers::default());
    watch_size(tools);
    keep_focus(tools);
    let opened = Memo::new(move |_| tools.store.opened());
    // The view is the browser's business, not the document's: each document
    // that is opened is shown as it was left or as a whole, as soon as there
    // is a canvas.
    Effect::new(move || {
        opened.get();
        if tools.size.with_untracked(|size| size.x > 0.0) {
            tools.show_first();
        }
    });
    let keys = window_event_listener(leptos::ev::keyup, move |event| {
        if event.key() == " " {
            tools.space.set_value(false);
        }
    });
    // What is carried from the palette can be let go of wherever the focus is.
    let escape = window_event_listener(leptos::ev::keydown, move |event| {
        if event.key() == "Escape" && !tools.is_idle() {
            event.prevent_default();
            tools.send(Event::Cancel);
        }
    });
    on_cleanup(move || {
        keys.remove();
        escape.remove();
    });
    let pan = move |part: fn(Point) -> f64| {
        move || format!("{}px", tools.view.with(|view| part(view.pan)))
    };
    let far = move || tools.view.with(|view| view.zoom < FAR).then_some("");
    let focused = move || tools.store.playback.with(Option::is_some).then_some("");
    let summary = move || {
        let things = tools.scene.with(|scene| scene.len());
        format!(
            "Architecture, {things} things drawn. Tab goes from one to the next, arrow keys move what is selected."
        )
    };
    view! {
        <div
            class="canvas"
            id="canvas"
            node_ref=tools.element
            tabindex="0"
            role="application"
            aria-label=summary
            data-tool=move || tools.overlay.with(|overlay| overlay.cursor)
            data-far=far
            data-focus=focused
            style:--px=pan(|pan| pan.x)
            style:--py=pan(|pan| pan.y)
            style:--zoom=move || tools.view.with(|view| view.zoom.to_string())
            on:pointerdown=move |event| pointer::down(tools, fingers, &event)
            on:pointermove=move |event| pointer::moved(tools, fingers, &event)
            on:pointerup=move |event| pointer::up(tools, fingers, &event)
            on:pointercancel=move |event| pointer::lost(tools, fingers, &event)
            on:scroll=move |_| follow_scroll(tools)
            on:wheel=move |event| pointer::wheel(tools, &event)
            on:dblclick=move |event| keyboard::inspect_under(tools, &event)
            on:keydown=move |event| keyboard::down(tools, &event)
            on:contextmenu=move |event| event.prevent_default()
        >
            <div class="world" class:glide=move || tools.gliding.get()>
                <Boxes />
                <Zones />
                <Lines />
                <Trail />
                <Shelves />
                <Pieces />
                <Things />
                <Guides />
                <Packet />
            </div>
            <Empty />
        </div>
        <Controls />
        <Ghost />
    }
}

/// The boxes, outer before inner.
#[component]
fn Boxes() -> impl IntoView {
    let rows = rows(|shape| shape == Shape::Box);
    view! {
        <For each=move || rows.get() key=Clone::clone let((id, kind))>
            <ThingView id kind />
        </For>
    }
}

/// Everything that stands in boxes.
#[component]
fn Things() -> impl IntoView {
    let rows = rows(|shape| shape != Shape::Box);
    view! {
        <For each=move || rows.get() key=Clone::clone let((id, kind))>
            <ThingView id kind />
        </For>
    }
}

/// What is drawn of these shapes, in an order that moving things about does
/// not change, so that the elements stay where they are in the page: boxes
/// from the outside in, and all by id.
fn rows(wanted: fn(Shape) -> bool) -> Memo<Vec<(ResourceId, Kind)>> {
    let tools = use_canvas();
    Memo::new(move |_| {
        tools.scene.with(|scene| {
            let mut rows: Vec<_> = scene
                .things()
                .filter(|thing| wanted(thing.shape))
                .map(|thing| (depth(thing.kind), thing.id.clone(), thing.kind))
                .collect();
            rows.sort_by(|one, other| (one.0, &one.1).cmp(&(other.0, &other.1)));
            rows.into_iter().map(|(_, id, kind)| (id, kind)).collect()
        })
    })
}

fn depth(kind: Kind) -> usize {
    match kind {
        Kind::Region => 0,
        Kind::Vpc => 1,
        _ => 2,
    }
}

/// The columns of the zones.
#[component]
fn Zones() -> impl IntoView {
    let tools = use_canvas();
    let zones = Memo::new(move |_| {
        tools.scene.with(|scene| {
            scene
                .zones()
                .map(|zone| (scene.in_world(Some(&zone.vpc), zone.place), zone.clone()))
                .collect::<Vec<_>>()
        })
    });
    let key = |zone: &crate::editor::scene::Zone| (zone.vpc.clone(), zone.code.clone());
    view! {
        <For
            each=move || zones.with(|zones| zones.iter().map(|(_, zone)| key(zone)).collect::<Vec<_>>())
            key=Clone::clone
            let((vpc, code))
        >
            {
                let name = code.clone();
                let here = Memo::new(move |_| {
                    zones.with(|zones| {
                        let zone = zones.iter().find(|(_, it)| it.vpc == vpc && it.code == code);
                        zone.map(|(rect, zone)| (*rect, zone.failed)).unwrap_or_default()
                    })
                });
                view! {
                    <div
                        class="zone"
                        class:failed=move || here.get().1
                        data-zone=name.clone()
                        prop:style=move || thing::place(here.get().0)
                    >
                        <span class="zone-name">{name.clone()}</span>
                    </div>
                }
            }
        </For>
    }
}

/// The lines above the chips.
#[component]
fn Shelves() -> impl IntoView {
    let tools = use_canvas();
    let shelves = Memo::new(move |_| {
        tools.scene.with(|scene| {
            scene
                .shelves()
                .map(|shelf| {
                    (
                        shelf.id.clone(),
                        scene.in_world(Some(&shelf.id), shelf.place),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let ids = move || {
        shelves.with(|shelves| shelves.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>())
    };
    view! {
        <For each=ids key=Clone::clone let(id)>
            {
                let rect = Memo::new(move |_| {
                    shelves.with(|shelves| {
                        let shelf = shelves.iter().find(|(shelf, _)| *shelf == id);
                        shelf.map(|(_, rect)| *rect).unwrap_or_default()
                    })
                });
                view! { <div class="shelf" prop:style=move || thing::place(rect.get())></div> }
            }
        </For>
    }
}

/// The further pieces of frames.
#[component]
fn Pieces() -> impl IntoView {
    let tools = use_canvas();
    let pieces = Memo::new(move |_| {
        tools.scene.with(|scene| {
            scene
                .pieces()
                .map(|it| {
                    (
                        it.id.clone(),
                        it.number,
                        scene.in_world(it.parent.as_ref(), it.place),
                    )
                })
                .collect::<Vec<_>>()
        })
    });
    let keys = move || {
        pieces.with(|pieces| {
            let keys = pieces.iter().map(|(id, number, _)| (id.clone(), *number));
            keys.collect::<Vec<_>>()
        })
    };
    view! {
        <For each=keys key=Clone::clone let((id, number))>
            {
                let rect = Memo::new(move |_| {
                    pieces.with(|pieces| {
                        let piece = pieces.iter().find(|it| it.0 == id && it.1 == number);
                        piece.map(|piece| piece.2).unwrap_or_default()
                    })
                });
                view! { <div class="frame asg" prop:style=move || thing::place(rect.get())></div> }
            }
        </For>
    }
}

/// When the thing that has the focus goes, the canvas takes it, so that the
/// next key is still the canvas's.
fn keep_focus(tools: CanvasTools) {
    Effect::new(move |before: Option<usize>| {
        let things = tools.scene.with(|scene| scene.len());
        if before.is_some_and(|before| things < before) {
            request_animation_frame(move || {
                let nowhere = document()
                    .active_element()
                    .is_none_or(|element| element.tag_name() == "BODY");
                if let Some(canvas) = tools.element.get_untracked().filter(|_| nowhere) {
                    let _ = canvas.focus();
                }
            });
        }
        things
    });
}

/// The canvas itself never scrolls: what the browser scrolls to, because it
/// got the focus or was searched for, is brought into view by panning.
fn follow_scroll(tools: CanvasTools) {
    let Some(element) = tools.element.get_untracked() else {
        return;
    };
    let by = Point::new(
        f64::from(element.scroll_left()),
        f64::from(element.scroll_top()),
    );
    if by != Point::default() {
        element.set_scroll_left(0);
        element.set_scroll_top(0);
        tools
            .view
            .update(|view| *view = view.panned(Point::default() - by));
    }
}

/// Keeps the size of the canvas element known, and shows everything once
/// there is one.
fn watch_size(tools: CanvasTools) {
    Effect::new(move || {
        let Some(element) = tools.element.get() else {
            return;
        };
        let measured = element.clone();
        let measure = move || {
            let rect = measured.get_bounding_client_rect();
            let first = tools.size.with_untracked(|size| size.x == 0.0);
            tools.size.set(Point::new(rect.width(), rect.height()));
            if first && rect.width() > 0.0 {
                tools.show_first();
            }
        };
        let callback = Closure::<dyn Fn()>::new(measure);
        if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
            observer.observe(&element);
            let watching = StoredValue::new_local((observer, callback));
            on_cleanup(move || {
                watching.with_value(|(observer, _)| observer.disconnect());
                tools.size.set(Point::default());
            });
        }
    });
}
