//! The documents of a lesson: that of the chapter, those of single tasks, the broken one.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::study::Study;
use crate::app::state::Tone;
use crate::architecture::Document;
use crate::course::lesson::Task;
use crate::course::notes::{Notes, Work};
use crate::course::play;

impl Study {
    /// The number under which the document of a task is kept.
    pub(super) fn slot(self, place: usize) -> u32 {
        let alone = self.task(place).is_some_and(|task| task.stands_alone());
        match alone {
            true => self.slots().task(place),
            false => self.slots().chapter(),
        }
    }

    /// Puts the document of a task on the canvas and goes on with the task.
    pub(super) fn work_on(self, place: usize) {
        let Some(task) = self.task(place) else {
            return;
        };
        self.judging.stop();
        self.broken.set(false);
        self.playing.set(None);
        self.trouble.set(None);
        self.store.pointed.update(|it| it.clear());
        spawn_local(async move {
            let fresh = self.fresh(&task).await;
            let opened = self.keeper.open_in_lesson(self.slot(place), || fresh).await;
            // Somebody may have gone on to another task, or out of the lesson.
            if self.notes.try_with_untracked(|_| ()).is_none() || self.peek_place() != place {
                return;
            }
            match opened {
                Ok(()) => self.judging.go_on(self, place, &task),
                Err(why) => self.trouble.set(Some(why)),
            }
        });
    }

    /// The document with which a task begins.
    pub(super) async fn fresh(self, task: &Task) -> Result<Document, String> {
        let fetched = self.fetched();
        let lesson = &fetched.lesson;
        let start = lesson.documents.get("start").cloned().unwrap_or_default();
        if !task.stands_alone() {
            return Ok(start);
        }
        let slot = self.slots().chapter();
        let own = self.keeper.kept_document(slot).await.unwrap_or(start);
        let lot = self.lot(task);
        if let Ok(begun) = play::begin(lesson, task, &own, lot) {
            return Ok(begun);
        }
        // Whoever goes ahead has not built yet what this task changes.
        let standing = play::standing(lesson, task);
        let begun = play::begin(lesson, task, &standing, lot).map_err(|fault| fault.to_string())?;
        let words = "Your design has not all that this task needs, so it begins with one in which the tasks before it are done. Yours is kept.";
        self.store.toast(Tone::Done, words);
        Ok(begun)
    }

    /// Which of several starts a task has, drawn once.
    pub(super) fn lot(self, task: &Task) -> u32 {
        let known = self.peek_notes(|it| it.tasks.get(&task.id).map(|it| it.lot));
        known.unwrap_or_else(|| {
            let lot = (js_sys::Math::random() * task.starts.len().max(1) as f64) as u32;
            self.note(|notes| notes.work_mut(&task.id).lot = lot);
            lot
        })
    }

    /// Begins the task under way anew. What was there becomes one of one's own documents.
    pub fn task_again(self) {
        let place = self.peek_place();
        let Some(task) = self.task(place) else {
            return;
        };
        let begun = self.peek_notes(|it| it.work(&task.id).begun);
        let Ok(document) = Document::from_json(&begun) else {
            return;
        };
        let title = format!("{}, task {}", self.title(), place + 1);
        self.keeper.begin_again(document, title);
        self.note(|notes| {
            let before = notes.work(&task.id);
            *notes.work_mut(&task.id) = Work {
                lot: before.lot,
                again: before.again + 1,
                ..Work::default()
            };
        });
        self.judging.go_on(self, place, &task);
        let words = "The task begins anew. What you had is kept in My architectures.";
        self.store.toast(Tone::Done, words);
    }

    /// Begins the chapter anew. What was there becomes one of one's own documents.
    pub fn chapter_again(self) {
        let first = self.chapter(|it| it.tasks.first().map(|task| task.id.clone()));
        let title = self.title();
        let start = self.lesson(|it| it.documents.get("start").cloned());
        spawn_local(async move {
            let (Some(first), Some(start)) = (first, start) else {
                return;
            };
            // The chapter's own document is what begins anew, whatever is open.
            let begun = start.clone();
            let slot = self.slots().chapter();
            if let Err(why) = self.keeper.open_in_lesson(slot, || Ok(begun)).await {
                self.trouble.set(Some(why));
                return;
            }
            self.keeper.begin_again(start, title);
            self.note(|notes| {
                *notes = Notes {
                    task: first,
                    again: notes.again + 1,
                    ..Notes::default()
                };
            });
            self.wanted.set(Some(0));
            self.work_on(0);
            let words = "The chapter begins anew. What you had is kept in My architectures.";
            self.store.toast(Tone::Done, words);
        });
    }

    /// Puts a broken copy of the learner's design, or a broken design of its own, on the
    /// canvas.
    pub fn break_it(self) {
        let Some(break_it) = self.chapter(|it| it.break_it.clone()) else {
            return;
        };
        self.judging.stop();
        spawn_local(async move {
            let fetched = self.fetched();
            let documents = &fetched.lesson.documents;
            let document = match &break_it.start {
                Some(start) => documents.get(&start.0).cloned(),
                None => {
                    let own = self.keeper.kept_document(self.slots().chapter());
                    own.await.or_else(|| documents.get("start").cloned())
                }
            };
            let apply = |mut document: Document| {
                let broken = play::apply(&mut document, &break_it.apply);
                broken.map(|()| document).map_err(|it| it.to_string())
            };
            // What is not built yet cannot be broken: the finished design can.
            let finished = || documents.get("solution").cloned().unwrap_or_default();
            let broken = apply(document.unwrap_or_default()).or_else(|_| apply(finished()));
            let slot = self.slots().broken();
            match self.keeper.open_in_lesson(slot, || broken).await {
                Ok(()) => {
                    let _ = self.broken.try_set(true);
                }
                Err(why) => {
                    let _ = self.trouble.try_set(Some(why));
                }
            }
        });
    }

    /// Puts the document of the task back on the canvas.
    pub fn mend(self) {
        self.work_on(self.peek_place());
    }

    /// Keeps a copy of what is on the canvas among one's own documents.
    pub fn copy_freely(self) {
        self.keeper.keep_copy(self.title());
        let words = "A copy is in My architectures. Change there whatever you like.";
        self.store.toast(Tone::Done, words);
    }

    /// What a copy of the chapter's document is called.
    pub(super) fn title(self) -> String {
        match self.is_shop() || self.is_lab() {
            true => self.name(),
            false => self.chapter(|it| format!("Chapter {}, {}", it.number, it.title)),
        }
    }
}
