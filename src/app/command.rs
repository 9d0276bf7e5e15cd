//! What an action is: its name, its key, and what it does.

use leptos::prelude::*;

use super::canvas::{CanvasTools, use_canvas};
use super::state::{Mode, Store, use_store};
use super::storage::{Keeper, use_keeper};

/// What an action may act on: the store, the view of the canvas, the keeper.
#[derive(Clone, Copy)]
pub struct Page {
    /// The store.
    pub store: Store,
    /// The canvas.
    pub canvas: CanvasTools,
    /// What keeps and opens documents.
    pub keeper: Keeper,
}

/// The page, from the context.
pub fn use_page() -> Page {
    Page {
        store: use_store(),
        canvas: use_canvas(),
        keeper: use_keeper(),
    }
}

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
    /// Whether the menu of the top bar has it, for those without a keyboard.
    pub in_menu: bool,
    /// Whether it is about the drawing and its panels, which are in sight only
    /// while one builds.
    pub builds: bool,
    /// Whether the browser itself asks for it when its key is pressed, as for
    /// the clipboard, which it opens only then.
    pub by_browser: bool,
    run: fn(Page),
}

/// An action.
pub const fn command(
    title: &'static str,
    icon: &'static str,
    key: &'static str,
    run: fn(Page),
) -> Command {
    Command {
        title,
        icon,
        key,
        in_menu: false,
        builds: false,
        by_browser: false,
        run,
    }
}

impl Command {
    /// Does it, where it can be seen.
    pub fn start(&self, page: Page) {
        if self.builds {
            page.store.mode.set(Mode::Build);
        }
        (self.run)(page);
    }

    /// It is about the drawing and its panels.
    pub const fn builds(mut self) -> Self {
        self.builds = true;
        self
    }

    /// The browser asks for it by itself.
    pub const fn by_browser(mut self) -> Self {
        self.by_browser = true;
        self
    }

    /// The menu of the top bar has it.
    pub const fn in_menu(mut self) -> Self {
        self.in_menu = true;
        self
    }
}
