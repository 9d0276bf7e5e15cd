//! Files: downloading, and which ones can be opened.

use gloo::file::Blob;
use gloo::file::ObjectUrl;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::state::{Store, Tone};

/// Hands a text to the browser as a file to save.
pub fn download(name: &str, kind: &str, text: &str) {
    save(name, Blob::new_with_options(text, Some(kind)));
}

fn save(name: &str, file: Blob) {
    hand_over(name, ObjectUrl::from(file));
}

/// Hands what is at an address to the browser as a file to save.
pub fn hand_over(name: &str, url: ObjectUrl) {
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

/// Hands bytes to the browser as a file to save.
pub fn download_bytes(name: &str, kind: &str, bytes: &[u8]) {
    save(name, Blob::new_with_options(bytes, Some(kind)));
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

/// What can be opened: documents, runs, labs.
pub const ACCEPTED: &str = ".json,.zip,application/json,application/zip";
