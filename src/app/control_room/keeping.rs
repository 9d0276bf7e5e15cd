//! Finished runs are kept beside the document, so that the next run can be
//! compared with them after a reload, too.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::room::Room;
use super::scorecard::Ended;
use crate::app::state::Tone;
use crate::app::storage::runs;
use crate::simulation::reading::finished::{Finished, MOST, joined};

/// Looks up what was kept of a document as soon as it has a place in the browser,
/// and keeps there what has ended before it had one.
pub fn keep(room: Room) {
    Effect::new(move || {
        let opened = room.store.opened();
        let Some(slot) = room.store.slot.get() else {
            return;
        };
        spawn_local(async move {
            // Without storage the runs last as long as the page.
            let Ok(texts) = runs::all(slot).await else {
                return;
            };
            let is_open = room.store.slot.try_get_untracked() == Some(Some(slot))
                && untrack(|| room.store.opened()) == opened;
            if is_open {
                let kept = texts.iter();
                let kept = kept.filter_map(|(_, text)| Finished::from_json(text));
                found(room, slot, kept.collect());
            }
        });
    });
}

/// Puts what was kept before what has ended since.
fn found(room: Room, slot: u32, kept: Vec<Finished>) {
    // The room may have been left meanwhile.
    let Some(here) = room.ended.try_get_untracked() else {
        return;
    };
    let is_known = |it: &Finished| here.iter().any(|here| here.finished == *it);
    let first: Vec<Finished> = kept.into_iter().filter(|it| !is_known(it)).collect();
    if first.is_empty() && here.is_empty() {
        return;
    }
    let count = first.len();
    let since = here.iter().map(|it| it.finished.clone()).collect();
    let all = joined(first, since);
    let ended = all.into_iter().enumerate().map(|(place, finished)| {
        // What ended here is known more closely.
        match place.checked_sub(count).and_then(|it| here.get(it)) {
            Some(here) => Ended {
                finished,
                ..here.clone()
            },
            None => Ended::kept(finished),
        }
    });
    let ended: Vec<Ended> = ended.collect();
    if count < ended.len() {
        write(room, slot, &ended[count..]);
    }
    let seeds: Vec<u64> = ended.iter().map(|it| it.finished.seed).collect();
    room.ended.set(ended);
    room.go_on_after(seeds.into_iter());
}

/// Keeps the run that has ended last, if its document is kept.
pub fn keep_last(room: Room) {
    if let Some(slot) = room.store.slot.get_untracked() {
        let last = room.ended.with_untracked(|all| all.last().cloned());
        write(room, slot, last.as_slice());
    }
}

fn write(room: Room, slot: u32, ended: &[Ended]) {
    let ended = ended.iter().map(|it| &it.finished);
    let texts: Vec<_> = ended.map(|it| (it.number, it.to_json())).collect();
    spawn_local(async move {
        if let Err(why) = runs::write(slot, &texts, MOST).await {
            let words = format!("The run is not kept beyond this page: {why}.");
            room.store.toast(Tone::Error, words);
        }
    });
}
