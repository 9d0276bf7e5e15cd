//! The swap: a zone goes dark, and how long a program is without its database.

use leptos::prelude::*;
use serde_json::json;

use super::shared::Range;
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Swap, long_time};
use crate::simulation::{MINUTE, Second};

/// The body of the figure.
#[component]
pub fn SwapBody(handle: Handle) -> impl IntoView {
    let swap = state!(handle, Swap);
    let standby = Memo::new(move |_| swap.with(Swap::is_multi_az));
    let cache = Memo::new(move |_| swap.with(Swap::cache));
    let failover = Memo::new(move |_| u64::from(swap.with(Swap::failover)));
    let dark = Memo::new(move |_| u64::from(swap.with(Swap::zone_dark) / MINUTE));
    // It plays a database second by second, so once for all that shows it.
    let course = Memo::new(move |_| swap.with(Swap::course));
    let known = move |said: String| match handle.waits() {
        true => "?".to_owned(),
        false => said,
    };
    let up = move || course.get().map(|it| it.up);
    let served = move || course.get().and_then(|it| it.all_served);
    // What the bar is long: until the last program is served, or half as long again.
    let whole = move || {
        served()
            .or_else(|| up().map(|up| up + up / 2))
            .unwrap_or(1)
            .max(1)
    };
    let part =
        move |seconds: Second| format!("{}%", 100.0 * f64::from(seconds) / f64::from(whole()));
    view! {
        <Segments
            label="Copies of the database"
            choices=vec![(true, "With a standby"), (false, "One zone only")]
            value=standby
            on_change=Callback::new(move |it: bool| handle.put("multi_az", json!(it)))
        />
        <Segments
            label="The program keeps an address"
            choices=vec![(Some(5), "5 s"), (Some(60), "60 s"), (Some(300), "5 min"), (None, "For ever")]
            value=cache
            on_change=Callback::new(move |it: Option<Second>| handle.put("cache", it.map_or(json!("for ever"), |it| json!(it))))
        />
        {move || if standby.get() {
            view! {
                <Range
                    label="The failover takes"
                    id=handle.html_id("failover")
                    value=failover
                    range=(60, 120, 5)
                    text=Signal::derive(move || format!("{} s", failover.get()))
                    on_change=Callback::new(move |it: u64| handle.put("failover", json!(it)))
                />
            }.into_any()
        } else {
            view! {
                <Range
                    label="The zone is dark for"
                    id=handle.html_id("dark")
                    value=dark
                    range=(5, 90, 1)
                    text=Signal::derive(move || format!("{} min", dark.get()))
                    on_change=Callback::new(move |it: u64| handle.put("zone_dark", json!(it)))
                />
            }.into_any()
        }}
        {move || (!handle.waits()).then(|| view! {
            <div class="swap-bar" aria-hidden="true">
                <i class="dark" style:--part=move || part(up().unwrap_or(0))></i>
                <i class="kept" style:--part=move || part(whole() - up().unwrap_or(0).min(whole()))></i>
            </div>
            <div class="swap-words small" aria-hidden="true">
                <span>"the database is down"</span>
                <span>{move || if up() == served() { "" } else { "programs call the old address" }}</span>
            </div>
        })}
        <dl class="figure-numbers">
            <div><dt>"Database answers after"</dt><dd>{move || known(up().map_or("no end".to_owned(), long_time))}</dd></div>
            <div><dt>"Last program is served after"</dt><dd>{move || known(served().map_or("a restart".to_owned(), long_time))}</dd></div>
        </dl>
    }
}
