//! The list of kept documents: looked up, and things taken off it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::keeper::Keeper;
use super::told::Told;
use super::{documents, tabs};
use crate::app::state::Tone;

impl Keeper {
    /// Looks the list of kept documents up again.
    pub fn refresh(self) {
        spawn_local(async move {
            match documents::lines().await {
                Ok(lines) => self.lines.set(lines),
                Err(why) => self.told.set(Some(Told::without_storage(&why))),
            }
        });
    }

    /// Removes a document from the list and offers to bring it back.
    pub fn remove(self, slot: u32) {
        spawn_local(async move {
            match documents::remove(slot).await {
                Ok(Some(stored)) => {
                    tabs::tell(slot, 0);
                    let back = Arc::new(move || {
                        let stored = stored.clone();
                        spawn_local(async move {
                            let before = stored.revision.saturating_sub(1);
                            if let Err(why) = documents::write(slot, before, &stored.texts).await {
                                let words = format!("It was not brought back: {why}.");
                                self.store.toast(Tone::Error, words);
                            }
                            tabs::tell(slot, 0);
                            self.refresh();
                        });
                    });
                    self.store
                        .toast_with("The document was removed.", "Undo", back);
                }
                Ok(None) => {}
                Err(why) => {
                    let words = format!("The document was not removed: {why}.");
                    self.store.toast(Tone::Error, words);
                }
            }
            self.refresh();
        });
    }
}
