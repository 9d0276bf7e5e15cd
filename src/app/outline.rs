//! The outline: the architecture as a tree, for the keyboard, for those who hear
//! the page, and for whoever looks for one of a thousand things. What its rows
//! are and what its keys do stands in [`crate::editor::outline`]; only the rows
//! in sight are elements.

mod panel;

use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

use super::canvas::use_canvas;
use super::parts::resized::on_resize;
use super::parts::{Ui, icon_path};
use super::state::use_store;
use super::theme;
use panel::{Panel, ROWS, Row};

/// The element id of the tree.
pub const TREE: &str = "outline-tree";

/// The outline.
#[component]
pub fn OutlinePanel() -> impl IntoView {
    let panel = Panel::new(use_store(), use_canvas());
    watch_size(panel);
    // What is selected elsewhere is where one is here, too.
    Effect::new(move || {
        let selected = panel.store.selection().with(|ids| match ids.len() {
            1 => ids.first().cloned(),
            _ => None,
        });
        if let Some(id) = selected
            && panel
                .active
                .with_untracked(|active| *active != Some(id.clone()))
            && let Some(at) = panel.drawn.with_untracked(|drawn| drawn.place(&id))
        {
            panel.go_to(at);
        }
    });
    let px = |value: f64| format!("{value}px");
    let whole = move || px(panel.rows.with(|rows| rows.len()) as f64 * panel.row.get());
    let above = move || {
        format!(
            "translateY({}px)",
            panel.range().start as f64 * panel.row.get()
        )
    };
    let active = move || panel.active.get().map(|id| format!("outline-{id}"));
    let nothing = move || panel.rows.with(|rows| rows.is_empty());
    view! {
        <div class="panel-head">
            <label class="search">
                <Ui name="search" />
                <input
                    class="input"
                    type="search"
                    placeholder="Name, kind or zone"
                    aria-label="Search in the outline"
                    on:input=move |event| panel.query.set(event_target_value(&event))
                />
            </label>
        </div>
        <h2 class="visually-hidden">"Outline"</h2>
        <div
            class="outline"
            id=TREE
            node_ref=panel.element
            role="tree"
            tabindex="0"
            aria-label=move || format!("Outline of {}", panel.store.with(|it| it.document().title.clone()))
            aria-multiselectable="true"
            aria-activedescendant=active
            style:--row=move || px(panel.row.get())
            on:scroll=move |_| {
                if let Some(element) = panel.element.get_untracked() {
                    panel.scrolled.set(f64::from(element.scroll_top()));
                }
            }
            on:keydown=move |event| panel.key(&event)
        >
            <div class="outline-length" role="presentation" style:height=whole>
                <div role="presentation" style:transform=above>
                    <For each=move || panel.shown() key=Clone::clone let(row)>
                        <RowView panel row />
                    </For>
                </div>
            </div>
        </div>
        <Show when=nothing>
            <p class="palette-hint outline-hint">"Nothing is called that."</p>
        </Show>
    }
}

#[component]
fn RowView(panel: Panel, row: Row) -> impl IntoView {
    let Row {
        id,
        name,
        aside,
        label,
        icon,
        mark,
        level,
        place,
        siblings,
        unfolded,
    } = row;
    let (own, chosen, turned) = (id.clone(), id.clone(), id.clone());
    let is_active = move || panel.active.with(|active| active.as_ref() == Some(&own));
    let is_selected = move || panel.store.selection().with(|ids| ids.contains(&chosen));
    let element = format!("outline-{id}");
    view! {
        <div
            class="outline-row"
            class:active=is_active
            id=element
            role="treeitem"
            aria-label=label.clone()
            {..custom_attribute("aria-level", level)}
            aria-posinset=place
            aria-setsize=siblings
            aria-expanded=unfolded.map(|it| it.to_string())
            aria-selected=move || is_selected().to_string()
            title=label
            style:--level=(level - 1).to_string()
            on:click=move |event| panel.choose(&id, event.shift_key() || event.ctrl_key() || event.meta_key())
        >
            <span class="outline-fold" aria-hidden="true" on:click=move |event| {
                if let Some(unfolded) = unfolded {
                    event.stop_propagation();
                    panel.fold(&turned, unfolded);
                }
            }>{unfolded.map(|_| view! { <Ui name="chevron-right" /> })}</span>
            <img class="icon" src=icon_path(icon) alt="" draggable="false" />
            <span class="outline-name">{name}</span>
            <span class="outline-aside">{aside}</span>
            {mark.map(|class| view! { <i class=format!("dot {class}")></i> })}
        </div>
    }
}

/// Keeps known how much of the list is seen, and how high a row is: a finger
/// needs more than a pointer.
fn watch_size(panel: Panel) {
    Effect::new(move || {
        let Some(element) = panel.element.get() else {
            return;
        };
        let measured = element.clone();
        let measure = move || {
            panel.height.set(f64::from(measured.client_height()));
            let row = if theme::has_sheets() { ROWS.1 } else { ROWS.0 };
            panel.row.maybe_update(|now| {
                let changed = *now != row;
                *now = row;
                changed
            });
        };
        on_resize(&element, measure);
    });
}
