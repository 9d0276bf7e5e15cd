//! How long things take, for whoever looks into why an edit is slow.

use leptos::prelude::window;
use wasm_bindgen::JsValue;

/// What in the window asks for times: `globalThis.campusTiming = true` in the console,
/// or `benches/browser`. Unasked nothing is noted: the notes of a move cost more than what
/// they measure.
const ASKED: &str = "campusTiming";

/// Does something and, where times are asked for, notes in the browser's User
/// Timing how long it took, for the profiler and for `benches/browser`.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let window = window();
    let is_asked = js_sys::Reflect::get(&window, &JsValue::from_str(ASKED))
        .is_ok_and(|asked| asked.is_truthy());
    let Some(performance) = is_asked.then(|| window.performance()).flatten() else {
        return work();
    };
    // The latest of each is enough: a page is open for hours.
    performance.clear_measures_with_measure_name(name);
    let _ = performance.mark(name);
    let done = work();
    let _ = performance.measure_with_start_mark(name, name);
    performance.clear_marks_with_mark_name(name);
    done
}
