//! The letters of a prediction on the canvas: the same that stand on the line.

use std::collections::BTreeSet;

use crate::app::state::Pill;
use crate::architecture::{Architecture, ResourceId};
use crate::course::guess::{GuessStop, marks};

fn pill(thing: ResourceId, options: &[usize], letters: &[char], state: &'static str) -> Pill {
    let text = options.iter().filter_map(|it| letters.get(*it));
    Pill {
        thing,
        text: text.collect(),
        state,
    }
}

/// While it is asked: every option at its thing, the chosen one filled.
pub fn asked_letters(
    line: &[GuessStop],
    letters: &[char],
    chosen: &BTreeSet<usize>,
    architecture: &Architecture,
) -> Vec<Pill> {
    let all = marks(line, architecture).into_iter();
    all.map(|(thing, options)| {
        let is_chosen = options.iter().any(|it| chosen.contains(it));
        let state = if is_chosen { "chosen" } else { "option" };
        pill(thing, &options, letters, state)
    })
    .collect()
}

/// Once it was said: the learner's own letter, dashed unless it was right.
pub fn said_letters(
    stops: &[GuessStop],
    letters: &[char],
    own: &[usize],
    is_right: bool,
    architecture: &Architecture,
) -> Vec<Pill> {
    let all = marks(stops, architecture).into_iter();
    all.filter_map(|(thing, mut options)| {
        options.retain(|it| own.contains(it));
        let state = if is_right { "right" } else { "said" };
        (!options.is_empty()).then(|| pill(thing, &options, letters, state))
    })
    .collect()
}
