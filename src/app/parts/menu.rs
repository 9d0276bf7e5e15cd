//! A button that opens a menu.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::Ui;

/// One entry of a menu.
#[derive(Clone)]
pub struct MenuItem {
    /// Its small icon.
    icon: &'static str,
    /// What it says.
    text: String,
    /// What stands at its right end, such as a key.
    hint: &'static str,
    /// The heading that it stands under, with those beside it that have the
    /// same; empty for none.
    part: &'static str,
    /// What it does.
    run: Callback<()>,
}

impl MenuItem {
    /// An entry that stands under no heading.
    pub fn new(icon: &'static str, text: impl Into<String>, run: Callback<()>) -> Self {
        Self {
            icon,
            text: text.into(),
            hint: "",
            part: "",
            run,
        }
    }

    /// With this at its right end.
    pub const fn with_hint(mut self, hint: &'static str) -> Self {
        self.hint = hint;
        self
    }

    /// Under this heading.
    pub const fn in_part(mut self, part: &'static str) -> Self {
        self.part = part;
        self
    }
}

/// A button with a menu; its entries are made when it opens.
#[component]
pub fn MenuButton(
    /// The button's class.
    class: &'static str,
    /// Its name.
    label: &'static str,
    /// Its icon.
    icon: &'static str,
    /// Whether the name is shown beside the icon.
    #[prop(optional)]
    named: bool,
    /// The heading of the menu.
    #[prop(optional)]
    title: &'static str,
    /// What stands in the menu when it has no entries.
    #[prop(optional)]
    empty: &'static str,
    /// The entries.
    items: Callback<(), Vec<MenuItem>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let anchor = NodeRef::<Div>::new();
    let close_outside = move |event: leptos::ev::FocusEvent| {
        // The focus also leaves when the menu goes with what it stands in, and
        // then there is nothing to close any more.
        let inside = anchor.try_get_untracked().flatten().is_some_and(|anchor| {
            let next = event.related_target().and_then(|it| it.dyn_into().ok());
            anchor.contains(next.as_ref())
        });
        if !inside {
            open.try_set(false);
        }
    };
    let menu = NodeRef::<Div>::new();
    Effect::new(move || {
        if menu.get().is_some() {
            focus_item(menu, 0);
        }
    });
    view! {
        <div class="menu-anchor" node_ref=anchor on:focusout=close_outside on:keydown=move |event| move_focus(&event, anchor, open)>
            <button
                class=class
                aria-label=label
                title=label
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|open| *open = !*open)
            >
                <Ui name=icon />
                {named.then(|| view! { <span>{label}</span> })}
            </button>
            <Show when=move || open.get()>
                <div class="menu" role="menu" aria-label=label node_ref=menu>
                    {(!title.is_empty()).then(|| view! { <div class="menu-title">{title}</div> })}
                    {
                        let items = items.run(());
                        if items.is_empty() {
                            view! { <p class="menu-title">{empty}</p> }.into_any()
                        } else {
                            let parts = items.chunk_by(|one, next| one.part == next.part);
                            parts.map(|items| part(items.to_vec(), anchor, open)).collect_view().into_any()
                        }
                    }
                </div>
            </Show>
        </div>
    }
}

/// The entries beneath one heading.
fn part(items: Vec<MenuItem>, anchor: NodeRef<Div>, open: RwSignal<bool>) -> AnyView {
    let title = items.first().map_or("", |item| item.part);
    let entry = |item: MenuItem| {
        view! {
            <button class="menu-item" role="menuitem" tabindex="-1" on:click=move |_| {
                // The entry is about to go; what it does may take the focus on.
                focus_button(anchor);
                open.set(false);
                item.run.run(());
            }>
                <Ui name=item.icon />
                <span>{item.text}</span>
                {(!item.hint.is_empty()).then(|| view! { <kbd>{item.hint}</kbd> })}
            </button>
        }
    };
    let entries = items.into_iter().map(entry).collect_view();
    if title.is_empty() {
        return entries.into_any();
    }
    view! {
        <div class="menu-part" role="group" aria-label=title>
            <div class="menu-title" aria-hidden="true">{title}</div>
            {entries}
        </div>
    }
    .into_any()
}

/// Puts the focus back on the button that opened the menu.
fn focus_button(anchor: NodeRef<Div>) {
    let button = anchor
        .get_untracked()
        .and_then(|anchor| anchor.query_selector("button").ok().flatten())
        .and_then(|button| button.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(button) = button {
        let _ = button.focus();
    }
}

/// Puts the focus on an entry of the menu, counted around.
pub fn focus_item(anchor: NodeRef<Div>, index: i32) {
    let Some(anchor) = anchor.get_untracked() else {
        return;
    };
    let Ok(items) = anchor.query_selector_all("[role=menuitem]") else {
        return;
    };
    let count = i32::try_from(items.length()).unwrap_or(0);
    if count == 0 {
        return;
    }
    let item = items.get(index.rem_euclid(count).unsigned_abs());
    if let Some(item) = item.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = item.focus();
    }
}

/// Which entry has the focus.
pub fn focused_item(anchor: NodeRef<Div>) -> Option<i32> {
    let items = anchor
        .get_untracked()?
        .query_selector_all("[role=menuitem]")
        .ok()?;
    let active = document().active_element()?;
    (0..items.length())
        .find(|index| items.get(*index).as_ref() == Some(active.as_ref()))
        .and_then(|index| i32::try_from(index).ok())
}

fn move_focus(event: &KeyboardEvent, anchor: NodeRef<Div>, open: RwSignal<bool>) {
    if !open.get_untracked() {
        return;
    }
    let here = focused_item(anchor);
    match event.key().as_str() {
        "Escape" => {
            open.set(false);
            focus_button(anchor);
        }
        "ArrowDown" => focus_item(anchor, here.map_or(0, |here| here + 1)),
        "ArrowUp" => focus_item(anchor, here.map_or(-1, |here| here - 1)),
        "Home" => focus_item(anchor, 0),
        "End" => focus_item(anchor, -1),
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}
