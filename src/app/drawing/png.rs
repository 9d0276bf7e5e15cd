//! A picture in points: the browser draws the SVG, which has all its icons in
//! it, and hands the points over.

use gloo::file::{Blob, ObjectUrl};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;

use crate::app::files;
use crate::app::state::{Store, Tone};

/// The largest side and the most points that every browser draws.
const MOST_SIDE: f64 = 16_000.0;
const MOST_POINTS: f64 = 64_000_000.0;

/// A picture as an address that an `<img>` takes.
pub fn address(picture: &str) -> String {
    let encoded = String::from(js_sys::encode_uri_component(picture));
    format!("data:image/svg+xml,{encoded}")
}

/// Saves a picture so many times as large as its drawing.
pub fn save(store: Store, name: String, picture: String, scale: u8) {
    leptos::task::spawn_local(async move {
        if drawn(store, &name, &picture, scale).await.is_none() {
            let words = "This browser could not draw the picture. Save it as SVG instead.";
            store.toast(Tone::Error, words);
        }
    });
}

async fn drawn(store: Store, name: &str, picture: &str, scale: u8) -> Option<()> {
    let image = web_sys::HtmlImageElement::new().ok()?;
    image.set_src(&address(picture));
    JsFuture::from(image.decode()).await.ok()?;
    let (w, h) = (
        f64::from(image.natural_width()),
        f64::from(image.natural_height()),
    );
    let most = (MOST_SIDE / w.max(h)).min((MOST_POINTS / (w * h)).sqrt());
    let by = f64::from(scale).min(most);
    let canvas: web_sys::HtmlCanvasElement =
        document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width((w * by).round() as u32);
    canvas.set_height((h * by).round() as u32);
    let context: web_sys::CanvasRenderingContext2d =
        canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (wide, tall) = (f64::from(canvas.width()), f64::from(canvas.height()));
    context
        .draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, wide, tall)
        .ok()?;
    let name = name.to_owned();
    let smaller = by < f64::from(scale);
    let hand_over = Closure::once_into_js(move |blob: Option<web_sys::Blob>| {
        let Some(blob) = blob else {
            store.toast(Tone::Error, "This browser could not write the picture.");
            return;
        };
        files::hand_over(&name, ObjectUrl::from(Blob::from(blob)));
        let note = match smaller {
            true => format!("{name} was downloaded, as large as browsers draw."),
            false => format!("{name} was downloaded."),
        };
        store.toast(Tone::Done, note);
    });
    canvas.to_blob(hand_over.unchecked_ref()).ok()
}
