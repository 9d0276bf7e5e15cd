//! Whoever draws by the size of an element is told when it gets another one.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Measures an element now and whenever it gets another size, as long as the effect lasts
/// in which this is called.
pub fn on_resize(element: &web_sys::Element, measure: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(measure);
    if let Ok(observer) = web_sys::ResizeObserver::new(callback.as_ref().unchecked_ref()) {
        observer.observe(element);
        let watching = StoredValue::new_local((observer, callback));
        on_cleanup(move || watching.with_value(|(observer, _)| observer.disconnect()));
    }
}
