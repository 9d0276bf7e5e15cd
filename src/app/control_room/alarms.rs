//! The alarms: ringing ones first, with value, comparison, since when, and whom
//! they told.

use leptos::prelude::*;

use super::room::{Room, use_room};
use crate::app::state::Mode;
use crate::simulation::Second;
use crate::simulation::reading::{story, words};
use crate::simulation::record::{AlarmState, AlarmStory, Mail};
use crate::text::list;

/// Where the top bar leads to.
pub const TITLE: &str = "room-alarms";

/// An alarm as it stands at a moment.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    place: usize,
    name: String,
    state: AlarmState,
    compared: String,
    condition: String,
    since: String,
    told: String,
    unheard: String,
    reason: String,
}

/// The alarms.
#[component]
pub fn Alarms() -> impl IntoView {
    let room = use_room();
    let rows = Memo::new(move |_| {
        let at = room.at_list();
        let clock = room.clock();
        room.list(|it| {
            let record = it.record();
            let all = story::alarms(record, at);
            all.into_iter()
                .map(|(place, state, alarm)| {
                    let since = story::since(alarm, at);
                    let from = since.map_or(0, |it| it.0);
                    let mails = story::mails(record, &alarm.of, from, at);
                    row(place, state, alarm, at, since, &mails, |at| {
                        words::minute(clock, at)
                    })
                })
                .collect::<Vec<_>>()
        })
    });
    let ringing = move || {
        rows.with(|rows| {
            rows.iter()
                .filter(|it| it.state == AlarmState::Alarm)
                .count()
        })
    };
    view! {
        <section class="room-column" aria-labelledby=TITLE>
            <div class="room-column-head">
                <h2 id=TITLE tabindex="-1">"Alarms"</h2>
                <Show when=move || { ringing() > 0 }><span class="badge error">{ringing}</span></Show>
                <span class="muted">{move || format!("{} in all", rows.with(Vec::len))}</span>
            </div>
            <div class="room-scroll">
                <Show when=move || rows.with(Vec::is_empty)>
                    <div class="room-none">
                        <p>"Nothing would wake you."</p>
                        <button class="btn small" on:click=move |_| add(room)>"Add one"</button>
                    </div>
                </Show>
                <ul class="alarms">
                    {move || rows.get().into_iter().map(|it| view! { <Alarm row=it /> }).collect_view()}
                </ul>
                <Mails />
            </div>
        </section>
    }
}

/// An alarm is added where one builds.
fn add(room: Room) {
    room.store.turn(Mode::Build);
    room.store.side.set(crate::app::state::Side::Build);
    crate::app::parts::focus_element(crate::app::palette::SEARCH);
}

fn row(
    place: usize,
    state: AlarmState,
    alarm: &AlarmStory,
    at: Second,
    since: Option<(Second, &str)>,
    mails: &[&Mail],
    time: impl Fn(Second) -> String,
) -> Row {
    let limit = words::value(alarm.threshold, &alarm.unit);
    let compared = match alarm.value_at(at) {
        Some(shown) => {
            let value = words::value(shown, &alarm.unit);
            format!(
                "{value} {} {limit}",
                sign(alarm.compare, shown, alarm.threshold)
            )
        }
        None => "no value".to_owned(),
    };
    let told = mails.iter().filter(|it| it.dropped.is_empty());
    let told: Vec<String> = told.map(|it| it.to.clone()).collect();
    let unheard = mails.iter().filter(|it| !it.dropped.is_empty());
    let unheard: Vec<String> = unheard
        .map(|it| format!("{}: {}", it.to, it.dropped))
        .collect();
    Row {
        place,
        name: alarm.name.clone(),
        state,
        compared,
        condition: alarm.condition.clone(),
        since: since.map_or_else(String::new, |it| format!("since {}", time(it.0))),
        told: match told.is_empty() {
            true => String::new(),
            false => format!("mail to {}", list(told)),
        },
        unheard: unheard.join(" · "),
        reason: since.map_or_else(String::new, |it| it.1.to_owned()),
    }
}

/// How a value stands to a threshold: as the alarm compares it, or the contrary.
fn sign(compare: &str, value: f64, threshold: f64) -> &'static str {
    let (holds, yes, no) = match compare {
        ">" => (value > threshold, ">", "≤"),
        ">=" => (value >= threshold, "≥", "<"),
        "<" => (value < threshold, "<", "≥"),
        _ => (value <= threshold, "≤", ">"),
    };
    if holds { yes } else { no }
}

#[component]
fn Alarm(row: Row) -> impl IntoView {
    let room = use_room();
    let rings = row.state == AlarmState::Alarm;
    let place = row.place;
    let about = [row.since.as_str(), row.told.as_str()]
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    let about = match (rings, about.is_empty(), row.told.is_empty()) {
        (true, _, true) if row.unheard.is_empty() => format!("{about} · it told nobody"),
        _ => about,
    };
    let select = move |_| {
        let of = room.peek(|it| it.record().alarms.get(place).map(|it| it.of.clone()));
        room.store.select(of.flatten());
    };
    view! {
        <li class="alarm" data-state=match row.state {
            AlarmState::Ok => "ok",
            AlarmState::Alarm => "alarm",
            AlarmState::InsufficientData => "unknown",
        }>
            <i class="alarm-mark" aria-hidden="true"></i>
            <button title=row.condition on:click=select>
                <span class="visually-hidden">{row.state.word()}": "</span>{row.name}
            </button>
            <span class="alarm-value">{row.compared}</span>
            {rings.then(|| view! {
                <p>{about}</p>
                <p class="alarm-unheard">{row.unheard.clone()}</p>
                <details><summary>"Why, in AWS's words"</summary><p>{row.reason.clone()}</p></details>
            })}
        </li>
    }
}

/// The mails so far.
#[component]
fn Mails() -> impl IntoView {
    let room = use_room();
    let mails = Memo::new(move |_| {
        let at = room.at_list();
        room.list(|it| {
            let mails = it.record().mails.iter().rev();
            mails.filter(|it| it.at <= at).cloned().collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || mails.with(|it| !it.is_empty())>
            <h3 class="room-sub">"Mails"</h3>
            <ul class="mails">
                {move || mails.get().into_iter().map(|it| {
                    let time = room.clock().time(it.at);
                    let dropped = it.dropped.clone();
                    view! {
                        <li class="mail" data-dropped=(!it.dropped.is_empty()).then_some("")>
                            <details>
                                <summary><span class="story-time">{time}</span><span class="grow">{it.subject}</span></summary>
                                <p>"To "{it.to}</p><pre>{it.body}</pre>
                            </details>
                            {(!dropped.is_empty()).then(|| view! { <p class="alarm-unheard">{dropped.clone()}</p> })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Show>
    }
}
