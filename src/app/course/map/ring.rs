//! The ring of all chapters: a segment each, with wider gaps between the parts.

use leptos::prelude::*;

use crate::course::catalogue::{Catalogue, State};
use crate::course::memory::Progress;

/// The gap after a segment, and the further one after a part, in degrees of the ring.
const GAP: f64 = 4.0;

/// The ring of a learner.
pub fn ring(map: &Catalogue, progress: &Progress) -> AnyView {
    let rooms = map.rooms.len().max(1) as f64;
    let gaps = GAP * (rooms + map.parts.len() as f64);
    let length = (360.0 - gaps) / rooms;
    // The first segment begins at the top, which is a quarter before the zero of a circle.
    let mut at = 270.0 + GAP;
    let mut segments = Vec::new();
    for part in &map.parts {
        for room in part.chapters.iter().filter_map(|it| map.room(*it)) {
            let class = match map.state(room, progress) {
                State::Done => "done",
                State::Here => "here",
                State::Open | State::InPreparation => "open",
            };
            // Its own length, then nothing to the end of the circle.
            let dashes = format!("{length} {}", 360.0 - length);
            segments.push(view! {
                <circle
                    class=class cx="66" cy="66" r="54" pathLength="360"
                    stroke-dasharray=dashes stroke-dashoffset=(-at).to_string()
                ></circle>
            });
            at += length + GAP;
        }
        at += GAP;
    }
    let done = map.done(progress);
    let count = map.rooms.len();
    let label = format!("{done} of {count} chapters done");
    view! {
        <div class="ring" role="img" aria-label=label>
            <svg viewBox="0 0 132 132" aria-hidden="true">{segments}</svg>
            <p aria-hidden="true"><b>{done}</b><span>{format!("of {count}")}</span><span class="ring-word">"chapters"</span></p>
        </div>
    }
    .into_any()
}
