//! The gate: four conditions to switch, and a packet whose badge is swapped.

use leptos::prelude::*;
use serde_json::json;

use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::app::parts::{KindIcon, Ui};
use crate::architecture::Kind;
use crate::course::figures::Gate;

/// The gate's body.
#[component]
pub fn GateBody(handle: Handle) -> impl IntoView {
    let gate = state!(handle, Gate);
    let inward = Memo::new(move |_| gate.with(Gate::is_inward));
    let passage = Memo::new(move |_| gate.with(Gate::passage));
    let passes = move || passage.with(|it| it.is_some_and(|it| it.stop.is_none()));
    let addresses = move |inside: bool| {
        let packet = passage.get().map(|it| {
            if inside == inward.get() {
                it.after
            } else {
                it.before
            }
        });
        packet.filter(|_| passes() && !handle.waits())
    };
    let badge = move |inside: bool| {
        view! {
            <dl class="gate-badge">
                <div><dt>"from"</dt><dd class="mono">{move || addresses(inside).map_or("?".to_owned(), |it| it.source.to_string())}</dd></div>
                <div><dt>"to"</dt><dd class="mono">{move || addresses(inside).map_or("?".to_owned(), |it| it.destination.to_string())}</dd></div>
            </dl>
        }
    };
    view! {
        <Segments
            label="Direction"
            choices=vec![(true, "A customer asks"), (false, "The server asks")]
            value=inward
            on_change=Callback::new(move |it: bool| handle.put("direction", json!(if it { "in" } else { "out" })))
        />
        <div class="gate-way" class:out=move || !inward.get() class:stopped=move || !passes() && !handle.waits() aria-hidden="true">
            <div class="gate-side">
                <KindIcon kind=Kind::User />
                <b>"Internet"</b>
                {badge(false)}
            </div>
            <div class="gate-swap">
                <KindIcon kind=Kind::InternetGateway />
                <Ui name=Signal::derive(move || if passes() || handle.waits() { "arrow-right" } else { "close" }) />
            </div>
            <div class="gate-side">
                <KindIcon kind=Kind::Instance />
                <b>"shop"</b>
                {badge(true)}
            </div>
        </div>
        <ul class="gate-conditions">
            {gate.with_untracked(Gate::conditions).into_iter().enumerate().map(|(place, (member, words, _))| view! {
                <li>
                    <label class="check">
                        <input
                            type="checkbox"
                            role="switch"
                            prop:checked=move || gate.with(|it| it.conditions()[place].2)
                            on:change=move |event| {
                                handle.put(member, json!(event_target_checked(&event)));
                            }
                        />
                        {words}
                    </label>
                </li>
            }).collect_view()}
        </ul>
        <p class="muted small">
            {move || (!handle.waits()).then(|| {
                let holding = gate.with(|it| it.conditions().iter().filter(|it| it.2).count());
                match holding {
                    0 => "None of the four conditions holds.".to_owned(),
                    1 => "One of the four conditions holds.".to_owned(),
                    4 => "All four conditions hold.".to_owned(),
                    some => format!("{some} of the four conditions hold."),
                }
            })}
        </p>
    }
}
