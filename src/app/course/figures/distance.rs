//! Distance: a customer's city, a Region, and how long light takes between them.

use leptos::prelude::*;
use serde_json::json;

use super::{Handle, state};
use crate::course::figures::{CITIES, Distance};
use crate::text::grouped;

/// The longest way on the globe and back takes light about so many milliseconds: the bar
/// ends there.
const LONGEST: f64 = 200.0;

/// The body of the figure.
#[component]
pub fn DistanceBody(handle: Handle) -> impl IntoView {
    let distance = state!(handle, Distance);
    let (from_id, region_id) = (handle.html_id("from"), handle.html_id("region"));
    let (from_for, region_for) = (from_id.clone(), region_id.clone());
    let time = move || distance.with(Distance::rtt);
    view! {
        <div class="distance-ends">
            <div>
                <label for=from_for>"Customer in"</label>
                <select class="input" id=from_id on:change=move |event| handle.put("from", json!(event_target_value(&event)))>
                    {CITIES.iter().map(|it| view! {
                        <option value=it.key prop:selected=move || distance.with(Distance::from).key == it.key>{it.name}</option>
                    }).collect_view()}
                </select>
            </div>
            <div>
                <label for=region_for>"Server in"</label>
                <select class="input" id=region_id on:change=move |event| handle.put("region", json!(event_target_value(&event)))>
                    {Distance::regions().map(|(code, place)| view! {
                        <option value=code prop:selected=move || distance.with(Distance::region) == code>{format!("{place} ({code})")}</option>
                    }).collect_view()}
                </select>
            </div>
        </div>
        {move || (!handle.waits()).then(|| view! {
            <div class="distance-bar" aria-hidden="true">
                <i style:--part=move || format!("{}%", (100.0 * time() / LONGEST).min(100.0))></i>
            </div>
            <div class="ruler-ends mono" aria-hidden="true"><span>"0"</span><span>"100 ms"</span><span>"200 ms"</span></div>
        })}
        <dl class="figure-numbers">
            <div><dt>"Apart"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { format!("{} km", grouped(distance.with(Distance::km).round() as u64)) }}</dd></div>
            <div><dt>"There and back, at least"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { format!("{} ms", time().round()) }}</dd></div>
        </dl>
    }
}
