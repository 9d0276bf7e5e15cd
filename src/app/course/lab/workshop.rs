//! The open draft: what is known of it, and all that happens to it.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::app::canvas::{CanvasTools, use_canvas};
use crate::app::state::{DockTab, LabPage, Side, Store, Tone, use_store};
use crate::app::storage::{Keeper, use_keeper};
use crate::architecture::{Architecture, Document};
use crate::course::lab::draft::{Draft, DraftTask};
use crate::course::lab::faults::Fault;
use crate::course::lab::history::{Drawing, History, Step};
use crate::course::lab::live::AllFares;
use crate::course::lab::write::Refusal;
use crate::course::lab::{live, repair};
use crate::course::lesson::Files;
use crate::editor::Session;
use crate::editor::kept::lab::{self, KeptLab};

/// How long a draft rests before it is tried whether it is a lab.
const REST: Duration = Duration::from_millis(700);

/// What a draft has come to.
#[derive(Clone, PartialEq)]
pub enum State {
    /// It is being looked at.
    Looking,
    /// A lab: these are its files.
    Lab(Files),
    /// Not yet: why.
    NotYet(Vec<Refusal>),
    /// It asks for runs, which are made when somebody wants to know.
    Unchecked,
    /// The runs are being made.
    Running,
}

/// The workshop, from the context: a handle that is copied freely.
#[derive(Clone, Copy)]
pub struct Workshop {
    /// The number of the lab.
    pub number: u32,
    /// The store.
    pub store: Store,
    /// The canvas.
    pub canvas: CanvasTools,
    /// What keeps documents and drafts.
    pub keeper: Keeper,
    /// The draft.
    pub draft: RwSignal<Draft>,
    /// The task that is open, by its key.
    pub open: RwSignal<Option<u32>>,
    /// Whether a phone shows the canvas.
    pub on_canvas: RwSignal<bool>,
    /// Whether the list of faults is open.
    pub breaking: RwSignal<bool>,
    /// What the draft has come to.
    pub state: RwSignal<State>,
    /// What has happened, for those who hear the page.
    pub said: RwSignal<String>,
    /// How the conditions of the tasks that ask for runs fare, by the keys of the tasks, as
    /// long as nothing has changed since they were checked.
    pub(super) checked: RwSignal<BTreeMap<u32, AllFares>>,
    /// What was done, to be taken back.
    pub(super) history: RwSignal<History>,
    /// The drawing that learners begin with, while something else is on the canvas.
    pub(super) start: StoredValue<Option<Document>>,
    asked: StoredValue<u32>,
    /// The draft as this browser keeps it, written by this tab or another.
    kept: StoredValue<String>,
    /// Its history, likewise.
    kept_history: StoredValue<String>,
}

impl Workshop {
    /// The workshop of a draft that was kept, with its history.
    pub fn new(number: u32, draft: Draft, history: History) -> Self {
        let (store, canvas, keeper) = (use_store(), use_canvas(), use_keeper());
        let kept = StoredValue::new(draft.to_json());
        let kept_history = StoredValue::new(history.to_json());
        let workshop = Self {
            number,
            kept,
            kept_history,
            store,
            canvas,
            keeper,
            draft: RwSignal::new(draft),
            open: RwSignal::new(None),
            on_canvas: RwSignal::new(false),
            breaking: RwSignal::new(false),
            state: RwSignal::new(State::Looking),
            said: RwSignal::new(String::new()),
            checked: RwSignal::new(BTreeMap::new()),
            history: RwSignal::new(history),
            start: StoredValue::new(None),
            asked: StoredValue::new(0),
        };
        store.dock_open.set(false);
        store.dock.set(DockTab::Findings);
        store.side.set(Side::Build);
        workshop.begin();
        workshop.keep();
        workshop
    }

    pub(super) fn slot(self) -> u32 {
        lab::slots(0, self.number, LabPage::Build).chapter()
    }

    /// The number of the drawing on which steps are recorded.
    pub(super) fn slot_by_hand(self) -> u32 {
        lab::slots(0, self.number, LabPage::Build).task(0)
    }

    /// Puts the drawing on the canvas: the one that is being recorded, or the beginning.
    fn begin(self) {
        let records = self.peek(|it| it.hand.as_ref().is_some_and(|it| it.task.is_some()));
        spawn_local(async move {
            if records {
                let start = self.keeper.kept_document(self.slot()).await;
                self.start.set_value(Some(start.unwrap_or_default()));
            }
            let slot = if records {
                self.slot_by_hand()
            } else {
                self.slot()
            };
            let blank = || Ok(crate::editor::actions::blank());
            if let Err(why) = self.keeper.open_in_lesson(slot, blank).await {
                self.store.toast(Tone::Error, why);
            }
            self.look();
        });
    }

    /// Writes the draft with its history whenever it has changed, and looks what it has come to whenever it or
    /// the drawing has.
    fn keep(self) {
        Effect::new(move |_| {
            let text = self.draft.with(Draft::to_json);
            let history = self.history.with(History::to_json);
            let is_kept = self.kept.with_value(|kept| *kept == text)
                && self.kept_history.with_value(|kept| *kept == history);
            if is_kept {
                return;
            }
            self.kept.set_value(text.clone());
            self.kept_history.set_value(history.clone());
            let kept = KeptLab {
                title: self.peek(|it| it.title.clone()),
                saved: js_sys::Date::now(),
                draft: Some(text),
                history: Some(history),
                files: None,
            };
            self.keeper.write_lab(self.number, &kept);
        });
        Effect::new(move |_| {
            if self.keeper.lab_elsewhere.get() == Some(self.number) {
                self.follow();
            }
        });
        Effect::new(move |_| {
            self.draft.track();
            self.store.with(Session::built);
            // What was checked is of before.
            if self.checked.with_untracked(|it| !it.is_empty()) {
                self.checked.set(BTreeMap::new());
            }
            self.look_soon();
        });
    }

    /// Takes over what another tab has made of the draft. What was done here before can be
    /// taken back as ever.
    fn follow(self) {
        spawn_local(async move {
            let Ok(KeptLab {
                draft: Some(text), ..
            }) = self.keeper.lab(self.number).await
            else {
                return;
            };
            let is_known = self.kept.try_with_value(|kept| *kept == text);
            let (Some(false), Ok(draft)) = (is_known, Draft::from_json(&text)) else {
                return;
            };
            self.kept.set_value(text);
            self.changed(
                "Follow the other tab".to_owned(),
                Drawing::Untouched,
                |it| *it = draft,
            );
            self.said
                .set("The lab was changed in another tab; this one follows.".to_owned());
        });
    }

    fn look_soon(self) {
        let asked = self.asked.get_value() + 1;
        self.asked.set_value(asked);
        set_timeout(
            move || {
                // Somebody may have gone on, or out of the workshop.
                if self.asked.try_get_value() == Some(asked) {
                    self.look();
                }
            },
            REST,
        );
    }

    /// Reads the draft, untracked.
    pub fn peek<T>(self, read: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with_untracked(read)
    }

    /// Reads a task; tracked.
    pub fn task<T>(self, key: u32, read: impl FnOnce(&DraftTask) -> T) -> Option<T> {
        self.draft.with(|it| it.task(key).map(read))
    }

    /// Changes the draft: a step that can be taken back.
    pub fn change(self, label: impl Into<String>, change: impl FnOnce(&mut Draft)) {
        self.changed(label.into(), Drawing::Untouched, change);
    }

    pub(super) fn changed(self, label: String, drawing: Drawing, change: impl FnOnce(&mut Draft)) {
        let before = self.draft.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after == before && matches!(drawing, Drawing::Untouched) {
            return;
        }
        self.history.update(|it| {
            it.note(Step {
                label,
                draft: before,
                drawing,
            });
        });
        self.draft.set(after);
    }

    /// Changes a task.
    pub fn change_task(
        self,
        key: u32,
        label: impl Into<String>,
        change: impl FnOnce(&mut DraftTask),
    ) {
        self.change(label, |draft| {
            if let Some(task) = draft.task_mut(key) {
                change(task);
            }
        });
    }

    /// The drawing that learners begin with.
    pub fn start_document(self) -> Document {
        let aside = self.start.try_get_value().flatten();
        aside.unwrap_or_else(|| self.store.peek(|it| it.settled_document().into_owned()))
    }

    /// Breaks the drawing, and adds the task of mending it.
    pub fn break_it(self, fault: &Fault) {
        let before = self.start_document();
        let Some(after) = fault.change.applied(&before) else {
            return;
        };
        match repair::task(&before, &after, &fault.breaks) {
            Ok(task) => {
                let label = fault.change.say.clone();
                if self
                    .store
                    .perform(label.clone(), fault.change.edits.clone())
                {
                    self.add_repair(label.clone(), Drawing::Step(label), task);
                    self.canvas.show(&fault.change.thing);
                }
            }
            Err(why) => self.refused(&why),
        }
    }

    pub(super) fn add_repair(self, label: String, drawing: Drawing, task: DraftTask) {
        let mut key = None;
        self.by_hand(None);
        self.changed(label, drawing, |draft| {
            key = Some(draft.add_repair(task));
        });
        self.open.set(key);
        self.said
            .set("The task of mending it was added.".to_owned());
    }

    pub(super) fn refused(self, why: &str) {
        let words = crate::text::capitalised(why);
        self.store.toast(Tone::Error, format!("{words}."));
    }

    /// Puts another drawing in the place of the one that learners begin with.
    pub fn begin_anew(self, label: String, document: Document) {
        let before = Drawing::Replaced(self.start_document().to_json());
        self.changed(label, before, |_| {});
        self.begin_with(document);
    }

    pub(super) fn begin_with(self, document: Document) {
        self.store.update(|it| it.follow(Session::open(document)));
        self.canvas.fit();
    }

    /// Takes the steps out of a task that its conditions do not ask for.
    pub fn drop_idle(self, key: u32) {
        let start = self.start_document();
        loop {
            let idle = self.peek(|draft| live::idle_steps(draft, &start, key));
            let Some(last) = idle.last().copied() else {
                return;
            };
            self.change_task(key, "Leave out what is not asked for", |task| {
                if last < task.show.len() {
                    task.show.remove(last);
                }
            });
        }
    }
}

/// The workshop, in any component of it.
pub fn use_workshop() -> Workshop {
    // `frame` provides it above every component of the builder.
    expect_context::<Workshop>()
}

/// Reads the drawing that is on the canvas; tracked.
pub fn drawing<T>(read: impl FnOnce(&Architecture) -> T) -> T {
    let workshop = use_workshop();
    workshop
        .store
        .with(|session| read(&session.document().architecture))
}
