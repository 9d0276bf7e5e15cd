//! What would break the drawing: a list that is computed for it, thing by thing, while one
//! already reads.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use super::workshop::use_workshop;
use crate::analysis::Analysis;
use crate::app::parts::modal::{Modal, close};
use crate::app::parts::{KindIcon, Ui};
use crate::architecture::Kind;
use crate::course::lab::faults::{Candidate, Fault, candidates};
use crate::course::lab::ways::{self, Way};

/// So many changes are tried between two pictures of the page.
const AT_ONCE: usize = 6;

/// The list.
#[component]
pub fn Faults() -> impl IntoView {
    let workshop = use_workshop();
    let node = NodeRef::<html::Dialog>::new();
    let words = RwSignal::new(String::new());
    let found = RwSignal::new(Vec::<Fault>::new());
    let left = RwSignal::new(1_usize);
    let document = workshop.start_document();
    let known = ways::ways(&Analysis::of(&document.architecture));
    let all = candidates(&document, &known);
    let has_ways = !known.is_empty();
    left.set(if has_ways { all.len() } else { 0 });
    if has_ways {
        try_on(StoredValue::new((document, known, all)), found, left);
    }
    let shown = Memo::new(move |_| {
        let wanted = words.with(|it| it.to_lowercase());
        found.with(|all| {
            let all = all.iter().enumerate();
            let fits = all.filter(|(_, it)| it.change.say.to_lowercase().contains(&wanted));
            fits.map(|(place, _)| place).collect::<Vec<_>>()
        })
    });
    let done = move || left.get() == 0;
    let take = move |place: usize| {
        let fault = found.with_untracked(|it| it.get(place).cloned());
        close(node);
        workshop.breaking.set(false);
        if let Some(fault) = fault {
            workshop.break_it(&fault);
        }
    };
    view! {
        <Modal class="dialog library lab-faults" label="Break something" node on_close=Callback::new(move |()| workshop.breaking.set(false))>
            <div class="dialog-head">
                <h2 class="title">"Break something"</h2>
                <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
            </div>
            <div class="dialog-body">
                <p class="lab-note">"Each of these stops something that works on this canvas now. The task of mending it comes with it."</p>
                <label class="search">
                    <Ui name="search" />
                    <input
                        class="input"
                        aria-label="Search the faults"
                        placeholder="Search: route, port, server…"
                        autocomplete="off"
                        spellcheck="false"
                        on:input=move |event| words.set(event_target_value(&event))
                    />
                </label>
                <ul class="library-hits">
                    <For each=move || shown.get() key=|place| *place let:place>
                        {found.with_untracked(|it| it.get(place).cloned()).map(|fault| {
                            let kind: Kind = fault.change.kind;
                            view! {
                                <li><button class="lab-fault" on:click=move |_| take(place)>
                                    <KindIcon kind />
                                    <span class="grow"><b>{fault.change.say.clone()}</b><span>{stops(&fault.breaks)}</span></span>
                                </button></li>
                            }
                        })}
                    </For>
                </ul>
                <p class="muted small" role="status">{move || match (has_ways, done(), shown.with(Vec::len)) {
                    (false, ..) => "Nothing on this canvas reaches anything yet, so nothing can be broken. Draw a way first, or state a journey.".to_owned(),
                    (_, false, count) => format!("{count} found, {} changes still to try…", left.get()),
                    (_, true, 0) => "No single change is called that.".to_owned(),
                    (_, true, count) => crate::text::count(count, "fault", "faults"),
                }}</p>
            </div>
        </Modal>
    }
}

/// What no longer works.
fn stops(breaks: &[Way]) -> String {
    let Some(first) = breaks.first() else {
        return String::new();
    };
    let said = match first.reaches {
        true => format!(
            "{} no longer reaches {} on {}",
            first.from,
            first.to,
            first.door()
        ),
        false => format!(
            "{} suddenly reaches {} on {}",
            first.from,
            first.to,
            first.door()
        ),
    };
    match breaks.len() {
        1 => said,
        count => format!("{said}, and {} more", count - 1),
    }
}

/// Everything that is tried: the drawing, its ways, the changes.
type Trial = (crate::architecture::Document, Vec<Way>, Vec<Candidate>);

/// Tries the next few changes, and comes back for the rest.
fn try_on(trial: StoredValue<Trial>, found: RwSignal<Vec<Fault>>, left: RwSignal<usize>) {
    set_timeout(
        move || {
            // The list may be closed by now.
            let Some(open) = left.try_get_untracked() else {
                return;
            };
            let new = trial.try_with_value(|(document, known, all)| {
                let from = all.len() - open.min(all.len());
                let next = all.iter().skip(from).take(AT_ONCE);
                next.filter_map(|it| it.tried(document, known))
                    .collect::<Vec<_>>()
            });
            let Some(new) = new else {
                return;
            };
            if !new.is_empty() {
                let _ = found.try_update(|it| it.extend(new));
            }
            let rest = open.saturating_sub(AT_ONCE);
            let _ = left.try_set(rest);
            if rest > 0 {
                try_on(trial, found, left);
            }
        },
        Duration::ZERO,
    );
}
