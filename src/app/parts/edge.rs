//! The edge of a panel: dragged, or moved with the arrow keys, it gives the panel
//! more room or less; a double click takes the choice back.

use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// How far an arrow key moves an edge, in pixels.
const STEP: f64 = 24.0;

/// Which side of its panel an edge is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The upper one: the panel's height is chosen.
    Top,
    /// The left one: its width is.
    Left,
}

/// The edge of a panel.
#[component]
pub fn Edge(
    /// Which edge.
    bound: Bound,
    /// Its class.
    class: &'static str,
    /// What one chooses with it.
    label: &'static str,
    /// The least and greatest size, in pixels.
    limits: (f64, f64),
    /// What was chosen.
    size: RwSignal<Option<f64>>,
    /// What happens when somebody chooses.
    #[prop(optional)]
    on_choose: Option<Callback<()>>,
) -> impl IntoView {
    let dragging = RwSignal::new(false);
    // How large the panel is where nobody has chosen.
    let own = RwSignal::new(limits.0);
    let measured = move |edge: &web_sys::EventTarget| {
        let rect = edge
            .dyn_ref::<web_sys::Element>()
            .and_then(|it| it.parent_element())
            .map(|it| it.get_bounding_client_rect());
        rect.map_or(limits.0, |rect| match bound {
            Bound::Top => rect.height(),
            Bound::Left => rect.width(),
        })
    };
    // Where the far side of the panel is, as seen from where the edge was grasped.
    let far = StoredValue::new(0.0);
    let set = move |wanted: f64| {
        size.set(Some(wanted.clamp(limits.0, limits.1).round()));
        if let Some(on_choose) = on_choose {
            on_choose.run(());
        }
    };
    let down = move |event: PointerEvent| {
        let Some(edge) = event
            .current_target()
            .and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            return;
        };
        let Some(panel) = edge.parent_element() else {
            return;
        };
        if edge.set_pointer_capture(event.pointer_id()).is_ok() {
            let rect = panel.get_bounding_client_rect();
            far.set_value(match bound {
                Bound::Top => rect.height() + f64::from(event.client_y()),
                Bound::Left => rect.width() + f64::from(event.client_x()),
            });
            dragging.set(true);
            let _ = edge.focus();
            event.prevent_default();
        }
    };
    let drag = move |event: PointerEvent| {
        if dragging.get_untracked() {
            let at = match bound {
                Bound::Top => event.client_y(),
                Bound::Left => event.client_x(),
            };
            set(far.get_value() - f64::from(at));
        }
    };
    let key = move |event: KeyboardEvent| {
        let Some(edge) = event.current_target() else {
            return;
        };
        let now = size.get_untracked().unwrap_or_else(|| measured(&edge));
        let wanted = match (event.key().as_str(), bound) {
            ("ArrowUp", Bound::Top) | ("ArrowLeft", Bound::Left) => now + STEP,
            ("ArrowDown", Bound::Top) | ("ArrowRight", Bound::Left) => now - STEP,
            ("Home", _) => limits.0,
            ("End", _) => limits.1,
            _ => return,
        };
        event.prevent_default();
        set(wanted);
    };
    view! {
        <button
            class=class
            class:dragging=move || dragging.get()
            role="separator"
            aria-orientation=match bound {
                Bound::Top => "horizontal",
                Bound::Left => "vertical",
            }
            aria-label=label
            aria-valuemin=limits.0.to_string()
            aria-valuemax=limits.1.to_string()
            aria-valuenow=move || size.get().unwrap_or_else(|| own.get()).round().to_string()
            on:focus=move |event| {
                if let Some(edge) = event.current_target() {
                    own.set(measured(&edge).clamp(limits.0, limits.1));
                }
            }
            on:pointerdown=down
            on:pointermove=drag
            on:pointerup=move |_| dragging.set(false)
            on:pointercancel=move |_| dragging.set(false)
            on:lostpointercapture=move |_| dragging.set(false)
            on:dblclick=move |_| size.set(None)
            on:keydown=key
        ></button>
    }
}
