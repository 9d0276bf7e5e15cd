//! Restoring a database to a point in time: to the latest restorable time or to
//! one that is given, as AWS's own form asks for it.

use leptos::prelude::*;

use super::room::{Room, use_room};
use crate::app::parts::Ui;
use crate::simulation::reading::words;
use crate::simulation::restores::{Restorable, RestoreTime, latest, restorable, said};
use crate::text::count;

/// Why nothing can be restored, under its button.
const WHY_NOT: &str = "room-restore-why";

/// The list of databases that can be restored, beneath its button.
#[component]
pub fn Restores() -> impl IntoView {
    let room = use_room();
    let open = RwSignal::new(false);
    let all = Memo::new(move |_| room.list(|it| restorable(it.document())));
    let why_not = Memo::new(move |_| {
        all.with(|all| match all.as_slice() {
            [] => Some("There is no database.".to_owned()),
            all if all.iter().any(|it| it.refusal.is_none()) => None,
            [first, ..] => first.refusal.clone(),
        })
    });
    let shown = move || open.get() && why_not.with(Option::is_none);
    let press = move |_| match why_not.get_untracked() {
        Some(why) => room.say(why),
        None => open.update(|it| *it = !*it),
    };
    view! {
        <h3 class="room-faults-more">"Bring something back"</h3>
        <ul>
            <li>
                <button
                    class="fault-row"
                    aria-expanded=move || shown().to_string()
                    aria-disabled=move || why_not.with(Option::is_some).to_string()
                    aria-describedby=move || why_not.with(Option::is_some).then_some(WHY_NOT)
                    on:click=press
                >
                    <i class="fault-mark"><Ui name="restart" /></i><span>"Restore a database"</span>
                </button>
                {move || why_not.get().map(|why| view! { <p class="fault-why" id=WHY_NOT>{why}</p> })}
                <Show when=shown>
                    <Form all open />
                </Show>
            </li>
        </ul>
    }
}

/// The time, and the databases.
#[component]
fn Form(all: Memo<Vec<Restorable>>, open: RwSignal<bool>) -> impl IntoView {
    let room = use_room();
    let clock = room.clock();
    let is_custom = RwSignal::new(false);
    // The last time that can be had is there to begin with.
    let text = RwSignal::new(clock.field(latest(room.at_now())));
    let to = move || match is_custom.get() {
        true => RestoreTime::Custom(text.get()),
        false => RestoreTime::Latest,
    };
    let earliest = move || {
        let at = room.at_list();
        let all = all.read();
        let of_all = all.iter().map(|it| it.earliest(at)).min();
        clock.field(of_all.unwrap_or(latest(at)))
    };
    view! {
        <div class="fault-targets restore" role="group" aria-label="Restore to point in time">
            <fieldset>
                <legend>"Restore time"</legend>
                <label class="restore-time">
                    <input type="radio" name="restore-time" prop:checked=move || !is_custom.get() on:change=move |_| is_custom.set(false) />
                    <span>"Latest restorable time"<small>{move || said(clock, latest(room.at_list()))}</small></span>
                </label>
                <label class="restore-time">
                    <input type="radio" name="restore-time" prop:checked=move || is_custom.get() on:change=move |_| is_custom.set(true) />
                    <span>"Custom"</span>
                </label>
                <Show when=move || is_custom.get()>
                    <input
                        class="input" type="datetime-local" step="1" aria-label="Restore time, in India"
                        min=earliest
                        max=move || clock.field(latest(room.at_list()))
                        prop:value=move || text.get()
                        on:input=move |event| text.set(event_target_value(&event))
                    />
                </Show>
            </fieldset>
            <p>"Which database?"</p>
            {move || all.get().into_iter().map(|it| view! { <One it to=Signal::derive(to) open /> }).collect_view()}
        </div>
    }
}

/// A database; greyed, with the reason, where it cannot be restored to that time.
#[component]
fn One(it: Restorable, to: Signal<RestoreTime>, open: RwSignal<bool>) -> impl IntoView {
    let room = use_room();
    let (name, days) = (it.name.clone(), it.days);
    let it = StoredValue::new(it);
    let deed = move |at| {
        let to = to.get();
        it.with_value(|it| it.deed(room.clock(), at, &to))
    };
    let why = Memo::new(move |_| deed(room.at_list()).err());
    let about = move || {
        why.get().unwrap_or_else(|| {
            let kept = count(usize::from(days), "day", "days");
            format!("{kept} of backups")
        })
    };
    let press = move |_| match untrack(|| deed(room.at_now())) {
        Ok(deed) => {
            let is_now = untrack(|| room.is_now());
            room.act(deed);
            open.set(false);
            room.sheet.set(false);
            // What has passed is not changed, and that is said already.
            if is_now {
                room.say(it.with_value(|it| done(room, it)));
            }
        }
        Err(why) => room.say(why),
    };
    view! {
        <button class="fault-target" aria-disabled=move || why.with(Option::is_some).to_string() on:click=press>
            <b>{name}</b><span>{about}</span>
        </button>
    }
}

/// What is said when it is begun.
fn done(room: Room, it: &Restorable) -> String {
    let at = words::minute(room.clock(), room.at_now());
    format!(
        "{} is being restored as {} since {at}.",
        it.name, it.becomes
    )
}
