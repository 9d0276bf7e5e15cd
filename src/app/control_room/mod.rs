//! The control room of an open document: customers come, things are broken,
//! alarms ring, and what happened is told with its reasons. It stands around
//! the canvas, which shows the drawing and is not built in here.
//!
//! The run itself is [`crate::simulation`]; what is read from it without a
//! screen stands in [`crate::simulation::reading`].

mod activity;
mod alarms;
mod assumptions;
mod badge;
mod chart;
mod charts;
mod dashboard;
mod doing;
mod dragging;
mod drills;
mod faults;
mod keeping;
mod keys;
mod load;
mod looking;
mod marks;
mod over;
mod play_bar;
mod playing;
mod report;
mod restores;
mod room;
mod scorecard;
mod scrubber;
mod timeline;
mod top;
mod trail;
mod view;

use leptos::prelude::*;

use crate::app::late::late;
use room::{Room, Stage};

late!(
    room,
    load,
    fn page() -> AnyView {
        view! { <ControlRoom /> }.into_any()
    }
);

/// The control room.
#[component]
fn ControlRoom() -> impl IntoView {
    let room = Room::new();
    provide_context(room);
    keys::listen(room);
    playing::keep_playing(room);
    view::keep_fitted(room);
    // Another document is another run.
    Effect::new(move |before: Option<u64>| {
        let opened = room.store.opened();
        if before.is_some_and(|before| before != opened) {
            untrack(|| room.forget());
        }
        opened
    });
    keeping::keep(room);
    // What a task asks for is begun as soon as the room is there.
    Effect::new(move || {
        if let Some(wanted) = room.store.wanted_run.get() {
            untrack(|| {
                room.store.wanted_run.set(None);
                room.begin_wanted(wanted);
            });
        }
    });
    view! {
        <div class="control-room" data-sheet=move || room.sheet.get().then_some("faults") data-stage=move || match room.stage.get() {
            Stage::Run => "run",
            Stage::Report => "report",
        }>
            <play_bar::PlayBar />
            <faults::Faults />
            <over::Over />
            // Where there is little height they scroll as one.
            <div class="room-below">
                <charts::Charts />
                <section class="room-dock" aria-label="What happened">
                    <timeline::Timeline />
                    <alarms::Alarms />
                    <activity::Activity />
                </section>
            </div>
            <Show when=move || room.stage.get() == Stage::Report>
                <report::Report />
            </Show>
            <p class="visually-hidden" role="status" aria-live="polite">{move || room.said.get()}</p>
        </div>
        <dragging::Ghost />
        <top::Top />
    }
}
