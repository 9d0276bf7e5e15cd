//! The question: from where, to where, how.

use leptos::prelude::*;

use super::{question, send};
use crate::analysis::question::{self as asked, Part, Question};
use crate::app::parts::Ui;
use crate::app::state::use_store;
use crate::architecture::Protocol;

/// The form of the question.
#[component]
pub fn QuestionForm() -> impl IntoView {
    let store = use_store();
    let now = Memo::new(move |_| question(store));
    let offers = Memo::new(move |_| asked::endpoints(store.analysis().architecture()));
    let change = move |change: &dyn Fn(&mut Question)| {
        let mut question = now.get_untracked();
        change(&mut question);
        store.request.typed.set(Some(question));
        store.request.problem.set(None);
    };
    let wrong = move |part: Part| {
        let problem = store.request.problem.get();
        problem.is_some_and(|(it, _)| it == part).then_some("true")
    };
    let ports = Memo::new(move |_| now.with(|it| it.protocol.has_ports()));
    view! {
        <form class="request-form" on:submit=move |event| {
            event.prevent_default();
            send(store);
        }>
            <input
                class="input"
                aria-label="From"
                list="request-endpoints"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong(Part::From)
                prop:value=move || now.with(|it| it.from.clone())
                on:input=move |event| change(&|it| it.from = event_target_value(&event))
            />
            <Ui name="arrow-right" />
            <input
                class="input"
                aria-label="To"
                list="request-endpoints"
                placeholder="a name, host or address"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong(Part::To)
                prop:value=move || now.with(|it| it.to.clone())
                on:input=move |event| change(&|it| it.to = event_target_value(&event))
            />
            <datalist id="request-endpoints">
                {move || offers.get().into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
            <select
                class="input"
                aria-label="Protocol"
                on:change=move |event| {
                    if let Ok(protocol) = event_target_value(&event).parse::<Protocol>() {
                        change(&|it| it.protocol = protocol);
                    }
                }
            >
                {[Protocol::Tcp, Protocol::Udp, Protocol::Icmp].map(|protocol| view! {
                    <option
                        value=protocol.to_string()
                        prop:selected=move || now.with(|it| it.protocol == protocol)
                    >{protocol.to_string().to_uppercase()}</option>
                }).collect_view()}
            </select>
            <Show when=move || ports.get()>
                <input
                    class="input port mono"
                    aria-label="Port"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=move || wrong(Part::Port)
                    prop:value=move || now.with(|it| it.port.clone())
                    on:input=move |event| change(&|it| it.port = event_target_value(&event))
                />
            </Show>
            <button class="btn" type="submit"><Ui name="play" />"Send"</button>
            {move || store.request.problem.get().map(|(_, why)| view! { <p class="field-error" role="alert">{why}</p> })}
        </form>
    }
}
