//! What can be broken: the list, the choice of what it is done to, what is
//! broken just now, and the prepared drills.

use leptos::prelude::*;

use super::dragging;
use super::drills;
use super::marks::icon;
use super::restores::Restores;
use super::room::{Room, use_room};
use crate::app::canvas::use_canvas;
use crate::app::parts::Ui;
use crate::architecture::ResourceId;
use crate::simulation::Whom;
use crate::simulation::hands::{Fault, Target};
use crate::simulation::lasting::Running;
use crate::simulation::reading::words;

/// The faults.
#[component]
pub fn Faults() -> impl IntoView {
    let room = use_room();
    keep_sought(room);
    let running = Memo::new(move |_| room.running());
    let show_drills = RwSignal::new(false);
    view! {
        <aside class="room-faults" aria-labelledby="room-faults-title">
            <div class="room-faults-head">
                <h2 id="room-faults-title">"Break something"</h2>
                <button class="btn quiet square room-sheet-close" aria-label="Close" on:click=move |_| room.sheet.set(false)><Ui name="close" /></button>
                <p>"Drag onto the drawing, or press and choose there or here"</p>
            </div>
            <div class="room-faults-list">
                {move || running.get().into_iter().map(|it| view! { <Card running=it /> }).collect_view()}
                <ul>
                    {Fault::ALL.map(|fault| view! { <Row fault /> }).collect_view()}
                </ul>
                <Restores />
            </div>
            <div class="room-drills">
                <button class="fault-row" aria-expanded=move || show_drills.get().to_string() on:click=move |_| show_drills.update(|it| *it = !*it)>
                    <i class="fault-mark"><Ui name="flag" /></i><span class="grow">"Prepared drills"</span>
                    <Ui name=Signal::derive(move || if show_drills.get() { "chevron-down" } else { "chevron-right" }) />
                </button>
                <Show when=move || show_drills.get()>
                    <Drills />
                </Show>
            </div>
        </aside>
    }
}

/// The prepared drills.
#[component]
fn Drills() -> impl IntoView {
    let room = use_room();
    let all = drills::all();
    if all.is_empty() {
        return view! { <p class="room-drills-none">"There are no prepared drills yet. Break something by hand above."</p> }
            .into_any();
    }
    view! {
        <ul class="room-drills-list">
            {all.into_iter().map(|drill| {
                let id = drill.id.clone();
                view! {
                    <li><button on:click=move |_| { room.sheet.set(false); room.begin_drill(&id); }><b>{drill.title}</b><span>{drill.about}</span></button></li>
                }
            }).collect_view()}
        </ul>
    }
    .into_any()
}

/// A row of the list, and beneath it what it fits while that is chosen.
#[component]
fn Row(fault: Fault) -> impl IntoView {
    let room = use_room();
    let chosen = Memo::new(move |_| room.choosing.get() == Some(fault));
    let targets = Memo::new(move |_| {
        if !chosen.get() {
            return Vec::new();
        }
        room.view.with(|view| {
            room.peek(|it| fault.targets(it.document(), view))
                .unwrap_or_default()
        })
    });
    let dragged = StoredValue::new(false);
    let canvas = use_canvas();
    let press = move |_| {
        if dragged.get_value() {
            return;
        }
        if fault.question().is_none() {
            // It has no target, so the name is as good as any.
            room.act(fault.deed(Whom::Server));
            room.sheet.set(false);
            room.say(format!("Done: {}.", fault.title()));
        } else if chosen.get_untracked() {
            room.choosing.set(None);
        } else {
            room.store.select(None::<ResourceId>);
            room.choosing.set(Some(fault));
        }
    };
    view! {
        <li>
            <button class="fault-row" aria-pressed=move || chosen.get().to_string()
                on:pointerdown=move |event| dragging::start(room, canvas, fault, dragged, &event) on:click=press>
                <i class="fault-mark"><Ui name=icon(fault) /></i><span>{fault.title()}</span>
            </button>
            <Show when=move || chosen.get()>
                <div class="fault-targets" role="group" aria-label=fault.question().unwrap_or_default()>
                    <p>{fault.question()}</p>
                    <Show when=move || targets.with(Vec::is_empty)><p class="muted">{fault.nothing()}</p></Show>
                    {move || targets.get().into_iter().map(|target| {
                        let name = target.name.clone();
                        let about = target.about.clone();
                        view! {
                            <button class="fault-target" on:click=move |_| strike(room, fault, &target)>
                                <b>{name}</b><span>{about}</span>
                            </button>
                        }
                    }).collect_view()}
                </div>
            </Show>
        </li>
    }
}

/// Does it.
fn strike(room: Room, fault: Fault, target: &Target) {
    room.strike(target.whom.clone());
    room.say(format!("Done: {}, {}.", fault.title(), target.name));
}

/// The drawing is told what a target is chosen for, and tells when nobody
/// chooses any more.
fn keep_sought(room: Room) {
    Effect::new(move |_| {
        let deed = room.choosing.get().map(Fault::sought);
        room.sought.set(deed);
    });
    Effect::new(move |before: Option<bool>| {
        let sought = room.sought.with(Option::is_some);
        if before == Some(true) && !sought {
            room.choosing.set(None);
        }
        sought
    });
}

/// What is broken just now, with what takes it back.
#[component]
fn Card(running: Running) -> impl IntoView {
    let room = use_room();
    let since = running.since;
    let until = running.until;
    let age = move || {
        let at = room.at();
        match until {
            Some(until) => format!("{} left", words::length(until.saturating_sub(at))),
            None => format!("{} ago", words::length(at.saturating_sub(since))),
        }
    };
    view! {
        <div class="fault-card">
            <i class="fault-mark"><Ui name=icon(running.fault) /></i>
            <b>{running.title}</b>
            <span>{age}</span>
            {running.undo.map(|(word, deed)| view! {
                <button class="btn small" on:click=move |_| room.act(deed.clone())><Ui name="restart" />{word}</button>
            })}
        </div>
    }
}
