//! The forms of the members of a condition in which no conditions stand: plain fields, flows,
//! rows.

use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::field::{Line, Pick};
use super::test::TestForm;
use super::workshop::drawing;
use crate::architecture::{Architecture, Kind};
use crate::course::condition::{Field, Member};
use crate::course::lab::forms;

/// The field of a member that is one field, or a flow.
pub fn plain(
    member: &'static Member,
    here: Memo<Option<Value>>,
    set: Callback<Option<Value>>,
    none: Option<String>,
    kinds: Memo<Vec<Kind>>,
) -> AnyView {
    let label = member.label;
    let text = Signal::derive(move || match here.get() {
        Some(Value::String(text)) => text,
        Some(Value::Null) | None => String::new(),
        Some(Value::Array(items)) => {
            let items = items
                .iter()
                .map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
            items.collect::<Vec<_>>().join(", ")
        }
        Some(other) => other.to_string(),
    });
    match member.field {
        Field::Whole | Field::Seconds => view! {
            <Line label value=text on_change=Callback::new(move |typed: String| {
                set.run((!typed.trim().is_empty()).then(|| forms::typed_value(&typed)));
            }) />
        }
        .into_any(),
        Field::Flag => view! {
            <label class="check">
                <input
                    type="checkbox"
                    prop:checked=move || here.get() == Some(Value::Bool(true))
                    on:change=move |event| set.run(Some(Value::Bool(event_target_checked(&event))))
                />
                {label}
            </label>
        }
        .into_any(),
        Field::Text(example) => view! {
            <Line label value=text example on_change=Callback::new(move |typed: String| {
                let typed = typed.trim().to_owned();
                set.run((!typed.is_empty()).then_some(Value::String(typed)));
            }) />
        }
        .into_any(),
        Field::Flow => view! {
            <FlowForm label value=here.into() on_change=Callback::new(move |flow: Value| set.run(Some(flow))) />
        }
        .into_any(),
        Field::Stop => {
            let stage = Signal::derive(move || {
                let stage = here.get().and_then(|it| it.get("stage").and_then(Value::as_str).map(str::to_owned));
                stage.unwrap_or_default()
            });
            let all = forms::choices(Field::Stop, &Architecture::default(), &[]);
            view! {
                <Pick label choices=Signal::stored(all) value=stage none="(does not matter)"
                    on_change=Callback::new(move |stage: String| set.run((!stage.is_empty()).then(|| json!({ "stage": stage })))) />
            }
            .into_any()
        }
        Field::Failing => {
            let all = Signal::derive(move || drawing(|it| forms::choices(Field::Failing, it, &[])));
            view! {
                <Pick label choices=all value=text on_change=Callback::new(move |one: String| set.run(Some(json!([one])))) />
            }
            .into_any()
        }
        Field::Pairs => view! {
            <Line label value=Signal::derive(move || forms::pairs_text(here.get().as_ref())) example="aws:SourceIp = 203.0.113.7"
                on_change=Callback::new(move |typed: String| set.run(forms::pairs_of(&typed))) />
        }
        .into_any(),
        field => {
            let all = Signal::derive(move || drawing(|it| forms::choices(field, it, &kinds.get())));
            let optional = none.unwrap_or_default();
            view! {
                <Pick label choices=all value=text none=optional on_change=Callback::new(move |chosen: String| {
                    set.run((!chosen.is_empty()).then_some(Value::String(chosen)));
                }) />
            }
            .into_any()
        }
    }
}

/// What the members of a row are.
#[component]
pub fn RowForm(
    /// The condition, which names the table.
    value: Signal<Value>,
    /// The members so far.
    here: Signal<Option<Value>>,
    /// Whose table it is.
    kinds: Memo<Vec<Kind>>,
    /// Told of other members.
    set: Callback<Option<Value>>,
) -> impl IntoView {
    let table = Memo::new(move |_| {
        value
            .with(|it| it.get("row").and_then(Value::as_str).map(str::to_owned))
            .unwrap_or_default()
    });
    view! {
        <fieldset class="lab-inner">
            <legend>"Rows of which this is so"</legend>
            {move || forms::members(&kinds.get(), &table.get()).into_iter().map(|(path, label)| {
                let own = path.clone();
                // A way such as `peer.group` is one key here.
                let test = Memo::new(move |_| here.with(|it| it.as_ref().and_then(|it| it.get(&own).cloned())));
                view! {
                    <TestForm label value=test numbers=false optional=true listed=Signal::stored(Vec::new())
                        on_change=Callback::new(move |new: Option<Value>| {
                            let mut all = match here.get_untracked() {
                                Some(Value::Object(all)) => all,
                                _ => Map::new(),
                            };
                            match new {
                                Some(test) => all.insert(path.clone(), test),
                                None => all.remove(&path),
                            };
                            set.run((!all.is_empty()).then_some(Value::Object(all)));
                        })
                    />
                }
            }).collect_view()}
        </fieldset>
    }
}

/// A flow: from where to where, and on which door.
#[component]
pub fn FlowForm(
    /// What it is called.
    label: &'static str,
    /// The flow, as a text or as an object.
    value: Signal<Option<Value>>,
    /// Told of another one.
    on_change: Callback<Value>,
) -> impl IntoView {
    let parts =
        Memo::new(move |_| value.with(|it| it.as_ref().map(forms::flow_parts).unwrap_or_default()));
    let part = move |read: fn(&forms::FlowParts) -> &String| {
        Signal::derive(move || parts.with(|it| read(it).clone()))
    };
    let change = move |write: fn(&mut forms::FlowParts, String)| {
        Callback::new(move |text: String| {
            let mut now = parts.get_untracked();
            write(&mut now, text);
            on_change.run(forms::flow_of(&now));
        })
    };
    let ends = Signal::derive(move || drawing(forms::talkers));
    let protocols = ["tcp", "udp", "icmp"].map(|it| (it.to_owned(), it.to_uppercase()));
    let has_port = Memo::new(move |_| parts.with(|it| it.protocol != "icmp"));
    view! {
        <fieldset class="lab-inner lab-flow">
            <legend>{label}</legend>
            <Pick label="From" choices=ends value=part(|it| &it.from) on_change=change(|it, text| it.from = text) />
            <Pick label="To" choices=ends value=part(|it| &it.to) on_change=change(|it, text| it.to = text) />
            <Pick label="Protocol" choices=Signal::stored(protocols.to_vec()) value=part(|it| &it.protocol) on_change=change(|it, text| it.protocol = text) />
            <Show when=move || has_port.get()>
                <Line label="Port" value=part(|it| &it.port) on_change=change(|it, text| it.port = text) />
            </Show>
        </fieldset>
    }
}
