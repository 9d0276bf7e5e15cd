//! Every action in one table: what it is called, its key, and what it does.
//! The command palette, the keys, the menus and the list of shortcuts all
//! read it.

mod editing;
mod local_keys;

use leptos::prelude::*;

use super::command::{MenuPart, command};
use super::dock::template;
use super::drawing::{self, ALIGNMENTS, DRAWING};
use super::files;
use super::parts::focus_element;
use super::picked;
use super::state::{
    Dialog, DockTab, Format, LabPage, Layer, Mode, Reference, Screen, Sheet, Side, Store, Tone,
};
use super::theme::{self, Theme};
use super::{outline, palette, regions};

pub use super::command::{Command, Page, use_page};
pub use local_keys::LOCAL_KEYS;

/// What can be taken away.
pub const EXPORTS: &[Command] = &[
    command("CloudFormation as YAML", "download", "", |page| {
        template::download(page.store, Format::Yaml);
    }),
    command("CloudFormation as JSON", "download", "", |page| {
        template::download(page.store, Format::Json);
    }),
    command("Cloud Campus file", "file", "Ctrl+S", |page| {
        files::download_document(page.store);
    }),
    command("Picture: SVG, PNG, Mermaid", "download", "", |page| {
        page.store.dialog.set(Some(Dialog::Picture));
    }),
    command("Print the drawing", "file", "Ctrl+P", drawing::print).builds(),
];

/// The other actions.
pub const COMMANDS: &[Command] = &[
    command("Send a request", "play", "R", |page| {
        send_request(page.store)
    })
    .builds(),
    command("Build", "build", "Alt+1", |page| {
        page.store.turn(Mode::Build)
    })
    .in_menu(MenuPart::Views),
    command("Control room", "bell", "Alt+2", |page| {
        page.store.turn(Mode::ControlRoom)
    })
    .in_menu(MenuPart::Views),
    command("Review", "check-circle", "Alt+3", |page| {
        page.store.turn(Mode::Review)
    })
    .in_menu(MenuPart::Views),
    command("Show to a class", "present", "Alt+4", |page| {
        show_to_a_class(page)
    })
    .in_menu(MenuPart::Views),
    command("Play this sitting again", "restart", "", |page| {
        page.keeper.replay()
    })
    .in_menu(MenuPart::Views),
    command("New architecture", "plus", "", |page| {
        page.keeper.open_new()
    })
    .in_menu(MenuPart::Document),
    command("Open a file", "folder", "", |page| {
        picked::pick(page.keeper)
    })
    .in_menu(MenuPart::Document),
    command("Share a link", "share", "", |page| {
        page.store.dialog.set(Some(Dialog::Share))
    })
    .in_menu(MenuPart::Document),
    command("Duplicate this architecture", "duplicate", "", |page| {
        page.keeper.duplicate_open()
    })
    .in_menu(MenuPart::Document),
    command("Delete this architecture", "trash", "", |page| {
        page.keeper.delete_open()
    }),
    command("Make a lab of this", "flag", "", make_lab).in_menu(MenuPart::Document),
    command("Back to the start screen", "file", "", |page| {
        page.keeper.leave()
    })
    .in_menu(MenuPart::Document),
    command("Undo", "undo", "Ctrl+Z", |page| page.store.undo()).in_menu(MenuPart::Drawing),
    command("Redo", "redo", "Ctrl+Shift+Z", |page| page.store.redo()).in_menu(MenuPart::Drawing),
    command("Delete the selection", "trash", "Delete", |page| {
        page.store.delete_selection()
    })
    .builds(),
    command("Select everything", "cursor", "Ctrl+A", |page| {
        page.canvas.select_all()
    })
    .builds(),
    command("Show everything", "fit", "Shift+1", |page| {
        page.canvas.fit()
    })
    .builds(),
    command("Zoom to 100 %", "fit", "Shift+0", |page| {
        page.canvas.actual_size()
    })
    .builds(),
    command("Zoom in", "plus", "+", |page| page.canvas.zoom(true)).builds(),
    command("Zoom out", "minus", "-", |page| page.canvas.zoom(false)).builds(),
    command("Show what can be built", "build", "B", |page| {
        show_side(page.store, Side::Build)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Show the outline", "tree", "O", |page| {
        show_side(page.store, Side::Outline)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Show findings", "warning", "F", |page| {
        page.store.show(DockTab::Findings)
    })
    .builds(),
    command("Who reaches whom", "map", "", |page| {
        page.store.show(DockTab::Reach)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Show the journeys", "check-circle", "", |page| {
        page.store.show(DockTab::Journeys)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Restore everything that failed", "restart", "", |page| {
        page.store.what_if.restore_all()
    })
    .builds(),
    command("Show the template", "file", "T", |page| {
        page.store.show(DockTab::Template)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Show the audit log", "book", "L", |page| {
        page.store.show(DockTab::Audit)
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command(
        "Fold or unfold the panel",
        "chevron-down",
        "Ctrl+J",
        |page| {
            page.store.dock_open.update(|open| *open = !*open);
        },
    )
    .builds(),
    command("Layer: Structure", "map", "1", |page| {
        page.store.layer.set(Layer::Structure)
    })
    .builds()
    .in_menu(MenuPart::Drawing),
    command("Layer: Routing", "map", "2", |page| {
        page.store.layer.set(Layer::Routing)
    })
    .builds()
    .in_menu(MenuPart::Drawing),
    command("Layer: Security", "lock", "3", |page| {
        page.store.layer.set(Layer::Security)
    })
    .builds()
    .in_menu(MenuPart::Drawing),
    command(
        "Predict first where a request ends, or not",
        "target",
        "",
        |page| {
            let request = page.store.request;
            request.predict(!request.predicts.get_untracked());
        },
    )
    .builds(),
    command("Explain every setting", "info", "E", |page| {
        page.store.explained.update(|on| *on = !*on)
    })
    .builds()
    .in_menu(MenuPart::Settings),
    command("Theme: as the system", "sun", "", |_| {
        theme::choose(Theme::System)
    })
    .in_menu(MenuPart::Settings),
    command("Theme: light", "sun", "", |_| theme::choose(Theme::Light)).in_menu(MenuPart::Settings),
    command("Theme: dark", "moon", "", |_| theme::choose(Theme::Dark)).in_menu(MenuPart::Settings),
    command("To the next part of the page", "arrow-right", "F6", |_| {
        regions::cycle(false)
    }),
    command(
        "To the part of the page before",
        "arrow-right",
        "Shift+F6",
        |_| regions::cycle(true),
    ),
    command("Inspect what is selected", "inspect", "I", |page| {
        page.canvas.inspect()
    })
    .builds()
    .in_menu(MenuPart::Panels),
    command("Settings", "text-size", "Ctrl+,", |page| {
        page.store.dialog.set(Some(Dialog::Settings))
    })
    .in_menu(MenuPart::Settings),
    command("All commands", "command", "Ctrl+K", |page| {
        page.store.dialog.set(Some(Dialog::Commands))
    })
    .in_menu(MenuPart::Help),
    command("Rule reference", "book", "W", |page| {
        page.store.reference.set(Some(Reference::default()))
    })
    .in_menu(MenuPart::Help),
    command("Keyboard shortcuts", "info", "?", |page| {
        page.store.dialog.set(Some(Dialog::Shortcuts))
    })
    .in_menu(MenuPart::Help),
];

/// All actions.
pub fn all() -> impl Iterator<Item = &'static Command> {
    COMMANDS
        .iter()
        .chain(editing::EDITING)
        .chain(DRAWING)
        .chain(ALIGNMENTS)
        .chain(EXPORTS)
}

/// Makes a lab of the open drawing.
fn make_lab(page: Page) {
    let drawing = page.store.peek(|it| it.settled_document().into_owned());
    page.keeper.make_lab(Some(drawing), false);
}

/// Shows the chapter to a class, or what is open.
fn show_to_a_class(page: Page) {
    match page.store.screen.get_untracked() {
        Screen::Lesson(number) if number > 0 => page.keeper.open_class(number),
        Screen::Lab(_, LabPage::Build) => {
            let words = "A lab is shown as those see it who solve it: try it first.";
            page.store.toast(Tone::Error, words);
        }
        Screen::Editor | Screen::Lesson(_) | Screen::Lab(..) => {
            page.store.sheet.set(None);
            page.store.mode.set(Mode::Class);
        }
        _ => {}
    }
}

/// Shows the request panel and plays; the focus goes to what is asked for, or else to
/// what is played.
pub fn send_request(store: Store) {
    super::dock::request::send_or_ask(store);
}

/// Shows one side of the left panel and goes there.
fn show_side(store: Store, side: Side) {
    store.side.set(side);
    store.sheet.set(Some(Sheet::Left));
    focus_element(match side {
        Side::Build => palette::SEARCH,
        Side::Outline => outline::TREE,
    });
}
