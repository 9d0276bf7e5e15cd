//! Demand: a day of 24 bars, and a line of what is kept for it.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Demand, Plan};
use crate::text::grouped;

/// The body of the figure.
#[component]
pub fn DemandBody(handle: Handle) -> impl IntoView {
    let demand = state!(handle, Demand);
    let plan = Memo::new(move |_| demand.with(Demand::plan));
    let curve = Memo::new(move |_| demand.with(Demand::curve));
    let units = Memo::new(move |_| demand.with(Demand::units));
    let level = Memo::new(move |_| demand.with(Demand::level));
    let hours = Memo::new(move |_| {
        demand.with(|it| {
            let hours = it.visitors().into_iter().zip(it.capacity());
            hours
                .map(|(visitors, units)| (visitors, units * it.per_unit()))
                .collect::<Vec<_>>()
        })
    });
    let highest = Memo::new(move |_| {
        hours.with(|it| it.iter().map(|it| it.0.max(it.1)).max().unwrap_or(1).max(1))
    });
    let curve_id = handle.html_id("curve");
    let curve_for = curve_id.clone();
    let number = move |of: fn(&Demand) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                demand.with(of)
            }
        }
    };
    let picture = move || {
        let hours = hours.get();
        let top = hours.iter().map(|it| it.0).max().unwrap_or(0);
        format!(
            "Visitors by the hour, at most {}; capacity at most {}.",
            grouped(top),
            grouped(hours.iter().map(|it| it.1).max().unwrap_or(0))
        )
    };
    view! {
        <div class="figure-row">
            <label for=curve_for>"Day"</label>
            <select class="input demand-curve" id=curve_id on:change=move |event| handle.put("curve", json!(event_target_value(&event)))>
                {Demand::CURVES.into_iter().map(|it| view! {
                    <option value=it prop:selected=move || curve.get() == it>{match it {
                        "evening" => "the evening of the post",
                        "steady" => "steady, day and night",
                        "festival" => "the festival",
                        _ => "a normal day",
                    }}</option>
                }).collect_view()}
                {move || (curve.get() == "own").then(|| view! { <option value="" selected=true disabled=true>"the day of the lesson"</option> })}
            </select>
        </div>
        <Segments
            label="How capacity is had"
            choices=vec![(Plan::Own, "Own"), (Plan::AllDay, "Rent all day"), (Plan::ByTheHour, "Rent by the hour")]
            value=plan
            on_change=Callback::new(move |it: Plan| handle.put("mode", json!(match it {
                Plan::Own => "own",
                Plan::AllDay => "rent-all-day",
                Plan::ByTheHour => "rent",
            })))
        />
        <div class="demand-chart" role="img" aria-label=picture>
            {(0..24).map(|hour| {
                let of = move |amount: u64| format!("{}%", 100.0 * amount as f64 / highest.get() as f64);
                let now = move || hours.with(|it| it[hour]);
                view! {
                    <span>
                        <i class="kept" style:--part=move || of(now().1)></i>
                        <i class="served" style:--part=move || of(now().0.min(now().1))></i>
                        <i class="lost" style:--part=move || of(now().0.saturating_sub(now().1)) style:--from=move || of(now().1)></i>
                    </span>
                }
            }).collect_view()}
        </div>
        <div class="demand-hours mono" aria-hidden="true"><span>"0"</span><span>"6"</span><span>"12"</span><span>"18"</span><span>"24 h"</span></div>
        <Range
            label="Units"
            id=handle.html_id("units")
            value=units
            range=(1, Demand::MOST_UNITS, 1)
            text=Signal::derive(move || {
                let at_most = if plan.get() == Plan::ByTheHour { "at most " } else { "" };
                format!("{at_most}{}, for {} visitors an hour", units.get(), grouped(units.get() * demand.with(Demand::per_unit)))
            })
            on_change=Callback::new(move |it: u64| handle.put("units", json!(it)))
        />
        {move || (curve.get() == "steady").then(|| view! {
            <Range
                label="Visitors an hour"
                id=handle.html_id("level")
                value=level
                range=(0, Demand::HIGHEST, 100)
                text=Signal::derive(move || grouped(level.get()))
                on_change=Callback::new(move |it: u64| handle.put("level", json!(it)))
            />
        })}
        <dl class="figure-numbers">
            <div><dt>"Turned away"</dt><dd>{number(|it| grouped(it.unmet()))}</dd></div>
            <div><dt>"Idle"</dt><dd>{number(|it| format!("{} %", it.idle().round()))}</dd></div>
            <div><dt>"Unit-hours a day"</dt><dd>{number(|it| grouped(it.unit_hours()))}</dd></div>
            <div><dt>"Owning, a month"</dt><dd>{number(|it| format!("₹{}", grouped(it.own_month().round() as u64)))}</dd></div>
            <div><dt>"Renting, a month"</dt><dd>{number(|it| format!("₹{}", grouped(it.rent_month().round() as u64)))}</dd></div>
        </dl>
        <AsTable
            heads=vec!["Hour", "Visitors", "Capacity"]
            rows=Signal::derive(move || hours.get().into_iter().enumerate().map(|(hour, (visitors, kept))| {
                vec![format!("{hour}:00"), grouped(visitors), grouped(kept)]
            }).collect::<Vec<_>>())
        />
    }
}
