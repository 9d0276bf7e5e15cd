//! A name is written anew where it stands: selected, so that typing replaces it.
//! Enter and going elsewhere keep it, Escape takes it back; Tab keeps it and goes on to the
//! next thing, as it does from the thing itself.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::tools::{CanvasTools, use_canvas};
use crate::architecture::{Edit, ResourceId};
use crate::editor::scene::{name_place, switch};

/// A double click on a thing.
pub fn under(tools: CanvasTools, event: &MouseEvent) {
    if tools.only_shows() {
        return;
    }
    let world = tools.view.get_untracked().to_world(tools.at(event));
    let hit = tools.scene.with_untracked(|scene| {
        let thing = scene.thing_at(world)?;
        // Two presses on what collapses a box are two presses.
        let place = switch(thing, scene.rect_of(thing));
        let switches = place.is_some_and(|it| it.contains(world));
        (!switches).then(|| thing.id.owner())
    });
    if let Some(id) = hit {
        tools.store.select_one(&id);
        tools.renaming.set(Some(id));
    }
}

/// The field over the name.
#[component]
pub fn Rename() -> impl IntoView {
    let tools = use_canvas();
    // What is deleted meanwhile, as in another tab, has no name to be written.
    Effect::new(move || {
        let gone =
            |id: &ResourceId| (tools.store).with(|it| it.document().architecture.get(id).is_none());
        if tools.renaming.with(|it| it.as_ref().is_some_and(gone)) {
            tools.renaming.set(None);
            tools.focus_canvas();
        }
    });
    let field = move || {
        let id = tools.renaming.get()?;
        let name = tools.store.peek(|session| {
            let resource = session.document().architecture.get(&id)?;
            Some(resource.name.clone())
        })?;
        Some(view! { <Field id name /> })
    };
    view! { {field} }
}

#[component]
fn Field(id: ResourceId, name: String) -> impl IntoView {
    let tools = use_canvas();
    let element = NodeRef::<Input>::new();
    let done = StoredValue::new(false);
    let named = StoredValue::new(name.clone());
    Effect::new(move || {
        if let Some(input) = element.get() {
            // At once where it is on the page already, so that keys which follow
            // quickly find it.
            let name = named.get_value();
            // The framework may write the name only after this: the same once more moves no
            // cursor, and what is selected now stays so.
            input.set_value(&name);
            let _ = input.focus();
            input.select();
            request_animation_frame(move || {
                if document().active_element().as_ref() != Some(input.as_ref()) {
                    let _ = input.focus();
                }
                // The name may have been written into the field after that.
                if input.value() == name {
                    input.select();
                }
            });
        }
    });
    let close = move || {
        done.set_value(true);
        tools.renaming.set(None);
    };
    let commit = {
        let (id, before) = (id.clone(), name.clone());
        move |text: String| {
            // What goes with the field may still lose the focus.
            if done.try_get_value().unwrap_or(true) {
                return;
            }
            close();
            let text = text.trim().to_owned();
            if !text.is_empty() && text != before {
                let edit = Edit::Rename {
                    id: id.clone(),
                    name: text.clone(),
                };
                tools.store.perform(format!("Rename {before}"), vec![edit]);
            }
        }
    };
    let place = {
        let id = id.clone();
        move || {
            tools.scene.with(|scene| {
                let thing = scene.get(&id)?;
                Some(name_place(thing, scene.rect_of(thing)))
            })
        }
    };
    let at = place.clone();
    // It is as large as any field, however far away the drawing is.
    let style = move || {
        let zoom = tools.view.with(|view| view.zoom);
        let rect = at().unwrap_or_default();
        format!(
            "translate({}px, {}px) scale({})",
            rect.x,
            rect.y,
            1.0 / zoom
        )
    };
    let width = move || {
        let zoom = tools.view.with(|view| view.zoom);
        format!(
            "{}px",
            (place().unwrap_or_default().w * zoom).clamp(120.0, 320.0)
        )
    };
    let on_blur = commit.clone();
    let on = id;
    view! {
        <input
            class="input rename"
            aria-label="New name"
            autocomplete="off"
            spellcheck="false"
            maxlength="255"
            node_ref=element
            style:transform=style
            style:width=width
            prop:value=name
            on:blur=move |event| on_blur(event_target_value(&event))
            on:keydown=move |event| {
                event.stop_propagation();
                match event.key().as_str() {
                    "Escape" => {
                        event.prevent_default();
                        close();
                        tools.focus_selected();
                    }
                    "Enter" => {
                        event.prevent_default();
                        commit(event_target_value(&event));
                        tools.focus_selected();
                    }
                    "Tab" => {
                        commit(event_target_value(&event));
                        // Behind the last thing Tab leaves the canvas, from that thing.
                        tools.focus_selected();
                        super::keyboard::step_from(tools, Some(&on), &event);
                    }
                    _ => {}
                }
            }
        />
    }
}
