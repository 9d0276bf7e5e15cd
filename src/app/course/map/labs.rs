//! The labs: those that somebody has handed out, and those that one makes.

use leptos::prelude::*;

use crate::app::front::{Wish, use_front};
use crate::app::parts::Ui;
use crate::app::parts::moment::moment;
use crate::app::state::LabPage;
use crate::app::storage::LabLine;

/// The card of the labs.
#[component]
pub fn Labs() -> impl IntoView {
    let front = use_front();
    front.refresh_labs();
    let count = Memo::new(move |_| front.labs.with(Vec::len));
    view! {
        <section class="labs-card" aria-labelledby="labs-title">
            <span class="bell-mark"><Ui name="flag" /></span>
            <h2 id="labs-title">"Labs"</h2>
            <p class="shop-today">"For teachers: break a network, ask for what must be so, and hand it out as a file or a link. No code."</p>
            <button class="btn" on:click=move |_| front.wish(Wish::NewLab)>"Make a lab"</button>
            <Show when=move || { count.get() > 0 }>
                <ul class="labs-list">
                    <For each=move || front.labs.get() key=|it| (it.lab, it.title.clone(), it.is_draft) let:line><li class="row"><Lab line /></li></For>
                </ul>
            </Show>
        </section>
    }
}

#[component]
fn Lab(
    /// The lab.
    line: LabLine,
) -> impl IntoView {
    let front = use_front();
    let LabLine {
        lab,
        title,
        saved,
        is_draft,
    } = line;
    let (page, about) = match is_draft {
        true => (LabPage::Build, "made by you"),
        false => (LabPage::Learn, "to be solved"),
    };
    let about = format!("{about} · {}", moment(saved));
    let spoken = format!("Remove the lab {title}");
    view! {
        <button class="start-row" on:click=move |_| front.wish(Wish::Lab(lab, page))>
            <Ui name=if is_draft { "build" } else { "flag" } /><b>{title}</b><span class="meta">{about}</span>
        </button>
        <button class="btn quiet square" aria-label=spoken title="Remove" on:click=move |_| front.remove_lab(lab)>
            <Ui name="trash" />
        </button>
    }
}
