//! The play bar: to the beginning, a step, play, how fast, the clock, the
//! scrubber, the load.

use leptos::prelude::*;

use super::load::LoadMenu;
use super::room::{SPEEDS, use_room};
use super::scrubber::Scrubber;
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::simulation::reading::words;

/// The play bar.
#[component]
pub fn PlayBar() -> impl IntoView {
    let room = use_room();
    // Another run may begin at another time.
    let begins = Memo::new(move |_| room.list(|it| it.run().scenario.begins));
    let clock = move || begins.get().time(room.at());
    let day = move || format!("IST, {}", begins.get().day(room.at()));
    let past = move || {
        let behind = room.now.get().saturating_sub(room.at());
        (!room.is_now()).then(|| words::length(behind))
    };
    view! {
        <section class="room-play" aria-label="The run">
            <div class="room-buttons">
                <button class="btn square" aria-label="To the beginning" title="To the beginning (Home)" on:click=move |_| room.look_at(0)>
                    <Ui name="to-start" />
                </button>
                <button
                    class="btn square room-go"
                    aria-label=move || if room.playing.get() { "Pause" } else { "Play" }
                    title=move || if room.playing.get() { "Pause (Space)" } else { "Play (Space)" }
                    on:click=move |_| room.toggle()
                >
                    <Ui name=Signal::derive(move || if room.playing.get() { "pause" } else { "play" }) />
                </button>
                <button class="btn square" aria-label="A second on" title="A second on (→)" on:click=move |_| room.step(1, true)>
                    <Ui name="step-on" />
                </button>
            </div>
            <Segments
                label="Speed"
                choices=SPEEDS.to_vec()
                value=room.speed
                on_change=Callback::new(move |speed| room.speed.set(speed))
            />
            // The same, where there is no room for all of them side by side.
            <select class="input room-speed" aria-label="Speed" on:change=move |event| {
                if let Ok(speed) = event_target_value(&event).parse() {
                    room.speed.set(speed);
                }
            }>
                {SPEEDS.map(|(speed, word)| view! {
                    <option value=speed prop:selected=move || room.speed.get() == speed>{word}</option>
                }).collect_view()}
            </select>
            <div class="room-clock">
                <b>{clock}</b>
                <span>{day}</span>
            </div>
            <Scrubber />
            <div class="room-play-end">
                {move || past().map(|behind| view! {
                    <button class="btn small strong" title="To now (End)" on:click=move |_| room.look_at(room.now.get_untracked())>
                        {format!("{behind} ago · to now")}
                    </button>
                })}
                <LoadMenu />
                <button class="btn room-break" aria-label="Break something" aria-expanded=move || room.sheet.get().to_string() on:click=move |_| room.sheet.update(|it| *it = !*it)>
                    <Ui name="bolt" /><span>"Break"</span>
                </button>
            </div>
        </section>
    }
}
