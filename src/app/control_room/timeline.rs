//! What happened, and why.

use leptos::prelude::*;

use super::assumptions::Assumptions;
use super::badge::Badge;
use super::room::{Room, manner_key, use_room};
use crate::app::parts::in_next_frame;
use crate::simulation::assumption::assumption;
use crate::simulation::record::{Happened, Manner};

/// The timeline.
#[component]
pub fn Timeline() -> impl IntoView {
    let room = use_room();
    let story = Memo::new(move |_| room.story());
    let list = NodeRef::<leptos::html::Ol>::new();
    // The newest line stays in sight while the run goes on.
    Effect::new(move |_| {
        story.with(|_| ());
        if room.open.get_untracked().is_none() {
            in_next_frame(list, |list| list.set_scroll_top(list.scroll_height()));
        }
    });
    let told = Memo::new(move |_| {
        let story = story.get();
        let last = story.iter().rev().find(|it| it.manner != Manner::Expected);
        last.map(|it| format!("{}. {}", it.what, it.why))
    });
    view! {
        <section class="room-column" aria-labelledby="room-story">
            <div class="room-column-head">
                <h2 id="room-story">"What happened, and why"</h2>
                <Assumptions />
            </div>
            <p class="visually-hidden" aria-live="polite">{move || told.get()}</p>
            <Show when=move || story.with(Vec::is_empty)>
                <p class="room-none">"Nothing has happened yet. Break something, or let time pass."</p>
            </Show>
            <ol class="story" node_ref=list>
                <For each=move || story.get() key=|it| (it.number, it.manner == Manner::Expected) let:line>
                    <Line line />
                </For>
            </ol>
        </section>
    }
}

/// A line, and its grounds once it is open.
#[component]
fn Line(line: Happened) -> impl IntoView {
    let room = use_room();
    let number = line.number;
    let time = room.clock().time(line.at);
    let is_open = Memo::new(move |_| room.open.get() == Some(number));
    let lit = move || room.chain().contains(&number);
    let (rule, assumed) = (line.rule, line.assumption);
    let expected = line.manner == Manner::Expected;
    view! {
        <li
            class="story-line"
            data-manner=manner_key(line.manner)
            data-lit=move || lit().then_some("")
            on:pointerenter=move |_| room.hovered.set(Some(number))
            on:pointerleave=move |_| room.hovered.set(None)
        >
            <Badge number manner=line.manner />
            <span class="story-time">{time}</span>
            <div class="story-text">
                // A real button would not flow on with the causes behind it.
                <span
                    class="story-press"
                    role="button"
                    tabindex="0"
                    aria-expanded=move || is_open.get().to_string()
                    on:click=move |_| room.show(number)
                    on:keydown=move |event| if matches!(event.key().as_str(), "Enter" | " ") {
                        event.prevent_default();
                        room.show(number);
                    }
                    on:focus=move |_| room.hovered.set(Some(number))
                    on:blur=move |_| room.hovered.set(None)
                >
                    {expected.then_some("Expected: ")}<b>{line.what}</b>" "{line.why}
                </span>
                {(!line.from.is_empty()).then(|| view! { <From room from=line.from.clone() /> })}
                <Show when=move || is_open.get()>
                    <div class="story-why">
                        <p>"Decided by "<code>{rule}</code></p>
                        {assumed.and_then(assumption).map(|it| view! {
                            <p><b>"Simulated assumption: "{it.name}"."</b>" "{it.what}" "<span class="muted">{it.why}</span></p>
                        })}
                    </div>
                </Show>
            </div>
        </li>
    }
}

/// The causes, each a way to its line.
#[component]
fn From(room: Room, from: Vec<u32>) -> impl IntoView {
    let manner = move |number: u32| {
        let found = room.peek(|it| {
            let story = it.record().story.iter();
            let line = story.clone().find(|it| it.number == number);
            line.map(|it| it.manner)
        });
        found.flatten().unwrap_or(Manner::Followed)
    };
    view! {
        <span class="story-from">" from "
            {from.into_iter().map(|number| view! {
                <button aria-label=format!("From {number}") on:click=move |_| room.show(number)><Badge number manner=manner(number) /></button>
            }).collect_view()}
        </span>
    }
}
