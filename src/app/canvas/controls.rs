//! The map and the zoom, in the lower left corner of the canvas.

use leptos::html::Button;
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::tools::{CanvasTools, use_canvas};
use crate::app::parts::Ui;
use crate::editor::scene::Shape;
use crate::editor::{Point, Rect};

/// Map and zoom.
#[component]
pub fn Controls() -> impl IntoView {
    let tools = use_canvas();
    let zoom = move || {
        let percent = tools.view.with(|view| (view.zoom * 100.0).round());
        format!("{percent} %")
    };
    view! {
        <div class="canvas-tools">
            <Minimap />
            <div class="floating" role="toolbar" aria-label="Zoom">
                <button class="btn quiet square" aria-label="Zoom out" title="Zoom out (−)" on:click=move |_| tools.zoom(false)>
                    <Ui name="minus" />
                </button>
                <button class="zoom-value" aria-label=move || format!("Zoom {}, back to 100 %", zoom()) title="Zoom to 100 % (0)"
                    on:click=move |_| tools.actual_size()>{zoom}</button>
                <button class="btn quiet square" aria-label="Zoom in" title="Zoom in (+)" on:click=move |_| tools.zoom(true)>
                    <Ui name="plus" />
                </button>
                <button class="btn quiet square" aria-label="Show everything" title="Show everything (Shift+1)" on:click=move |_| tools.fit()>
                    <Ui name="fit" />
                </button>
            </div>
        </div>
    }
}

/// The whole drawing, small, and the part of it that is seen. A press or a
/// drag moves that part there.
#[component]
fn Minimap() -> impl IntoView {
    let tools = use_canvas();
    let element = NodeRef::<Button>::new();
    let pressed = StoredValue::new(false);
    let frame = Memo::new(move |_| frame(tools));
    let boxes = Memo::new(move |_| {
        tools.scene.with(|scene| {
            let boxes = scene.of_shape(Shape::Box).map(|thing| {
                let class = match thing.reach {
                    Some(reach) => reach.word(),
                    None => thing.kind.info().key,
                };
                (class, scene.rect_of(thing))
            });
            boxes.collect::<Vec<_>>()
        })
    });
    let view_box = move || {
        let frame = frame.get();
        format!("{} {} {} {}", frame.x, frame.y, frame.w, frame.h)
    };
    let go = move |event: &PointerEvent| {
        let Some(element) = element.get_untracked() else {
            return;
        };
        let rect = element.get_bounding_client_rect();
        let part = Point::new(
            (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0),
            (f64::from(event.client_y()) - rect.top()) / rect.height().max(1.0),
        );
        let (frame, size) = (frame.get_untracked(), tools.size.get_untracked());
        let scale = (frame.w / rect.width().max(1.0)).max(frame.h / rect.height().max(1.0));
        let shown = Point::new(scale * rect.width(), scale * rect.height());
        let world = frame.centre() + Point::new((part.x - 0.5) * shown.x, (part.y - 0.5) * shown.y);
        tools.view.update(|view| {
            view.pan = Point::new(
                size.x / 2.0 - world.x * view.zoom,
                size.y / 2.0 - world.y * view.zoom,
            );
        });
    };
    let rect = |class: &'static str, rect: Rect| {
        view! { <rect class=class x=rect.x y=rect.y width=rect.w height=rect.h rx="12"></rect> }
    };
    view! {
        <button
            class="minimap"
            node_ref=element
            aria-label="Overview map, shows everything when pressed"
            on:click=move |event| if event.detail() == 0 { tools.fit() }
            on:pointerdown=move |event| {
                pressed.set_value(true);
                if let Some(element) = element.get_untracked() {
                    let _ = element.set_pointer_capture(event.pointer_id());
                }
                go(&event);
            }
            on:pointermove=move |event| if pressed.get_value() { go(&event) }
            on:pointerup=move |_| pressed.set_value(false)
            on:pointercancel=move |_| pressed.set_value(false)
        >
            <svg viewBox=view_box aria-hidden="true">
                {move || boxes.get().into_iter().map(|(class, at)| rect(class, at)).collect_view()}
                {move || rect("view", tools.view.with(|view| view.visible(tools.size.get())))}
            </svg>
        </button>
    }
}

/// What the map shows: everything that is drawn and seen.
fn frame(tools: CanvasTools) -> Rect {
    let seen = tools.view.with(|view| view.visible(tools.size.get()));
    let drawn = tools.scene.with(|scene| scene.bounds);
    drawn.map_or(seen, |drawn| drawn.grown(20.0))
}
