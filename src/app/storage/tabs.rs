//! Other tabs of the page: each tells the others what it has written.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "cloud-campus";

/// The revision of a document that was removed or brought back.
pub const REMOVED: u64 = 0;

thread_local! {
    /// The channel between the tabs; none in a browser that has no such thing,
    /// where a tab looks for itself when it is shown and before it writes.
    static TABS: Option<BroadcastChannel> = BroadcastChannel::new(CHANNEL).ok();
}

/// Tells the other tabs that a document has been written as this revision; of the text of a lab,
/// when.
pub fn tell(slot: u32, revision: u64) {
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            // A tab that does not hear of it finds out when it writes.
            let _ = tabs.post_message(&format!("{slot} {revision}").into());
        }
    });
}

/// Hears of the other tabs which document they have written, and as which revision.
pub fn listen(told: impl Fn(u32, u64) + 'static) {
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        let words = event.data().as_string().unwrap_or_default();
        let Some((slot, revision)) = words.split_once(' ') else {
            return;
        };
        if let (Ok(slot), Ok(revision)) = (slot.parse(), revision.parse()) {
            told(slot, revision);
        }
    });
    TABS.with(|tabs| {
        if let Some(tabs) = tabs {
            tabs.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        }
    });
    // It listens as long as the page lives.
    heard.forget();
}
