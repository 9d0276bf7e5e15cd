//! Roster: a rush, the servers that serve in it, and the rules by which they come.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Moment, Roster, Way};
use crate::simulation::Second;

/// How many points of the play stand in one bar: one minute.
const OF_A_BAR: usize = 3;

/// The body of the figure.
#[component]
pub fn RosterBody(handle: Handle) -> impl IntoView {
    let roster = state!(handle, Roster);
    let way = Memo::new(move |_| roster.with(Roster::way));
    let baked = Memo::new(move |_| roster.with(Roster::is_baked));
    let detailed = Memo::new(move |_| roster.with(Roster::is_detailed));
    let of = move |of: fn(&Roster) -> u64| Memo::new(move |_| roster.with(of));
    let min = of(|it| it.min().into());
    let max = of(|it| it.max().into());
    let desired = of(|it| it.desired().into());
    let minutes = of(|it| it.minutes().into());
    let add = of(|it| it.add().into());
    let below = of(|it| it.below().into());
    let target = of(|it| it.target().into());
    let times = of(|it| it.times().round() as u64);
    let put =
        move |member: &'static str| Callback::new(move |it: u64| handle.put(member, json!(it)));
    let text = move |of: Memo<u64>, unit: &'static str| {
        Signal::derive(move || format!("{}{unit}", of.get()))
    };
    let number = move |of: fn(&Roster) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                roster.with(of)
            }
        }
    };
    view! {
        {move || (!handle.waits()).then(|| view! { <Chart roster /> })}
        <Segments
            label="How it grows"
            choices=vec![(Way::Simple, "Simple"), (Way::Step, "Step"), (Way::Tracking, "Tracking"), (Way::None, "By hand")]
            value=way
            on_change=Callback::new(move |it: Way| handle.put("policy", json!(match it {
                Way::Simple => "simple",
                Way::Step => "step",
                Way::Tracking => "tracking",
                Way::None => "none",
            })))
        />
        <Segments
            label="How often CPU is told"
            choices=vec![(false, "CPU every 5 minutes"), (true, "Every minute")]
            value=detailed
            on_change=Callback::new(move |it: bool| handle.put("monitoring", json!(if it { "detailed" } else { "basic" })))
        />
        <Segments
            label="What a server starts from"
            choices=vec![(true, "Prepared image"), (false, "Recipe")]
            value=baked
            on_change=Callback::new(move |it: bool| handle.put("image", json!(if it { "baked" } else { "recipe" })))
        />
        <div class="figure-columns">
            <Range label="Minimum" id=handle.html_id("min") value=min range=(1, 10, 1) text=text(min, "") on_change=put("min") />
            <Range label="Desired" id=handle.html_id("desired") value=desired range=(1, 10, 1) text=text(desired, "") on_change=put("desired") />
            <Range label="Maximum" id=handle.html_id("max") value=max range=(1, 20, 1) text=text(max, "") on_change=put("max") />
            <Range label="Load in the rush" id=handle.html_id("times") value=times range=(1, 8, 1) text=text(times, " times") on_change=put("times") />
            {move || match way.get() {
                Way::None => ().into_any(),
                Way::Tracking => view! {
                    <Range label="CPU to keep" id=handle.html_id("target") value=target range=(20, 90, 5) text=text(target, " %") on_change=put("target") />
                }.into_any(),
                Way::Simple | Way::Step => view! {
                    <Range label="Above 70 % for" id=handle.html_id("minutes") value=minutes range=(1, 15, 1) text=text(minutes, " min") on_change=put("minutes") />
                    <Range label="Then add" id=handle.html_id("add") value=add range=(1, 4, 1) text=text(add, "") on_change=put("add") />
                    <Range label="One less below" id=handle.html_id("below") value=below range=(5, 65, 5) text=text(below, " %") on_change=put("below") />
                }.into_any(),
            }}
        </div>
        <dl class="figure-numbers">
            <div><dt>"First alarm"</dt><dd>{number(|it| after(it.played().alarm))}</dd></div>
            <div><dt>"First one more"</dt><dd>{number(|it| after(it.played().first_extra))}</dd></div>
            <div><dt>"Turned away for"</dt><dd>{number(|it| format!("{} min", tenth(it.played().refused_minutes())))}</dd></div>
            <div><dt>"Servers, at most"</dt><dd>{number(|it| it.played().most.to_string())}</dd></div>
            <div><dt>"Idle"</dt><dd>{number(|it| format!("{} %", it.played().idle().round()))}</dd></div>
            <div><dt>"Settings changed"</dt><dd>{move || roster.with(Roster::changes)}</dd></div>
        </dl>
        {move || (!handle.waits()).then(|| view! {
            <AsTable
                heads=vec!["Minute", "Needed", "Serving"]
                rows=Signal::derive(move || roster.with(|it| {
                    let every = it.played().moments.iter().step_by(5 * OF_A_BAR);
                    every.map(|it| vec![(it.at / 60).to_string(), tenth(it.need), it.serving.to_string()]).collect::<Vec<_>>()
                }))
            />
        })}
    }
}

fn after(of: Option<Second>) -> String {
    of.map_or("never".to_owned(), |it| format!("{it} s"))
}

fn tenth(number: f64) -> String {
    ((number * 10.0).round() / 10.0).to_string()
}

/// What is needed and what serves, a bar for each minute.
#[component]
fn Chart(roster: Memo<Roster>) -> impl IntoView {
    move || {
        let bars: Vec<Moment> = roster.with(|it| {
            it.played()
                .moments
                .chunks(OF_A_BAR)
                .filter_map(|all| all.first().copied())
                .collect()
        });
        let highest = bars.iter().map(|it| it.need.max(it.members.into()));
        let highest = highest.fold(1.0, f64::max);
        let part = move |of: f64| format!("{}%", 100.0 * of.max(0.0) / highest);
        let last = bars.last().map_or(0, |it| it.at / 60);
        let first = bars.first().map_or(0, |it| it.at / 60);
        view! {
            <div class="demand-chart roster-chart" role="img" aria-label=move || roster.with(|it| it.alternative_of_chart())>
                {bars.into_iter().map(|it| {
                    let serving = f64::from(it.serving);
                    view! {
                        <span>
                            <i class="starting" style:--part=part(it.members.into())></i>
                            <i class="kept" style:--part=part(serving)></i>
                            <i class="served" style:--part=part(it.need.min(serving))></i>
                            <i class="lost" style:--part=part(it.need - serving) style:--from=part(serving)></i>
                        </span>
                    }
                }).collect_view()}
            </div>
            <div class="demand-hours mono" aria-hidden="true"><span>{first}</span><span>{(first + last) / 2}</span><span>{format!("{last} min")}</span></div>
            <ul class="roster-legend">
                <li class="served">"busy"</li>
                <li class="kept">"free"</li>
                <li class="starting">"starting"</li>
                <li class="lost">"turned away"</li>
            </ul>
        }
    }
}
