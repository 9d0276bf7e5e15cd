//! Waiting for a moment in which nobody does anything.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long such a moment is waited for at most, and how long in browsers that know none,
/// in milliseconds.
const LONGEST: i32 = 500;
const UNKNOWN: i32 = 50;

/// Waits until the browser has nothing more urgent to do, or for a while.
pub async fn idle() {
    let promise = Promise::new(&mut |resolve, _| {
        let window = window();
        // Safari has no such call.
        let ask = Reflect::get(&window, &JsValue::from_str("requestIdleCallback"));
        let ask = ask.ok().and_then(|ask| ask.dyn_into::<Function>().ok());
        let asked = ask.is_some_and(|ask| {
            let options = Object::new();
            let _ = Reflect::set(&options, &JsValue::from_str("timeout"), &LONGEST.into());
            ask.call2(&window, &resolve, &options).is_ok()
        });
        if !asked {
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, UNKNOWN);
        }
    });
    let _ = JsFuture::from(promise).await;
}
