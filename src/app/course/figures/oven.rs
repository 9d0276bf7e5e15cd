//! Oven: the start of a server from a script and from an image, and which version each of a
//! row of servers has.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Oven, Part};
use crate::text::count;

/// The body of the figure.
#[component]
pub fn OvenBody(handle: Handle) -> impl IntoView {
    let oven = state!(handle, Oven);
    let baked = Memo::new(move |_| oven.with(Oven::is_baked));
    let launches = Memo::new(move |_| oven.with(Oven::launches));
    let release = Memo::new(move |_| oven.with(Oven::release));
    let versions = Memo::new(move |_| oven.with(Oven::versions));
    let total = |parts: &[Part]| parts.iter().map(|it| it.seconds).sum::<u32>();
    let longest = total(&Oven::parts(false)).max(1);
    let bar = move |of: bool, name: &'static str| {
        let parts = Oven::parts(of);
        let seconds = total(&parts);
        view! {
            <div class="oven-start" class:chosen=move || baked.get() == of>
                <span>{name}</span>
                <span class="mono">{format!("{seconds} s")}</span>
                <div class="oven-bar" aria-hidden="true" style:--part=format!("{}%", 100.0 * f64::from(seconds) / f64::from(longest))>
                    {parts.into_iter().map(|part| view! {
                        <i class:recipe=part.what == "recipe" style:--size=part.seconds.to_string()>{part.seconds}</i>
                    }).collect_view()}
                </div>
            </div>
        }
    };
    view! {
        <Segments
            label="Where the work is done"
            choices=vec![(false, "Start script"), (true, "Image")]
            value=baked
            on_change=Callback::new(move |it: bool| handle.put("mode", json!(if it { "baked" } else { "script" })))
        />
        {move || (!handle.waits()).then(|| view! {
            <div class="oven-starts">
                {bar(false, "By start script")}
                {bar(true, "From an image")}
                <p class="oven-parts">"In seconds: machine, boot, recipe, program, health check. An image needs no recipe."</p>
            </div>
            <AsTable
                heads=vec!["Part of the start", "Script", "Image"]
                rows=Signal::derive(move || {
                    let baked = Oven::parts(true);
                    Oven::parts(false).into_iter().map(|part| {
                        let there = baked.iter().find(|it| it.what == part.what);
                        let seconds = |it: u32| format!("{it} s");
                        vec![part.what.to_owned(), seconds(part.seconds), there.map_or("–".to_owned(), |it| seconds(it.seconds))]
                    }).collect::<Vec<_>>()
                })
            />
        })}
        <Range
            label="Launches"
            id=handle.html_id("launches")
            value=launches
            range=(1, Oven::MOST, 1)
            text=Signal::derive(move || count(launches.get() as usize, "server", "servers"))
            on_change=Callback::new(move |it: u64| handle.put("launches", json!(it)))
        />
        <Range
            label="A new version comes out"
            id=handle.html_id("release")
            value=release
            range=(0, Oven::MOST, 1)
            text=Signal::derive(move || match release.get() {
                0 => "never".to_owned(),
                after => format!("after launch {after}"),
            })
            on_change=Callback::new(move |it: u64| handle.put("release", json!(it)))
        />
        {move || (!handle.waits()).then(|| view! {
            <ol class="oven-servers" aria-label="The version on each server, in the order of their launches">
                {move || versions.get().into_iter().map(|it| view! {
                    <li class="mono" class:new=it == 2>{format!("v{it}")}</li>
                }).collect_view()}
            </ol>
        })}
    }
}
