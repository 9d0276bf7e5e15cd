//! What the room puts into the top bar: the way back where there is no room for the three
//! modes, ringing alarms, and the end of the run.

use leptos::portal::Portal;
use leptos::prelude::*;

use super::room::{Stage, use_room};
use crate::app::parts::{Ui, focus_element};
use crate::app::state::{LabPage, Mode, Screen};
use crate::app::topbar::TOPBAR_ROOM;
use crate::simulation::record::AlarmState;
use crate::text::count;

/// The room's part of the top bar.
#[component]
pub fn Top() -> impl IntoView {
    let room = use_room();
    let place = document().get_element_by_id(TOPBAR_ROOM);
    let ringing = Memo::new(move |_| {
        let at = room.at();
        room.list(|it| {
            let alarms = it.record().alarms.iter();
            alarms
                .filter(|it| !it.of_a_policy && it.state_at(at) == AlarmState::Alarm)
                .count()
        })
    });
    let begun = Memo::new(move |_| room.now.get() > 0);
    let back = move || match room.store.screen.get() {
        Screen::Lesson(_) => "Chapter",
        Screen::Lab(_, LabPage::Learn | LabPage::Try) => "Lab",
        _ => "Build",
    };
    place.map(|mount| {
        view! {
            <Portal mount>
                <button class="btn room-back" on:click=move |_| room.store.turn(Mode::Build)>
                    <Ui name="chevron-left" />{back}
                </button>
                <Show when=move || { ringing.get() > 0 }>
                    <button class="pill error" on:click=move |_| focus_element(super::alarms::TITLE)>
                        <Ui name="bell" />{move || count(ringing.get(), "alarm", "alarms")}
                    </button>
                </Show>
                <Show when=move || room.stage.get() == Stage::Run && begun.get()>
                    <button class="btn primary" on:click=move |_| room.end()>
                        <Ui name="flag" /><span>{move || if room.drill.with(Option::is_some) { "End the drill" } else { "End the run" }}</span>
                    </button>
                </Show>
            </Portal>
        }
    })
}
