//! One's own architectures on the start screen: a picture of each, and what can be
//! done with it as a whole.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

use crate::app::front::{Front, Wish};
use crate::app::parts::moment::moment;
use crate::app::parts::{Ui, icon_path};
use crate::app::storage::Line;
use crate::editor::kept::{Picture, Row};
use crate::text;

/// So many architectures are shown before somebody asks for all.
const FEW: usize = 3;

/// Everything that is kept, whether its line can be read or not.
#[component]
pub fn Recent(
    /// The first part of the page.
    front: Front,
) -> impl IntoView {
    let key = |line: &Line| (line.slot, line.row.as_ref().map_or(0, |row| row.revision));
    let all = RwSignal::new(false);
    let count = Memo::new(move |_| front.lines.with(Vec::len));
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FEW };
        front
            .lines
            .with(|lines| lines.iter().take(most).cloned().collect::<Vec<_>>())
    };
    view! {
        <Show when=move || { count.get() > 0 }>
            <section class="start-list kept" aria-labelledby="start-kept">
                <div class="start-list-head">
                    <h2 id="start-kept">"My architectures"</h2>
                    <Show when=move || { count.get() > FEW }>
                        <button class="btn quiet small" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|it| *it = !*it)>
                            {move || if all.get() { "Fewer".to_owned() } else { format!("All {}", count.get()) }}
                        </button>
                    </Show>
                </div>
                <ul>
                    <For each=shown key=key let:line>
                        {match line.row {
                            Ok(row) => view! { <Card front number=line.slot row /> }.into_any(),
                            Err(why) => view! { <Unreadable front number=line.slot why=why.to_string() /> }.into_any(),
                        }}
                    </For>
                </ul>
            </section>
        </Show>
    }
}

/// A kept document.
#[component]
fn Card(front: Front, number: u32, row: Row) -> impl IntoView {
    let renaming = RwSignal::new(false);
    let field = NodeRef::<Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
            field.select();
        }
    });
    let title = StoredValue::new(row.title.clone());
    let spoken = text::isolated(&row.title);
    let finish = move || {
        let wanted = field.get_untracked().map(|it| it.value().trim().to_owned());
        // Once: the field also loses the focus when it goes.
        if !renaming.get_untracked() {
            return;
        }
        renaming.set(false);
        if let Some(wanted) = wanted
            && !wanted.is_empty()
            && title.with_value(|title| *title != wanted)
        {
            front.wish(Wish::Rename(number, wanted));
        }
    };
    let keys = move |event: KeyboardEvent| match event.key().as_str() {
        "Enter" => finish(),
        "Escape" => renaming.set(false),
        _ => {}
    };
    let picture = row.glance.as_ref().and_then(|it| it.picture.clone());
    let about = StoredValue::new((held(&row), since(&row), worst(&row)));
    view! {
        <li class="kept-card">
            {picture.map_or_else(
                || view! { <span class="kept-picture none"><Ui name="file" /></span> }.into_any(),
                |picture| view! { <Thumbnail picture /> }.into_any(),
            )}
            <div class="kept-text">
                <Show
                    when=move || renaming.get()
                    fallback=move || {
                        let (held, since, worst) = about.get_value();
                        view! {
                            <button class="start-row" on:click=move |_| front.wish(Wish::Kept(number))>
                                <b dir="auto">{title.get_value()}</b>
                                <span class="meta"><i class=worst aria-hidden="true"></i>{held}</span>
                                <span class="meta">{since}</span>
                            </button>
                        }
                    }
                >
                    <input
                        class="kept-name" aria-label="New name" autocomplete="off" spellcheck="false" dir="auto"
                        node_ref=field
                        prop:value=title.get_value()
                        on:keydown=keys
                        on:blur=move |_| finish()
                    />
                </Show>
            </div>
            <div class="kept-do">
                <button class="btn quiet small square" aria-label=format!("Rename {spoken}") title="Rename" on:click=move |_| renaming.set(true)>
                    <Ui name="pen" />
                </button>
                <button class="btn quiet small square" aria-label=format!("Duplicate {spoken}") title="Duplicate" on:click=move |_| front.wish(Wish::Duplicate(number))>
                    <Ui name="duplicate" />
                </button>
                <button class="btn quiet small square" aria-label=format!("Delete {spoken}") title="Delete" on:click=move |_| front.remove(number)>
                    <Ui name="trash" />
                </button>
            </div>
        </li>
    }
}

/// What is kept and cannot be read: it can be looked at, and deleted.
#[component]
fn Unreadable(front: Front, number: u32, why: String) -> impl IntoView {
    view! {
        <li class="kept-card">
            <span class="kept-picture none"><Ui name="file" /></span>
            <div class="kept-text">
                <button class="start-row" on:click=move |_| front.wish(Wish::Kept(number))>
                    <b>"Unreadable"</b><span class="meta">{why}</span>
                </button>
            </div>
            <div class="kept-do">
                <button class="btn quiet small square" aria-label="Delete what cannot be read" title="Delete" on:click=move |_| front.remove(number)>
                    <Ui name="trash" />
                </button>
            </div>
        </li>
    }
}

/// The drawing, small and without words.
#[component]
fn Thumbnail(picture: Picture) -> impl IntoView {
    let boxes = picture.boxes.into_iter().map(|it| {
        let place = it.place;
        view! { <rect class=it.look x=place.x y=place.y width=place.w height=place.h rx="4" /> }
    });
    let icons = picture.icons.into_iter().map(|it| {
        let place = it.place;
        view! {
            <rect class="plate" x=place.x y=place.y width=place.w height=place.h rx="5" />
            <image href=icon_path(&it.look) x=place.x y=place.y width=place.w height=place.h />
        }
    });
    view! {
        <span class="kept-picture">
            <svg viewBox=format!("0 0 {} {}", picture.width, picture.height) aria-hidden="true">
                {boxes.collect_view()}
                {icons.collect_view()}
            </svg>
        </span>
    }
}

/// What a document holds, and what the findings say of it.
fn held(row: &Row) -> String {
    let held = text::count(row.resources, "resource", "resources");
    match &row.glance {
        Some(glance) => {
            let found = match (glance.errors, glance.warnings) {
                (0, 0) => "no warnings".to_owned(),
                (0, many) => text::count(many as usize, "warning", "warnings"),
                (many, _) => text::count(many as usize, "error", "errors"),
            };
            format!("{held} · {found}")
        }
        None => held,
    }
}

/// Since when it is as it is, and where it came from.
fn since(row: &Row) -> String {
    let origin = row.origin.as_deref().map(text::isolated);
    let moment = (row.saved > 0.0).then(|| moment(row.saved));
    let parts: Vec<String> = moment.into_iter().chain(origin).collect();
    parts.join(" · ")
}

/// The colour of what the findings say.
fn worst(row: &Row) -> &'static str {
    match row.glance.as_ref().map(|it| (it.errors, it.warnings)) {
        None => "mark",
        Some((0, 0)) => "mark ok",
        Some((0, _)) => "mark warn",
        Some(_) => "mark error",
    }
}
