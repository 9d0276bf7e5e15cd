//! The room's state: the run, how fast it is played, the moment that is shown,
//! and what is pointed at. A handle to it stands in the context.

use leptos::prelude::*;

use super::drills::Drill;
use super::marks::Dragged;
use super::scorecard::Ended;
use crate::app::state::{Store, use_store};
use crate::architecture::{Document, ResourceId};
use crate::simulation::crowd::Crowd;
use crate::simulation::hands::Fault;
use crate::simulation::record::{Manner, Place, Record};
use crate::simulation::{Clock, DAY, Deed, Run, Scenario, Second, Simulation, View};

/// The title of the report, where the focus goes when a run ends.
pub const REPORT: &str = "room-report-title";

/// The speeds, as many times as fast as life.
pub const SPEEDS: [(u32, &str); 5] = [
    (1, "1×"),
    (10, "10×"),
    (60, "60×"),
    (600, "600×"),
    (3_600, "3600×"),
];

/// The seed of a first run; each further run of a design has the next.
const SEED: u64 = 7;

/// How much of the time before a moment the charts show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// The last twenty minutes.
    Minutes,
    /// The run so far.
    Run,
    /// A day.
    Day,
}

/// What the middle of the screen shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The run.
    Run,
    /// What came of it.
    Report,
}

/// The room's handle.
#[derive(Clone, Copy)]
pub struct Room {
    /// The page's store.
    pub store: Store,
    pub(super) simulation: StoredValue<Option<Simulation>, LocalStorage>,
    /// What the run was begun with, to see that the design has changed.
    begun_with: RwSignal<Option<Document>>,
    pub(super) seed: StoredValue<u64>,
    /// Whether every try has the same seed: a task asks for it.
    pub(super) keeps_seed: StoredValue<bool>,
    /// How far it is played.
    pub now: RwSignal<Second>,
    /// The earlier moment that is looked at.
    pub back: RwSignal<Option<Second>>,
    /// Whether it plays.
    pub playing: RwSignal<bool>,
    /// How fast.
    pub speed: RwSignal<u32>,
    /// Parts of a second that frames have not played yet.
    pub owed: StoredValue<f64>,
    /// What is to be seen at the shown moment.
    pub view: RwSignal<View>,
    /// Another number after each change of lists: at most once a frame.
    pub(super) lists: RwSignal<u64>,
    /// Another number after each change of charts: at most twice a second.
    pub(super) charts: RwSignal<u64>,
    sizes: StoredValue<[usize; 7]>,
    /// Whether the run is among those that have ended.
    pub(super) has_ended: StoredValue<bool>,
    /// When the charts were drawn last, in the page's milliseconds.
    drawn: StoredValue<f64>,
    /// How many customers come.
    pub crowd: RwSignal<Crowd>,
    /// The drill that is played.
    pub drill: RwSignal<Option<Drill>>,
    /// The fault whose target is being chosen.
    pub choosing: RwSignal<Option<Fault>>,
    /// The same as a deed, for the drawing, which says when it is let go of.
    pub sought: RwSignal<Option<Deed>>,
    /// The fault that is dragged onto the drawing.
    pub dragged: RwSignal<Option<Dragged>>,
    /// The line of the timeline that is pointed at, and with it its chain.
    pub hovered: RwSignal<Option<u32>>,
    /// The line of the timeline that is open.
    pub open: RwSignal<Option<u32>>,
    /// The moment that the charts are read at.
    pub read_at: RwSignal<Option<Second>>,
    /// What the charts show.
    pub range: RwSignal<Range>,
    /// Whether they show what truly was.
    pub truly: RwSignal<bool>,
    /// What is said to who cannot see.
    pub said: RwSignal<String>,
    /// The run or its report.
    pub stage: RwSignal<Stage>,
    /// The runs of the document that have ended, the last of them kept with it.
    pub ended: RwSignal<Vec<Ended>>,
    /// The sheet of a phone that is open.
    pub sheet: RwSignal<bool>,
}

impl Room {
    /// A room for the open document, at the beginning of a run.
    pub fn new() -> Self {
        Self {
            store: use_store(),
            simulation: StoredValue::new_local(None),
            begun_with: RwSignal::new(None),
            seed: StoredValue::new(SEED),
            keeps_seed: StoredValue::new(false),
            now: RwSignal::new(0),
            back: RwSignal::new(None),
            playing: RwSignal::new(false),
            speed: RwSignal::new(10),
            owed: StoredValue::new(0.0),
            view: RwSignal::new(View::default()),
            lists: RwSignal::new(0),
            charts: RwSignal::new(0),
            sizes: StoredValue::new([0; 7]),
            has_ended: StoredValue::new(false),
            drawn: StoredValue::new(0.0),
            crowd: RwSignal::new(Crowd::Evening),
            drill: RwSignal::new(None),
            choosing: RwSignal::new(None),
            sought: RwSignal::new(None),
            dragged: RwSignal::new(None),
            hovered: RwSignal::new(None),
            open: RwSignal::new(None),
            read_at: RwSignal::new(None),
            range: RwSignal::new(Range::Minutes),
            truly: RwSignal::new(false),
            said: RwSignal::new(String::new()),
            stage: RwSignal::new(Stage::Run),
            ended: RwSignal::new(Vec::new()),
            sheet: RwSignal::new(false),
        }
    }

    /// Begins a run of the design as it is now, paused at its first second.
    pub fn begin(self) {
        let document = self.store.peek(|it| it.document().clone());
        let scenario = match self.drill.get_untracked() {
            Some(drill) => drill.scenario,
            None => free(self.crowd.get_untracked()),
        };
        let run = Run {
            document: document.clone(),
            scenario,
            seed: self.seed.get_value(),
        };
        self.simulation.set_value(Some(Simulation::begin(run)));
        self.begun_with.set(Some(document));
        self.playing.set(false);
        self.owed.set_value(0.0);
        self.has_ended.set_value(false);
        self.now.set(0);
        self.back.set(None);
        self.choosing.set(None);
        self.hovered.set(None);
        self.open.set(None);
        self.read_at.set(None);
        self.stage.set(Stage::Run);
        self.refresh(true);
    }

    /// Begins another run, with another seed unless a task asks for this one.
    pub fn begin_again(self) {
        if !self.keeps_seed.get_value() {
            self.seed.update_value(|seed| *seed += 1);
        }
        self.begin();
    }

    /// After a reload the next run has another seed than those that were kept, too: the same
    /// again would be the same run.
    pub(super) fn go_on_after(self, seeds: impl Iterator<Item = u64>) {
        let next = seeds.max().map_or(SEED, |it| it.saturating_add(1));
        if self.keeps_seed.get_value() || self.seed.get_value() >= next {
            return;
        }
        self.seed.set_value(next);
        if self.peek(|it| it.now() == 0).unwrap_or(false) {
            self.begin();
        }
    }

    /// Forgets what belongs to a document that is open no more.
    pub fn forget(self) {
        self.ended.set(Vec::new());
        self.drill.set(None);
        self.seed.set_value(SEED);
        self.keeps_seed.set_value(false);
        self.playing.set(false);
        self.now.set(0);
        self.back.set(None);
        self.simulation.set_value(None);
        self.begun_with.set(None);
    }

    /// Somebody comes in: what was not played yet is begun with the design as it is now.
    pub fn enter(self) {
        let is_new = self.peek(|it| it.now() == 0).unwrap_or(true);
        if is_new && (self.peek(|_| ()).is_none() || untrack(|| self.is_outdated())) {
            self.begin();
        }
    }

    /// Whether the design was changed since the run began; tracked.
    pub fn is_outdated(self) -> bool {
        self.begun_with.with(|begun| {
            begun.as_ref().is_some_and(|begun| {
                let begun = &begun.architecture;
                self.store
                    .with(|it| !it.document().architecture.is_same(begun))
            })
        })
    }

    /// Reads the run, untracked.
    pub fn peek<T>(self, read: impl FnOnce(&Simulation) -> T) -> Option<T> {
        self.simulation.with_value(|it| it.as_ref().map(read))
    }

    /// Reads the run for a list; tracked.
    pub fn list<T: Default>(self, read: impl FnOnce(&Simulation) -> T) -> T {
        self.lists.track();
        self.peek(read).unwrap_or_default()
    }

    /// Reads the run for a chart; tracked.
    pub fn chart<T: Default>(self, read: impl FnOnce(&Simulation) -> T) -> T {
        self.charts.track();
        self.peek(read).unwrap_or_default()
    }

    /// Plays on by whole seconds.
    pub fn advance(self, seconds: Second) {
        self.simulation.update_value(|it| {
            if let Some(it) = it {
                it.advance(seconds);
            }
        });
    }

    /// Brings what is seen to where the run is; the charts only when it is
    /// time for them, or `all`.
    pub fn refresh(self, all: bool) {
        let Some((now, is_over, sizes)) = self.peek(|it| {
            (
                it.now(),
                it.is_over(),
                sizes(it.record(), it.run().scenario.deeds.len()),
            )
        }) else {
            return;
        };
        let at = self.back.get_untracked().unwrap_or(now);
        let view = self.peek(|it| if at == now { it.view() } else { it.view_at(at) });
        if let Some(view) = view {
            self.view.set(view);
        }
        self.now.set(now);
        if is_over && self.playing.get_untracked() {
            self.playing.set(false);
            // A drill is played to see what comes of it.
            if self.drill.with_untracked(Option::is_some) {
                self.end();
                return;
            }
            self.say("The run is over.");
        }
        let known = self.sizes.get_value();
        if all || sizes != known {
            self.sizes.set_value(sizes);
            self.lists.update(|it| *it += 1);
        }
        let clock = milliseconds();
        if all || clock - self.drawn.get_value() >= CHARTS {
            self.drawn.set_value(clock);
            self.charts.update(|it| *it += 1);
            // Ages and values in lists go on without anything new in them.
            if !all {
                self.lists.update(|it| *it += 1);
            }
        }
    }

    /// Says something to who cannot see.
    pub fn say(self, text: impl Into<String>) {
        self.said.set(text.into());
    }
}

/// The page's clock, in milliseconds.
pub fn milliseconds() -> f64 {
    window().performance().map_or(0.0, |it| it.now())
}

/// How often charts are drawn, in milliseconds.
const CHARTS: f64 = 500.0;

/// How long the lists are, to see that something is new.
fn sizes(record: &Record, deeds: usize) -> [usize; 7] {
    [
        record.story.len(),
        record.alarms.iter().map(|it| it.changes.len()).sum(),
        record.mails.len(),
        record.activities.len(),
        record.calls.len(),
        record.gaps.len(),
        deeds,
    ]
}

/// A run without a drill.
fn free(crowd: Crowd) -> Scenario {
    Scenario {
        id: "free".to_owned(),
        title: crowd.title(),
        about: String::new(),
        begins: Clock::default(),
        length: DAY,
        load: crowd.load(),
        deeds: Vec::new(),
    }
}

/// The thing of the drawing at a place.
pub fn thing(place: &Place) -> Option<ResourceId> {
    match place {
        Place::Thing(id) | Place::Server(id, _) => Some(id.clone()),
        Place::Zone(_) | Place::Customers => None,
    }
}

/// How a badge looks: done by somebody, followed, or expected.
pub const fn manner_key(manner: Manner) -> &'static str {
    match manner {
        Manner::Done => "done",
        Manner::Followed => "followed",
        Manner::Expected => "expected",
    }
}

/// The room, from the context.
pub fn use_room() -> Room {
    expect_context::<Room>()
}
