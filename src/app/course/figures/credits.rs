//! Credits: how busy a small server is, and how long its purse lasts.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::Credits;

/// The body of the figure.
#[component]
pub fn CreditsBody(handle: Handle) -> impl IntoView {
    let credits = state!(handle, Credits);
    let load = Memo::new(move |_| credits.with(Credits::load).round() as u64);
    let unlimited = Memo::new(move |_| credits.with(Credits::is_unlimited));
    let after = move |hour: u32| credits.with(|it| it.purse_after(f64::from(hour)));
    let shown = move |of: fn(&Credits) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                credits.with(of)
            }
        }
    };
    let round = |number: f64| ((number * 10.0).round() / 10.0).to_string();
    view! {
        <Range
            label="Load of all vCPUs"
            id=handle.html_id("load")
            value=load
            range=(0, 100, 5)
            text=Signal::derive(move || format!("{} %", load.get()))
            on_change=Callback::new(move |it: u64| handle.put("load", json!(it)))
        />
        <Segments
            label="When the purse is empty"
            choices=vec![(true, "Unlimited"), (false, "Standard")]
            value=unlimited
            on_change=Callback::new(move |it: bool| handle.put("mode", json!(if it { "unlimited" } else { "standard" })))
        />
        {move || (!handle.waits()).then(|| view! {
            <div class="credits-chart" role="img" aria-label=move || credits.with(|it| match it.hours_to_empty() {
                Some(hours) => format!("The purse over 24 hours: {} credits at first, empty after {} hours.", it.purse(), round(hours)),
                None => format!("The purse over 24 hours: it never falls below {} credits.", it.purse().min(it.purse_after(24.0))),
            })>
                {(0..=24).map(|hour| {
                    let part = move |amount: f64| format!("{}%", (50.0 * amount / credits.with(Credits::most)).clamp(0.0, 50.0));
                    view! {
                        <span>
                            <i class="kept" style:--part=move || part(after(hour))></i>
                            <i class="owed" style:--part=move || part(-after(hour))></i>
                        </span>
                    }
                }).collect_view()}
            </div>
            <div class="demand-hours mono" aria-hidden="true"><span>"0"</span><span>"6"</span><span>"12"</span><span>"18"</span><span>"24 h"</span></div>
        })}
        <dl class="figure-numbers">
            <div><dt>"vCPUs"</dt><dd>{move || credits.with(Credits::vcpus)}</dd></div>
            <div><dt>"Earns an hour"</dt><dd>{shown(|it| it.earned().to_string())}</dd></div>
            <div><dt>"Spends an hour"</dt><dd>{shown(|it| it.spent().to_string())}</dd></div>
            <div><dt>"Purse lasts"</dt><dd>{shown(|it| it.hours_to_empty().map_or("for ever".to_owned(), |hours| format!("{} hours", (hours * 10.0).round() / 10.0)))}</dd></div>
        </dl>
        {move || (!handle.waits()).then(|| view! {
            <AsTable
                heads=vec!["Hour", "Credits"]
                rows=Signal::derive(move || (0..=24_u32).step_by(4).map(|hour| vec![hour.to_string(), round(after(hour))]).collect::<Vec<_>>())
            />
        })}
    }
}
