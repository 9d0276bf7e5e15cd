//! Pulse: the checks of a target along a line of time, and when it is out and back.

use leptos::prelude::*;
use serde_json::json;

use super::shared::{AsTable, Range};
use super::{Handle, state};
use crate::app::parts::segments::Segments;
use crate::course::figures::{Fault, Pulse};
use crate::simulation::Second;
use crate::simulation::balancing::State;

/// The body of the figure.
#[component]
pub fn PulseBody(handle: Handle) -> impl IntoView {
    let pulse = state!(handle, Pulse);
    let played = Memo::new(move |_| pulse.with(Pulse::played));
    let fault = Memo::new(move |_| pulse.with(Pulse::fault));
    let others = Memo::new(move |_| pulse.with(Pulse::others));
    let of = move |of: fn(&Pulse) -> Second| Memo::new(move |_| u64::from(pulse.with(of)));
    let interval = of(Pulse::interval);
    let timeout = of(Pulse::timeout);
    let healthy = of(Pulse::healthy);
    let unhealthy = of(Pulse::unhealthy);
    let put =
        move |member: &'static str| Callback::new(move |it: u64| handle.put(member, json!(it)));
    let seconds = move |of: Memo<u64>| Signal::derive(move || format!("{} s", of.get()));
    let checks = move |of: Memo<u64>| Signal::derive(move || format!("{} checks", of.get()));
    let shown = move |of: fn(&Pulse) -> Option<Second>| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                pulse
                    .with(of)
                    .map_or("never".to_owned(), |it| format!("{it} s"))
            }
        }
    };
    view! {
        <Segments
            label="What is wrong with the target"
            choices=vec![(Fault::Refuses, "Refuses"), (Fault::Hangs, "Hangs"), (Fault::WrongPath, "Page renamed")]
            value=fault
            on_change=Callback::new(move |it: Fault| handle.put("fault", json!(match it {
                Fault::Refuses => "refuses",
                Fault::Hangs => "hangs",
                Fault::WrongPath => "wrong-path",
            })))
        />
        {move || (!handle.waits()).then(|| view! { <Timeline pulse /> })}
        <div class="figure-columns">
            <Range label="A check every" id=handle.html_id("interval") value=interval range=(5, 60, 5) text=seconds(interval) on_change=put("interval") />
            <Range label="Time-out" id=handle.html_id("timeout") value=timeout range=(2, 30, 1) text=seconds(timeout) on_change=put("timeout") />
            <Range label="Out after failed" id=handle.html_id("unhealthy") value=unhealthy range=(2, 10, 1) text=checks(unhealthy) on_change=put("unhealthy") />
            <Range label="Back after good" id=handle.html_id("healthy") value=healthy range=(2, 10, 1) text=checks(healthy) on_change=put("healthy") />
        </div>
        <Segments
            label="Who is beside it"
            choices=vec![(1, "One more target"), (0, "No other target")]
            value=others
            on_change=Callback::new(move |it: u32| handle.put("others", json!(it)))
        />
        <dl class="figure-numbers">
            <div><dt>"Out, at most"</dt><dd>{shown(Pulse::out_at_most)}</dd></div>
            <div><dt>"Back, at most"</dt><dd>{shown(Pulse::back_at_most)}</dd></div>
            <div><dt>"Errors seen for"</dt><dd>{move || if handle.waits() { "?".to_owned() } else { format!("{} s", played.with(|it| it.met)) }}</dd></div>
        </dl>
        {move || (!handle.waits()).then(|| view! {
            <AsTable
                heads=vec!["Second", "Check"]
                rows=Signal::derive(move || played.with(|it| {
                    let rows = it.knocks.iter();
                    rows.map(|it| vec![it.at.to_string(), if it.passed { "good" } else { "failed" }.to_owned()]).collect::<Vec<_>>()
                }))
            />
        })}
    }
}

/// Three lines over one time: what the target does, the checks, and its state.
#[component]
fn Timeline(pulse: Memo<Pulse>) -> impl IntoView {
    move || {
        let (it, played) = pulse.with(|it| (it.clone(), it.played()));
        let whole = f64::from(played.length.max(1));
        let part =
            move |of: Second| format!("{}%", 100.0 * f64::from(of.min(played.length)) / whole);
        let span = move |from: Second, to: Second| (part(from), part(to.saturating_sub(from)));
        let (broken_from, broken_for) = span(it.fails_at(), it.mended_at());
        let ends = played
            .states
            .iter()
            .skip(1)
            .map(|it| it.0)
            .chain([played.length]);
        let states: Vec<_> = played
            .states
            .iter()
            .zip(ends)
            .map(|((from, state), to)| (*state, span(*from, to)))
            .collect();
        let picture = format!(
            "The target is broken from second {} to second {}. {} checks are made.",
            it.fails_at(),
            it.mended_at(),
            played.knocks.len()
        );
        let middle = played.length / 2;
        view! {
            <div class="pulse-lines" role="img" aria-label=picture>
                <span class="pulse-name">"Program"</span>
                <span class="pulse-line"><i class="broken" style:--from=broken_from style:--part=broken_for></i></span>
                <span class="pulse-name">"Checks"</span>
                <span class="pulse-line checks">
                    {played.knocks.iter().map(|it| view! { <i class:failed=!it.passed style:--from=part(it.at)></i> }).collect_view()}
                </span>
                <span class="pulse-name">"State"</span>
                <span class="pulse-line">
                    {states.into_iter().map(|(state, (from, part))| view! {
                        <i class=if state == State::Healthy { "healthy" } else { "unhealthy" } style:--from=from style:--part=part>{state.name()}</i>
                    }).collect_view()}
                </span>
                <span></span>
                <span class="pulse-times mono" aria-hidden="true"><span>"0"</span><span>{middle}</span><span>{format!("{} s", played.length)}</span></span>
            </div>
        }
    }
}
