//! How many customers come: changed in the run that is played, or another run
//! with other customers.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::room::use_room;
use crate::app::parts::Ui;
use crate::simulation::Deed;
use crate::simulation::crowd::Crowd;

/// How many times as many customers can be had from now on.
const FACTORS: [f64; 4] = [0.5, 1.0, 3.0, 10.0];

/// The most times as many customers that can be asked for.
const MOST: f64 = 1_000.0;

/// The load chooser.
#[component]
pub fn LoadMenu() -> impl IntoView {
    let room = use_room();
    let open = RwSignal::new(false);
    let anchor = NodeRef::<Div>::new();
    let own = RwSignal::new("5".to_owned());
    let title = move || {
        room.drill
            .with(|drill| drill.as_ref().map(|it| it.title.clone()))
            .unwrap_or_else(|| room.crowd.get().title())
    };
    let factor = move || {
        let text = own.get().trim().replace(',', ".");
        text.parse::<f64>()
            .ok()
            .filter(|it| *it > 0.0 && *it <= MOST)
    };
    let leave = move |event: FocusEvent| {
        let next = event.related_target().and_then(|it| it.dyn_into().ok());
        let inside = anchor
            .try_get_untracked()
            .flatten()
            .is_some_and(|it| it.contains(next.as_ref()));
        if !inside {
            open.try_set(false);
        }
    };
    let begin = move |crowd: Crowd| {
        open.set(false);
        room.drill.set(None);
        room.crowd.set(crowd);
        room.begin();
        room.say(format!("A new run begins: {}.", crowd.title()));
    };
    let change = move |factor: f64| {
        open.set(false);
        room.act(Deed::Load(factor));
    };
    let begun = move || room.now.get() > 0;
    view! {
        <div class="menu-anchor room-load" data-own-keys="" node_ref=anchor on:focusout=leave on:keydown=move |event| {
            if event.key() == "Escape" && open.get_untracked() {
                open.set(false);
                event.stop_propagation();
                crate::app::parts::focus_within(&event, "button");
            }
        }>
            <button class="btn" title="How many customers come" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|it| *it = !*it)>
                <Ui name="users" /><span>{title}</span><Ui name="chevron-down" />
            </button>
            <Show when=move || open.get()>
                <div class="menu room-load-menu" role="group" aria-label="How many customers come">
                    <Show when=begun>
                        <div class="menu-title">"From now on, times as many"</div>
                        <div class="room-factors">
                            {FACTORS.map(|it| view! {
                                <button class="btn small" on:click=move |_| change(it)>{format!("×{it}")}</button>
                            }).collect_view()}
                        </div>
                        <div class="menu-line"></div>
                    </Show>
                    <div class="menu-title">"A new run with"</div>
                    {Crowd::NAMED.map(|it| view! {
                        <button class="menu-item" aria-current=move || (room.crowd.get() == it).then_some("true") on:click=move |_| begin(it)>
                            <Ui name="users" /><span>{it.title()}</span>
                        </button>
                    }).collect_view()}
                    <div class="menu-line"></div>
                    <label class="room-own">
                        <span>"Own factor"</span>
                        <input class="input" inputmode="decimal" autocomplete="off" prop:value=move || own.get()
                            aria-invalid=move || factor().is_none().to_string()
                            on:input=move |event| own.set(event_target_value(&event)) />
                    </label>
                    <div class="room-own-do">
                        <Show when=begun>
                            <button class="btn small" disabled=move || factor().is_none() on:click=move |_| if let Some(it) = factor() { change(it) }>"From now on"</button>
                        </Show>
                        <button class="btn small" disabled=move || factor().is_none() on:click=move |_| if let Some(it) = factor() { begin(Crowd::Own(it)) }>"New run"</button>
                    </div>
                </div>
            </Show>
        </div>
    }
}
