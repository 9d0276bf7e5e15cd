//! Light, dark, or as the system has it.

use leptos::prelude::{document, window};

const KEY: &str = "cloud-campus.theme";

/// What can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    const fn word(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

/// Uses a theme from now on.
pub fn choose(theme: Theme) {
    show(theme);
    // Without storage the choice lasts as long as the page.
    if let Some(storage) = storage() {
        let _ = match theme.word() {
            Some(word) => storage.set_item(KEY, word),
            None => storage.remove_item(KEY),
        };
    }
}

/// Uses what was chosen last time.
pub fn restore() {
    show(chosen());
}

/// What was chosen last time.
pub fn chosen() -> Theme {
    let word = storage().and_then(|it| it.get_item(KEY).ok().flatten());
    // An earlier page kept the word as JSON, in quotation marks.
    match word.as_deref().map(|word| word.trim_matches('"')) {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

fn show(theme: Theme) {
    let Some(root) = document().document_element() else {
        return;
    };
    let _ = match theme.word() {
        Some(word) => root.set_attribute("data-theme", word),
        None => root.remove_attribute("data-theme"),
    };
}

/// Whether what is shown now is dark.
pub fn is_dark() -> bool {
    let chosen = document()
        .document_element()
        .and_then(|root| root.get_attribute("data-theme"));
    match chosen.as_deref() {
        Some(word) => word == "dark",
        None => prefers("(prefers-color-scheme: dark)"),
    }
}

/// Whether the system asks for something, as a media query.
pub fn prefers(query: &str) -> bool {
    let media = window().match_media(query);
    media.ok().flatten().is_some_and(|it| it.matches())
}

/// Whether the panels are sheets that the tab bar opens, as `shell.css` has it:
/// on a phone, upright or lying on its side, on an upright tablet, and where the
/// browser's zoom leaves no more room than that.
pub fn has_sheets() -> bool {
    prefers("(max-width: 900px), (max-width: 1000px) and (max-height: 500px)")
}

/// Whether the page is as narrow as a phone, as `shell.css` has it.
pub fn is_phone() -> bool {
    prefers("(max-width: 560px)")
}
