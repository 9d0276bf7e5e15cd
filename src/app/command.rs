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

/// A part of the menu of the top bar, in the order of the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MenuPart {
    /// What the page is shown for.
    Views,
    /// The document as a whole.
    Document,
    /// What can be taken away; where the top bar has no menu of it.
    Export,
    /// What is drawn.
    Drawing,
    /// What stands around the drawing.
    Panels,
    /// How the page looks.
    Settings,
    /// Where to look things up.
    Help,
}

impl MenuPart {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Views,
        Self::Document,
        Self::Export,
        Self::Drawing,
        Self::Panels,
        Self::Settings,
        Self::Help,
    ];

    /// The heading over it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Views => "Views",
            Self::Document => "Document",
            Self::Export => "Export",
            Self::Drawing => "Drawing",
            Self::Panels => "Panels",
            Self::Settings => "Settings",
            Self::Help => "Help",
        }
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
    /// Where the menu of the top bar has it, for those without a keyboard.
    pub menu: Option<MenuPart>,
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
        menu: None,
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
    pub const fn in_menu(mut self, part: MenuPart) -> Self {
        self.menu = Some(part);
        self
    }
}
