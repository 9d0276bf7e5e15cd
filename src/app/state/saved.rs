//! How the open document stands with the browser's storage, whose room is
//! [`crate::app::storage`].

/// How the open document stands with the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing has changed that is not kept.
    Yes,
    /// What has changed is being written.
    Soon,
    /// It could not be written; the text says why.
    No(String),
    /// Another tab has written the document; what was changed here since has
    /// to wait until somebody decides.
    Elsewhere,
    /// It is kept no longer: another tab has removed it, or somebody has cleared
    /// what the browser keeps.
    Gone,
}
