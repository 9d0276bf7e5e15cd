//! A test of a value: how it compares, and with what.

use leptos::prelude::*;
use serde_json::Value;

use super::field::{Line, Pick};
use crate::course::lab::forms::{self, COMPARES, COMPARES_NUMBERS, Chosen};

/// The form of a test.
#[component]
pub fn TestForm(
    /// What is tested.
    #[prop(into)]
    label: String,
    /// The test.
    #[prop(into)]
    value: Signal<Option<Value>>,
    /// Told of another one.
    on_change: Callback<Option<Value>>,
    /// Whether it is a number.
    numbers: bool,
    /// Whether there need not be one.
    optional: bool,
    /// What the value can be, where that is a list.
    #[prop(into)]
    listed: Signal<Vec<Chosen>>,
) -> impl IntoView {
    let parts = Memo::new(move |_| value.with(|it| it.as_ref().map(forms::test_parts)));
    let op = Signal::derive(move || {
        parts.with(|it| it.as_ref().map_or(String::new(), |it| it.0.clone()))
    });
    let typed = Signal::derive(move || {
        parts.with(|it| it.as_ref().map_or(String::new(), |it| it.1.clone()))
    });
    let all: Vec<Chosen> = if numbers {
        pairs(&COMPARES_NUMBERS)
    } else {
        pairs(&COMPARES)
    };
    let compared = move |op: String| {
        on_change.run(match op.as_str() {
            "" => None,
            op => Some(forms::test_of(op, &typed.get_untracked())),
        });
    };
    let written = move |text: String| {
        let op = op.get_untracked();
        let op = if op.is_empty() { "eq" } else { &op };
        on_change.run(Some(forms::test_of(op, &text)));
    };
    let has_list = Memo::new(move |_| {
        // What is compared in another way is typed.
        listed.with(|it| !it.is_empty()) && op.with(|it| ["", "eq", "not"].contains(&it.as_str()))
    });
    let is_set = Memo::new(move |_| op.with(|it| it == "set"));
    let name = label.clone();
    view! {
        <div class="lab-test">
            <Pick
                label=label
                choices=Signal::stored(all)
                value=op
                on_change=Callback::new(compared)
                none=if optional { "(does not matter)".to_owned() } else { String::new() }
            />
            {move || {
                let label = format!("{name}: value");
                match (is_set.get(), has_list.get()) {
                    (true, _) => view! {
                        <Pick
                            label
                            choices=Signal::stored(vec![("true".to_owned(), "yes".to_owned()), ("false".to_owned(), "no".to_owned())])
                            value=typed
                            on_change=Callback::new(written)
                        />
                    }.into_any(),
                    (false, true) => view! {
                        <Pick label choices=listed value=typed on_change=Callback::new(written) none="Choose…" />
                    }.into_any(),
                    (false, false) => view! {
                        <Line label value=typed on_change=Callback::new(written) />
                    }.into_any(),
                }
            }}
        </div>
    }
}

fn pairs(all: &[(&str, &str)]) -> Vec<Chosen> {
    let both = |(code, text): &(&str, &str)| ((*code).to_owned(), (*text).to_owned());
    all.iter().map(both).collect()
}
