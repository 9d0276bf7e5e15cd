//! What is said to those who hear the page. One live region stands in the page from its
//! first byte on (`index.html`), because a region that comes together with its words is
//! not heard; what is said at about the same time is said together.

use std::cell::RefCell;
use std::time::Duration;

use leptos::prelude::*;

/// The element id of the region.
const REGION: &str = "said";
/// How long a sentence waits for others.
const TOGETHER: Duration = Duration::from_millis(250);

thread_local! {
    static WAITING: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Says something, politely, with whatever else is said until then.
pub fn say(words: impl Into<String>) {
    let words = words.into();
    if words.trim().is_empty() {
        return;
    }
    let begins = WAITING.with_borrow_mut(|waiting| {
        let begins = waiting.is_empty();
        if !waiting.contains(&words) {
            waiting.push(words);
        }
        begins
    });
    if begins {
        set_timeout(speak, TOGETHER);
    }
}

fn speak() {
    let words = WAITING.take().join(" ");
    if let Some(region) = document().get_element_by_id(REGION) {
        // The same words a second time are a change only if they are not quite the same.
        let again = region.text_content().is_some_and(|before| before == words);
        let words = if again { words + "\u{a0}" } else { words };
        region.set_text_content(Some(&words));
    }
}
