//! The letters of pictures, fetched when somebody saves one.

use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::picture::Fonts;
use crate::picture::fonts::FILES;

/// Both weights; nothing where one does not come.
pub async fn fetch() -> Option<Fonts> {
    let [regular, semibold] = FILES;
    Some(Fonts {
        regular: file(regular).await?,
        semibold: file(semibold).await?,
    })
}

async fn file(name: &str) -> Option<Vec<u8>> {
    let answer = JsFuture::from(window().fetch_with_str(name)).await.ok()?;
    let answer: web_sys::Response = answer.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&bytes).to_vec())
}
