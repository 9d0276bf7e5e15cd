//! Several learners on one computer: who they are, one for another, files of progress.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeping::{State, tell};
use super::person::{Person, current, free_number, make_current};
use super::{Learner, Trouble};
use crate::app::state::Tone;
use crate::app::storage::learners;
use crate::course::memory::{FIRST_NAME, Kept, NameError, Progress, check_name};

/// What came of a file of progress.
pub type Outcome = (Tone, String);

impl Learner {
    /// The number of whoever learns now; 0 as long as nothing of them is kept.
    pub fn number(self) -> u32 {
        self.keeping.with_value(|state| state.number)
    }

    /// The number under which is kept what whoever learns now builds. It is settled before
    /// anything else is kept of them, so that what they build first is found again; the small
    /// storage tells other tabs.
    pub fn desk(self) -> u32 {
        let State {
            number, promised, ..
        } = self.keeping.get_value();
        if let Some(known) = [number, promised].into_iter().find(|it| *it != 0) {
            return known;
        }
        let promised = match current() {
            0 => free_number(),
            // Whoever was greeted last is somebody else, or cannot be read.
            taken
                if self
                    .people
                    .with_untracked(|all| all.iter().any(|it| it.number == taken)) =>
            {
                free_number()
            }
            free => free,
        };
        make_current(promised);
        self.keeping.update_value(|state| state.promised = promised);
        promised
    }

    /// Puts the learner of the page on the list, by the name they have now.
    pub(super) fn list(self, number: u32, name: &str) {
        self.people.maybe_update(|all| {
            let known = all.iter_mut().find(|it| it.number == number);
            match known {
                Some(person) if person.name == name => return false,
                Some(person) => name.clone_into(&mut person.name),
                None => all.push(Person {
                    number,
                    name: name.to_owned(),
                    why: None,
                }),
            }
            true
        });
    }

    /// The names of the others, which one may not take.
    fn others(self, but: u32) -> Vec<String> {
        self.people.with_untracked(|all| {
            let others = all.iter().filter(|it| it.number != but);
            others.map(|it| it.name.clone()).collect()
        })
    }

    /// Gives the learner of the page another name.
    pub fn rename(self, name: &str) -> Result<(), NameError> {
        let others = self.others(self.number());
        let name = check_name(name, others.iter().map(String::as_str))?;
        self.name.set(name);
        self.save();
        Ok(())
    }

    /// Somebody new learns from now on.
    pub fn add_person(self, name: &str) -> Result<(), NameError> {
        // Whoever learned so far is somebody, even if nothing is kept of them yet.
        let mut others = self.others(0);
        others.push(self.name.get_untracked());
        let name = check_name(name, others.iter().map(String::as_str))?;
        self.begin_as(name, Progress::default());
        Ok(())
    }

    fn begin_as(self, name: String, progress: Progress) {
        self.keeping.set_value(State::default());
        self.name.set(name);
        self.progress.set(progress);
        self.save();
    }

    /// Somebody else learns from now on.
    pub fn switch(self, number: u32) {
        if number == self.number() {
            return;
        }
        spawn_local(async move {
            let records = learners::all().await.unwrap_or_default();
            if let Some(record) = records.iter().find(|it| it.number == number) {
                self.take_up(record).await;
            }
        });
    }

    /// Forgets a learner. If it was the one of the page, another one goes on.
    pub fn remove(self, number: u32) {
        spawn_local(async move {
            if let Err(why) = learners::remove(number).await {
                let told = format!("Nothing was removed: {why}.");
                self.trouble.set(Some(Trouble::Unsaved(told)));
                return;
            }
            tell(number);
            self.people
                .update(|all| all.retain(|it| it.number != number));
            if number != self.number() {
                return;
            }
            self.keeping.set_value(State::default());
            self.name.set(FIRST_NAME.to_owned());
            self.progress.set(Progress::default());
            let next = self
                .people
                .with_untracked(|all| all.iter().find(|it| it.why.is_none()).cloned());
            if let Some(next) = next {
                self.switch(next.number);
            }
        });
    }

    /// The progress of the learner of the page as a file: its name and its text.
    pub fn file(self) -> (String, String) {
        let name = self.name.get_untracked();
        let text = self.progress.with_untracked(|it| it.to_json(&name));
        (crate::app::files::file_name(&name, "progress.json"), text)
    }

    /// Takes in a file of progress: what it has further is joined to the learner of that
    /// name, who is added if there is none. Yields what came of it, in words.
    pub async fn take_in(self, text: &str) -> Outcome {
        let kept = match Kept::from_json(text) {
            Ok(kept) => kept,
            Err(why) => return (Tone::Error, format!("The file was not taken in: {why}.")),
        };
        let same = |name: &str| name.to_lowercase() == kept.name.to_lowercase();
        let person = self.people.with_untracked(|all| {
            let found = all.iter().find(|it| it.why.is_none() && same(&it.name));
            found.cloned()
        });
        let nobody = self.number() == 0 && self.progress.with_untracked(Progress::is_empty);
        if self.name.with_untracked(|it| same(it)) || (nobody && person.is_none()) {
            self.name.set(kept.name.clone());
            self.progress.update(|it| it.merge(&kept.progress));
            self.save();
        } else if let Some(person) = person {
            let records = learners::all().await.unwrap_or_default();
            if let Some(record) = records.iter().find(|it| it.number == person.number) {
                self.take_up(record).await;
            }
            self.progress.update(|it| it.merge(&kept.progress));
            self.save();
        } else {
            self.begin_as(kept.name.clone(), kept.progress.clone());
        }
        let left = match kept.left_out.len() {
            0 => String::new(),
            count => format!(" What could not be read was left out: {count}."),
        };
        let words = format!("The progress of {} is here.{left}", kept.name);
        (Tone::Done, words)
    }
}
