//! Files and the browser's storage: opening, keeping, downloading.

use gloo_file::Blob;
use gloo_file::ObjectUrl;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::parts::toast::Tone;
use super::store::Store;
use crate::architecture::Document;

/// Hands a text to the browser as a file to save.
pub fn download(name: &str, kind: &str, text: &str) {
    let url = ObjectUrl::from(Blob::new_with_options(text, Some(kind)));
    let anchor = document()
        .create_element("a")
        .ok()
        .and_then(|it| it.dyn_into::<web_sys::HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser reads the address after the click; give it time.
    set_timeout(move || drop(url), std::time::Duration::from_secs(60));
}

/// The name of a file for a document: its title in what every system takes.
pub fn file_name(title: &str, ending: &str) -> String {
    format!("{}.{ending}", crate::editor::actions::file_stem(title))
}

/// Saves the open document as a file.
pub fn download_document(store: Store) {
    let (name, text) = store.peek(|it| {
        let document = it.document();
        (
            file_name(&document.title, "campus.json"),
            document.to_json(),
        )
    });
    download(&name, "application/json", &text);
    store.toast(Tone::Done, format!("{name} was downloaded."));
}

/// Opens a file that somebody picked or dropped. What is open stays open when
/// the file is refused; `refused` is told why.
pub fn open(store: Store, file: web_sys::File, refused: RwSignal<Option<String>>) {
    let name = file.name();
    if file.size() > crate::architecture::file::MAX_BYTES as f64 {
        let error = crate::architecture::file::FileError::TooLarge {
            bytes: file.size() as usize,
        };
        refused.set(Some(format!("{name} was not opened: {error}.")));
        return;
    }
    leptos::task::spawn_local(async move {
        let file = gloo_file::File::from(file);
        let text = gloo_file::futures::read_as_text(&file).await;
        let result = match text {
            Ok(text) => Document::from_json(&text).map_err(|error| error.to_string()),
            Err(error) => Err(error.to_string()),
        };
        match result {
            Ok(document) => {
                refused.set(None);
                store.open(document);
            }
            Err(why) => refused.set(Some(format!("{name} was not opened: {why}."))),
        }
    });
}
