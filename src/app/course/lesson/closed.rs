//! What of the text is closed while somebody builds from memory, and what its boxes are
//! called.

use leptos::prelude::*;

use super::study::{Study, use_study};
use crate::course::lesson::{Block, BoxKind, TaskKind};

impl Study {
    /// Whether something is being built from memory; tracked.
    pub fn remembers(self) -> bool {
        let task = self.task(self.place());
        task.is_some_and(|task| {
            task.kind == TaskKind::Rebuild && !self.with_notes(|it| it.is_met(&task.id))
        })
    }

    /// Whether a unit of the text is closed, because it would help what is built from
    /// memory; tracked. The task's own unit is not, and the questions at the end are none.
    pub fn is_closed(self, unit: usize) -> bool {
        if !self.remembers() {
            return false;
        }
        let id = self.task_id();
        self.chapter(|chapter| {
            let asks = chapter
                .units
                .get(unit)
                .is_some_and(|it| it.blocks.contains(&Block::Quiz));
            chapter.unit_of(&id) != unit && !asks
        })
    }

    /// What a box is called. The shop is that of the course; a lab has a story of its own.
    pub fn box_name(self, kind: BoxKind) -> &'static str {
        match kind {
            BoxKind::Story if self.is_lab() => "The story",
            kind => kind.label(),
        }
    }
}

/// In place of a unit that would help what is built from memory.
#[component]
pub fn Closed() -> impl IntoView {
    let study = use_study();
    let own = move || {
        let id = study.task_id();
        let (unit, block) = study.chapter(|it| (it.unit_of(&id), it.text_of(&id)));
        study.read(unit, block);
    };
    view! {
        <article class="unit" aria-label="Closed">
            <h2 class="unit-name">"Closed for now"</h2>
            <p>"You build from memory, so this part of the text is closed. It opens when the task is done, or with another task."</p>
            <button class="btn" on:click=move |_| own()>"To the text of this task"</button>
        </article>
    }
}
