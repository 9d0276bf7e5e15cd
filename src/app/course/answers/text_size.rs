//! How large the text of a chapter is read.

use leptos::prelude::*;

use crate::app::parts::Ui;

const KEY: &str = "cloud-campus.text-size";

/// The sizes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// Smaller.
    Small,
    /// As it is meant.
    #[default]
    Middle,
    /// Larger.
    Large,
}

impl TextSize {
    const ALL: [(Self, &'static str, &'static str); 3] = [
        (Self::Small, "small", "Small text"),
        (Self::Middle, "middle", "Normal text"),
        (Self::Large, "large", "Large text"),
    ];

    fn of(word: &str) -> Self {
        let found = Self::ALL.into_iter().find(|(_, key, _)| *key == word);
        found.map(|(size, _, _)| size).unwrap_or_default()
    }

    fn words(self) -> (&'static str, &'static str) {
        let found = Self::ALL.into_iter().find(|(size, _, _)| *size == self);
        found
            .map(|(_, key, label)| (key, label))
            .unwrap_or_default()
    }

    /// The next larger one, and the smallest after the largest.
    fn next(self) -> Self {
        match self {
            Self::Small => Self::Middle,
            Self::Middle => Self::Large,
            Self::Large => Self::Small,
        }
    }

    /// The size that is shown.
    fn now() -> Self {
        let root = document().document_element();
        let word = root.and_then(|root| root.get_attribute("data-text"));
        word.map_or(Self::default(), |word| Self::of(&word))
    }
}

/// Shows a size: `<html data-text="large">`, which the sheets turn into `--t-read`.
fn show(size: TextSize) {
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-text", size.words().0);
    }
}

/// Shows the size that was chosen last.
pub fn restore_text_size() {
    let storage = window().local_storage().ok().flatten();
    let word = storage.and_then(|it| it.get_item(KEY).ok().flatten());
    show(TextSize::of(word.as_deref().unwrap_or_default()));
}

/// The button that goes through the sizes.
#[component]
pub fn TextSizeButton() -> impl IntoView {
    let size = RwSignal::new(TextSize::now());
    let label = move || format!("{}: change the size", size.get().words().1);
    let change = move |_| {
        let next = size.get_untracked().next();
        size.set(next);
        show(next);
        // Without storage the choice lasts as long as the page.
        if let Ok(Some(storage)) = window().local_storage() {
            let _ = storage.set_item(KEY, next.words().0);
        }
    };
    view! {
        <button class="btn quiet square" aria-label=label title=label on:click=change>
            <Ui name="text-size" />
        </button>
    }
}
