//! Desk: two servers, one photo, and where it lies.

use leptos::prelude::*;
use serde_json::json;

use super::{Handle, state};
use crate::app::parts::Ui;
use crate::app::parts::segments::Segments;
use crate::course::figures::{Desk, Store, dollars};

/// The body of the figure.
#[component]
pub fn DeskBody(handle: Handle) -> impl IntoView {
    let desk = state!(handle, Desk);
    let store = Memo::new(move |_| desk.with(Desk::store));
    let doors = Memo::new(move |_| desk.with(Desk::doors));
    let failed = Memo::new(move |_| desk.with(Desk::failed));
    let seats = Memo::new(move |_| desk.with(Desk::seats));
    let shown = move |of: fn(&Desk) -> String| {
        move || {
            if handle.waits() {
                "?".to_owned()
            } else {
                desk.with(of)
            }
        }
    };
    view! {
        <Segments
            label="Where the photo lies"
            choices=vec![(Store::Disk, "Disk, EBS"), (Store::Shared, "Files, EFS"), (Store::Objects, "Objects, S3")]
            value=store
            on_change=Callback::new(move |it: Store| handle.put("store", json!(match it {
                Store::Disk => "disk",
                Store::Shared => "shared",
                Store::Objects => "objects",
            })))
        />
        {move || (store.get() == Store::Shared).then(|| view! {
            <Segments
                label="Mount targets"
                choices=vec![(2, "In both zones"), (1, "In zone a only"), (0, "None")]
                value=doors
                on_change=Callback::new(move |it: u64| handle.put("doors", json!(it)))
            />
        })}
        <Segments
            label="Which zone fails"
            choices=vec![("none", "No zone fails"), ("a", "Zone a"), ("b", "Zone b")]
            value=failed
            on_change=Callback::new(move |it: &'static str| handle.put("failed", json!(it)))
        />
        {move || (!handle.waits()).then(|| view! {
            <ul class="desk-seats">
                {[0, 1].map(|place| {
                    let seat = move || seats.with(|it| it[place]);
                    // Neither name nor zone changes.
                    let (name, zone) = seats.with_untracked(|it| (it[place].name, it[place].zone));
                    let icon = Signal::derive(move || match (seat().up, seat().sees) {
                        (false, _) => "minus",
                        (true, true) => "check-circle",
                        (true, false) => "error",
                    });
                    view! {
                        <li class="desk-seat" class:ok=move || seat().sees class:down=move || !seat().up>
                            <b>{name}</b>
                            <span class="mono">{zone}</span>
                            <span class="desk-sees"><Ui name=icon />{move || match (seat().up, seat().sees) {
                                (false, _) => "failed with its zone",
                                (true, true) => "shows the photo",
                                (true, false) => "has no photo",
                            }}</span>
                            {move || (store.get() == Store::Shared).then(|| view! {
                                <small>{if seat().door { "a mount target in its zone" } else { "no mount target in its zone" }}</small>
                            })}
                        </li>
                    }
                }).collect_view()}
            </ul>
        })}
        <dl class="figure-numbers">
            <div><dt>"Reloads with the photo"</dt><dd>{shown(|it| format!("{} of {}", it.seen(), Desk::RELOADS))}</dd></div>
            <div><dt>{move || desk.with(|it| format!("{} GB, {}", it.gb(), it.service()))}</dt><dd>{shown(|it| format!("{} a month", dollars(it.month())))}</dd></div>
        </dl>
    }
}
