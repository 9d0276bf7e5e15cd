//! Progress on the disk: looked up once, written with every note, joined with what another
//! tab has written.
//!
//! Two tabs may learn at the same time. The one that is behind is refused by the database,
//! reads what the other has written, joins the two and writes that: nothing of either is
//! lost, and nobody is asked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::person::{Person, current, free_number, make_current};
use super::{Learner, Trouble};
use crate::app::storage::Failure;
use crate::app::storage::learners::{self, Record};
use crate::course::memory::{Kept, Progress};

/// Who writes is told to the other tabs here.
const CHANNEL: &str = "cloud-campus-learners";

/// How often a tab that is behind tries to get ahead before it says so.
const ATTEMPTS: u32 = 5;

thread_local! {
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// What is known about the record of the learner.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// The number of the record; 0 as long as there is none.
    pub number: u32,
    /// The number that the record will have, once somebody has asked; 0 before.
    pub promised: u32,
    /// The revision that is on the disk, as far as this tab knows.
    pub revision: u64,
    /// Whether an attempt to write is under way.
    pub writes: bool,
    /// Whether there are notes that no attempt has taken along.
    pub waits: bool,
}

impl Learner {
    /// Asks the browser who learns here, and listens to the other tabs.
    pub fn start(self) {
        spawn_local(async move {
            // Without storage there is nobody yet; the list of documents says so.
            if let Ok(records) = learners::all().await {
                self.meet(records).await;
            }
            self.is_here.set(true);
        });
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let number = event.data().as_f64().unwrap_or(0.0) as u32;
            spawn_local(self.catch_up(number));
        });
        TABS.with(|tabs| {
            if let Some(tabs) = tabs {
                tabs.set_onmessage(Some(heard.as_ref().unchecked_ref()));
            }
        });
        // It listens as long as the page lives.
        heard.forget();
        let leaving = window_event_listener(leptos::ev::beforeunload, move |event| {
            let unsaved = self
                .trouble
                .with_untracked(|it| matches!(it, Some(Trouble::Unsaved(_))));
            if unsaved || self.keeping.with_value(|state| state.waits) {
                event.prevent_default();
                event.set_return_value("not saved");
            }
        });
        on_cleanup(move || leaving.remove());
    }

    /// Takes up whoever learned here last, and tells of records that cannot be read.
    async fn meet(self, records: Vec<Record>) {
        let people: Vec<Person> = records.iter().map(Person::of).collect();
        let wanted = current();
        let readable = |person: &&Person| person.why.is_none();
        let last = people.iter().find(|it| it.number == wanted);
        let whom = last
            .filter(readable)
            .or_else(|| people.iter().find(readable));
        let number = whom.map(|it| it.number);
        let broken = last.filter(|it| it.why.is_some()).or_else(|| {
            // Nobody can be taken up: the first of them is told of.
            people.first().filter(|_| number.is_none())
        });
        if let Some(person) = broken {
            let record = records.iter().find(|it| it.number == person.number);
            self.trouble.set(Some(Trouble::Damaged {
                name: person.name.clone(),
                text: record.map_or_else(String::new, |it| it.text.clone()),
                why: format!(
                    "Progress that is kept here cannot be read: {}. It stays as it is.",
                    person.why.as_deref().unwrap_or_default()
                ),
            }));
        }
        self.people.set(people);
        if let Some(record) = records.iter().find(|it| Some(it.number) == number) {
            self.take_up(record).await;
        }
    }

    /// Becomes the learner of a record that can be read.
    pub(super) async fn take_up(self, record: &Record) {
        let Ok(kept) = Kept::from_json(&record.text) else {
            return;
        };
        if !kept.left_out.is_empty() {
            // The next note writes what could be read: the whole is kept beside it.
            let beside = learners::set_aside(record).await;
            let count = kept.left_out.len();
            let parts = if count == 1 { "part" } else { "parts" };
            let where_to = match beside {
                Ok(()) => "The rest is here, and the whole is kept as it was.".to_owned(),
                Err(why) => format!("The rest is here; the whole could not be kept: {why}."),
            };
            self.trouble.set(Some(Trouble::Damaged {
                name: kept.name.clone(),
                text: record.text.clone(),
                why: format!("{count} {parts} of the progress could not be read. {where_to}"),
            }));
        }
        make_current(record.number);
        self.keeping.set_value(State {
            number: record.number,
            revision: record.revision,
            ..State::default()
        });
        self.name.set(kept.name);
        self.progress.set(kept.progress);
    }

    /// Writes what is known now, unless that is being done: the attempt under way goes on
    /// with it at its end.
    pub(super) fn save(self) {
        let writes = self.keeping.try_update_value(|state| {
            state.waits = true;
            std::mem::replace(&mut state.writes, true)
        });
        if writes == Some(false) {
            spawn_local(self.write());
        }
    }

    /// Tries again after a failure.
    pub fn try_again(self) {
        self.save();
    }

    async fn write(self) {
        let mut behind = 0;
        loop {
            if self.keeping.with_value(|state| state.number == 0) {
                self.find_a_place().await;
            }
            let State {
                number, revision, ..
            } = self.keeping.get_value();
            let name = self.name.get_untracked();
            let text = self.progress.with_untracked(|it| it.to_json(&name));
            self.keeping.update_value(|state| state.waits = false);
            let written = learners::write(number, revision, &text).await;
            if self.keeping.with_value(|state| state.number != number) {
                // Somebody else learns by now, whose record this is not.
                return;
            }
            match written {
                Ok(()) => {
                    self.keeping
                        .update_value(|state| state.revision = revision + 1);
                    self.trouble.maybe_update(|it| {
                        let told = matches!(it, Some(Trouble::Unsaved(_)));
                        if told {
                            *it = None;
                        }
                        told
                    });
                    self.list(number, &name);
                    tell(number);
                    behind = 0;
                    if !self.keeping.with_value(|state| state.waits) {
                        break;
                    }
                }
                Err(Failure::Taken) if behind < ATTEMPTS => {
                    behind += 1;
                    self.join(number).await;
                }
                Err(why) => {
                    let told = format!("Your progress is not saved: {why}.");
                    self.keeping.update_value(|state| state.waits = true);
                    self.trouble.set(Some(Trouble::Unsaved(told)));
                    break;
                }
            }
        }
        self.keeping.update_value(|state| state.writes = false);
    }

    /// Finds the record for somebody who has none: that of the same name, which another tab
    /// has made meanwhile, or one of their own.
    async fn find_a_place(self) {
        let name = self.name.get_untracked().to_lowercase();
        let records = learners::all().await.unwrap_or_default();
        let same = records.iter().find_map(|record| {
            let kept = Kept::from_json(&record.text).ok()?;
            (kept.name.to_lowercase() == name).then_some((record, kept.progress))
        });
        let (number, revision) = match same {
            Some((record, progress)) => {
                self.progress.update(|it| it.merge(&progress));
                (record.number, record.revision)
            }
            None => (self.desk(), 0),
        };
        self.keeping.update_value(|state| {
            (state.number, state.revision) = (number, revision);
        });
        make_current(number);
    }

    /// Joins what is on the disk under this number. What cannot be read is kept aside by its
    /// own: this tab goes on under another number.
    async fn join(self, number: u32) {
        let Ok(records) = learners::all().await else {
            return;
        };
        match records.iter().find(|it| it.number == number) {
            Some(record) => match Kept::from_json(&record.text) {
                Ok(kept) => {
                    self.progress.update(|it| it.merge(&kept.progress));
                    let revision = record.revision;
                    self.keeping.update_value(|state| state.revision = revision);
                }
                Err(_) => self.keeping.update_value(|state| {
                    (state.number, state.revision) = (0, 0);
                    state.promised = free_number();
                }),
            },
            None => self.keeping.update_value(|state| state.revision = 0),
        }
    }

    /// Another tab has written a record.
    async fn catch_up(self, number: u32) {
        let Ok(records) = learners::all().await else {
            return;
        };
        self.people.set(records.iter().map(Person::of).collect());
        let State {
            number: mine,
            revision,
            ..
        } = self.keeping.get_value();
        let Some(record) = records.iter().find(|it| it.number == number) else {
            return;
        };
        if mine == 0 && self.progress.with_untracked(Progress::is_empty) {
            // A first visit in two tabs: both are the same person.
            self.take_up(record).await;
        } else if mine == number
            && record.revision > revision
            && let Ok(kept) = Kept::from_json(&record.text)
        {
            self.progress.maybe_update(|it| {
                let before = it.clone();
                it.merge(&kept.progress);
                *it != before
            });
            self.name.set(kept.name);
            let revision = record.revision;
            self.keeping.update_value(|state| {
                state.revision = state.revision.max(revision);
            });
        }
    }
}

/// Tells the other tabs that a learner was written.
pub(super) fn tell(number: u32) {
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            // A tab that does not hear of it finds out when it writes.
            let _ = tabs.post_message(&number.into());
        }
    });
}
