//! Finding a chapter by its number, its service or its name in the story.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

use super::use_map;
use crate::app::front::{Wish, use_front};
use crate::app::parts::{Ui, icon_path};
use crate::course::catalogue::Room;

/// So many chapters are offered at once.
const MOST: usize = 8;

/// The search field of the start screen; Ctrl+K leads to it.
#[component]
pub fn Search() -> impl IntoView {
    let front = use_front();
    let map = use_map();
    let words = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(0_usize);
    let field = NodeRef::<Input>::new();
    let found = Memo::new(move |_| {
        let map = map.get();
        let found: Vec<Room> = map
            .iter()
            .flat_map(|map| words.with(|it| map.find(it)))
            .take(MOST)
            .cloned()
            .collect();
        found
    });
    let shown = Memo::new(move |_| open.get() && words.with(|it| !it.trim().is_empty()));
    let leave = move || {
        open.set(false);
        words.set(String::new());
    };
    let go = move |room: Option<Room>| {
        if let Some(room) = room.filter(|it| it.open) {
            leave();
            front.wish(Wish::Chapter(room.number));
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len).max(1);
        match event.key().as_str() {
            "ArrowDown" => chosen.update(|it| *it = (*it + 1) % count),
            "ArrowUp" => chosen.update(|it| *it = (*it + count - 1) % count),
            "Enter" => go(found.with_untracked(|all| all.get(chosen.get_untracked()).cloned())),
            "Escape" => leave(),
            _ => return,
        }
        event.prevent_default();
    };
    let shortcut = window_event_listener(leptos::ev::keydown, move |event| {
        let control = event.ctrl_key() || event.meta_key();
        if control
            && event.key().eq_ignore_ascii_case("k")
            && !event.default_prevented()
            && let Some(field) = field.get_untracked()
        {
            event.prevent_default();
            let _ = field.focus();
        }
    });
    on_cleanup(move || shortcut.remove());
    view! {
        <div class="find">
            <label class="search">
                <Ui name="search" />
                <input
                    class="input" id="find-field" node_ref=field role="combobox"
                    aria-label="Find a chapter or a service"
                    aria-expanded=move || shown.get().to_string()
                    aria-controls="found-chapters"
                    aria-activedescendant=move || shown.get().then(|| format!("found-{}", chosen.get()))
                    placeholder="Find a chapter or a service"
                    autocomplete="off" spellcheck="false"
                    prop:value=move || words.get()
                    on:input=move |event| {
                        words.set(event_target_value(&event));
                        chosen.set(0);
                        open.set(true);
                    }
                    on:blur=move |_| open.set(false)
                    on:keydown=key
                />
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </label>
            <div
                class="menu" id="found-chapters" role="listbox" aria-label="Chapters"
                hidden=move || !shown.get()
                // The field keeps the focus, so that choosing does not close the list first.
                on:pointerdown=|event| event.prevent_default()
            >
                {move || found.get().into_iter().enumerate().map(|(at, room)| {
                    let hint = if room.open { room.title.clone() } else { "in preparation".to_owned() };
                    let icon = icon_path(&room.icon);
                    let words = format!("{}  {}", room.number, room.service);
                    view! {
                        <div
                            class="menu-item" role="option" id=format!("found-{at}")
                            aria-selected=move || (chosen.get() == at).to_string()
                            aria-disabled=(!room.open).then_some("true")
                            on:click=move |_| go(Some(room.clone()))
                        >
                            <img class="icon" src=icon alt="" />
                            <span>{words}</span>
                            <span class="hint">{hint}</span>
                        </div>
                    }
                }).collect_view()}
                <Show when=move || found.with(Vec::is_empty)>
                    <p class="menu-title" role="option" aria-selected="false" aria-disabled="true">"No chapter is called that."</p>
                </Show>
            </div>
        </div>
    }
}
