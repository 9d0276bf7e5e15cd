//! Where a class is, and how it goes on.

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;

use crate::analysis::Analysis;
use crate::app::canvas::{CanvasTools, use_canvas};
use crate::app::course::lesson::figure::Figures;
use crate::app::state::{Store, use_store};
use crate::architecture::ResourceId;
use crate::course::class::{Answered, Beside, Deck, Hands, Step, answered, told};
use crate::course::lesson::Lesson;
use crate::editor::Player;

/// A class: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Class {
    /// The store.
    pub store: Store,
    /// The canvas.
    pub canvas: CanvasTools,
    deck: StoredValue<Arc<Deck>>,
    lesson: StoredValue<Option<Arc<Lesson>>>,
    /// The figures of the chapter, as the teacher has turned them.
    pub figures: StoredValue<Figures>,
    /// The step.
    pub at: RwSignal<usize>,
    /// Whether the question of the step is shown in its place.
    pub asking: RwSignal<bool>,
    /// The answers that have been told, step by step.
    pub told: RwSignal<BTreeMap<usize, Result<Answered, String>>>,
    /// The hands that were counted, step by step.
    pub hands: RwSignal<BTreeMap<usize, Hands>>,
    /// Whether the screen is blank.
    pub blank: RwSignal<bool>,
    /// Whether the pointer is switched on.
    pub pointing: RwSignal<bool>,
    /// How much larger the screen is than the one that sizes are given for.
    pub scale: RwSignal<f64>,
}

/// The screen that all sizes are given for.
const SCREEN: (f64, f64) = (1280.0, 720.0);
/// However small the window is, words stay as large as this share.
const LEAST: f64 = 0.8;

impl Class {
    /// A class at its first step.
    pub fn new(deck: Deck, lesson: Option<Lesson>) -> Self {
        let figures = lesson.as_ref().map(Figures::of).unwrap_or_default();
        let class = Self {
            store: use_store(),
            canvas: use_canvas(),
            deck: StoredValue::new(Arc::new(deck)),
            lesson: StoredValue::new(lesson.map(Arc::new)),
            figures: StoredValue::new(figures),
            at: RwSignal::new(0),
            asking: RwSignal::new(false),
            told: RwSignal::new(BTreeMap::new()),
            hands: RwSignal::new(BTreeMap::new()),
            blank: RwSignal::new(false),
            pointing: RwSignal::new(false),
            scale: RwSignal::new(scale()),
        };
        let resized = window_event_listener(leptos::ev::resize, move |_| class.scale.set(scale()));
        on_cleanup(move || resized.remove());
        class
    }

    /// The number of the chapter; none of a design.
    pub fn number(self) -> Option<u32> {
        self.lesson
            .with_value(|it| it.as_ref().map(|it| it.chapter.number))
    }

    /// The steps.
    pub fn deck(self) -> Arc<Deck> {
        self.deck.get_value()
    }

    /// How many steps there are.
    pub fn len(self) -> usize {
        self.deck.with_value(|it| it.steps.len())
    }

    /// The place of what is shown: the step, or its question; tracked.
    pub fn shown(self) -> usize {
        let at = self.at.get();
        let question = self.deck.with_value(|it| it.steps.get(at)?.question);
        match self.asking.get() {
            true => question.unwrap_or(at),
            false => at,
        }
    }

    /// What is shown; tracked.
    pub fn step(self) -> Option<Step> {
        let shown = self.shown();
        self.deck.with_value(|deck| {
            let step = deck.steps.get(shown)?;
            let document = deck.documents.get(step.document)?;
            Some(self.told.with(|it| match it.get(&shown) {
                Some(Ok(answer)) => told(step, answer, &document.architecture),
                _ => step.clone(),
            }))
        })
    }

    /// Whether the answer to what is shown has been told; tracked.
    pub fn is_told(self) -> bool {
        let shown = self.shown();
        self.told.with(|it| it.contains_key(&shown))
    }

    /// The answer to what is shown, once it has been told; tracked.
    pub fn answer(self) -> Option<Result<Answered, String>> {
        let shown = self.shown();
        self.told.with(|it| it.get(&shown).cloned())
    }

    /// The right answer to what is shown. Nothing where nothing is asked.
    fn right(self) -> Option<Result<Answered, String>> {
        let step = untrack(|| self.step())?;
        let Beside::Ask(asked) = &step.beside else {
            return None;
        };
        let analysis = self.deck.with_value(|deck| {
            let document = deck.documents.get(step.document)?;
            Some(Analysis::of(&document.architecture))
        })?;
        let figures = self
            .lesson
            .with_value(|it| it.as_ref().map(|it| it.chapter.figures.clone()));
        Some(answered(asked, &analysis, &figures.unwrap_or_default()))
    }

    /// Goes to a step.
    pub fn go(self, place: usize) {
        let last = self.len().saturating_sub(1);
        self.asking.set(false);
        self.blank.set(false);
        self.store.select([]);
        self.at.set(place.min(last));
    }

    /// On: what is asked is answered first.
    pub fn next(self) {
        let (step, told) = untrack(|| (self.step(), self.is_told()));
        if self.blank.get_untracked() {
            self.blank.set(false);
        } else if step.is_some_and(|it| it.asks()) && !told {
            self.tell();
        } else if self.asking.get_untracked() {
            self.asking.set(false);
        } else {
            self.go(self.at.get_untracked() + 1);
        }
    }

    /// Back.
    pub fn back(self) {
        match self.asking.get_untracked() {
            true => self.asking.set(false),
            false => self.go(self.at.get_untracked().saturating_sub(1)),
        }
    }

    /// Tells the answer.
    pub fn tell(self) {
        let shown = untrack(|| self.shown());
        if let Some(answer) = self.right() {
            self.told.update(|it| {
                it.insert(shown, answer);
            });
        }
    }

    /// Turns the step into its question, or back.
    pub fn ask(self) {
        let at = self.at.get_untracked();
        let question = self.deck.with_value(|it| it.steps.get(at)?.question);
        if question.is_some_and(|it| it != at) {
            self.asking.update(|it| *it = !*it);
        }
    }

    /// One more hand for an option, or one less.
    pub fn count(self, option: usize, more: bool) {
        let (shown, step) = untrack(|| (self.shown(), self.step()));
        let Some(Beside::Ask(asked)) = step.map(|it| it.beside) else {
            return;
        };
        let options = asked.options().len();
        self.hands.update(|all| {
            all.entry(shown)
                .or_insert_with(|| Hands::none(options))
                .count(option, more);
        });
    }

    /// The hands for what is shown; tracked.
    pub fn counted(self) -> Hands {
        let shown = self.shown();
        self.hands
            .with(|it| it.get(&shown).cloned().unwrap_or_default())
    }

    /// What is spoken of: what the teacher has pressed, else what the step says; tracked.
    pub fn focus(self) -> Vec<ResourceId> {
        let chosen = self.store.selection().get();
        match chosen.is_empty() {
            false => chosen.into_iter().collect(),
            true => self.step().map(|it| it.focus).unwrap_or_default(),
        }
    }

    /// Plays a request from its beginning, or shows it at a stop.
    pub fn play(self, trace: &crate::network::Trace, stop: Option<usize>) {
        let mut player = Player::new(trace.clone());
        match stop {
            Some(stop) => {
                player.seek(stop);
                self.store.request.of.set(Some(self.store.peek_scenario()));
                self.store.playback.set(Some(player));
            }
            None => crate::app::dock::request::watch(self.store, player),
        }
    }
}

/// How much larger the window is than the screen that sizes are given for.
pub fn scale() -> f64 {
    let measure = |it: Result<wasm_bindgen::JsValue, _>| it.ok().and_then(|it| it.as_f64());
    let (Some(width), Some(height)) = (
        measure(window().inner_width()),
        measure(window().inner_height()),
    ) else {
        return 1.0;
    };
    (width / SCREEN.0).min(height / SCREEN.1).max(LEAST)
}
