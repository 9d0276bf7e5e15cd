//! The first minute on the page: a customer, a wall without a gate, a shop. One press sends a
//! request, which ends at the wall; one drag puts the gate in, and it arrives.
//!
//! What happens is asked of the engine (`crate::course::first_minute`), so this comes with the
//! editor's part; until then the card has an empty ground of the same size.

use std::time::Duration;

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::PointerEvent;

use crate::app::late::late;
use crate::app::parts::{Ui, icon_path};
use crate::app::theme;
use crate::course::first_minute::{FirstMinute, Spot};

/// How long the packet takes from one place to the next.
const STEP: Duration = Duration::from_millis(600);

/// So far from the hole the gate may be let go.
const NEAR: f64 = 64.0;
/// How far a pointer may slip in a press, in pixels.
const PRESS: f64 = 10.0;

late!(
    editor,
    load,
    fn picture() -> AnyView {
        match FirstMinute::new() {
            Some(minute) => view! { <Picture minute /> }.into_any(),
            None => ().into_any(),
        }
    }
);

/// How far the minute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Nothing was sent yet.
    Calm,
    /// A packet is on its way.
    Under,
    /// It ended at the wall.
    Stopped,
    /// It arrived, and the answer came back.
    Arrived,
}

#[component]
fn Picture(minute: FirstMinute) -> impl IntoView {
    let piece = minute.piece().unwrap_or_default();
    let minute = StoredValue::new(minute);
    let stage = RwSignal::new(Stage::Calm);
    let spot = RwSignal::new(Spot::Customer);
    let sentence = RwSignal::new(String::new());
    let mended = RwSignal::new(false);
    // How far the gate is dragged from where it lies.
    let drag = RwSignal::new(None::<(f64, f64)>);
    let hole = NodeRef::<Div>::new();
    let send = move || {
        let Some(sent) = minute.with_value(FirstMinute::send) else {
            return;
        };
        sentence.set(String::new());
        stage.set(Stage::Under);
        let step = if theme::prefers("(prefers-reduced-motion: reduce)") {
            Duration::from_millis(1)
        } else {
            STEP
        };
        let end = sent.way.len() as u32;
        for (at, place) in (0..).zip(sent.way) {
            set_timeout(
                move || {
                    spot.try_set(place);
                },
                step * at,
            );
        }
        set_timeout(
            move || {
                stage.try_set(if sent.arrives {
                    Stage::Arrived
                } else {
                    Stage::Stopped
                });
                sentence.try_set(sent.sentence);
            },
            step * end,
        );
    };
    let mend = move || {
        let done = minute.try_update_value(FirstMinute::mend);
        if done == Some(true) {
            mended.set(true);
            send();
            crate::app::parts::focus_element("first-minute-send");
        }
    };
    let at_hole = move |event: &PointerEvent| {
        hole.get_untracked().is_some_and(|hole| {
            let it = hole.get_bounding_client_rect();
            let right = f64::from(event.client_x()) - it.x() - it.width() / 2.0;
            let down = f64::from(event.client_y()) - it.y() - it.height() / 2.0;
            right.hypot(down) < NEAR
        })
    };
    let from = StoredValue::new((0.0, 0.0));
    let grab = move |event: PointerEvent| {
        let target = event.current_target();
        if let Some(element) =
            target.and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok())
        {
            // Without the capture a fast pointer would leave the gate behind.
            let _ = element.set_pointer_capture(event.pointer_id());
        }
        from.set_value((f64::from(event.client_x()), f64::from(event.client_y())));
        drag.set(Some((0.0, 0.0)));
    };
    let pull = move |event: PointerEvent| {
        if drag.with_untracked(Option::is_some) {
            let (x, y) = from.get_value();
            drag.set(Some((
                f64::from(event.client_x()) - x,
                f64::from(event.client_y()) - y,
            )));
        }
    };
    let release = move |event: PointerEvent| {
        let moved = drag.get_untracked();
        drag.set(None);
        // A press without a drag, of a mouse or a finger, is enough as well.
        let pressed = moved.is_some_and(|(x, y)| f64::hypot(x, y) < PRESS);
        if moved.is_some() && (pressed || at_hole(&event)) {
            mend();
        }
    };
    let stopped = move || stage.get() == Stage::Stopped;
    let offered = move || stopped() && !mended.get();
    view! {
        <div
            class="minute" role="group" aria-label="A customer, a wall and a shop"
            class:mended=move || mended.get()
            class:arrived=move || stage.get() == Stage::Arrived
        >
            <i class="minute-line"></i>
            <div class="minute-customer"><img class="icon" src=icon_path("user") alt="" /><span>"Customer"</span></div>
            <div class="minute-wall">
                <span class="minute-label"><img class="icon" src=icon_path("vpc") alt="" />"Campus VPC"</span>
                <div class="minute-wing">
                    <div class="minute-shop"><img class="icon" src=icon_path("ec2-instance") alt="" /><span>"Shop"</span></div>
                </div>
            </div>
            <div class="minute-hole" node_ref=hole class:wanted=offered class:over=move || drag.with(Option::is_some)>
                {move || mended.get().then(|| view! { <img class="icon" src=icon_path("internet-gateway") alt="" /> })}
            </div>
            <i
                class="minute-packet" data-at=move || match spot.get() {
                    Spot::Customer => "customer",
                    Spot::Wall => "wall",
                    Spot::Shop => "shop",
                }
                class:away=move || stage.get() == Stage::Calm
                class:dead=stopped
            ></i>
            <p class="minute-why" class:ok=move || stage.get() == Stage::Arrived role="status">{move || sentence.get()}</p>
            <div class="minute-do">
                <button
                    class="btn" id="first-minute-send"
                    aria-disabled=move || (stage.get() == Stage::Under).then_some("true")
                    on:click=move |_| if stage.get_untracked() != Stage::Under { send() }
                >
                    <Ui name="send" />{move || if stage.get() == Stage::Calm { "Send a request" } else { "Send it again" }}
                </button>
                <Show when=offered>
                    <button
                        class="minute-piece" class:held=move || drag.with(Option::is_some)
                        style:translate=move || drag.get().map(|(x, y)| format!("{x}px {y}px"))
                        on:pointerdown=grab on:pointermove=pull on:pointerup=release
                        on:pointercancel=move |_| drag.set(None)
                        on:click=move |event| if event.detail() == 0 {
                            // A key, or a screen reader: pointers have been heard already.
                            mend();
                        }
                    >
                        <img class="icon" src=icon_path("internet-gateway") alt="" draggable="false" />
                        <span>{piece}<small>"Drag it into the wall, or press it"</small></span>
                    </button>
                </Show>
            </div>
        </div>
    }
}
