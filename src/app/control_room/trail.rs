//! CloudTrail: every call, delivered or not yet, to be searched; a press opens
//! the record as AWS writes it.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::room::use_room;
use crate::app::parts::modal::{Modal, close};
use crate::app::parts::{Ui, copy};
use crate::architecture::{Indexed, Trail as TrailKind};
use crate::simulation::reading::{story, words};
use crate::simulation::record::Call;

/// How many calls are shown; a search finds the others.
const SHOWN: usize = 60;

/// The calls.
#[component]
pub fn Trail() -> impl IntoView {
    let room = use_room();
    let wanted = RwSignal::new(String::new());
    let open = RwSignal::new(None::<Call>);
    let node = NodeRef::<Dialog>::new();
    let filmed = Memo::new(move |_| {
        let at = room.at_list();
        room.list(|it| {
            let has = Indexed::new(&it.document().architecture)
                .all::<TrailKind>()
                .any(|it| it.1.logging);
            let gap = it.record().gaps.iter().rev().find_map(|(_, from, to)| {
                (*from <= at && to.is_none_or(|to| at < to)).then_some(*from)
            });
            (has, gap)
        })
    });
    let calls = Memo::new(move |_| {
        let at = room.at_list();
        let clock = room.clock();
        let wanted = wanted.get();
        room.list(|it| {
            let found = story::calls(it.record(), at, &wanted, |at| clock.time(at));
            let all = found.len();
            (
                all,
                found.into_iter().take(SHOWN).cloned().collect::<Vec<_>>(),
            )
        })
    });
    view! {
        <div class="room-column-head room-trail-head">
            <h2>"CloudTrail"</h2>
            <label class="search">
                <Ui name="search" />
                <input class="input" placeholder="Who, what, when" aria-label="Search the calls by who, what or when" autocomplete="off"
                    prop:value=move || wanted.get() on:input=move |event| wanted.set(event_target_value(&event)) />
            </label>
        </div>
        {move || match filmed.get() {
            (_, Some(from)) => Some(view! { <p class="trail-gap">{format!("The trail does not record since {}. What happens now is kept nowhere.", room.clock().time(from))}</p> }.into_any()),
            (false, None) => Some(view! { <p class="room-none">"Nobody is filming: there is no trail that records. Calls can be looked up for 90 days, and are kept nowhere."</p> }.into_any()),
            (true, None) => None,
        }}
        {move || calls.with(|it| it.0 == 0).then(|| view! {
            <p class="room-none">{if wanted.with(|it| it.trim().is_empty()) {
                "No call so far. What fails inside AWS, a host or a zone, is no call and has no row here."
            } else {
                "No call fits."
            }}</p>
        })}
        <ul class="calls">
            {move || calls.get().1.into_iter().map(|call| {
                let at = room.at_list();
                let clock = room.clock();
                let pending = call.delivered.is_none_or(|it| it > at);
                let state = match call.delivered {
                    Some(delivered) if delivered <= at => call.who.clone(),
                    Some(delivered) => format!("about {}", words::minute(clock, delivered)),
                    None => "not kept".to_owned(),
                };
                let shown = call.clone();
                view! {
                    <li class="call" data-pending=pending.then_some("")>
                        <button title=call.sentence.clone() on:click=move |_| open.set(Some(shown.clone()))>
                            <span class="story-time">{clock.time(call.at)}</span>
                            <code class="grow">{call.name}</code>
                            {call.error.clone().map(|it| view! { <span class="call-error">{it}</span> })}
                            <span class="call-state">{state}</span>
                        </button>
                    </li>
                }
            }).collect_view()}
        </ul>
        {move || calls.with(|(all, shown)| (*all > shown.len()).then(|| view! { <p class="room-none">{format!("{} older calls: search for them.", all - shown.len())}</p> }))}
        {move || open.get().map(|call| {
            let json = call.json.clone();
            view! {
                <Modal class="dialog room-dialog" label="Record of a call" node on_close=Callback::new(move |()| open.set(None))>
                    <div class="dialog-head">{call.name.clone()}
                        <button class="btn quiet square" aria-label="Close" on:click=move |_| close(node)><Ui name="close" /></button>
                    </div>
                    <div class="dialog-body">
                        <p>{call.sentence.clone()}</p>
                        <pre class="codeblock" tabindex="0">{call.json.clone()}</pre>
                        <div class="row"><button class="btn small" on:click=move |_| copy(room.store, json.clone())><Ui name="copy" />"Copy"</button></div>
                    </div>
                </Modal>
            }
        })}
    }
}
