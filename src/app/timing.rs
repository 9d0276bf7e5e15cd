//! How long things take, for whoever looks into why an edit is slow.

use leptos::prelude::window;

/// Does something and notes in the browser's User Timing how long it took, for
/// the profiler and for `benches/browser`.
pub fn measured<T>(name: &str, work: impl FnOnce() -> T) -> T {
    let Some(performance) = window().performance() else {
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
