//! The pointer: a large dot with a short trail, which follows mouse or pen while it is
//! switched on, or while Shift is held with a button down.

use std::collections::VecDeque;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::state::Class;

/// So many places make the trail.
const TRAIL: usize = 14;
/// How long the trail stays behind a dot that rests.
const FADES: Duration = Duration::from_millis(240);

/// The dot and its trail.
#[component]
pub fn PointerView(
    /// The class.
    class: Class,
) -> impl IntoView {
    let places = RwSignal::new(VecDeque::<(i32, i32)>::new());
    let held = RwSignal::new(false);
    let moves = StoredValue::new(0_u32);
    let moved = window_event_listener(ev::pointermove, move |event| {
        let on = class.pointing.get_untracked() || event.buttons() & 1 == 1 && event.shift_key();
        held.set(on);
        if !on {
            return;
        }
        let at = (event.client_x(), event.client_y());
        places.update(|it| {
            it.push_back(at);
            if it.len() > TRAIL {
                it.pop_front();
            }
        });
        let number = moves.get_value().wrapping_add(1);
        moves.set_value(number);
        set_timeout(
            move || {
                if moves.try_get_value() == Some(number) {
                    places.update(|it| it.drain(..it.len().saturating_sub(1)).for_each(drop));
                }
            },
            FADES,
        );
    });
    let up = window_event_listener(ev::pointerup, move |_| {
        held.set(class.pointing.get_untracked());
    });
    on_cleanup(move || {
        moved.remove();
        up.remove();
    });
    let shown = move || (held.get() && class.pointing.get()) || held.get();
    let trail = move || {
        places.with(|it| {
            let all: Vec<String> = it.iter().map(|(x, y)| format!("{x},{y}")).collect();
            all.join(" ")
        })
    };
    let last = move || places.with(|it| it.back().copied());
    view! {
        <Show when=shown>
            <svg class="class-pointer" aria-hidden="true">
                <polyline points=trail />
                {move || last().map(|(x, y)| view! { <circle cx=x.to_string() cy=y.to_string() /> })}
            </svg>
        </Show>
    }
}
