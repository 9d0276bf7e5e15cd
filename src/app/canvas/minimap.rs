//! The whole drawing, small, and the part of it that is seen. It is drawn with
//! one path for each kind of box, and again only once the drawing has come to
//! rest: a gesture does not wait for a map.

use std::time::Duration;

use leptos::html::Button;
use leptos::prelude::*;
use web_sys::PointerEvent;

use super::tools::{CanvasTools, use_canvas};
use crate::editor::scene::{Scene, Shape};
use crate::editor::{Point, Rect};

/// How long the drawing must be at rest before the map follows.
const REST: Duration = Duration::from_millis(150);
/// The room around the drawing.
const MARGIN: f64 = 20.0;
/// How large the map is on the screen, as the stylesheet has it; for fingers it is larger and
/// of the same shape.
const SIZE: Point = Point::new(134.0, 82.0);
/// How far the edge of the map's upper sheet lies outside of what is seen of it.
const OUT: f64 = 4.0;
/// The classes of boxes on the map, from below.
const CLASSES: [&str; 6] = ["account", "region", "vpc", "isolated", "private", "public"];

/// The boxes of a drawing.
#[derive(Clone, Debug, Default, PartialEq)]
struct Map {
    /// What it shows; `None` when nothing is drawn.
    frame: Option<Rect>,
    /// The outlines of the boxes of each of [`CLASSES`].
    outlines: [String; CLASSES.len()],
}

impl Map {
    fn of(scene: &Scene) -> Self {
        use std::fmt::Write;
        let mut map = Self {
            frame: scene.bounds.map(|bounds| framed(bounds.grown(MARGIN))),
            ..Self::default()
        };
        for thing in scene.of_shape(Shape::Box) {
            let class = match thing.reach {
                Some(reach) => reach.word(),
                None => thing.kind.info().key,
            };
            let layer = CLASSES.iter().position(|it| *it == class);
            if let Some(outline) = layer.and_then(|layer| map.outlines.get_mut(layer)) {
                let Rect { x, y, w, h } = scene.rect_of(thing);
                // Writing to a string cannot fail.
                let _ = write!(outline, "M{x} {y}h{w}v{h}h-{w}z");
            }
        }
        map
    }
}

/// The least part of the drawing that holds an area and has the map's shape.
fn framed(area: Rect) -> Rect {
    let scale = (area.w / SIZE.x).max(area.h / SIZE.y);
    let (w, h) = (SIZE.x * scale, SIZE.y * scale);
    let Point { x, y } = area.centre();
    Rect::new(x - w / 2.0, y - h / 2.0, w, h)
}

/// The map. A press or a drag moves the view there.
#[component]
pub fn Minimap() -> impl IntoView {
    let tools = use_canvas();
    let element = NodeRef::<Button>::new();
    let pressed = StoredValue::new(false);
    let map = follow(tools);
    let seen = move || tools.view.with(|view| view.visible(tools.size.get()));
    let frame = Memo::new(move |_| map.with(|map| map.frame).unwrap_or_else(|| framed(seen())));
    let part = Memo::new(move |_| on_map(seen(), frame.get()));
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
        let world = frame.corner() + Point::new(part.x * frame.w, part.y * frame.h);
        tools.view.update(|view| {
            view.pan = Point::new(
                size.x / 2.0 - world.x * view.zoom,
                size.y / 2.0 - world.y * view.zoom,
            );
        });
    };
    let outlines = (0..CLASSES.len())
        .map(|layer| {
            let path = move || map.with(|map| map.outlines[layer].clone());
            view! { <path class=CLASSES[layer] d=path /> }
        })
        .collect_view();
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
            <svg viewBox=view_box aria-hidden="true">{outlines}</svg>
            // On a sheet of its own, so that moving it draws nothing else anew. A picture
            // whose outline changes has the browser put the layers of the whole page
            // together again; the edge, which lies just out of sight, is that outline.
            <svg viewBox=format!("0 0 {} {}", SIZE.x, SIZE.y) aria-hidden="true">
                <rect class="edge" x={-OUT} y={-OUT} width={SIZE.x + 2.0 * OUT} height={SIZE.y + 2.0 * OUT}></rect>
                <rect
                    class="view"
                    x=move || part.get().x
                    y=move || part.get().y
                    width=move || part.get().w
                    height=move || part.get().h
                ></rect>
            </svg>
        </button>
    }
}

/// Where on the map a part of the drawing lies; what is beyond its edge lies at
/// the edge, out of sight.
fn on_map(part: Rect, frame: Rect) -> Rect {
    let scale = SIZE.x / frame.w.max(1.0);
    let within = |at: f64, size: f64| (at * scale).clamp(1.0 - OUT, size + OUT - 1.0);
    let (x, y) = (
        within(part.x - frame.x, SIZE.x),
        within(part.y - frame.y, SIZE.y),
    );
    let (right, bottom) = (
        within(part.right() - frame.x, SIZE.x),
        within(part.bottom() - frame.y, SIZE.y),
    );
    Rect::new(x, y, right - x, bottom - y)
}

/// The map of the drawing, as it was when it came to rest last.
fn follow(tools: CanvasTools) -> RwSignal<Map> {
    let map = RwSignal::new(tools.scene.with_untracked(|scene| Map::of(scene)));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop_waiting = move || {
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
    };
    Effect::new(move || {
        tools.scene.with(|_| ());
        stop_waiting();
        let draw = move || map.set(tools.scene.with_untracked(|scene| Map::of(scene)));
        waiting.set_value(set_timeout_with_handle(draw, REST).ok());
    });
    on_cleanup(stop_waiting);
    map
}
