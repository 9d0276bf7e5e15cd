//! The menu of a place on the canvas: with the right button, with the key for
//! it, and behind three dots beside what is selected, for fingers.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, MouseEvent};

use super::tools::{CanvasTools, use_canvas};
use crate::app::parts::Ui;
use crate::app::parts::menu::{focus_item, focused_item};
use crate::editor::Point;
use crate::editor::menu::{Deed, offered};
use crate::editor::tools::At;

/// How wide the menu is, and how tall an entry, as the stylesheet has it.
const WIDTH: f64 = 248.0;
const ENTRY: f64 = 32.0;

/// The right button went down somewhere.
pub fn open_under(tools: CanvasTools, event: &MouseEvent) {
    event.prevent_default();
    // The key for the menu brings an event of its own after it.
    if tools.only_shows() || !tools.is_idle() || tools.menu.get_untracked().is_some() {
        return;
    }
    let at = tools.at(event);
    tools.pointer.set_value(Some(at));
    let world = tools.view.get_untracked().to_world(at);
    let hit = tools
        .scene
        .with_untracked(|scene| scene.thing_at(world).map(|thing| thing.id.clone()));
    match hit {
        Some(id)
            if tools
                .store
                .peek(|session| session.selection().contains(&id)) => {}
        Some(id) => tools.store.select_one(&id),
        None => tools.store.select([]),
    }
    let client = Point::new(f64::from(event.client_x()), f64::from(event.client_y()));
    tools.menu.set(Some(client));
}

/// Opens it beside what is selected, or in the middle of the canvas.
pub fn open_at_selection(tools: CanvasTools) {
    let size = tools.size.get_untracked();
    let middle = Point::new(size.x / 2.0, size.y / 2.0);
    let at = corner_of_selection(tools).unwrap_or(middle);
    tools.pointer.set_value(None);
    tools.menu.set(Some(tools.corner.get_value() + at));
}

/// Where on the canvas the upper right corner of what is selected is.
fn corner_of_selection(tools: CanvasTools) -> Option<Point> {
    let size = tools.size.get_untracked();
    let first = tools
        .store
        .peek(|session| session.selection().first().cloned())?;
    tools.scene.with_untracked(|scene| {
        let body = scene.body(scene.shown(&first)?);
        let at = tools
            .view
            .get_untracked()
            .to_screen(Point::new(body.right(), body.y));
        // A canvas under a sheet may be lower than the button is tall: the corner counts then.
        let within = |at: f64, size: f64| at.min(size - 52.0).max(8.0);
        Some(Point::new(within(at.x, size.x), within(at.y, size.y)))
    })
}

/// The menu, while it is open.
#[component]
pub fn ContextMenu() -> impl IntoView {
    let tools = use_canvas();
    view! { {move || tools.menu.get().map(|at| view! { <Open at /> })} }
}

#[component]
fn Open(at: Point) -> impl IntoView {
    let tools = use_canvas();
    let element = NodeRef::<Div>::new();
    let groups =
        tools.with_context(|context| offered(context.document, &context.scene, context.selection));
    let entries: usize = groups.iter().map(Vec::len).sum();
    let height = entries as f64 * ENTRY + groups.len() as f64 * 10.0 + 8.0;
    Effect::new(move || {
        if element.get().is_some() {
            focus_item(element, 0);
        }
    });
    // What it offers is of what is selected: deleted meanwhile, as in another tab, it closes.
    let opened_on = tools.store.selection().get_untracked();
    Effect::new(move || {
        if tools.store.selection().get() != opened_on {
            tools.menu.set(None);
        }
    });
    let close = move || {
        tools.menu.set(None);
        let selected = tools.store.peek(|session| session.selected().cloned());
        match selected {
            Some(_) => tools.focus_selected(),
            None => tools.focus_canvas(),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let here = focused_item(element);
        match event.key().as_str() {
            "Escape" | "Tab" => close(),
            "ArrowDown" => focus_item(element, here.map_or(0, |here| here + 1)),
            "ArrowUp" => focus_item(element, here.map_or(-1, |here| here - 1)),
            "Home" => focus_item(element, 0),
            "End" => focus_item(element, -1),
            // These press the entry.
            "Enter" | " " => {
                event.stop_propagation();
                return;
            }
            _ => {}
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let close_outside = move |event: leptos::ev::FocusEvent| {
        use wasm_bindgen::JsCast;
        let inside = element.try_get_untracked().flatten().is_some_and(|menu| {
            let next = event.related_target().and_then(|it| it.dyn_into().ok());
            menu.contains(next.as_ref())
        });
        if !inside {
            tools.menu.try_set(None);
        }
    };
    let last = groups.len().saturating_sub(1);
    view! {
        <div
            class="menu context-menu"
            role="menu"
            aria-label="Actions"
            node_ref=element
            tabindex="-1"
            style:left=format!("max(8px, min({}px, calc(100vw - {}px)))", at.x, WIDTH + 8.0)
            style:top=format!("max(8px, min({}px, calc(100dvh - {}px)))", at.y, height + 8.0)
            on:keydown=on_key
            on:focusout=close_outside
            on:contextmenu=move |event| event.prevent_default()
        >
            {groups.into_iter().enumerate().map(|(place, group)| view! {
                {group.into_iter().map(|deed| view! {
                    <button
                        class="menu-item"
                        class:danger={deed == Deed::Delete}
                        role="menuitem"
                        tabindex="-1"
                        on:click=move |_| {
                            close();
                            run(tools, deed);
                        }
                    >
                        <Ui name=deed.icon() />
                        <span>{deed.title()}</span>
                        {(!deed.key().is_empty()).then(|| view! { <kbd>{deed.key()}</kbd> })}
                    </button>
                }).collect_view()}
                {(place != last).then(|| view! { <div class="menu-line" role="separator"></div> })}
            }).collect_view()}
        </div>
    }
}

fn run(tools: CanvasTools, deed: Deed) {
    match deed {
        Deed::Inspect => tools.inspect(),
        Deed::Rename => tools.rename(),
        Deed::Cut => tools.cut(),
        Deed::Copy => tools.copy(),
        Deed::Paste => {
            let at = tools.pointer.get_value();
            let at = at.map(|at| At::Point(tools.view.get_untracked().to_world(at)));
            tools.paste(at.unwrap_or(At::Chosen));
        }
        Deed::Duplicate => tools.duplicate(),
        Deed::Delete => tools.store.delete_selection(),
        Deed::SelectInside => tools.select_inside(),
        Deed::SelectAll => tools.select_all(),
        Deed::Collapse => tools.collapse_selection(true),
        Deed::Expand => tools.collapse_selection(false),
        Deed::ShowIt => tools.show_selected(),
        Deed::ShowAll => tools.fit(),
        Deed::ActualSize => tools.actual_size(),
    }
}

/// Three dots beside what is selected, where there is no right button.
#[component]
pub fn More() -> impl IntoView {
    let tools = use_canvas();
    let coarse = window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|it| it.matches());
    let at = move || {
        if !coarse || tools.store.selection().with(|it| it.is_empty()) {
            return None;
        }
        tools.view.track();
        tools.size.track();
        tools.scene.track();
        corner_of_selection(tools)
    };
    view! {
        {move || at().map(|at| view! {
            <button
                class="btn square selection-more"
                aria-label="Actions for what is selected"
                aria-haspopup="menu"
                style:left=format!("{}px", at.x)
                style:top=format!("{}px", at.y)
                on:click=move |_| open_at_selection(tools)
            ><Ui name="more" /></button>
        })}
    }
}
