//! Frames: how the run keeps up with the page's clock.

use leptos::prelude::*;

use super::room::{Room, milliseconds};
use crate::app::state::Mode;
use crate::simulation::Second;

/// How long a frame may simulate, in milliseconds.
const BUDGET: f64 = 8.0;

/// How many seconds are simulated before the clock is looked at again.
const SLICE: Second = 60;

/// The longest time between two frames that is made up for, in milliseconds: a
/// page that was out of sight does not race when it comes back.
const LAG: f64 = 250.0;

/// Plays as long as the room says so; leaving the room pauses.
pub fn keep_playing(room: Room) {
    Effect::new(move |_| {
        if room.store.mode.get() != Mode::ControlRoom && room.playing.get_untracked() {
            room.pause();
        }
    });
    Effect::new(move |_| {
        if room.playing.get() {
            untrack(|| room.owed.set_value(0.0));
            frame(room, milliseconds());
        }
    });
}

fn frame(room: Room, before: f64) {
    request_animation_frame(move || {
        // The room may be gone by then.
        if room.playing.try_get_untracked() != Some(true) {
            return;
        }
        let now = milliseconds();
        let passed = (now - before).clamp(0.0, LAG) / 1_000.0;
        let owed = room.owed.get_value() + passed * f64::from(room.speed.get_untracked());
        let whole = owed.floor();
        // At most a few thousand.
        let left = play(room, whole as Second, now);
        // What did not fit is made up for in the next frames, but not for ever.
        let most = f64::from(room.speed.get_untracked());
        room.owed
            .set_value((owed - whole + f64::from(left)).min(most.max(1.0)));
        if whole >= 1.0 {
            room.refresh(false);
        }
        frame(room, now);
    });
}

/// Simulates as much as fits into a frame; says how much is left.
fn play(room: Room, seconds: Second, began: f64) -> Second {
    let mut left = seconds;
    while left > 0 {
        let slice = left.min(SLICE);
        room.advance(slice);
        left -= slice;
        if milliseconds() - began > BUDGET {
            break;
        }
    }
    left
}
