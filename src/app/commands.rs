//! Every action in one table: what it is called, its key, and what it does.
//! The command palette, the keys, the menus and the list of shortcuts all
//! read it.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::dock::template;
use super::files;
use super::store::{Dialog, DockTab, Format, Layer, Screen, Store};
use super::theme::{self, Theme};
use crate::editor::Session;

/// One action.
#[derive(Clone, Copy, Debug)]
pub struct Command {
    /// What it is called.
    pub title: &'static str,
    /// Its icon.
    pub icon: &'static str,
    /// Its key, as shown; empty for none. `Ctrl` stands for Command on a Mac
    /// too.
    pub key: &'static str,
    /// Does it.
    pub run: fn(Store),
}

const fn command(
    title: &'static str,
    icon: &'static str,
    key: &'static str,
    run: fn(Store),
) -> Command {
    Command {
        title,
        icon,
        key,
        run,
    }
}

/// What can be taken away.
pub const EXPORTS: &[Command] = &[
    command("CloudFormation as YAML", "download", "", |store| {
        template::download(store, Format::Yaml);
    }),
    command("CloudFormation as JSON", "download", "", |store| {
        template::download(store, Format::Json);
    }),
    command(
        "Cloud Campus file",
        "file",
        "Ctrl+S",
        files::download_document,
    ),
];

/// The other actions.
pub const COMMANDS: &[Command] = &[
    command("Send a request", "play", "R", send_request),
    command("Undo", "undo", "Ctrl+Z", Store::undo),
    command("Redo", "redo", "Ctrl+Shift+Z", Store::redo),
    command(
        "Delete the selection",
        "trash",
        "Delete",
        Store::delete_selection,
    ),
    command("Select everything", "cursor", "Ctrl+A", select_all),
    command("Show findings", "warning", "F", |store| {
        store.show(DockTab::Findings)
    }),
    command("Show the template", "file", "T", |store| {
        store.show(DockTab::Template)
    }),
    command("Show the audit log", "book", "", |store| {
        store.show(DockTab::Audit)
    }),
    command(
        "Fold or unfold the panel",
        "chevron-down",
        "Ctrl+J",
        |store| {
            store.dock_open.update(|open| *open = !*open);
        },
    ),
    command("Layer: Structure", "map", "1", |store| {
        store.layer.set(Layer::Structure)
    }),
    command("Layer: Routing", "map", "2", |store| {
        store.layer.set(Layer::Routing)
    }),
    command("Layer: Security", "lock", "3", |store| {
        store.layer.set(Layer::Security)
    }),
    command("Explain every setting", "info", "", |store| {
        store.explained.update(|on| *on = !*on)
    }),
    command("Theme: as the system", "sun", "", |_| {
        theme::choose(Theme::System)
    }),
    command("Theme: light", "sun", "", |_| theme::choose(Theme::Light)),
    command("Theme: dark", "moon", "", |_| theme::choose(Theme::Dark)),
    command("Back to the start screen", "folder", "", |store| {
        store.screen.set(Screen::Start)
    }),
    command("All commands", "command", "Ctrl+K", |store| {
        store.dialog.set(Some(Dialog::Commands))
    }),
    command("Keyboard shortcuts", "info", "?", |store| {
        store.dialog.set(Some(Dialog::Shortcuts))
    }),
];

/// All actions.
pub fn all() -> impl Iterator<Item = &'static Command> {
    COMMANDS.iter().chain(EXPORTS)
}

/// Shows the request panel and plays.
pub fn send_request(store: Store) {
    store.show(DockTab::Request);
    super::dock::request::send(store);
}

fn select_all(store: Store) {
    let ids: Vec<_> = store.peek(|it: &Session| {
        it.document()
            .architecture
            .resources()
            .map(|(id, _)| id.clone())
            .collect()
    });
    store.select(ids);
}

/// Runs the command whose key was pressed anywhere on the page. What a field
/// or a dialog needs for itself stays theirs.
pub fn on_key(store: Store, event: &KeyboardEvent) {
    if event.default_prevented() || store.screen.get_untracked() != Screen::Editor {
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let typing = event
        .target()
        .and_then(|it| it.dyn_into::<web_sys::Element>().ok())
        .is_some_and(|it| {
            it.closest("input, textarea, select, dialog")
                .ok()
                .flatten()
                .is_some()
        });
    let pressed = pressed(event);
    let own = matches!(pressed.as_str(), "Ctrl+K" | "Ctrl+S" | "Ctrl+J");
    if typing && !own {
        return;
    }
    // Without Control a letter belongs to whatever has the focus if it is a
    // button that reacts to it; letters do not, so only Enter and Space are
    // out of reach, and no command uses those.
    let wanted = match (pressed.as_str(), control) {
        ("Backspace", false) => "Delete",
        ("Ctrl+Y", _) => "Ctrl+Shift+Z",
        (other, _) => other,
    };
    if let Some(command) = all().find(|command| command.key == wanted) {
        event.prevent_default();
        (command.run)(store);
    }
}

/// A pressed key as the table writes it.
fn pressed(event: &KeyboardEvent) -> String {
    let key = event.key();
    let mut text = String::new();
    if event.ctrl_key() || event.meta_key() {
        text.push_str("Ctrl+");
        if event.shift_key() {
            text.push_str("Shift+");
        }
    }
    if event.alt_key() {
        text.push_str("Alt+");
    }
    if key.chars().count() == 1 {
        text.push_str(&key.to_uppercase());
    } else {
        text.push_str(&key);
    }
    text
}
