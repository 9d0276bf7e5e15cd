//! The directory: what a name is answered with, and who still has the old answer.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Directory, ZoneEntry, clock_time};
use crate::simulation::{HOUR, MINUTE, Second};

/// What the chart shows: from 11:00 to 14:00, in steps of five minutes.
const FROM: Second = 11 * HOUR;
const STEP: Second = 5 * MINUTE;
const BARS: Second = 36;

/// The body of the figure.
#[component]
pub fn DirectoryBody(handle: Handle) -> impl IntoView {
    let directory = state!(handle, Directory);
    let moving = Memo::new(move |_| directory.with(Directory::is_moving));
    view! {
        {move || if moving.get() {
            view! { <Move handle directory /> }.into_any()
        } else {
            view! { <Answer handle directory /> }.into_any()
        }}
    }
}

/// One question and its answer.
#[component]
fn Answer(handle: Handle, directory: Memo<Directory>) -> impl IntoView {
    let www = Memo::new(move |_| directory.with(|it| it.question().www));
    let entry = Memo::new(move |_| directory.with(|it| it.question().entry));
    let reply = Memo::new(move |_| directory.with(|it| it.question().reply()));
    view! {
        <Segments
            label="The name that is asked for"
            choices=vec![(false, "notebookly.com"), (true, "www.notebookly.com")]
            value=www
            on_change=Callback::new(move |it: bool| handle.put("name", json!(if it { "www.notebookly.com" } else { "notebookly.com" })))
        />
        <Segments
            label="The record of the name"
            choices=vec![(ZoneEntry::Alias, "An alias"), (ZoneEntry::Address, "An address"), (ZoneEntry::Cname, "A CNAME")]
            value=entry
            on_change=Callback::new(move |it: ZoneEntry| handle.put("record", json!(match it {
                ZoneEntry::Alias => "alias",
                ZoneEntry::Address => "address",
                ZoneEntry::Cname => "cname",
            })))
        />
        <label class="check">
            <input
                type="checkbox"
                role="switch"
                prop:checked=move || directory.with(|it| it.question().replaced)
                on:change=move |event| handle.put("replaced", json!(event_target_checked(&event)))
            />
            "The balancer has other nodes now"
        </label>
        <ol class="directory-way">
            <li><span>"In the zone"</span><span class="mono">{move || directory.with(|it| format!("{} is {}", it.question().name(), it.question().value()))}</span></li>
            {move || (!handle.waits()).then(|| reply.with(|it| it.records.iter().map(|(name, answer)| {
                let answer = match answer.as_str() {
                    "" => "nothing".to_owned(),
                    some => some.to_owned(),
                };
                view! { <li><span>"Asked and answered"</span><span class="mono">{format!("{name} → {answer}")}</span></li> }
            }).collect_view()))}
        </ol>
        <dl class="figure-numbers">
            <div><dt>"Addresses in the answer"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { reply.with(|it| it.addresses.len().to_string()) }}</dd></div>
            <div><dt>"May be kept"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { reply.with(|it| match it.addresses.is_empty() {
                true => "no answer".to_owned(),
                false => format!("{} s", it.ttl),
            }) }}</dd></div>
        </dl>
    }
}

/// A record that is changed, and the slips that are out.
#[component]
fn Move(handle: Handle, directory: Memo<Directory>) -> impl IntoView {
    let ttl = Memo::new(move |_| directory.with(|it| it.change().ttl));
    let at = Memo::new(move |_| u64::from(directory.with(|it| it.change().at) / MINUTE));
    let number = move |of: fn(&Directory) -> String| {
        move || match handle.waits() {
            true => "?".to_owned(),
            false => directory.with(of),
        }
    };
    let percent = |it: &Directory, at: Second| (it.change().old_share(at) * 100.0).ceil();
    view! {
        <Segments
            label="TTL of the record"
            choices=vec![(60, "60 s"), (300, "5 min"), (3600, "1 hour"), (86_400, "1 day")]
            value=ttl
            on_change=Callback::new(move |it: Second| handle.put("ttl", json!(it)))
        />
        <Times
            handle
            member="lowered_at"
            label="TTL lowered at"
            offered=&["never", "10:00", "10:30", "11:00", "11:30", "11:45", "11:59", "12:00"]
            value=Signal::derive(move || directory.with(|it| it.change().lowered_at))
        />
        <Times
            handle
            member="off_at"
            label="Old server stops at"
            offered=&["never", "12:05", "12:30", "13:05", "16:00", "23:59"]
            value=Signal::derive(move || directory.with(|it| it.change().off_at))
        />
        {move || (!handle.waits()).then(|| view! {
            <div class="directory-chart" role="img" aria-label=move || directory.with(|it| format!(
                "The share of customers with the old answer, from 11:00 to 14:00: {} % at 12:00, {} % at 12:30, {} % at 13:00.",
                percent(it, 12 * HOUR), percent(it, 12 * HOUR + 30 * MINUTE), percent(it, 13 * HOUR)
            ))>
                {(0..BARS).map(|bar| {
                    let time = FROM + bar * STEP;
                    let lost = move || directory.with(|it| it.change().off_at.is_some_and(|off| off <= time));
                    view! {
                        <span>
                            <i
                                class:lost=lost
                                style:--part=move || directory.with(|it| format!("{}%", it.change().old_share(time) * 100.0))
                            ></i>
                        </span>
                    }
                }).collect_view()}
            </div>
            <div class="demand-hours mono" aria-hidden="true"><span>"11:00"</span><span>"12:00"</span><span>"13:00"</span><span>"14:00"</span></div>
            <Range
                label="Look at the time"
                id=handle.html_id("at")
                value=at
                range=(u64::from(FROM / MINUTE), u64::from((FROM + BARS * STEP) / MINUTE), 1)
                text=Signal::derive(move || clock_time(directory.with(|it| it.change().at)))
                on_change=Callback::new(move |it: u64| handle.put("at", json!(format!("{:02}:{:02}", it / 60, it % 60))))
            />
            <ul class="directory-slips">
                {move || directory.with(|it| it.change().slips().into_iter().map(|slip| view! {
                    <li class:old=slip.is_old>
                        <span>{slip.place}</span>
                        <span class="small">"asked at "<span class="mono">{slip.asked_at()}</span></span>
                        <span class="small">
                            {if slip.is_old { "old answer until " } else { "new answer until " }}
                            <span class="mono">{clock_time(slip.until)}</span>
                        </span>
                    </li>
                }).collect_view())}
            </ul>
        })}
        <dl class="figure-numbers">
            <div><dt>"Old answer gone"</dt><dd>{number(|it| clock_time(it.change().old_until()))}</dd></div>
            <div><dt>"Have the old answer"</dt><dd>{number(|it| format!("{} %", (it.change().old_share(it.change().at) * 100.0).ceil()))}</dd></div>
            <div><dt>"Sent to a stopped server"</dt><dd>{number(|it| format!("{} %", (it.change().lost() * 100.0).ceil()))}</dd></div>
        </dl>
        {move || (!handle.waits()).then(|| view! {
            <AsTable
                heads=vec!["Time", "Old answer, %"]
                rows=Signal::derive(move || directory.with(|it| (0..=BARS).step_by(3).map(|bar| {
                    let time = FROM + bar * STEP;
                    vec![clock_time(time), percent(it, time).to_string()]
                }).collect::<Vec<_>>()))
            />
        })}
    }
}

/// A time of the day of a few.
#[component]
fn Times(
    handle: Handle,
    /// The member that it sets.
    member: &'static str,
    /// What it is called.
    label: &'static str,
    /// The times to choose from.
    offered: &'static [&'static str],
    /// The time.
    #[prop(into)]
    value: Signal<Option<Second>>,
) -> impl IntoView {
    let id = handle.html_id(member);
    let label_for = id.clone();
    let chosen = move || value.get().map_or("never".to_owned(), clock_time);
    view! {
        <div class="figure-row directory-time">
            <label for=label_for>{label}</label>
            <select class="input" id=id on:change=move |event| handle.put(member, json!(event_target_value(&event)))>
                {offered.iter().map(|it| view! {
                    <option value=*it prop:selected=move || chosen() == *it>{*it}</option>
                }).collect_view()}
                {move || (!offered.contains(&chosen().as_str())).then(|| view! {
                    <option value=chosen selected=true>{chosen}</option>
                })}
            </select>
        </div>
    }
}
