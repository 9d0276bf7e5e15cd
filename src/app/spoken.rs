//! Tells those who hear the page what an edit changed: what came and went among the
//! findings, which subnet is public now, which journey fails. What there is to say stands
//! in [`crate::editor::news`].

use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use super::state::{Judged, Screen, Store, say};
use crate::analysis::Analysis;
use crate::editor::news::{self, Heard};
use crate::rules::moment::Told;

/// How long several edits in a row count as one. With the time that a sentence waits for
/// others it is under half a second.
const TOGETHER: Duration = Duration::from_millis(200);

/// Listens as long as the editor is there.
pub fn listen(store: Store) {
    // What the last words were about: the document, and how it stood.
    let told = StoredValue::new(None::<(u64, Analysis, Arc<Told>)>);
    let waits = StoredValue::new(false);
    let tell = move || {
        waits.set_value(false);
        let Some(Judged { opened, analysis }) = store.stands_untracked() else {
            return;
        };
        let Some(found) = store.told().get_untracked() else {
            return;
        };
        let before =
            told.try_update_value(|told| told.replace((opened, analysis.clone(), found.clone())));
        let now = Heard {
            analysis: &analysis,
            told: &found.findings,
        };
        if !store.says_changes.get_untracked() || is_asking() {
            return;
        }
        match before.flatten() {
            Some((document, before, found)) if document == opened => {
                let before = Heard {
                    analysis: &before,
                    told: &found.findings,
                };
                for sentence in news::news(before, now) {
                    say(sentence);
                }
            }
            // A chapter says itself what it begins with.
            _ if store.screen.get_untracked() == Screen::Editor => {
                let title = store.peek(|it| it.document().title.clone());
                say(news::opened(&title, now));
            }
            _ => {}
        }
    };
    Effect::new(move || {
        let is_open = store.screen.get().has_document();
        let Judged { analysis, .. } = store.judged();
        let changed = told.with_value(|it| it.as_ref().is_none_or(|(_, it, _)| *it != analysis));
        let is_judged = store.is_judged();
        if is_open && is_judged && changed && !waits.get_value() {
            waits.set_value(true);
            set_timeout(tell, TOGETHER);
        }
    });
}

/// Whether a chapter waits for a prediction, which nothing may give away.
fn is_asking() -> bool {
    let asking = document().query_selector(".app[data-asking]");
    asking.ok().flatten().is_some()
}
