//! Steps of a hint that nothing asks for.

use std::collections::BTreeMap;

use super::walk::{judged, shown};
use crate::architecture::Document;
use crate::course::condition::Condition;
use crate::course::lesson::{FigureSpec, Step, Task};
use crate::course::play;

/// The steps of a task's hint without which it is met all the same, by their places.
pub fn idle_steps(task: &Task, begun: &Document) -> Vec<usize> {
    let Some(check) = &task.check else {
        return Vec::new();
    };
    let steps = task.hints.show_on(None);
    idle(task, begun, steps, check, &BTreeMap::new())
}

/// Steps that build on a missing one may fail, and do nothing then.
pub(super) fn idle(
    task: &Task,
    begun: &Document,
    steps: &[Step],
    check: &Condition,
    figures: &BTreeMap<String, FigureSpec>,
) -> Vec<usize> {
    if steps.len() < 2 {
        return Vec::new();
    }
    let is_idle = |left_out: &usize| {
        let mut playable = steps.to_vec();
        playable.remove(*left_out);
        // What cannot be played without the missing step is left out, too.
        let mut trial = begun.clone();
        playable.retain(|step| match play::edits(step, &trial) {
            Ok(edits) => trial.apply_all(edits).is_ok(),
            Err(_) => false,
        });
        shown(task, begun, &playable, figures)
            .is_ok_and(|(document, attempt)| judged(check, &document, &attempt).met)
    };
    (0..steps.len()).filter(is_idle).collect()
}
