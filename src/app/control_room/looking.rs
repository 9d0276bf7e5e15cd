//! What the room shows of a run: which moment, which stretch of time, what is
//! known by then.

use leptos::prelude::*;

use super::room::{Range, Room};
use crate::simulation::lasting::{Running, running};
use crate::simulation::reading::chart::Span;
use crate::simulation::reading::story;
use crate::simulation::record::Happened;
use crate::simulation::{Clock, DAY, Second};

impl Room {
    /// The shown moment; tracked.
    pub fn at(self) -> Second {
        self.back.get().unwrap_or_else(|| self.now.get())
    }

    /// The same, untracked.
    pub fn at_now(self) -> Second {
        untrack(|| self.at())
    }

    /// The shown moment as the lists have it; tracked with them.
    pub fn at_list(self) -> Second {
        self.lists.track();
        self.back.get().unwrap_or_else(|| self.now.get_untracked())
    }

    /// The shown moment as the charts have it; tracked with them.
    pub fn at_chart(self) -> Second {
        self.charts.track();
        self.back.get().unwrap_or_else(|| self.now.get_untracked())
    }

    /// Whether the shown moment is that to which the run is played; tracked.
    pub fn is_now(self) -> bool {
        self.back.with(Option::is_none)
    }

    /// The run's clock.
    pub fn clock(self) -> Clock {
        self.peek(|it| it.run().scenario.begins).unwrap_or_default()
    }

    /// How long the run is.
    pub fn length(self) -> Second {
        self.peek(|it| it.run().scenario.length).unwrap_or(DAY)
    }

    /// What the scrubber shows; tracked.
    pub fn scrubbed(self) -> Span {
        self.lists.track();
        Span::of_run(self.length(), self.now.get())
    }

    /// What the charts show; tracked.
    pub fn span(self) -> Span {
        self.charts.track();
        let at = self.back.get().unwrap_or_else(|| self.now.get_untracked());
        match self.range.get() {
            Range::Minutes => Span::last(20 * 60, at),
            Range::Run => Span::of_run(self.length(), self.now.get_untracked()),
            Range::Day => Span { from: 0, to: DAY },
        }
    }

    /// Looks at a moment; at or behind the last one that was played, at now.
    pub fn look_at(self, at: Second) {
        let now = self.now.get_untracked();
        if at < now {
            self.playing.set(false);
            self.back.set(Some(at));
        } else {
            self.back.set(None);
        }
        self.refresh(true);
    }

    /// The faults that last at the shown moment; tracked.
    pub fn running(self) -> Vec<Running> {
        let at = self.at();
        self.list(|it| running(it.document(), &it.run().scenario.deeds, at))
    }

    /// The lines of the timeline known at the shown moment; tracked.
    pub fn story(self) -> Vec<Happened> {
        self.lists.track();
        let at = self.back.get();
        self.peek(|it| {
            let at = at.unwrap_or(it.now());
            let known = story::known(it.record(), at);
            known.into_iter().cloned().collect()
        })
        .unwrap_or_default()
    }

    /// The numbers that are lit; tracked.
    pub fn chain(self) -> Vec<u32> {
        let Some(number) = self.hovered.get().or_else(|| self.open.get()) else {
            return Vec::new();
        };
        self.peek(|it| story::chain(&it.record().story, number))
            .unwrap_or_default()
    }
}
