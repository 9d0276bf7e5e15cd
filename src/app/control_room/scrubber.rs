//! The scrubber: how far the run is, what happened when, and a handle to go
//! back to any moment.

use leptos::html::Div;
use leptos::prelude::*;

use super::badge::Badge;
use super::room::use_room;
use crate::app::parts::resized::on_resize;
use crate::simulation::reading::{chart, words};
use crate::simulation::record::Manner;

/// The width of a badge with one digit, and of each further digit, with the room beside it;
/// of badges that would stand nearer the first one is shown.
const BADGE: (f64, f64) = (20.0, 6.0);

/// The least room for a time beneath the track.
const TICK: f64 = 40.0;

/// The scrubber.
#[component]
pub fn Scrubber() -> impl IntoView {
    let room = use_room();
    let track = NodeRef::<Div>::new();
    let held = RwSignal::new(false);
    let width = width_of(track);
    let span = Memo::new(move |_| room.scrubbed());
    let percent = |part: f64| format!("{:.3}%", part * 100.0);
    let here = move || percent(span.get().part(room.at()));
    let played = move || percent(span.get().part(room.now.get()));
    let seek = move |event: &web_sys::PointerEvent| {
        if let Some(track) = track.get_untracked() {
            let rect = track.get_bounding_client_rect();
            let part = (f64::from(event.client_x()) - rect.left()) / rect.width().max(1.0);
            room.look_at(span.get_untracked().moment(part));
        }
    };
    let ticks = move || {
        let span = span.get();
        let clock = room.clock();
        let most = (width.get() / TICK).floor().clamp(1.0, 7.0) as usize;
        let all = span.ticks(most, clock.of_day(0));
        all.into_iter()
            .map(|at| {
                view! { <span class="scrub-tick" style:left=percent(span.part(at))>{words::minute(clock, at)}</span> }
            })
            .collect_view()
    };
    // While a fault lasts, the track is red.
    let troubled = move || {
        let (span, now) = (span.get(), room.now.get());
        let all = room.list(|it| {
            let deeds = &it.run().scenario.deeds;
            let running = crate::simulation::lasting::running(it.document(), deeds, now);
            running.into_iter().map(|it| it.since).collect::<Vec<_>>()
        });
        all.into_iter().min().map(|since| {
            let (from, to) = (span.part(since), span.part(now));
            view! { <i class="scrub-trouble" style:left=percent(from) style:width=percent(to - from)></i> }
        })
    };
    let badges = Memo::new(move |_| {
        let span = span.get();
        let within = room.story().into_iter().filter(|it| span.holds(it.at));
        let badges = within.map(|it| (span.part(it.at), (it.number, it.manner)));
        chart::apart(badges, width.get(), |(number, _): &(u32, Manner)| {
            BADGE.0 + BADGE.1 * f64::from(number.checked_ilog10().unwrap_or(0))
        })
    });
    let value_text = move || {
        let clock = room.clock();
        let at = room.at();
        let now = if room.is_now() { ", now" } else { "" };
        format!("{}{now}", clock.time(at))
    };
    view! {
        <div class="scrub">
            <div class="scrub-badges" aria-hidden="true">
                {move || badges.get().into_iter().map(|(part, (number, manner))| view! {
                    <span class="scrub-badge" style:left=percent(part)><Badge number manner /></span>
                }).collect_view()}
            </div>
            <div
                class="scrub-track"
                node_ref=track
                role="slider"
                tabindex="0"
                aria-label="Moment of the run"
                aria-valuemin=move || span.get().from.to_string()
                aria-valuemax=move || span.get().to.to_string()
                aria-valuenow=move || room.at().to_string()
                aria-valuetext=value_text
                on:pointerdown=move |event| {
                    if let Some(track) = track.get_untracked() {
                        let _ = track.set_pointer_capture(event.pointer_id());
                    }
                    held.set(true);
                    seek(&event);
                }
                on:pointermove=move |event| if held.get_untracked() { seek(&event) }
                on:pointerup=move |_| held.set(false)
                on:pointercancel=move |_| held.set(false)
            >
                <i class="scrub-played" style:width=played></i>
                {troubled}
                <i class="scrub-handle" style:left=here></i>
            </div>
            <div class="scrub-ticks" aria-hidden="true">{ticks}</div>
        </div>
    }
}

/// How wide an element is; tracked.
fn width_of(element: NodeRef<Div>) -> RwSignal<f64> {
    let width = RwSignal::new(0.0);
    Effect::new(move || {
        let Some(element) = element.get() else {
            return;
        };
        let measured = element.clone();
        let measure = move || {
            let now = f64::from(measured.client_width());
            width.maybe_update(|width| {
                let changed = *width != now;
                *width = now;
                changed
            });
        };
        on_resize(&element, measure);
    });
    width
}
