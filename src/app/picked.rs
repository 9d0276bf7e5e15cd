//! Files that somebody picks or drops, opened.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::files::ACCEPTED;
use super::state::{Mode, Tone, WantedRun};
use super::storage::{Keeper, Told};
use crate::architecture::Document;
use crate::course::lab::pack;
use crate::course::lesson::Files;
use crate::simulation::Run;
use crate::simulation::drills::saved;
use crate::text::isolated;

/// Lets somebody pick a file, and opens it.
pub fn pick(keeper: Keeper) {
    let picker = document()
        .create_element("input")
        .ok()
        .and_then(|it| it.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(picker) = picker else {
        return;
    };
    picker.set_type("file");
    picker.set_accept(ACCEPTED);
    let picked = Closure::once_into_js({
        let picker = picker.clone();
        move || {
            if let Some(file) = picker.files().and_then(|files| files.get(0)) {
                open(keeper, file);
            }
        }
    });
    picker.set_onchange(Some(picked.unchecked_ref()));
    picker.click();
}

/// What a file holds.
enum Opened {
    Document(Document),
    Run(Run),
    Lab(Files),
}

/// Opens a file that somebody picked or dropped: a document, a run, which is
/// played again, or a lab. What is open stays open when
/// the file is refused; the page says why.
pub fn open(keeper: Keeper, file: web_sys::File) {
    let name = file.name();
    let refused = move |why: String| {
        let words = format!("{} was not opened: {why}.", isolated(&name));
        if keeper.store().screen.get_untracked().has_document() {
            keeper.store().toast(Tone::Error, words);
        } else {
            keeper.front.told.set(Some(Told::refused(words)));
        }
    };
    if file.size() > crate::architecture::file::MAX_BYTES as f64 {
        let error = crate::architecture::file::FileError::TooLarge {
            bytes: file.size() as usize,
        };
        refused(error.to_string());
        return;
    }
    leptos::task::spawn_local(async move {
        let file = gloo::file::File::from(file);
        if file.name().to_lowercase().ends_with(".zip") {
            let bytes = gloo::file::futures::read_as_bytes(&file).await;
            let read = bytes.map_err(|error| error.to_string());
            match read.and_then(|it| pack::from_zip(&it)) {
                Ok(files) => keeper.take_lab(files),
                Err(why) => refused(why),
            }
            return;
        }
        let text = gloo::file::futures::read_as_text(&file).await;
        let result = match text {
            Ok(text) if pack::is_lab(&text) => pack::from_text(&text).map(Opened::Lab),
            Ok(text) if saved::is_run(&text) => saved::read(&text)
                .map(Opened::Run)
                .map_err(|error| error.to_string()),
            Ok(text) => Document::from_json(&text)
                .map(Opened::Document)
                .map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match result {
            Ok(Opened::Document(document)) => {
                keeper.open_document(document);
            }
            Ok(Opened::Lab(files)) => keeper.take_lab(files),
            Ok(Opened::Run(run)) => {
                if !keeper.open_document(run.document.clone()) {
                    return;
                }
                let store = keeper.store();
                store.turn(Mode::ControlRoom);
                store.wanted_run.set(Some(WantedRun::Saved(Box::new(run))));
            }
            Err(why) => refused(why),
        }
    });
}
