//! What lies over the drawing: what to do first, what is being chosen, that the
//! design has changed, and the life of the run.

use leptos::prelude::*;

use super::room::use_room;
use crate::app::canvas::life::Life;
use crate::app::parts::Ui;
use crate::app::state::Mode;

/// What lies over the drawing.
#[component]
pub fn Over() -> impl IntoView {
    let room = use_room();
    let waits = Memo::new(move |_| room.now.get() == 0 && !room.playing.get());
    let outdated = Memo::new(move |_| room.is_outdated());
    let omitted = Memo::new(move |_| room.list(|it| it.record().not_modelled.clone()));
    let story = Memo::new(move |_| room.story());
    let rate = Signal::derive(move || match room.playing.get() {
        true => f64::from(room.speed.get()),
        false => 0.0,
    });
    view! {
        <Life
            // Where one builds, the drawing is the drawing alone.
            view=Signal::derive(move || (room.store.mode.get() == Mode::ControlRoom).then(|| room.view.get()))
            story
            rate
            lit=Signal::derive(move || room.chain())
            choosing=room.sought
            on_choose=Callback::new(move |whom| room.strike(whom))
            dragged=Signal::derive(move || room.dragged.with(|it| it.as_ref().map(|it| it.over.clone())))
        />
        <section class="room-over" aria-label="About this run">
            <Show when=move || room.choosing.get().is_some() && room.dragged.with(Option::is_none)>
                <div class="room-note accent" role="status">
                    <p>{move || room.choosing.get().and_then(|it| it.question())}" Press it on the drawing."</p>
                    <button class="btn small" on:click=move |_| room.choosing.set(None)>"Cancel"</button>
                </div>
            </Show>
            <Show when=move || outdated.get()>
                <div class="room-note">
                    <p>"The design has changed since this run began."</p>
                    <button class="btn small strong" on:click=move |_| room.begin_again()><Ui name="restart" />"Run again with the new design"</button>
                </div>
            </Show>
            <Show when=move || waits.get() && room.choosing.get().is_none() && !outdated.get()>
                <div class="room-note">
                    <p>"Press play to let customers in."</p>
                    <button class="btn small strong" on:click=move |_| room.toggle()><Ui name="play" />"Play"</button>
                </div>
            </Show>
            {move || {
                let all = omitted.get();
                (!all.is_empty()).then(|| view! {
                    <details class="room-omitted">
                        <summary><Ui name="info" />{crate::text::count(all.len(), "thing is not modelled", "things are not modelled")}</summary>
                        <ul>{all.into_iter().map(|it| view! { <li>{it}</li> }).collect_view()}</ul>
                    </details>
                })
            }}
        </section>
    }
}
