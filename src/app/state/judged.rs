//! What is judged follows what is built by a frame: an edit is seen at once, and what follows
//! from it (where packets get, what the rules say) right behind it. Of several edits in one
//! frame the last is judged.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::app::timing::measured;

/// A page that nobody sees gets no frames; it is served after this all the same.
const UNSEEN: Duration = Duration::from_millis(100);

/// A state of a design whose findings are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Which opening of a document it is of.
    pub opened: u64,
    /// The state.
    pub analysis: Analysis,
}

/// Does something once the picture of what has just changed is on the screen.
pub fn after_picture(work: impl FnOnce() + 'static) {
    let work = Rc::new(Cell::new(Some(work)));
    let once = move || {
        if let Some(work) = work.take() {
            work();
        }
    };
    let unseen = once.clone();
    request_animation_frame(move || set_timeout(once, Duration::ZERO));
    set_timeout(unseen, UNSEEN);
}

/// Follows the design from here on. What is opened is judged at once: its first picture
/// shows its marks.
pub(super) fn follow(opened: RwSignal<u64>, analysis: Memo<Analysis>) -> Memo<Judged> {
    let behind = RwSignal::new(None::<Judged>);
    let waits = StoredValue::new(false);
    let judge = move || {
        if waits.try_update_value(std::mem::take) == Some(true) {
            behind.set(Some(Judged {
                opened: opened.get_untracked(),
                analysis: analysis.get_untracked(),
            }));
        }
    };
    Effect::new(move || {
        let now = (opened.get(), analysis.get());
        let is_judged = behind.with_untracked(|it| {
            let it = it.as_ref();
            it.is_some_and(|it| it.opened == now.0 && it.analysis == now.1)
        });
        if !is_judged && !waits.get_value() {
            waits.set_value(true);
            after_picture(judge);
        }
    });
    Memo::new(move |before: Option<&Judged>| {
        let opened = opened.get();
        let here = behind.get().filter(|it| it.opened == opened);
        let before = before.filter(|it| it.opened == opened).cloned();
        let judged = here.or(before).unwrap_or_else(|| Judged {
            opened,
            analysis: analysis.get_untracked(),
        });
        // Asked for here, their times are measured apart from the drawing's.
        measured("campus:analysis", || _ = judged.analysis.calm());
        measured("campus:findings", || _ = judged.analysis.findings());
        judged
    })
}
