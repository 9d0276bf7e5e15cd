//! The list of kept documents: looked up, and things taken off it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::told::Told;
use super::{documents, runs, tabs};
use crate::app::front::Front;
use crate::app::state::{Toast, Tone, UNDO};
use crate::editor::kept::Row;
use crate::text::isolated;

impl Front {
    /// Looks the list of kept documents up again.
    pub fn refresh(self) {
        spawn_local(async move {
            match documents::lines().await {
                Ok(lines) => self.lines.set(lines),
                Err(why) => self.told.set(Some(Told::without_storage(&why))),
            }
            self.lines_here.set(true);
        });
    }

    /// Removes a document from the list and offers to bring it back.
    pub fn remove(self, slot: u32) {
        spawn_local(async move {
            match documents::remove(slot).await {
                Ok(Some(stored)) => {
                    tabs::tell(slot, tabs::REMOVED);
                    let title = Row::from_json(&stored.texts.row).map(|it| it.title);
                    let words = match title {
                        Ok(title) => format!("{} was deleted.", isolated(&title)),
                        Err(_) => "The document was deleted.".to_owned(),
                    };
                    let back = Arc::new(move || {
                        let stored = stored.clone();
                        spawn_local(async move {
                            let before = stored.revision.saturating_sub(1);
                            let written = documents::write(slot, before, &stored.texts).await;
                            let runs = runs::bring_back(slot, &stored.runs).await;
                            if let Err(why) = written.and(runs) {
                                let words = format!("It was not brought back: {why}.");
                                Toast::show(self.toasts, Tone::Error, words, None);
                            }
                            tabs::tell(slot, tabs::REMOVED);
                            self.refresh();
                        });
                    });
                    Toast::show(self.toasts, Tone::Done, words, Some((UNDO, back)));
                }
                Ok(None) => {}
                Err(why) => {
                    let words = format!("The document was not deleted: {why}.");
                    Toast::show(self.toasts, Tone::Error, words, None);
                }
            }
            self.refresh();
        });
    }
}
