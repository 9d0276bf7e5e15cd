//! What the review shows, computed in slices: the page answers between them, so that an edit
//! is never kept waiting, and an edit that comes meanwhile begins them anew.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::TITLE;
use crate::analysis::Analysis;
use crate::app::regions::is_nowhere;
use crate::app::state::Store;
use crate::architecture::{Document, Remedy};
use crate::pricing::{self, Assumed, Bill, Options, WhatIf};
use crate::review::{self, Review};

/// How many things to do are shown.
pub const FIRST: usize = 5;

/// What a remedy gains.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// The points of the checklist that are met afterwards.
    pub points: Vec<u8>,
    /// The points that are not met any more.
    pub lost: Vec<u8>,
    /// Pillars, and by how much their score changes.
    pub pillars: Vec<(&'static str, i32)>,
}

/// The bill, and what would change it.
#[derive(Debug)]
pub struct Money {
    /// The bill.
    pub bill: Bill,
    /// What would change it.
    pub what_ifs: Vec<WhatIf>,
}

/// What is computed of the review; one handle for all its parts.
#[derive(Clone, Copy)]
pub struct Reckoning {
    /// The store.
    pub store: Store,
    /// How the bill is counted.
    pub options: RwSignal<Options>,
    /// The what-ifs that are switched on.
    pub on: RwSignal<BTreeSet<&'static str>>,
    /// What the things to do gain, in their order.
    pub gains: RwSignal<Vec<Option<Gain>>>,
    /// The points that a what-if costs, in their order; nothing as long as it is not known.
    pub lost: RwSignal<Vec<Option<Vec<u8>>>>,
    /// What it would cost with all that is switched on.
    pub assumed: Memo<Option<Arc<AssumedBill>>>,
    /// Whether more is wanted than the review itself.
    whole: bool,
    review: RwSignal<Option<Arc<Review>>>,
    money: RwSignal<Option<Arc<Money>>>,
    round: StoredValue<u64>,
}

/// A bill with all that is switched on. No two are equal.
pub struct AssumedBill(pub Assumed);

impl PartialEq for AssumedBill {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

/// The slices in order: the review, the bill, a gain each, a what-if each.
const REVIEW: usize = 0;
const MONEY: usize = 1;
const GAINS: usize = 2;
const WHAT_IFS: usize = GAINS + FIRST;

impl Reckoning {
    /// Begins, and begins anew with every edit.
    pub fn begin(store: Store) -> Self {
        Self::new(store, true)
    }

    /// The review alone, as it stands beside a lesson: without the bill, and without what
    /// each remedy would gain.
    pub fn of_review(store: Store) -> Self {
        Self::new(store, false)
    }

    fn new(store: Store, whole: bool) -> Self {
        let options = RwSignal::new(Options::default());
        let on = RwSignal::new(BTreeSet::<&'static str>::new());
        let assumed = Memo::new(move |_| {
            let keys = on.get();
            (!keys.is_empty()).then(|| {
                let analysis = store.analysis();
                let assumed = options.with(|it| pricing::assume(analysis.architecture(), it, keys));
                Arc::new(AssumedBill(assumed))
            })
        });
        let this = Self {
            store,
            options,
            on,
            gains: RwSignal::new(Vec::new()),
            lost: RwSignal::new(Vec::new()),
            assumed,
            whole,
            review: RwSignal::new(None),
            money: RwSignal::new(None),
            round: StoredValue::new(0),
        };
        Effect::new(move |_| {
            store.analysis();
            options.track();
            this.round.update_value(|it| *it += 1);
            this.later(this.round.get_value(), REVIEW);
        });
        this
    }

    /// Whether there is something to show.
    pub fn is_here(self) -> bool {
        self.review.with(Option::is_some) && self.money.with(Option::is_some)
    }

    /// The review; tracked.
    pub fn review(self) -> Option<Arc<Review>> {
        self.review.get()
    }

    /// The review; untracked.
    pub fn review_now(self) -> Option<Arc<Review>> {
        self.review.get_untracked()
    }

    /// Reads the review; tracked.
    pub fn read<T>(self, read: impl FnOnce(&Review) -> T) -> Option<T> {
        self.review.with(|it| it.as_deref().map(read))
    }

    /// The bill; tracked.
    pub fn money(self) -> Option<Arc<Money>> {
        self.money.get()
    }

    /// Does a slice as soon as the page has nothing else to do, and then the next.
    fn later(self, round: u64, slice: usize) {
        let next = move || {
            // The review may be closed meanwhile, or begun anew.
            if self.round.try_get_value() == Some(round) && self.reckon(slice) {
                self.later(round, slice + 1);
            }
        };
        set_timeout(next, Duration::from_millis(4));
    }

    /// Does a slice; says whether there is another.
    fn reckon(self, slice: usize) -> bool {
        let analysis = self.store.peek_analysis();
        match slice {
            REVIEW => {
                let cost = |remedy: &Remedy| match self.whole {
                    true => review::added_cost(&analysis, remedy),
                    false => None,
                };
                let review = Arc::new(Review::priced(&analysis, &cost));
                self.gains.set(vec![None; review.first.len().min(FIRST)]);
                keep_focus();
                self.review.set(Some(review));
                return self.whole;
            }
            MONEY => {
                let relations = analysis.calm().network().relations();
                let options = self.options.get_untracked();
                let bill = if options == Options::default() {
                    analysis.bill().clone()
                } else {
                    pricing::bill(relations, &options)
                };
                let what_ifs = pricing::what_ifs(relations, &options, &bill);
                let keys: BTreeSet<&str> = what_ifs.iter().map(|it| it.key).collect();
                self.on.maybe_update(|on| {
                    let before = on.len();
                    on.retain(|key| keys.contains(key));
                    on.len() != before
                });
                self.lost.set(vec![None; what_ifs.len()]);
                keep_focus();
                self.money.set(Some(Arc::new(Money { bill, what_ifs })));
            }
            _ if slice < WHAT_IFS => self.reckon_gain(&analysis, slice - GAINS),
            _ => return self.reckon_what_if(&analysis, slice - WHAT_IFS),
        }
        true
    }

    fn reckon_gain(self, analysis: &Analysis, place: usize) {
        let Some(now) = self.review_now() else {
            return;
        };
        let fix = now.first.get(place).and_then(|it| it.fix.as_ref());
        let Some(then) = fix.and_then(|it| Review::after(analysis, it, &|_| None)) else {
            return;
        };
        let gain = gain(&now, &then);
        self.gains.update(|all| {
            if let Some(it) = all.get_mut(place) {
                *it = Some(gain);
            }
        });
    }

    fn reckon_what_if(self, analysis: &Analysis, place: usize) -> bool {
        let (Some(money), Some(now)) = (self.money.get_untracked(), self.review_now()) else {
            return false;
        };
        let Some(what_if) = money.what_ifs.get(place) else {
            return false;
        };
        let mut document = Document {
            architecture: analysis.architecture().clone(),
            ..Document::default()
        };
        let mut lost = Vec::new();
        if !what_if.edits.is_empty() && document.apply_all(what_if.edits.clone()).is_ok() {
            let then = review::points(&Analysis::of(&document.architecture));
            let pairs = now.checklist.iter().zip(&then);
            let worse = pairs.filter(|(now, then)| now.answer.is_met() && !then.answer.is_met());
            lost.extend(worse.filter_map(|(now, _)| now.number));
        }
        self.lost.update(|all| {
            if let Some(it) = all.get_mut(place) {
                *it = Some(lost);
            }
        });
        true
    }
}

fn gain(now: &Review, then: &Review) -> Gain {
    let mut gain = Gain::default();
    for (now, then) in now.checklist.iter().zip(&then.checklist) {
        match (now.answer.is_met(), then.answer.is_met()) {
            (false, true) => gain.points.extend(now.number),
            (true, false) => gain.lost.extend(now.number),
            _ => {}
        }
    }
    for (now, then) in now.pillars.iter().zip(&then.pillars) {
        let more = i32::from(then.score) - i32::from(now.score);
        if more != 0 {
            gain.pillars.push((now.title, more));
        }
    }
    gain
}

/// What has the focus may be written anew: whatever takes its place gets it, or else the
/// title of the review.
fn keep_focus() {
    let Some(active) = document().active_element() else {
        return;
    };
    let within = active.closest(".review-columns").ok().flatten();
    if within.is_none() {
        return;
    }
    let id = active.id();
    request_animation_frame(move || {
        if !is_nowhere() {
            return;
        }
        let found = document().get_element_by_id(&id);
        let found = found.or_else(|| document().get_element_by_id(TITLE));
        if let Some(element) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = element.focus();
        }
    });
}
