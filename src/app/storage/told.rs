//! What the start screen has to tell when something was not opened.

use super::database::Failure;

/// Something that the start screen has to tell.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What happened.
    pub text: String,
    /// What to do, or what became of it.
    pub remedy: String,
    /// A file that can be saved, with its name, where something cannot be
    /// opened.
    pub file: Option<(String, String)>,
}

impl Told {
    /// A file that was refused.
    pub fn refused(text: String) -> Self {
        Self {
            text,
            remedy: "Nothing was changed. Pick another file, or mend this one and open it again."
                .to_owned(),
            file: None,
        }
    }

    /// A link that was refused.
    pub fn link(why: &str) -> Self {
        Self {
            text: format!("The link was not opened: {why}."),
            remedy: "Nothing was changed, and nothing of it was kept.".to_owned(),
            file: None,
        }
    }

    /// The browser keeps nothing.
    pub fn without_storage(why: &Failure) -> Self {
        Self {
            text: format!("This browser keeps nothing for the page: {why}."),
            remedy: "What you build can be saved as a file.".to_owned(),
            file: None,
        }
    }

    /// A kept document that cannot be read.
    pub fn unreadable(slot: u32, why: &str, text: String) -> Self {
        Self {
            text: format!("The document was not opened: {why}."),
            remedy: "It stays in this browser as it is.".to_owned(),
            file: Some((format!("unreadable-{slot}.json"), text)),
        }
    }

    /// An address that leads nowhere.
    pub fn nowhere(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            remedy: "What is kept in this browser is listed below.".to_owned(),
            file: None,
        }
    }
}
