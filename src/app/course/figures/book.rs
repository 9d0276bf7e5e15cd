//! The book: the event history of a Region or the files of a trail, looked up by one thing at
//! a time, and one event opened.

use leptos::prelude::*;
use serde_json::{Value, json};

use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{By, Entry, EventBook, Shelf};

/// So many events are listed; whoever looks for one looks it up.
const MOST: usize = 30;

/// The body of the figure.
#[component]
pub fn BookBody(handle: Handle) -> impl IntoView {
    let book = state!(handle, EventBook);
    let shelf = Memo::new(move |_| book.with(EventBook::shelf));
    let by = RwSignal::new(By::Name);
    let regions = Memo::new(move |_| book.with(EventBook::regions));
    let region = Memo::new(move |_| book.with(|it| it.region().to_owned()));
    let filter =
        Memo::new(move |_| book.with(|it| it.filter().map(|(by, value)| (by, value.to_owned()))));
    let trail = Memo::new(move |_| book.with(EventBook::has_trail));
    let look_up = move |value: String| {
        let filter = match value.is_empty() {
            true => Value::Null,
            false => json!({ "by": by.get_untracked().name(), "value": value }),
        };
        handle.put("filter", filter);
    };
    let select = handle.html_id("look-up");
    let select_for = select.clone();
    view! {
        <Segments
            label="Which book"
            choices=vec![(Shelf::History, "Event history"), (Shelf::Bucket, "Trail's bucket")]
            value=shelf
            on_change=Callback::new(move |it: Shelf| handle.put("view", json!(match it {
                Shelf::History => "history",
                Shelf::Bucket => "bucket",
            })))
        />
        <div class="figure-chips" role="group" aria-label="The trail, and the Region">
            <button
                type="button"
                class="figure-chip"
                aria-pressed=move || trail.get().to_string()
                on:click=move |_| handle.put("trail", json!(!trail.get_untracked()))
            >{move || if trail.get() { "Trail: on" } else { "Trail: none" }}</button>
            {move || {
                let all = regions.get();
                (all.len() > 1 && shelf.get() == Shelf::History).then(|| all.into_iter().map(|it| {
                    let (name, pressed) = (it.clone(), it.clone());
                    view! {
                        <button
                            type="button"
                            class="figure-chip mono"
                            aria-pressed=move || (region.get() == pressed).to_string()
                            on:click=move |_| handle.put("region", json!(it.clone()))
                        >{name}</button>
                    }
                }).collect_view())
            }}
        </div>
        <Segments
            label="Look up by"
            choices=vec![(By::Name, "Event name"), (By::Who, "User name"), (By::On, "Resource name")]
            value=by
            on_change=Callback::new(move |it: By| {
                by.set(it);
                handle.put("filter", Value::Null);
            })
        />
        <div class="figure-row">
            <label for=select_for>"Look up"</label>
            <select
                class="input book-value"
                id=select
                prop:value=move || filter.get().map(|(_, value)| value).unwrap_or_default()
                on:change=move |event| look_up(event_target_value(&event))
            >
                <option value="">"All"</option>
                {move || {
                    let by = by.get();
                    let now = filter.get().map(|(_, value)| value);
                    book.with(|it| it.values(by)).into_iter().map(|value| {
                        let selected = now.as_ref() == Some(&value);
                        let words = value.clone();
                        view! { <option value=value selected=selected>{words}</option> }
                    }).collect_view()
                }}
            </select>
        </div>
        <ol class="book-rows">
            {move || book.with(|it| {
                let picked = it.picked().map(|it| it.number);
                it.shown().take(MOST).map(|entry| line(handle, entry, picked)).collect_view()
            })}
        </ol>
        {move || book.with(|it| it.shown().count().checked_sub(MOST)).filter(|it| *it > 0).map(|more| view! {
            <p class="figure-subject">{format!("And {more} more: look one up.")}</p>
        })}
        {move || book.with(|it| it.picked().cloned()).map(|it| view! { <Opened it /> })}
    }
}

fn line(handle: Handle, entry: &Entry, picked: Option<usize>) -> impl IntoView + use<> {
    let number = entry.number;
    let refused = !entry.error.is_empty();
    view! {
        <li>
            <button
                type="button"
                class="book-row"
                aria-pressed=(picked == Some(number)).to_string()
                on:click=move |_| handle.put("pick", json!(number))
            >
                <span class="mono">{entry.time.clone()}</span>
                <b>{entry.name.clone()}</b>
                <span class="book-who">{entry.who.clone()}{refused.then_some(", refused")}</span>
            </button>
        </li>
    }
}

/// An event, field by field.
#[component]
fn Opened(it: Entry) -> impl IntoView {
    let asks = match &it.parameters {
        Value::Null => String::new(),
        value => value.to_string(),
    };
    let fields = [
        ("eventTime", it.utc),
        ("eventName", it.name),
        ("userIdentity", it.who),
        ("sourceIPAddress", it.from),
        ("awsRegion", it.region),
        ("Resource", it.on),
        ("requestParameters", asks),
        ("Refused", it.error),
    ];
    view! {
        <dl class="book-event">
            {fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| view! {
                <div><dt>{name}</dt><dd class="mono">{value}</dd></div>
            }).collect_view()}
        </dl>
    }
}
