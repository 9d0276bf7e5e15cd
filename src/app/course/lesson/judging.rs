//! The task under way, judged after every edit: one network, that of the page.

mod under_way;

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;

use crate::app::state::Store;
use crate::course::attempt::Attempt;
use crate::course::figures::Outputs;
use crate::course::judge::{CardLine, LineState, Piece, Verdict};

/// How long news of lines are gathered before they are told.
const TOGETHER: Duration = Duration::from_millis(400);

/// The task under way: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Judging {
    store: Store,
    /// The place of the task whose document is on the canvas.
    at: RwSignal<Option<usize>>,
    attempt: StoredValue<Option<Attempt>>,
    verdict: RwSignal<Option<Verdict>>,
    /// What has become of lines, for those who hear the page.
    pub said: RwSignal<String>,
    telling: StoredValue<Vec<String>>,
    /// Grows whenever a figure was turned, or a run is over.
    turned: RwSignal<u64>,
    /// How often somebody went wrong since the task began.
    pub wrong_turns: RwSignal<u32>,
}

impl Judging {
    /// Nothing is under way yet.
    pub fn new(store: Store) -> Self {
        Self {
            store,
            at: RwSignal::new(None),
            attempt: StoredValue::new(None),
            verdict: RwSignal::new(None),
            said: RwSignal::new(String::new()),
            telling: StoredValue::new(Vec::new()),
            turned: RwSignal::new(0),
            wrong_turns: RwSignal::new(0),
        }
    }

    /// The place of the task whose document is on the canvas; tracked.
    pub fn at(self) -> Option<usize> {
        self.at.get()
    }

    /// The verdict, read; tracked. Nothing for tasks that have no check.
    pub fn with<T>(self, read: impl FnOnce(Option<&Verdict>) -> T) -> T {
        self.verdict.with(|it| read(it.as_ref()))
    }

    /// The lines; tracked.
    pub fn lines(self) -> Vec<CardLine> {
        self.with(|it| it.map_or_else(Vec::new, |it| it.lines.clone()))
    }

    /// How many lines are met, and how many there are; tracked.
    pub fn done(self) -> (usize, usize) {
        self.with(|it| it.map_or((0, 0), |it| (met(it), it.lines.len())))
    }

    /// Nothing is judged until the document of the task is there.
    pub fn stop(self) {
        self.at.set(None);
        self.attempt.set_value(None);
        self.verdict.set(None);
    }

    /// Takes note of what a figure says, and judges again.
    pub fn figure(self, name: &str, widget: &str, outputs: Outputs) {
        self.attempt.update_value(|it| {
            if let Some(attempt) = it {
                attempt.figure(name, widget, outputs);
            }
        });
        self.turned.update(|it| *it += 1);
    }

    /// Tells those who hear the page what has become of lines; what comes quickly one after
    /// the other is told in one. Says whether there is any news.
    fn tell(self, before: &Verdict, now: &Verdict) -> bool {
        let was = |place: usize| before.lines.get(place).map(|it| it.state == LineState::Met);
        let news = now.lines.iter().enumerate().filter_map(|(place, line)| {
            let is = line.state == LineState::Met;
            match (was(place), is) {
                (Some(false), true) => Some(format!("{}: met.", spoken(line))),
                (Some(true), false) => Some(format!("{}: open again.", spoken(line))),
                _ => None,
            }
        });
        let news: Vec<String> = news.collect();
        if news.is_empty() {
            return false;
        }
        let waits = self.telling.with_value(|it| !it.is_empty());
        self.telling.update_value(|it| it.extend(news));
        if !waits {
            set_timeout(move || self.speak(), TOGETHER);
        }
        true
    }

    fn speak(self) {
        let news = self.telling.try_update_value(std::mem::take);
        let Some(news) = news.filter(|it| !it.is_empty()) else {
            return;
        };
        let (done, of) = untrack(|| self.done());
        let words = format!("{} {done} of {of} done.", news.join(" "));
        self.said.try_set(words);
    }

    /// Everything that the open lines are about; tracked.
    pub fn open_marks(self) -> BTreeSet<crate::architecture::ResourceId> {
        let lines = self.lines();
        let open = lines.iter().filter(|it| it.state != LineState::Met);
        open.flat_map(|it| it.marks.iter().cloned()).collect()
    }
}

fn met(verdict: &Verdict) -> usize {
    let lines = verdict.lines.iter();
    lines.filter(|it| it.state == LineState::Met).count()
}

/// A line as it is read out.
pub fn spoken(line: &CardLine) -> String {
    let pieces = line.aim.iter().map(|piece| match piece {
        Piece::Text(text) => text.trim().replace('→', "to"),
        Piece::Slot(Some(text)) => text.clone(),
        Piece::Slot(None) => "nothing yet".to_owned(),
    });
    let words: Vec<String> = pieces.filter(|it| !it.is_empty()).collect();
    words.join(" ")
}

/// How a line stands, in a word or two.
pub const fn state_word(state: LineState) -> &'static str {
    match state {
        LineState::Met => "Met",
        LineState::Next => "To do now",
        LineState::Waits => "To do",
        LineState::Contrary => "Still in the way",
        LineState::Unclear => "Cannot be judged yet",
    }
}
