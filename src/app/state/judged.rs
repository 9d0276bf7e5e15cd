//! What is judged follows what is built by a frame: an edit is seen at once, and what follows
//! from it (where packets get, what the rules say) right behind it. Of several edits in one
//! frame the last is judged.
//!
//! What is opened where nothing was drawn before is seen first and judged then: a browser
//! compiles a rule when it is first asked, and nobody is to wait for that in front of nothing.
//! Until then it is not known what the rules say, which is another thing than that they are
//! silent.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::app::timing::measured;
use crate::rules::moment::{Fresh, Told};

/// A page that nobody sees gets no frames; it is served after this all the same.
const UNSEEN: Duration = Duration::from_millis(100);

/// The number of openings before the first.
pub(super) const NONE: u64 = 0;

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

/// Does something once the first picture of what has just been opened is on the screen and
/// the page has answered to what was done meanwhile.
pub fn behind_first_picture(work: impl FnOnce() + 'static) {
    after_picture(move || after_picture(work));
}

/// What [`follow`] yields.
#[derive(Clone, Copy, Debug)]
pub(super) struct Following {
    /// What is judged.
    pub judged: Memo<Judged>,
    /// Whether the rules have been asked about what is open.
    pub is_judged: Memo<bool>,
    /// What of it is told at this moment of building.
    pub told: Memo<Option<Arc<Told>>>,
}

/// Follows the design from here on. What is opened in the place of something else is judged
/// at once, so that the marks do not go and come; `in_place` says of the latest opening
/// whether it was.
pub(super) fn follow(
    opened: RwSignal<u64>,
    analysis: Memo<Analysis>,
    in_place: StoredValue<bool>,
    fresh: Memo<Fresh>,
) -> Following {
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
    let is_judged = Memo::new(move |_| {
        let opened = opened.get();
        let here = behind.with(|it| it.as_ref().is_some_and(|it| it.opened == opened));
        // Before the first opening there is nothing that the rules could have been asked about.
        opened != NONE && (here || in_place.get_value())
    });
    Effect::new(move || {
        let now = (opened.get(), analysis.get());
        let is_done = behind.with_untracked(|it| {
            let it = it.as_ref();
            it.is_some_and(|it| it.opened == now.0 && it.analysis == now.1)
        });
        if !is_done && !waits.get_value() {
            waits.set_value(true);
            if is_judged.get_untracked() {
                after_picture(judge);
            } else {
                behind_first_picture(judge);
            }
        }
    });
    let judged = Memo::new(move |before: Option<&Judged>| {
        let opened = opened.get();
        let here = behind.get().filter(|it| it.opened == opened);
        let before = before.filter(|it| it.opened == opened).cloned();
        let judged = here.or(before).unwrap_or_else(|| Judged {
            opened,
            analysis: analysis.get_untracked(),
        });
        // Asked for here, their times are measured apart from the drawing's.
        measured("campus:analysis", || _ = judged.analysis.calm());
        if is_judged.get() {
            measured("campus:findings", || _ = judged.analysis.findings());
        }
        judged
    });
    let told = Memo::new(move |_| {
        let Judged { analysis, .. } = is_judged.get().then(|| judged.get())?;
        let relations = analysis.calm().network().relations();
        let told = fresh.with(|fresh| Told::of(analysis.open(), relations, fresh));
        Some(Arc::new(told))
    });
    Following {
        judged,
        is_judged,
        told,
    }
}
