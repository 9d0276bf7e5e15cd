//! What groups did in AWS's words, what databases reported, and every call.

use leptos::prelude::*;

use super::room::use_room;
use super::trail::Trail;
use crate::simulation::reading::words;

/// A row of the activity.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    at: u32,
    what: String,
    why: String,
    state: &'static str,
    word: String,
}

/// Activity of groups and databases, and below it CloudTrail.
#[component]
pub fn Activity() -> impl IntoView {
    let room = use_room();
    let rows = Memo::new(move |_| {
        let at = room.at_list();
        room.list(|it| {
            let record = it.record();
            let activities = record.activities.iter().filter(|it| it.at <= at);
            let mut rows: Vec<Row> = activities
                .map(|it| {
                    let ended = it.ended.filter(|ended| *ended <= at);
                    let (state, word) = match (ended, it.status) {
                        (Some(_), "Failed") => ("failed", "failed".to_owned()),
                        (Some(_), status) => ("done", status.to_lowercase()),
                        (None, _) => ("going", format!("for {}", words::length(at - it.at))),
                    };
                    Row {
                        at: it.at,
                        what: it.description.clone(),
                        why: it.cause.clone(),
                        state,
                        word,
                    }
                })
                .collect();
            let events = record.database_events.iter().filter(|it| it.at <= at);
            rows.extend(events.map(|it| Row {
                at: it.at,
                what: it.text.clone(),
                why: String::new(),
                state: "event",
                word: it.id.to_owned(),
            }));
            use crate::order::InOrder;
            rows.order_by(|one, other| other.at.cmp(&one.at));
            rows
        })
    });
    view! {
        <section class="room-column" aria-labelledby="room-activity">
            <div class="room-scroll">
                <div class="room-column-head"><h2 id="room-activity">"Auto Scaling activity"</h2></div>
                <Show when=move || rows.with(Vec::is_empty)>
                    <p class="room-none">"No group has done anything yet."</p>
                </Show>
                <ul class="activities">
                    {move || rows.get().into_iter().map(|it| {
                        let time = room.clock().time(it.at);
                        view! {
                            <li class="activity-row">
                                <span class="story-time">{time}</span>
                                <b>{it.what}</b>
                                <span class="activity-state" data-state=it.state>{it.word}</span>
                                {(!it.why.is_empty()).then(|| view! { <p title=it.why.clone()>{it.why.clone()}</p> })}
                            </li>
                        }
                    }).collect_view()}
                </ul>
                <Trail />
            </div>
        </section>
    }
}
