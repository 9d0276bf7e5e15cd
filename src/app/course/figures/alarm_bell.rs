//! The alarm: its values minute by minute, each of which can be moved or erased, and the
//! state that follows from them.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::course::figures::AlarmBell;

/// What a value becomes that comes back.
const BACK: f64 = 60.0;

/// The body of the figure.
#[component]
pub fn AlarmBellBody(handle: Handle) -> impl IntoView {
    let bell = state!(handle, AlarmBell);
    let chosen = RwSignal::new(1_usize);
    let count = Memo::new(move |_| bell.with(|it| it.values().len()));
    let minute = Memo::new(move |_| chosen.get().clamp(1, count.get().max(1)));
    let value_of =
        move |minute: usize| bell.with(|it| it.values().get(minute - 1).copied().flatten());
    let has_value = Memo::new(move |_| value_of(minute.get()).is_some());
    let shown = move || value_of(minute.get()).unwrap_or(0.0);
    let states = Memo::new(move |_| bell.with(AlarmBell::states));
    let missing = Memo::new(move |_| bell.with(AlarmBell::missing));
    let periods = Memo::new(move |_| u64::from(bell.with(AlarmBell::periods)));
    let datapoints = Memo::new(move |_| u64::from(bell.with(AlarmBell::datapoints)));
    let threshold = Memo::new(move |_| bell.with(AlarmBell::threshold).round() as u64);
    let put =
        move |minute: usize, is: Value| handle.put("value", json!({ "minute": minute, "is": is }));
    let said = move |minute: usize| {
        let value = value_of(minute).map_or("no value".to_owned(), |it| it.to_string());
        // While a guess is waited for, nothing tells the states.
        match (
            handle.waits(),
            states.with(|it| it.get(minute - 1).copied()),
        ) {
            (false, Some(state)) => format!("Minute {minute}: {value}, {}", state.name()),
            _ => format!("Minute {minute}: {value}"),
        }
    };
    let line = move || {
        format!(
            "{}%",
            bell.with(|it| 100.0 * it.threshold() / AlarmBell::TOP)
        )
    };
    let missing_id = handle.html_id("missing");
    let missing_for = missing_id.clone();
    view! {
        <div class="alarm-chart" role="group" aria-label="Values, minute by minute" style:--line=line>
            {move || (1..=count.get()).map(|at| {
                let state = move || match handle.waits() {
                    true => "",
                    false => states.with(|it| it.get(at - 1).map_or("", |it| it.name())),
                };
                let bad = move || value_of(at).is_some_and(|value| bell.with(|it| it.is_bad(value)));
                let part = move || format!("{}%", 100.0 * value_of(at).unwrap_or(0.0) / AlarmBell::TOP);
                view! {
                    <button
                        type="button"
                        class="alarm-minute"
                        class:bad=bad
                        class:gap=move || value_of(at).is_none()
                        data-state=state
                        aria-pressed=move || (minute.get() == at).to_string()
                        aria-label=move || said(at)
                        on:click=move |_| chosen.set(at)
                    >
                        <span class="alarm-value"><i style:--part=part></i></span>
                        <span class="alarm-state" aria-hidden="true"></span>
                        <span class="mono" aria-hidden="true">{at}</span>
                    </button>
                }
            }).collect_view()}
        </div>
        <p class="alarm-key" aria-hidden="true">
            <span data-state="OK">"OK"</span>
            <span data-state="ALARM">"ALARM"</span>
            <span data-state="INSUFFICIENT_DATA">"INSUFFICIENT_DATA"</span>
        </p>
        // A slider that is held has to stay while its value changes.
        {move || match has_value.get() {
            true => view! {
                <Range
                    label="Value of the chosen minute"
                    id=handle.html_id("value")
                    value=Signal::derive(move || shown().round() as u64)
                    range=(0, 100, 5)
                    text=Signal::derive(move || format!("minute {}: {}", minute.get(), shown()))
                    on_change=Callback::new(move |it: u64| put(minute.get_untracked(), json!(it)))
                />
            }.into_any(),
            false => view! { <p class="muted small">{move || format!("In minute {} no value came.", minute.get())}</p> }.into_any(),
        }}
        <div class="figure-row">
            <button type="button" class="btn small" on:click=move |_| {
                let at = minute.get_untracked();
                let is = untrack(|| value_of(at));
                put(at, is.map_or(json!(BACK), |_| Value::Null));
                handle.say(match is {
                    Some(_) => format!("The value of minute {at} is erased."),
                    None => format!("Minute {at} has a value again."),
                });
            }>{move || if has_value.get() { "Erase it" } else { "Bring it back" }}</button>
            <button type="button" class="btn small" on:click=move |_| {
                let at = minute.get_untracked();
                handle.put("silence", json!(at));
                handle.say(format!("Nothing comes from minute {at} on."));
            }>"Silence from here"</button>
        </div>
        <Range
            label="Looks at the last"
            id=handle.html_id("periods")
            value=periods
            range=(1, AlarmBell::MOST_PERIODS, 1)
            text=Signal::derive(move || format!("N = {}", periods.get()))
            on_change=Callback::new(move |it: u64| handle.put("periods", json!(it)))
        />
        // M goes as far as N does.
        {move || {
            let most = periods.get();
            view! {
                <Range
                    label="Bad ones needed"
                    id=handle.html_id("datapoints")
                    value=datapoints
                    range=(1, most, 1)
                    text=Signal::derive(move || format!("M = {}", datapoints.get()))
                    on_change=Callback::new(move |it: u64| handle.put("datapoints", json!(it)))
                />
            }
        }}
        <Range
            label="Threshold"
            id=handle.html_id("threshold")
            value=threshold
            range=(0, 100, 5)
            text=Signal::derive(move || threshold.get().to_string())
            on_change=Callback::new(move |it: u64| handle.put("threshold", json!(it)))
        />
        <div class="figure-row">
            <label for=missing_for>"Missing data"</label>
            <select class="input grow" id=missing_id on:change=move |event| handle.put("missing", json!(event_target_value(&event)))>
                {AlarmBell::TREATMENTS.into_iter().map(|it| view! {
                    <option value=it prop:selected=move || missing.get() == it>{it}</option>
                }).collect_view()}
            </select>
        </div>
        {move || (!handle.waits()).then(|| view! {
            <AsTable
                heads=vec!["Minute", "Value", "State after it"]
                rows=Signal::derive(move || (1..=count.get()).map(|at| vec![
                    at.to_string(),
                    value_of(at).map_or("–".to_owned(), |it| it.to_string()),
                    states.with(|it| it.get(at - 1).map_or("", |it| it.name()).to_owned()),
                ]).collect::<Vec<_>>())
            />
        })}
    }
}
