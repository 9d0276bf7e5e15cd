//! What the book says at its foot, and all of it in words.

use super::{Entry, EventBook, Shelf};
use crate::course::figures::{Sentence, Tone};
use crate::text;

impl EventBook {
    /// What is read, and where it stands.
    pub(super) fn said(&self) -> Sentence {
        let Some(it) = self.picked() else {
            let shown = text::count(self.shown().count(), "event", "events");
            let lead = match self.shelf {
                Shelf::History => format!("{shown} in the event history of {}.", self.region),
                Shelf::Bucket if !self.trail => "There is no trail, so no bucket.".to_owned(),
                Shelf::Bucket => format!("{shown} in the files of the trail."),
            };
            let rest = match self.gap / 60 {
                0 => String::new(),
                minutes => format!(
                    "The trail was stopped for {}.",
                    text::count(minutes as usize, "minute", "minutes")
                ),
            };
            return Sentence::new(Tone::Plain, lead, rest);
        };
        let tone = match it.filed {
            Some(_) => Tone::Good,
            None => Tone::Bad,
        };
        Sentence::new(tone, format!("{} {}", it.time, it.sentence), self.kept(it))
    }

    /// Where an entry can be found.
    pub fn kept(&self, it: &Entry) -> String {
        let time = |at| self.clock().time(at);
        let history = match self.in_history(it) {
            true => format!("In the event history since {}", time(it.readable)),
            false => "Not in the event history yet".to_owned(),
        };
        match it.filed {
            Some(at) => format!("{history}, in a file of the trail since {}.", time(at)),
            None => format!("{history}, and in no file: {}.", it.why_not),
        }
    }

    pub(super) fn in_words(&self) -> String {
        /// So many are read out; all are in the table.
        const MOST: usize = 12;
        let mut all = Vec::new();
        if let Some((by, value)) = self.filter() {
            let by = match by {
                super::By::Name => "event name",
                super::By::Who => "user name",
                super::By::On => "resource name",
            };
            all.push(format!("Looked up by {by}: {value}."));
        }
        let shown: Vec<&Entry> = self.shown().collect();
        for it in shown.iter().take(MOST) {
            all.push(format!("{}: {}", it.time, it.sentence));
        }
        if let Some(more) = shown.len().checked_sub(MOST).filter(|it| *it > 0) {
            all.push(format!("And {more} more."));
        }
        all.push(self.said().to_string());
        all.join(" ")
    }
}
