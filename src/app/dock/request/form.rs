//! The question: from where, to where, how.

use leptos::prelude::*;

use super::{question, send};
use crate::analysis::question::{self as asked, Part, Question};
use crate::app::parts::{Ui, focus_element};
use crate::app::state::use_store;
use crate::architecture::Protocol;

/// The fields, by their ids.
pub const FROM: &str = "request-from";
/// Where it goes.
pub const TO: &str = "request-to";
/// On which port.
pub const PORT: &str = "request-port";

/// So many targets are offered beneath the form; all are in the list of the field.
const OFFERED: usize = 6;

/// Goes into a field, once the form is there.
pub fn focus(field: &'static str) {
    // Two frames: the panel may have to be opened before the form is drawn in it.
    request_animation_frame(move || focus_element(field));
}

/// Whether one predicts first where a request ends.
#[component]
pub fn PredictSwitch() -> impl IntoView {
    let request = use_store().request;
    view! {
        <label class="check predict-first" title="Say where it ends before it is played">
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || request.predicts.get()
                on:change=move |event| request.predict(event_target_checked(&event))
            />
            "Predict first"
        </label>
    }
}

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
    // Whoever has named nobody yet chooses among those who may be meant.
    let targets = Memo::new(move |_| match now.with(|it| it.to.trim().is_empty()) {
        true => {
            let mut targets = asked::targets(store.analysis().architecture());
            targets.truncate(OFFERED);
            targets
        }
        false => Vec::new(),
    });
    let ports = Memo::new(move |_| now.with(|it| it.protocol.has_ports()));
    view! {
        <form class="request-form" on:submit=move |event| {
            event.prevent_default();
            send(store);
        }>
            <input
                class="input"
                id=FROM
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
                id=TO
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
                    id=PORT
                    aria-label="Port"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-invalid=move || wrong(Part::Port)
                    prop:value=move || now.with(|it| it.port.clone())
                    on:input=move |event| change(&|it| it.port = event_target_value(&event))
                />
            </Show>
            <button class="btn" type="submit"><Ui name="play" />"Send"</button>
            <PredictSwitch />
            {move || {
                let targets = targets.get();
                (!targets.is_empty()).then(|| view! {
                    <div class="request-targets">
                        <span>"To"</span>
                        {targets.into_iter().map(|target| view! {
                            <button
                                class="btn small"
                                type="button"
                                title=target.what
                                on:click=move |_| {
                                    change(&|it| it.to.clone_from(&target.name));
                                    send(store);
                                }
                            >{target.name.clone()}</button>
                        }).collect_view()}
                    </div>
                })
            }}
            {move || store.request.problem.get().map(|(_, why)| view! { <p class="field-error" role="alert">{why}</p> })}
        </form>
    }
}
