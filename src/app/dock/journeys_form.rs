//! The form that states a new journey.

use leptos::prelude::*;

use crate::analysis::journeys::{blank, state_journey};
use crate::analysis::question::{Part, endpoints};
use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::architecture::{Expectation, Protocol};

/// From where, whether, to where, how.
#[component]
pub fn NewJourney() -> impl IntoView {
    let store = use_store();
    let asked = RwSignal::new(blank());
    let never = RwSignal::new(false);
    let problem = RwSignal::new(None::<(Part, String)>);
    let offers = Memo::new(move |_| endpoints(store.analysis().architecture()));
    let ports = Memo::new(move |_| asked.with(|it| it.protocol.has_ports()));
    let wrong = move |part: Part| {
        problem.with(|it| {
            it.as_ref()
                .is_some_and(|(it, _)| *it == part)
                .then_some("true")
        })
    };
    let submit = move || {
        let expectation = if never.get_untracked() {
            Expectation::Never
        } else {
            Expectation::Reaches
        };
        // Failures are assumed; what is stated is about the design.
        let analysis = store.peek_analysis();
        let network = analysis.calm().network();
        let stated = asked.with_untracked(|it| state_journey(it, expectation, network));
        match stated {
            Ok((_, edits)) => {
                problem.set(None);
                if store.perform("State a journey", edits) {
                    asked.update(|it| it.to.clear());
                }
            }
            Err(why) => problem.set(Some(why)),
        }
    };
    view! {
        <form class="request-form journey-form" aria-label="New journey" on:submit=move |event| {
            event.prevent_default();
            submit();
        }>
            <input
                class="input"
                aria-label="Journey from"
                list="journey-endpoints"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong(Part::From)
                prop:value=move || asked.with(|it| it.from.clone())
                on:input=move |event| asked.update(|it| it.from = event_target_value(&event))
            />
            <select
                class="input"
                aria-label="Expectation"
                on:change=move |event| never.set(event_target_value(&event) == "never")
            >
                <option value="reaches">"must reach"</option>
                <option value="never">"must never reach"</option>
            </select>
            <input
                class="input"
                aria-label="Journey to"
                list="journey-endpoints"
                placeholder="a name, host or address"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong(Part::To)
                prop:value=move || asked.with(|it| it.to.clone())
                on:input=move |event| asked.update(|it| it.to = event_target_value(&event))
            />
            <datalist id="journey-endpoints">
                {move || offers.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <select
                class="input"
                aria-label="Protocol of the journey"
                on:change=move |event| {
                    if let Ok(protocol) = event_target_value(&event).parse::<Protocol>() {
                        asked.update(|it| it.protocol = protocol);
                    }
                }
            >
                {[Protocol::Tcp, Protocol::Udp, Protocol::Icmp].map(|protocol| view! {
                    <option value=protocol.to_string()>{protocol.to_string().to_uppercase()}</option>
                }).collect_view()}
            </select>
            <Show when=move || ports.get()>
                <input
                    class="input port mono"
                    aria-label="Port of the journey"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=move || wrong(Part::Port)
                    prop:value=move || asked.with(|it| it.port.clone())
                    on:input=move |event| asked.update(|it| it.port = event_target_value(&event))
                />
            </Show>
            <button class="btn" type="submit"><Ui name="plus" />"Add"</button>
            {move || problem.get().map(|(_, why)| view! { <p class="field-error" role="alert">{why}</p> })}
        </form>
    }
}
